"""The open form of a dossier: what may be shown outside the pair of parties.

Open are the parties, the term, the care, the KPIs with their definitions, the method
of measuring, the kinds of arrangement and the calendar. All else is confidential:
amounts, prices, shares, ceilings, scenarios, conditions, notes, ambitions and baselines
of this provider, how many of its patients are eligible, reasons, the vision, and the
people named; of an addendum its reason and each change to those. The random ids go
too: with them gone, nobody can find the confidential part by trying values against
its hash.
"""

from dataclasses import replace

from kpikit.domain.addendum import Addendum
from kpikit.domain.agreement import Agreement, Dossier
from kpikit.domain.financing.base import Arrangement


def of(dossier: Dossier) -> Dossier:
    """Return the dossier without any confidential field."""
    kpi_set = dossier.kpi_set
    return replace(
        dossier,
        agreement=_frame(dossier.agreement),
        kpi_set=replace(
            kpi_set, overrules=tuple(replace(o, reason="") for o in kpi_set.overrules)
        ),
        ambitions=(),
        plans=tuple(
            replace(p, population=None, unprovable_reason="") for p in dossier.plans
        ),
        arrangements=tuple(
            _kind_only(arrangement, number)
            for number, arrangement in enumerate(dossier.arrangements, start=1)
        ),
        scenarios=(),
        addendum=_addendum(dossier.addendum),
    )


def _addendum(addendum: Addendum | None) -> Addendum | None:
    """Leave the open changes, without the hash of the whole content before."""
    if addendum is None:
        return None
    changes = tuple(c for c in addendum.changes if not c.confidential)
    return replace(addendum, base_hash="", reason="", changes=changes)


def _frame(agreement: Agreement) -> Agreement:
    return replace(
        agreement,
        id="",
        parties=tuple(replace(p, organisation_id="") for p in agreement.parties),
        vision="",
        contacts=(),
    )


def _kind_only(arrangement: Arrangement, number: int) -> Arrangement:
    return Arrangement(
        id=str(number),
        kind=arrangement.kind,
        care_path=arrangement.care_path,
        first_year=arrangement.first_year,
        last_year=arrangement.last_year,
    )
