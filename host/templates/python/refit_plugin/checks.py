"""Whether `plugin.py` has what it needs, in the form that the host wants."""

from __future__ import annotations

import math
import re
from types import ModuleType
from typing import Any, Iterator

from . import document_type
from .document_type import EFFECTS, KINDS, Feature, Golden

_NEEDED = (
    "NAME", "PLURAL", "TITLE", "VERSION", "FEATURES", "DOCUMENT_SCHEMA", "GOLDENS",
    "generate_one", "extract_one",
)  # fmt: skip
_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_KEBAB_CASE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][0-9A-Za-z.+-]*)?", re.ASCII)


def check_module(plugin: ModuleType) -> list[str]:
    """All faults of the module, as sentences; none where it can be used."""
    lacking = [name for name in _NEEDED if not hasattr(plugin, name)]
    if lacking:
        return [f"it lacks {', '.join(lacking)}"]
    faults = list(_header_faults(plugin))
    for feature in plugin.FEATURES:
        faults.extend(f"feature {feature.name}: {fault}" for fault in _feature_faults(feature))
    names = [feature.name for feature in plugin.FEATURES]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults.extend(f"feature {name}: occurs twice" for name in twice)
    if faults:
        return faults
    for number, golden in enumerate(plugin.GOLDENS):
        fault = _golden_fault(plugin, golden)
        if fault:
            faults.append(f"golden document {number}: {fault}")
    return faults


def _header_faults(plugin: Any) -> Iterator[str]:
    if not _is(_SNAKE_CASE, plugin.NAME):
        yield "NAME: snake_case is wanted, such as bank_statement"
    if not _is(_KEBAB_CASE, plugin.PLURAL):
        yield "PLURAL: kebab-case is wanted, such as bank-statements"
    if not _is_title(plugin.TITLE):
        yield "TITLE: 1 to 100 characters are wanted"
    if not _is(_VERSION, plugin.VERSION):
        yield "VERSION: a semantic version is wanted, such as 1.0.0"
    if not isinstance(plugin.DOCUMENT_SCHEMA, dict):
        yield "DOCUMENT_SCHEMA: a dict is wanted"
    if not plugin.FEATURES:
        yield "FEATURES: at least one is wanted"
    if not plugin.GOLDENS:
        yield "GOLDENS: at least one is wanted"


def _is(pattern: re.Pattern[str], text: Any) -> bool:
    return isinstance(text, str) and len(text) <= 64 and pattern.fullmatch(text) is not None


def _is_title(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip()) and len(text) <= 100


def _feature_faults(feature: Feature) -> Iterator[str]:
    if not _is(_SNAKE_CASE, feature.name):
        yield "a snake_case name is wanted"
    if not _is_title(feature.title):
        yield "a title of 1 to 100 characters is wanted"
    if feature.kind not in KINDS:
        yield f"its kind is one of {', '.join(KINDS)}"
    if feature.effect not in EFFECTS:
        yield f"its effect is one of {', '.join(EFFECTS)}"
    if not (math.isfinite(feature.lowest) and math.isfinite(feature.highest)):
        yield "finite bounds are wanted"
    elif feature.lowest >= feature.highest:
        yield "its lowest value is wanted below its highest"


def _golden_fault(plugin: ModuleType, golden: Golden) -> str | None:
    extraction = document_type.extract(plugin, [golden.submission()])
    if extraction.rejected:
        _, rejection = extraction.rejected[0]
        return f"it is rejected: {rejection.kind} {rejection.detail}"
    if len(golden.features) != len(plugin.FEATURES):
        return f"{len(golden.features)} values for {len(plugin.FEATURES)} features"
    for feature, stated, value in zip(plugin.FEATURES, golden.features, extraction.values):
        if not same(float(stated), value):
            return f"{feature.name} is {value!r}, and {stated!r} is stated"
    return None


def same(one: float, other: float) -> bool:
    """Whether two values are the same; NaN is equal to NaN."""
    return one == other or (math.isnan(one) and math.isnan(other))
