"""Takes away what a component does not have.

Inside a component the clock and files end the call without a word, and Python's own random numbers
go on from call to call. Taken away while the component is built, their use is an error with a line.
"""

from __future__ import annotations

import builtins
import random
import sys
import time
from typing import Any, Callable


class Unavailable(RuntimeError):
    """A plugin asked for something that no component has."""


class _Nowhere:
    """Where printed text goes."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def close_chance() -> None:
    """From now on the only random numbers are those that `generate_one` is given."""
    instead = _unavailable("use the random numbers that generate_one is given")
    for name, value in list(vars(random).items()):
        # The module's functions are methods of a hidden generator, seeded when it was loaded.
        if getattr(value, "__self__", None) is random._inst:
            setattr(random, name, instead)


def close_files_and_clock() -> None:
    """From now on there are no files, and there is no clock. Printed text goes nowhere."""
    builtins.open = _unavailable("read files at the top of a module; later there are none")
    for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "sleep"):
        setattr(time, name, _unavailable("count days from as_of or received; there is no clock"))
    sys.stdout = sys.stderr = _Nowhere()


def _unavailable(instead: str) -> Callable[..., Any]:
    def unavailable(*_: Any, **__: Any) -> Any:
        raise Unavailable(instead)

    return unavailable
