"""Sums of money from text."""

from __future__ import annotations

import re

# Sums beyond this are misread, not money.
_MOST = 1e15

_PLAIN = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_MARK = re.compile(r"(.*[0-9 ])(CR|DR|DB)", re.IGNORECASE | re.DOTALL)
_MINUS = "-−–"
_SIGNS = "$€£¥₹"
_GROUPED = re.compile(r"[0-9]+(?:([,.' \u00a0\u202f])[0-9]{2,3}(?:\1[0-9]{2,3})*)?")


def parse(text: str) -> float | None:
    """Reads a number or a sum of money, in units of its currency: `1234.56`, `$1,234.56`,
    `USD 1,234.56`, `1.234,56 €`, `1 234,56 Kč`, `(123.45)`, `-$123.45`, `123.45-`,
    `123.45 CR`, `123.45 DR`.

    Parentheses, a minus sign on either side and `DR` make it negative. A single comma before
    three digits separates thousands, a single full stop decimals. None where the text is not
    a sum, or a sum above 10^15.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        total = float(text)
        return total if abs(total) <= _MOST else None
    # Nothing that is so long is a sum; the patterns below need not look at it.
    if len(text) > 100:
        return None
    body, negative = _unsigned(text)
    digits = _digits(body) if body else None
    if digits is None:
        return None
    total = float(digits)
    if total > _MOST:
        return None
    return -total if negative and total > 0 else total


def _unsigned(text: str) -> tuple[str, bool]:
    """The sum without signs and currency, empty where there is none, and whether it is negative."""
    in_parentheses = len(text) > 1 and text[0] == "(" and text[-1] == ")"
    if in_parentheses:
        text = text[1:-1].strip()
    marked = _MARK.fullmatch(text)
    debit = marked is not None and marked[2].upper() != "CR"
    if marked:
        text = marked[1].rstrip()
    text, minus_outside = _signed(text)
    text, minus_inside = _signed(_without_currency(text))
    if minus_outside and minus_inside:
        return "", False
    edges = "0123456789."
    if not text or text[0] not in edges or text[-1] not in edges:
        return "", False
    return text, in_parentheses or debit or minus_outside or minus_inside


def _signed(text: str) -> tuple[str, bool]:
    text = text.strip()
    if text and text[0] in _MINUS:
        return text[1:].strip(), True
    if text and text[-1] in _MINUS:
        return text[:-1].strip(), True
    return text.removeprefix("+").strip(), False


def _without_currency(text: str) -> str:
    """Without a currency's sign or its code of up to three letters on either side."""
    start, end = 0, len(text)
    while start < end and (text[start].isalpha() or text[start] in _SIGNS):
        start += 1
    while end > start and (text[end - 1].isalpha() or text[end - 1] in _SIGNS):
        end -= 1
    # A longer word is not a currency, and "12O" is a misread number.
    for name in (text[:start], text[end:]):
        if sum(letter.isalpha() for letter in name) > 3:
            return ""
    if text[end:] in ("O", "o", "l", "I", "S", "B", "Z"):
        return ""
    return text[start:end].strip()


def _digits(text: str) -> str | None:
    """The digits with a full stop before the decimals and nothing else."""
    at = _decimal_point(text)
    whole, decimals = (text, "") if at is None else (text[:at], text[at + 1 :])
    whole = _without_thousands(whole)
    if whole is None or not (whole or decimals) or len(whole) + len(decimals) > 40:
        return None
    if decimals and not re.fullmatch(r"[0-9]+", decimals):
        return None
    return f"{whole or '0'}.{decimals or '0'}"


def _decimal_point(text: str) -> int | None:
    """Where the decimals begin: at the last separator, unless it separates thousands."""
    at = max(text.rfind("."), text.rfind(","))
    if at < 0 or text.count(text[at]) > 1:
        return None
    behind = len(text) - at - 1
    if text[at] == "," and behind == 3 and "." not in text:
        return None
    return at


def _without_thousands(whole: str) -> str | None:
    """The digits, where one separator groups them by three (or by two before the last three)."""
    if not whole:
        return whole
    found = _GROUPED.fullmatch(whole)
    if found is None:
        return None
    if found[1] is None:
        return whole
    groups = whole.split(found[1])
    return "".join(groups) if len(groups[-1]) == 3 else None
