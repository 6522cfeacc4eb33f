"""Reads the fields of a document, leniently: by any of their names, in any of their spellings."""

from __future__ import annotations

from typing import Any, Callable, TypeVar

from . import days, json_text, money
from .rejection import missing_field, not_a_document, unreadable_field

T = TypeVar("T")

_SAYS_NOTHING = {"", "none", "null", "n/a", "na", "-", "--"}
# How deep {"value": …} may lie in itself.
_WRAPPINGS = 3


class _Needed:
    """Stands for: without this field there is no row."""


_NEEDED = _Needed()


class Document:
    """A JSON object.

    Every reader takes the names under which papers have the field, and uses the first that says
    something; `"account.id"` is the key `id` of the object `account`. Where the field is missing
    or cannot be read, the document is rejected by the first name; with `otherwise=…` that value
    is taken instead: `document.amount("fee", "amount", otherwise=NAN)`.
    """

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields
        """The object as Python's dict, for what the readers do not do."""

    @classmethod
    def parse(cls, text: str) -> "Document":
        """The document of a JSON text. Raises a `Rejection` where it is none."""
        value = json_text.parse(text)
        if not isinstance(value, dict):
            raise not_a_document()
        return cls(value)

    def has(self, *names: str) -> bool:
        """Whether it says something under any of the names."""
        return self._find(names) is not None

    def amount(self, *names: str, otherwise: Any = _NEEDED) -> float:
        """A number or a sum of money, also as text with signs and currency."""
        return self._read(names, otherwise, _amount)

    def day(self, *names: str, otherwise: Any = _NEEDED) -> int:
        """A date, as days since 1970-01-01."""
        return self._read(names, otherwise, _day)

    def text(self, *names: str, otherwise: Any = _NEEDED) -> str:
        """A text, trimmed; a number as its digits."""
        return self._read(names, otherwise, _text)

    def truth(self, *names: str, otherwise: Any = _NEEDED) -> bool:
        """Yes or no: a boolean, 0 and 1, or the words for them."""
        return self._read(names, otherwise, _truth)

    def object(self, *names: str, otherwise: Any = _NEEDED) -> "Document":
        """An object, with readers of its own."""
        return self._read(names, otherwise, _object)

    def list(self, *names: str, otherwise: Any = _NEEDED) -> "list[Document]":
        """A list of objects, such as the lines of a statement."""
        return self._read(names, otherwise, _list)

    def _find(self, names: tuple[str, ...]) -> Any:
        for name in names:
            value: Any = self.fields
            for key in name.split("."):
                value = value.get(key) if isinstance(value, dict) else None
            value = _unwrapped(value)
            if not _is_missing(value):
                return value
        return None

    def _read(self, names: tuple[str, ...], otherwise: Any, read: Callable[[Any], T | None]) -> T:
        found = self._find(names)
        value = None if found is None else read(found)
        if value is not None:
            return value
        if otherwise is not _NEEDED:
            return otherwise
        raise missing_field(names[0]) if found is None else unreadable_field(names[0])


def _unwrapped(value: Any) -> Any:
    """The value itself where it stands as {"value": …}, as extraction services give it."""
    for _ in range(_WRAPPINGS):
        if not isinstance(value, dict) or "value" not in value:
            break
        value = value["value"]
    return value


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _SAYS_NOTHING
    return value is None or value == [] or value == {}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _amount(value: Any) -> float | None:
    if _is_number(value):
        return float(value)
    return money.parse(value) if isinstance(value, str) else None


def _day(value: Any) -> int | None:
    return days.parse(value) if isinstance(value, str) else None


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip()
    return repr(value).removesuffix(".0") if _is_number(value) else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        value = {"true": 1, "yes": 1, "y": 1, "1": 1, "false": 0, "no": 0, "n": 0, "0": 0}.get(
            value.strip().lower()
        )
    return bool(value) if isinstance(value, int) and value in (0, 1) else None


def _object(value: Any) -> Document | None:
    return Document(value) if isinstance(value, dict) else None


def _list(value: Any) -> list[Document] | None:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        return None
    return [Document(item) for item in value]
