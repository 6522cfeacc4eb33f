"""Why a document has no feature row."""

from __future__ import annotations


class Rejection(Exception):
    """Ends the reading of one document; the others of its batch are read all the same.

    `Rejection("the currencies of the lines differ")` gives a reason of one's own: a sentence
    without values from the document. The other kinds are made by the functions below.
    """

    def __init__(self, reason: str) -> None:
        self._set("other", reason)

    def _set(self, kind: str, detail: str | int | None) -> "Rejection":
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        return self

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Rejection)
            and (self.kind, self.detail) == (other.kind, other.detail)
        )

    def __hash__(self) -> int:
        return hash((self.kind, self.detail))


def _rejection(kind: str, detail: str | int | None) -> Rejection:
    return Rejection("")._set(kind, detail)


def not_json(offset: int) -> Rejection:
    """The text is not JSON; the byte at which reading stopped."""
    return _rejection("not_json", offset)


def not_a_document() -> Rejection:
    """The text is JSON, but not an object."""
    return _rejection("not_a_document", None)


def missing_field(name: str) -> Rejection:
    """A field without which no row can be made."""
    return _rejection("missing_field", name)


def unreadable_field(name: str) -> Rejection:
    """A field that cannot be read."""
    return _rejection("unreadable_field", name)
