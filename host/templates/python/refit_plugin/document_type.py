"""What `plugin.py` is made of, and the three calls of the host in terms of it.

The author's module handles one document at a time; the lists are made here. So slices of a
sequence concatenate, and a batch equals its documents one by one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Mapping, Sequence

from . import days, json_text
from .document import Document
from .randomness import Random
from .rejection import Rejection

SDK_VERSION = "refit-plugin-python 0.1.0"
KINDS = ("flag", "count", "amount", "ratio", "days", "score")
EFFECTS = ("raises", "lowers", "either")

# The most documents that one call of the host may ask for.
MOST_DOCUMENTS = 20_000
# Years 100 to 9899, so that a paper's own dates have years of four digits.
_FIRST_DAY, _LAST_DAY = -683_003, 2_896_372


@dataclass(frozen=True)
class Feature:
    """One feature of the document type: `Feature("fee", "the fee", "amount", 0, 1_000)`."""

    name: str
    """In reports and artifacts: `snake_case`, unique within the type."""
    title: str
    """What a reviewer reads instead of the name: a few plain words."""
    kind: str
    """What its numbers mean: flag, count, amount, ratio, days or score."""
    lowest: float
    """The lowest value of a row; what lies below is moved to it."""
    highest: float
    """The highest value of a row; what lies above is moved to it."""
    effect: str = "either"
    """How a higher value is expected to move the risk: raises, lowers or either."""
    may_be_missing: bool = False
    """Whether NaN, "not on this paper", is an answer."""


@dataclass(frozen=True)
class Golden:
    """A document whose features are known; they are recomputed before the plugin is used."""

    document: Mapping[str, Any]
    received: str
    """The day it was received: `2025-01-31`."""
    features: Sequence[float]

    def submission(self) -> "Submission":
        """The document as it comes in."""
        return Submission(json_text.write(self.document), days.day_of(self.received))


@dataclass(frozen=True)
class Specimen:
    """A synthetic document with what is known about it."""

    document: Mapping[str, Any]
    received: int
    """The day it was received, not after `as_of`."""
    is_fraud: bool
    risk_score: float
    """0 (no doubt about it) to 100 (certainly forged)."""
    mechanism: str
    """How it was forged (`edited_balance`), or what kind of honest paper it is."""


@dataclass(frozen=True)
class Submission:
    """A document as it came in: its text, and the day on which it was received."""

    document: str
    received: int


@dataclass
class Extraction:
    """Rows of all documents that were not rejected, one after another, and the rejections."""

    values: list[float] = field(default_factory=list)
    rejected: list[tuple[int, Rejection]] = field(default_factory=list)


class Refusal(Exception):
    """Why a call failed as a whole: `invalid_argument`, `too_much` or `other`."""

    def __init__(self, kind: str, detail: str | int) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


def generate(plugin: ModuleType, seed: int, start: int, count: int, as_of: int) -> list[Specimen]:
    """Documents number `start` to `start + count - 1` of the sequence that `seed` begins."""
    if count > MOST_DOCUMENTS:
        raise Refusal("too_much", MOST_DOCUMENTS)
    if not _FIRST_DAY <= as_of <= _LAST_DAY:
        raise Refusal("invalid_argument", "as-of: a day of the years 100 to 9899 is wanted")
    if start + count >= 1 << 64:
        raise Refusal("invalid_argument", "start: start + count is wanted to fit into 64 bits")
    return [
        plugin.generate_one(Random.for_document(seed, number), number, as_of)
        for number in range(start, start + count)
    ]


def extract(plugin: ModuleType, submissions: Sequence[Any]) -> Extraction:
    """The feature rows of documents."""
    if len(submissions) > MOST_DOCUMENTS:
        raise Refusal("too_much", MOST_DOCUMENTS)
    extraction = Extraction()
    for index, submission in enumerate(submissions):
        try:
            extraction.values.extend(_row(plugin, submission))
        except Rejection as rejection:
            extraction.rejected.append((index, rejection))
    return extraction


# How Python says that a value is not what the code took it for.
_MISREADINGS = (
    ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError
)  # fmt: skip


def _row(plugin: ModuleType, submission: Any) -> list[float]:
    document = Document.parse(submission.document)
    try:
        row = plugin.extract_one(document, submission.received)
    except _MISREADINGS as error:
        # A document that the author did not think of is no reason to fail the others.
        raise Rejection(f"the plugin cannot read it: {place(error)}") from None
    # From here on it is the plugin that is wrong, and not the document.
    wanted = f"a list of {len(plugin.FEATURES)} numbers is wanted, one for each feature"
    if not isinstance(row, (list, tuple)):
        raise Refusal("other", f"extract_one returned {type(row).__name__}; {wanted}")
    if len(row) != len(plugin.FEATURES):
        raise Refusal("other", f"extract_one returned {len(row)} values; {wanted}")
    return [_number(feature, value) for feature, value in zip(plugin.FEATURES, row)]


def _number(feature: Feature, value: Any) -> float:
    if not isinstance(value, (int, float)):
        kind = type(value).__name__
        raise Refusal("other", f"extract_one returned {kind} for {feature.name}; a number is wanted")
    return _within(feature, float(value))


def _within(feature: Feature, value: float) -> float:
    """The value moved into the feature's bounds."""
    if not math.isnan(value):
        # Adding zero makes zero of negative zero.
        return min(max(value, float(feature.lowest)), float(feature.highest)) + 0.0
    if feature.may_be_missing:
        return value
    raise Rejection(f"the plugin finds no value for the feature {feature.name}")


def place(error: BaseException) -> str:
    """Which error it is and where, without its text: that may repeat what a document says.

    The traceback module would look for the source, and a component has no files.
    """
    where, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file != __file__ and "refit_plugin" not in file:
            where = f", {file.rsplit('/')[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return type(error).__name__ + where
