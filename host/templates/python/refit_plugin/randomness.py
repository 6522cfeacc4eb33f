"""Random numbers whose stream is fixed by this file."""

from __future__ import annotations

from math import cos, exp, log, sqrt, tau
from typing import Sequence, TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Random:
    """A stream of random numbers: xoshiro256++, its state filled by splitmix64.

    The same stream as that of Refit's SDK for Rust. Python's own `random` must not be used: it
    goes on from call to call, and the same call has to give the same documents.
    """

    def __init__(self, seed: int) -> None:
        self._state = []
        for _ in range(4):
            seed, mixed = _splitmix64(seed)
            self._state.append(mixed)

    @classmethod
    def for_document(cls, seed: int, number: int) -> "Random":
        """The stream of document number `number` of the sequence that `seed` begins."""
        _, salt = _splitmix64(number)
        return cls(seed ^ salt)

    def next_u64(self) -> int:
        """The next 64 random bits."""
        a, b, c, d = self._state
        total = (a + d) & _MASK
        result = (_rotated(total, 23) + a) & _MASK
        c ^= a
        d ^= b
        self._state = [a ^ d, b ^ c, c ^ ((b << 17) & _MASK), _rotated(d, 45)]
        return result

    def unit(self) -> float:
        """A number from 0 (included) to 1 (excluded), evenly spread."""
        return (self.next_u64() >> 11) / (1 << 53)

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, evenly spread."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included; `low` where `high` is not above."""
        if high <= low:
            return low
        return low + ((self.next_u64() * (high - low + 1)) >> 64)

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happened."""
        return self.unit() < probability

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the others."""
        return items[self.whole(0, len(items) - 1)]

    def weighted(self, items: Sequence[tuple[float, T]]) -> T:
        """One of the items, each as likely as its weight says: `[(3, "card"), (1, "cash")]`."""
        left = self.unit() * sum(weight for weight, _ in items)
        for weight, item in items:
            left -= weight
            if left < 0:
                return item
        return items[-1][1]

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """A normally distributed number (Box and Muller)."""
        # 1 - unit is never 0, so its logarithm is finite.
        radius = sqrt(-2.0 * log(1.0 - self.unit()))
        return mean + deviation * (radius * cos(tau * self.unit()))

    def log_normal(self, median: float, sigma: float) -> float:
        """A number that spreads around `median` by the factor e^sigma: most sums of money do."""
        return median * exp(sigma * self.normal())


def _rotated(value: int, by: int) -> int:
    return ((value << by) | (value >> (64 - by))) & _MASK


def _splitmix64(state: int) -> tuple[int, int]:
    state = (state + 0x9E3779B97F4A7C15) & _MASK
    mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return state, mixed ^ (mixed >> 31)
