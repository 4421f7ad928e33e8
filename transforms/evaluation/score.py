"""The two kinds of figure: precision and recall over counts, and a plain share. Percentages, unrounded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among what was predicted and among what gold holds.

    >>> Score(hits=6, predicted=8, gold=12).f1
    60.0
    """

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Percent of the predicted that hit; 0 when nothing was predicted."""
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Percent of gold that was hit; 0 when gold is empty."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        both = self.predicted + self.gold
        return 200 * self.hits / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """Hits among a total."""

    hits: int
    total: int

    @property
    def percent(self) -> float | None:
        """Percent of the total; None of nothing."""
        return 100 * self.hits / self.total if self.total else None
