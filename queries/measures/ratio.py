"""A measure with what it was made from. Apart from the measures, so that whoever tells one needs no numpy."""

from __future__ import annotations

import msgspec


class Ratio(msgspec.Struct, frozen=True):
    """A measure with what it was made from; ``margin`` is the 95% margin of a value that comes from a sample.

    ``vacuous``: nothing is known that the value could depend on, so that it says nothing, whatever it is.
    """

    numerator: float
    denominator: float
    margin: float = 0.0
    vacuous: bool = False

    @property
    def value(self) -> float | None:
        """Return numerator / denominator, or None when there was nothing to measure."""
        return self.numerator / self.denominator if self.denominator else None
