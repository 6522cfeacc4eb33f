"""Calendar days, as whole numbers: days since 1970-01-01. So ages are differences."""

from __future__ import annotations

import re
from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = date.min.toordinal() - _EPOCH
_LAST = date.max.toordinal() - _EPOCH

_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})(?:[T ].*)?", re.DOTALL)
_SEPARATED = re.compile(
    r"([0-9]{1,4})([/.-])([0-9]{1,4})\2([0-9]{2}|[0-9]{4})(?:[ T].*)?", re.DOTALL
)
_ORDINAL = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)?")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
# Two-digit years from here on belong to the last century.
_PIVOT = 70


def day_of(text: str) -> int:
    """The day of a date in a plugin's own text: `day_of("2025-01-31")`."""
    day = parse(text)
    if day is None:
        raise ValueError(f"{text!r} is no date such as 2025-01-31")
    return day


def iso(day: int) -> str:
    """`2025-01-31`. Days beyond the years 1 to 9999 become the first or the last of them."""
    return date.fromordinal(min(max(day, _FIRST), _LAST) + _EPOCH).isoformat()


def parse(text: str) -> int | None:
    """Reads a date: `2025-01-31` (a time of day behind it is ignored), `01/31/2025`,
    `01-31-2025`, `31.01.2025`, two-digit years (`70` to `99` are 1970 to 1999),
    `January 31, 2025`, `Jan 31, 2025`, `31 Jan 2025`.

    The month comes before the day, except where only the other reading is a date, and except
    between full stops.
    """
    text = text.strip()
    found = _ISO.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _SEPARATED.fullmatch(text)
    if found:
        year, first, second = _year(found[4]), int(found[1]), int(found[3])
        readings = [_day(year, first, second), _day(year, second, first)]
        if found[2] == ".":
            readings.reverse()
        return next((day for day in readings if day is not None), None)
    return _worded(text)


def _worded(text: str) -> int | None:
    words = [word for word in re.split(r"[ ,.-]", text) if word]
    if len(words) != 3 or not re.fullmatch(r"[0-9]{2}|[0-9]{4}", words[2]):
        return None
    first, second, year = words
    month, day = _month(first), second
    if month is None:
        month, day = _month(second), first
    number = _ORDINAL.fullmatch(day)
    if month is None or number is None:
        return None
    return _day(_year(year), month, int(number[1]))


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _month(text: str) -> int | None:
    if len(text) < 3:
        return None
    starts = (number for number, name in enumerate(_MONTHS, 1) if name.startswith(text.lower()))
    return next(starts, None)


def _day(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
