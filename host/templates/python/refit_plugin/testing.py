"""The laws of document types, tried without the host. `refit plugin check` tries more of them, on
the component; the names are the same.
"""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any, Callable, Iterator

from . import document_type
from .checks import check_module, same
from .days import day_of
from .document_type import Refusal, Specimen, Submission
from .json_text import write
from .rejection import Rejection

_AS_OF = day_of("2025-06-15")
_DAYS = ("2024-02-29", "2025-12-31", "2026-01-01", "2000-02-29", "2099-12-31", "1970-01-01")
_COUNT = 400
_SECRET = "Zq7secret"

_UNDOCUMENTS = (
    "", " ", "\0", "\ufeff", "not JSON", "{", "}", '{"a"}', "{'a': 1}", '{"a": 1,}', "NaN", "null",
    "true", "0", "1e999", '"text"', '"{}"', "[]", "[null]", "{}", '{"": ""}', '{"zq": 1e999}',
    '{"zq": NaN}', '{"zq": "\\ud800"}', '{"zq": "\x01"}', '{"zq": 1, "zq": 2}', "{} {}", _SECRET,
    "[" * 50_000, "[" * 50_000 + "]" * 50_000, '{"zq":' * 50_000 + "1" + "}" * 50_000,
    '{"zq":' + "9" * 10_000 + "}", '{"' + _SECRET + '":1}',
)  # fmt: skip
_TWISTS = (
    "null", "true", "0", "-1", "1e308", "-1e308", "1e999", "5e-324", "9" * 23, '""', '"NaN"',
    '"-Infinity"', '"2025-02-30"', '"9999-12-31"', '"0001-01-01"', '"\\u0000\\u202e"', '"\\ud800"',
    '"ß漢🧾"', "[]", "[[],[[]],null]", "{}", '{"value":{"value":{"value":{}}}}', "",
    f'"{_SECRET}"', "[" * 100 + "]" * 100, "[" * 1_000 + "]" * 1_000, '"' + "9" * 400 + '"',
    "[" + "{}," * 1_000 + "{}]",
)  # fmt: skip


def check(plugin: ModuleType) -> list[str]:
    """What is wrong with a document type; nothing where it keeps the laws."""
    faults = [f"descriptor-is-valid: {fault}" for fault in check_module(plugin)]
    if faults:
        return faults
    for law, look in _LAWS.items():
        try:
            found = next(look(plugin), None)
        except Refusal as refusal:
            found = str(refusal.detail)
        if found:
            faults.append(f"{law}: {found}")
    return faults


def _generate(plugin: ModuleType, seed: int, start: int, count: int) -> list[Specimen]:
    return document_type.generate(plugin, seed, start, count, _AS_OF)


def _submissions(plugin: ModuleType) -> list[Submission]:
    made = _generate(plugin, 1, 0, _COUNT)
    return [Submission(write(specimen.document), specimen.received) for specimen in made]


def _slices_concatenate(plugin: ModuleType) -> Iterator[str]:
    whole = _generate(plugin, 1, 0, 60)
    for cut in (1, 7, 30, 59):
        # The later part first: whoever keeps numbers from call to call is found out.
        late, early = _generate(plugin, 1, cut, 60 - cut), _generate(plugin, 1, 0, cut)
        if early + late != whole:
            yield f"cut at {cut}, the parts differ from the whole"


def _seeds_differ(plugin: ModuleType) -> Iterator[str]:
    if _generate(plugin, 1, 0, 20) == _generate(plugin, 2, 0, 20):
        yield "seeds 1 and 2 give the same documents"


def _both_classes_present(plugin: ModuleType) -> Iterator[str]:
    frauds = sum(specimen.is_fraud for specimen in _generate(plugin, 1, 0, _COUNT))
    if not _COUNT <= 100 * frauds <= 99 * _COUNT:
        yield f"{frauds} of {_COUNT} documents are forged"


