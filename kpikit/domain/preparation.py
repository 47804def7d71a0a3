"""What one party writes for itself before the talks; the other party never sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.ambition import LARGEST_VALUE
from kpikit.domain.kpi import AnyKpi, KpiId, MeasuredKpi
from kpikit.domain.selection import Position
from kpikit.problems import Problem
from kpikit.text import Text

WEIGHTS = range(1, 6)
"""How heavily a KPI weighs for the own organisation, from 1 (little) to 5 (most)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPreparation:
    """How one party looks at a KPI: what it could say, how heavily, how far it can go.

    ``lowest`` is the lowest ambition it would accept, in the unit of the statistic.
    """

    kpi_id: KpiId
    position: Position | None = None
    weight: int | None = None
    lowest: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The preparation of one party; ``done`` are the codes of what is ticked off."""

    goals: str = ""
    lines: str = ""
    done: tuple[str, ...] = ()
    kpis: tuple[KpiPreparation, ...] = ()
    revision: int = 0

    def on(self, kpi_id: KpiId) -> KpiPreparation:
        """Return how the party looks at a KPI; empty when it wrote nothing."""
        found = (k for k in self.kpis if k.kpi_id == kpi_id)
        return next(found, KpiPreparation(kpi_id=kpi_id))


CHECKLIST = {
    "why": Text(
        nl="Wij weten waarom wij deze afspraak willen, in één zin.",
        en="We know why we want this agreement, in one sentence.",
    ),
    "patients": Text(
        nl="Wij hebben patiënten of hun raad gevraagd wat voor hen telt.",
        en="We asked patients or their council what counts for them.",
    ),
    "teams": Text(
        nl="Wij weten wat de teams al doen en wat zij nodig hebben.",
        en="We know what the teams do already and what they need.",
    ),
    "data": Text(
        nl="Wij weten wat er al wordt gemeten en hoe goed dat is.",
        en="We know what is measured already and how good that is.",
    ),
    "money": Text(
        nl="Wij weten wat minder behandelingen voor ons betekenen.",
        en="We know what fewer treatments mean to us.",
    ),
    "mandate": Text(
        nl="Wij weten wie wat mag toezeggen en wie er tekent.",
        en="We know who may promise what and who signs.",
    ),
    "other": Text(
        nl="Wij hebben bedacht wat voor de andere partij telt.",
        en="We thought about what counts for the other party.",
    ),
}
"""What to have ready before the first talk."""


def preparation_problems(
    preparation: Preparation, kpis: tuple[AnyKpi, ...]
) -> tuple[Problem, ...]:
    """Return what cannot be right, per form field such as ``PAT-01-lowest``."""
    known = {kpi.id: kpi for kpi in kpis}
    return tuple(
        problem
        for each in preparation.kpis
        if (kpi := known.get(each.kpi_id)) is not None
        for problem in _problems(each, kpi)
    )


def _problems(each: KpiPreparation, kpi: AnyKpi) -> Iterator[Problem]:
    if each.weight is not None and each.weight not in WEIGHTS:
        yield Problem("weight", f"{each.kpi_id}-weight", _WEIGHT)
    if each.lowest is None:
        return
    where = f"{each.kpi_id}-lowest"
    if not isinstance(kpi, MeasuredKpi):
        yield Problem("no-number", where, _NO_NUMBER)
        return
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    too_low = low is not None and each.lowest < low
    too_high = high is not None and each.lowest > high
    if too_low or too_high or abs(each.lowest) > LARGEST_VALUE:
        yield Problem("outside-scale", where, _OUTSIDE)


_WEIGHT = Text(nl="Kies 1 tot en met 5.", en="Choose 1 to 5.")
_NO_NUMBER = Text(
    nl="Een merkbare KPI heeft geen getal.", en="A narrative KPI has no number."
)
_OUTSIDE = Text(
    nl="Dit getal ligt buiten de schaal van de KPI.",
    en="This number lies outside the scale of the KPI.",
)
