"""The chance of k or more, followed while the sample and k grow one by one."""

from collections.abc import Iterator
from typing import Protocol

from kpikit.statistics.chances import hypergeometric

_TIE = 1e-12
"""Relative room: a tail this close to alpha is alpha, but for rounding."""


class Tail(Protocol):
    """P(X >= k) while n and k grow, from n = 0 and k = 1."""

    above: float

    def answer(self) -> None:
        """Add one answer to the sample."""

    def raise_k(self) -> None:
        """Ask for one success more."""


class BinomialTail:
    """The tail of a binomial count.

    One more answer adds p P(X = k - 1); one higher k takes P(X = k) away.
    """

    __slots__ = ("above", "just_below", "k", "n", "p")

    def __init__(self, p: float) -> None:
        """Begin without answers: nothing lies at or above 1."""
        self.p, self.n, self.k = p, 0, 1
        self.above, self.just_below = 0.0, 1.0

    def answer(self) -> None:
        """Add one answer to the sample."""
        self.n += 1
        self.above += self.p * self.just_below
        self.just_below *= self.n / (self.n - self.k + 1) * (1 - self.p)

    def raise_k(self) -> None:
        """Ask for one success more."""
        if self.p == 1:
            self.just_below = 1.0 if self.k == self.n else 0.0
        else:
            self.just_below *= (self.n - self.k + 1) / self.k * self.p / (1 - self.p)
        self.above -= self.just_below
        self.k += 1


class HypergeometricTail:
    """The tail of a count drawn without replacement."""

    __slots__ = ("above", "just_below", "k", "marked", "n", "population")

    def __init__(self, population: int, marked: int) -> None:
        """Begin without answers: nothing lies at or above 1."""
        self.population, self.marked, self.n, self.k = population, marked, 0, 1
        self.above, self.just_below = 0.0, 1.0

    def answer(self) -> None:
        """Add one answer to the sample."""
        left, j = self.population - self.n, self.k - 1
        self.above += self.just_below * (self.marked - j) / left
        others = self.population - self.marked - (self.n - j)
        self.just_below *= others / (self.n + 1 - j) * (self.n + 1) / left
        self.n += 1

    def raise_k(self) -> None:
        """Ask for one success more; the chance of it is computed afresh at the edge."""
        j = self.k - 1
        others = self.population - self.marked - self.n + j + 1
        if self.just_below > 0 and others > 0:
            self.just_below *= (self.marked - j) * (self.n - j) / (j + 1) / others
        else:
            chances = hypergeometric(self.population, self.marked, self.n)
            self.just_below = chances[self.k] if self.k <= self.n else 0.0
        self.above -= self.just_below
        self.k += 1


def powers(null: Tail, truth: Tail, alpha: float) -> Iterator[float]:
    """Yield the chance, under the truth, of a count that the null rejects.

    For samples of 1, 2, 3, ...: rejected is a count of at least k, the smallest with a
    tail of at most alpha under the null. The caller reads k from either tail.
    """
    while True:
        null.answer()
        truth.answer()
        while null.above > alpha * (1 + _TIE):
            null.raise_k()
            truth.raise_k()
        yield truth.above
