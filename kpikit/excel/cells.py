"""A figure of the model as a cell keeps it: fifteen digits, in its unit."""

from decimal import Decimal

from kpikit.domain.settlement.saying import Unit
from kpikit.excel.values import Money, Share, Value


def figure_value(value: Decimal, unit: Unit) -> Value:
    """Return a number with the fifteen digits that a cell keeps."""
    kept = Decimal(format(value, ".15g"))
    if unit is Unit.MONEY:
        return Money(kept)
    return Share(kept) if unit is Unit.SHARE else kept
