"""The exports of the component: the interface `refit:document/plugin` in terms of `plugin.py`.

Its types, `wit_world`, are made from the WIT when the component is built, so this module can only
be imported there. What it imports is kept in the component; later there are no files.
"""

from __future__ import annotations

import sys
from typing import Any, Callable, TypeVar

from componentize_py_types import Err
from wit_world.exports import plugin as wit

from . import closed, document_type, json_text
from .checks import check_module
from .document_type import Refusal
from .rejection import Rejection

closed.close_chance()

import plugin  # noqa: E402

T = TypeVar("T")

_KINDS = {
    "flag": wit.FeatureKind_Flag,
    "count": wit.FeatureKind_Count,
    "amount": wit.FeatureKind_Amount,
    "ratio": wit.FeatureKind_Ratio,
    "days": wit.FeatureKind_Days,
    "score": wit.FeatureKind_Score,
}
_EFFECTS = {
    "raises": wit.Effect.RAISES,
    "lowers": wit.Effect.LOWERS,
    "either": wit.Effect.EITHER,
}


class Plugin:
    """What the host calls."""

    def describe(self) -> wit.Descriptor:
        return _DESCRIPTOR

    def generate(self, seed: int, start: int, count: int, as_of: int) -> list[wit.Specimen]:
        def specimens() -> list[wit.Specimen]:
            made = document_type.generate(plugin, seed, start, count, as_of)
            return [_specimen(specimen) for specimen in made]

        return _call(specimens)

    def extract(self, submissions: list[wit.Submission]) -> wit.Extraction:
        extraction = _call(lambda: document_type.extract(plugin, submissions))
        rejected = [
            wit.Rejection(index, _reason(rejection)) for index, rejection in extraction.rejected
        ]
        return wit.Extraction(extraction.values, rejected)


def _call(call: Callable[[], T]) -> T:
    """Python's errors end a component without a word, so they become the interface's."""
    try:
        return call()
    except Refusal as refusal:
        raise Err(_refused(refusal)) from None
    except Exception as error:
        raise Err(wit.Error_Other(document_type.place(error))) from None


def _refused(refusal: Refusal) -> Any:
    if refusal.kind == "too_much":
        return wit.Error_TooMuch(refusal.detail)
    if refusal.kind == "invalid_argument":
        return wit.Error_InvalidArgument(refusal.detail)
    return wit.Error_Other(refusal.detail)


def _reason(rejection: Rejection) -> Any:
    if rejection.kind == "not_json":
        return wit.RejectionReason_NotJson(rejection.detail)
    if rejection.kind == "not_a_document":
        return wit.RejectionReason_NotADocument()
    if rejection.kind == "missing_field":
        return wit.RejectionReason_MissingField(rejection.detail)
    if rejection.kind == "unreadable_field":
        return wit.RejectionReason_UnreadableField(rejection.detail)
    return wit.RejectionReason_Other(rejection.detail)


def _submission(submission: document_type.Submission) -> wit.Submission:
    return wit.Submission(submission.document, submission.received)


def _specimen(specimen: document_type.Specimen) -> wit.Specimen:
    return wit.Specimen(
        submission=wit.Submission(json_text.write(specimen.document), specimen.received),
        class_=wit.Class.FRAUD if specimen.is_fraud else wit.Class.LEGITIMATE,
        risk_score=float(specimen.risk_score),
        mechanism=specimen.mechanism,
        extra=[],
    )


def _descriptor() -> wit.Descriptor:
    return wit.Descriptor(
        name=plugin.NAME,
        plural=plugin.PLURAL,
        title=plugin.TITLE,
        version=plugin.VERSION,
        sdk_version=document_type.SDK_VERSION,
        features=[
            wit.Feature(
                name=feature.name,
                title=feature.title,
                kind=_KINDS[feature.kind](),
                lowest=float(feature.lowest),
                highest=float(feature.highest),
                effect=_EFFECTS[feature.effect],
                may_be_missing=feature.may_be_missing,
                extra=[],
            )
            for feature in plugin.FEATURES
        ],
        document_schema=json_text.write(plugin.DOCUMENT_SCHEMA),
        goldens=[
            wit.Golden(
                submission=_submission(golden.submission()),
                features=[float(value) for value in golden.features],
            )
            for golden in plugin.GOLDENS
        ],
        extra=[],
    )


# The build ends here, with sentences, where the module is not what it should be.
_FAULTS = check_module(plugin)
if _FAULTS:
    sys.exit("plugin.py is not ready:\n" + "\n".join(f"  - {fault}" for fault in _FAULTS))
_DESCRIPTOR = _descriptor()

# What Python loads on first use is loaded now, and what fails ends the build with Python's words.
_MANY = 20
_RECEIVED = _DESCRIPTOR.goldens[0].submission.received


def _try() -> None:
    for specimen in document_type.generate(plugin, 0, 0, _MANY, _RECEIVED):
        document_type.extract(plugin, [_specimen(specimen).submission])
    document_type.extract(plugin, [wit.Submission(text, _RECEIVED) for text in ("{", "[]", "{}")])


_try()
_STREAMS = sys.stdout, sys.stderr
closed.close_files_and_clock()
try:
    _try()
except Exception:
    # The component is not built, so there is somewhere to say why.
    sys.stdout, sys.stderr = _STREAMS
    raise
