"""JSON text to values and back, as strict as the host: what one reads, the other reads."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

from .rejection import Rejection, not_json

# Lists and objects in one another. Python's own reader recurses for each of them.
_MOST_LEVELS = 127
_BRACKETS = re.compile(r'[\[{]|[\]}]|"(?:[^"\\]|\\.)*"?', re.DOTALL)

# Numbers that a double may not hold, or that have more digits than the host's whole numbers.
_LONG_NUMBER = re.compile(r"[0-9]{19}|[0-9][eE]\+?[0-9]{2}")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(text: str) -> Any:
    """The value of a text. Raises a `Rejection` with the place where reading stopped."""
    if text.count("[") + text.count("{") > _MOST_LEVELS:
        _check_levels(text)
    try:
        value = _reader(text).decode(text)
    except json.JSONDecodeError as error:
        raise _stopped(text, error.pos) from None
    except (ValueError, OverflowError, RecursionError):
        raise _stopped(text, 0) from None
    half = _SURROGATE.search(text)
    if half and not _is_whole(value):
        raise _stopped(text, half.start())
    return value


def write(value: Any) -> str:
    """The text of a value: no spaces, letters as they are. NaN and infinities are errors."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _stopped(text: str, at: int) -> Rejection:
    """Python counts letters, the host bytes."""
    return not_json(len(text[:at].encode("utf-8", "surrogatepass")))


def _check_levels(text: str) -> None:
    level = 0
    for found in _BRACKETS.finditer(text):
        first = text[found.start()]
        if first in "[{":
            level += 1
            if level > _MOST_LEVELS:
                raise _stopped(text, found.start())
        elif first != '"':
            level -= 1


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("a number beyond the range of a double")
    return number


def _whole(text: str) -> int | float:
    number = _number(text)
    if abs(number) > 1e17:
        whole = int(text) if abs(number) < 1e20 else 1 << 64
        return whole if -(1 << 63) <= whole < (1 << 63) else number
    return int(text)


# Reading numbers by Python functions is slow, and few documents need it.
_PLAIN = json.JSONDecoder(parse_constant=_refused)
_CAREFUL = json.JSONDecoder(parse_constant=_refused, parse_float=_number, parse_int=_whole)


def _reader(text: str) -> json.JSONDecoder:
    return _CAREFUL if _LONG_NUMBER.search(text) else _PLAIN


def _is_whole(value: Any) -> bool:
    """Whether all letters are: half a surrogate pair is no letter."""
    try:
        write(value).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
