"""The SDK for document plugins in Python: what `plugin.py` needs, in one package.

It uses nothing but Python itself and knows no clock and no chance of its own, so a document type
can be tried and tested without Refit. `component.py` alone speaks to the host.
"""

from .days import day_of, iso
from .document_type import Feature, Golden, Specimen
from .document import Document
from .randomness import Random
from .rejection import Rejection

NAN = float("nan")
"""Missing: for features with `may_be_missing=True`."""

__all__ = [
    "NAN",
    "Document",
    "Feature",
    "Golden",
    "Random",
    "Rejection",
    "Specimen",
    "day_of",
    "iso",
]