def _scores_fit_classes(plugin: ModuleType) -> Iterator[str]:
    made = _generate(plugin, 1, 0, _COUNT)
    for number, specimen in enumerate(made):
        if not 0 <= specimen.risk_score <= 100:
            yield f"document {number}: the score is not 0 to 100"
    if not any(specimen.risk_score <= 30 for specimen in made if not specimen.is_fraud):
        yield "no honest document has a score of 30 or less"
    if not any(specimen.risk_score >= 70 for specimen in made if specimen.is_fraud):
        yield "no forged document has a score of 70 or more"


def _received_by_as_of(plugin: ModuleType) -> Iterator[str]:
    for day in _DAYS:
        for specimen in document_type.generate(plugin, 5, 0, 50, day_of(day)):
            if specimen.received > day_of(day):
                yield f"a document made for {day} was received later"


def _synthetic_are_read(plugin: ModuleType) -> Iterator[str]:
    for index, rejection in document_type.extract(plugin, _submissions(plugin)).rejected:
        yield f"document {index} is rejected: {rejection.kind} {rejection.detail}"


def _every_feature_varies(plugin: ModuleType) -> Iterator[str]:
    values = document_type.extract(plugin, _submissions(plugin)).values
    width = len(plugin.FEATURES)
    for place, feature in enumerate(plugin.FEATURES):
        column = values[place::width]
        if all(same(column[0], value) for value in column):
            yield f"{feature.name} has the same value on all documents"


def _batch_equals_rows(plugin: ModuleType) -> Iterator[str]:
    submissions = _submissions(plugin)[:60]
    batch = document_type.extract(plugin, submissions).values
    single: list[float] = []
    for submission in reversed(submissions):
        single = document_type.extract(plugin, [submission]).values + single
    if len(batch) != len(single) or not all(map(same, batch, single)):
        yield "the rows of a batch differ from the rows one by one"


def _hostile_are_rejected(plugin: ModuleType) -> Iterator[str]:
    for text in _UNDOCUMENTS:
        rejection = _try(plugin, text)
        if not rejection:
            yield f"the text {text[:40]!r} has a row"
        elif _SECRET in str(rejection.detail):
            yield "a rejection repeats what the document says"
    for submission in (plugin.GOLDENS[0].submission(), _submissions(plugin)[0]):
        text = submission.document
        for end in range(1, len(text), max(len(text) // 24, 1)):
            if not _try(plugin, text[:end]):
                yield f"the first {end} letters of a document have a row"
        tree = json.loads(text)
        for twisted in _twisted(tree):
            rejection = _try(plugin, twisted)
            if rejection and _SECRET in str(rejection.detail):
                yield "a rejection repeats what the document says"


def _try(plugin: ModuleType, text: str) -> Rejection | None:
    rejected = document_type.extract(plugin, [Submission(text, _AS_OF)]).rejected
    return rejected[0][1] if rejected else None


def _twisted(tree: dict[str, Any]) -> Iterator[str]:
    """The document with something else in one place, for every place."""
    mark = "\ue000"
    for path in list(_paths(tree)):
        copy = json.loads(json.dumps(tree))
        inner = copy
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = mark
        marked = write(copy)
        for twist in _TWISTS:
            yield marked.replace(f'"{mark}"', twist)


def _paths(node: Any) -> Iterator[tuple[Any, ...]]:
    """Where something stands; of lists the first two items, the others are like them."""
    keys = list(node) if isinstance(node, dict) else range(min(len(node), 2))
    for key in keys:
        yield (key,)
        if isinstance(node[key], (dict, list)):
            for path in _paths(node[key]):
                yield (key, *path)


_LAWS: dict[str, Callable[[ModuleType], Iterator[str]]] = {
    "slices-concatenate": _slices_concatenate,
    "seeds-differ": _seeds_differ,
    "both-classes-present": _both_classes_present,
    "scores-fit-classes": _scores_fit_classes,
    "received-by-as-of": _received_by_as_of,
    "synthetic-are-read": _synthetic_are_read,
    "every-feature-varies": _every_feature_varies,
    "batch-equals-rows": _batch_equals_rows,
    "hostile-are-rejected": _hostile_are_rejected,
}
