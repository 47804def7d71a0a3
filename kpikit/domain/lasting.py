"""Not a project but a way of working: which parts end when the extra money ends.

A base arrangement is how the care is paid anyway. What comes on top of it is the money
that ends. The rest of an agreement is held against that money.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kpikit.domain.agreement import Dossier
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.kpi import AnyKpi
from kpikit.text import Text, cut_short, same

_NAMES_SHOWN = 3
_LONGEST = 44


class Fate(StrEnum):
    """What becomes of a part once the extra money is over."""

    ENDS = "ends"
    UNCLEAR = "unclear"
    STAYS = "stays"


FATE_NAMES = {
    Fate.ENDS: Text(nl="Hangt aan geld dat stopt", en="Hangs on money that ends"),
    Fate.UNCLEAR: Text(nl="Nog niet afgesproken", en="Not agreed yet"),
    Fate.STAYS: Text(
        nl="Gaat door zonder extra geld", en="Goes on without extra money"
    ),
}


class PartKind(StrEnum):
    """What sort of part of an agreement it is."""

    MONEY = "money"
    ACTION = "action"
    MEASUREMENT = "measurement"


PART_NAMES = {
    PartKind.MONEY: Text(nl="Geld", en="Money"),
    PartKind.ACTION: Text(nl="Verbeteracties", en="Improvement actions"),
    PartKind.MEASUREMENT: Text(nl="Metingen", en="Measurements"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an agreement; ``until`` is the last year of the money it hangs on."""

    kind: PartKind
    name: Text
    fate: Fate
    why: Text
    until: int | None = None


def parts(dossier: Dossier, actions: Iterable[ImprovementAction]) -> tuple[Part, ...]:
    """Return every arrangement, action and measurement with what becomes of it.

    An action hangs on the money it is paid from; a measurement on extra money that
    names its KPI. Means without a source, and a measurement that nobody sees to, are
    not agreed yet.
    """
    return tuple(_parts(dossier, actions))


def told(found: Iterable[Part]) -> Text:
    """Return in one sentence how much of the agreement hangs on money that ends."""
    every = tuple(found)
    ending = [p for p in every if p.fate is Fate.ENDS]
    unclear = sum(p.fate is Fate.UNCLEAR for p in every)
    years = [p.until for p in ending if p.until is not None]
    if not ending:
        nl = f"Geen van de {len(every)} onderdelen hangt aan geld dat stopt."
        en = f"None of the {len(every)} parts hangs on money that ends."
    else:
        nl = (
            f"{len(ending)} van de {len(every)} onderdelen hangen aan geld dat stopt, "
            f"het eerste na {min(years)}."
        )
        en = (
            f"{len(ending)} of the {len(every)} parts hang on money that ends, the "
            f"first after {min(years)}."
        )
    if unclear:
        nl += f" Van {unclear} is nog niet afgesproken hoe het verder gaat."
        en += f" For {unclear} it is not agreed yet how it goes on."
    return Text(nl=nl, en=en)


def gathered(found: Iterable[Part]) -> dict[Fate, dict[PartKind, tuple[int, Text]]]:
    """Return per fate and sort of part how many there are, and the first names."""
    every = tuple(found)
    return {
        fate: {
            kind: _gathered([p for p in every if (p.fate, p.kind) == (fate, kind)])
            for kind in PartKind
        }
        for fate in Fate
    }


def _gathered(here: list[Part]) -> tuple[int, Text]:
    first = [_with_year(part) for part in here[:_NAMES_SHOWN]]
    if len(here) > _NAMES_SHOWN:
        first.append(same("…"))
    nl, en = "; ".join(n.nl for n in first), "; ".join(n.en for n in first)
    return len(here), Text(nl=nl, en=en)


def _with_year(part: Part) -> Text:
    """Return a short name, with the last year of the money that it hangs on."""
    year = f" ({part.until})" if part.fate is Fate.ENDS else ""
    nl, en = (cut_short(name, _LONGEST) for name in (part.name.nl, part.name.en))
    return Text(nl=nl + year, en=en + year)


def _parts(dossier: Dossier, actions: Iterable[ImprovementAction]) -> Iterator[Part]:
    for arrangement in dossier.arrangements:
        yield _of_money(arrangement)
    for action in actions:
        yield _of_action(action, dossier.arrangements)
    for kpi in dossier.kpis:
        yield _of_measuring(kpi, dossier)


def _of_money(arrangement: Arrangement) -> Part:
    kind = kind_of(arrangement)
    return Part(
        kind=PartKind.MONEY,
        name=kind.name,
        fate=Fate.STAYS if kind.is_base else Fate.ENDS,
        why=_BASE if kind.is_base else _EXTRA,
        until=arrangement.last_year,
    )


def _of_action(
    action: ImprovementAction, arrangements: tuple[Arrangement, ...]
) -> Part:
    paid = [a for a in arrangements if a.id in action.arrangements]
    fate, why, until = Fate.STAYS, _NO_MONEY, None
    if any(kind_of(a).is_base for a in paid):
        why = _FROM_BASE
    elif paid:
        last = max(paid, key=lambda a: a.last_year)
        fate, why, until = Fate.ENDS, _from(last), last.last_year
    elif action.means.strip():
        fate, why = Fate.UNCLEAR, _NO_SOURCE
    return Part(
        kind=PartKind.ACTION, name=same(action.name), fate=fate, why=why, until=until
    )


def _of_measuring(kpi: AnyKpi, dossier: Dossier) -> Part:
    named = [
        a
        for a in dossier.arrangements
        if not kind_of(a).is_base and any(kpi.id in t.kpis for t in a.terms)
    ]
    plan = dossier.plan(kpi.id)
    fate, why, until = Fate.UNCLEAR, _NOBODY, None
    if named:
        last = max(named, key=lambda a: a.last_year)
        fate, why, until = Fate.ENDS, _from(last), last.last_year
    elif plan is not None and plan.owner.strip():
        fate, why = Fate.STAYS, _owned(plan.owner)
    return Part(
        kind=PartKind.MEASUREMENT, name=kpi.name, fate=fate, why=why, until=until
    )


def _from(arrangement: Arrangement) -> Text:
    name = kind_of(arrangement).name
    return Text(nl=f"hangt aan: {name.nl}", en=f"hangs on: {name.en}")


def _owned(owner: str) -> Text:
    return Text(nl=f"{owner} ziet erop toe", en=f"{owner} sees to it")


_BASE = Text(nl="zo wordt de zorg toch al betaald", en="how the care is paid anyway")
_EXTRA = Text(nl="extra, voor een tijd", en="extra, for a time")
_FROM_BASE = Text(
    nl="betaald uit de gewone bekostiging", en="paid from the base arrangement"
)
_NO_MONEY = Text(nl="vraagt geen extra geld", en="asks for no extra money")
_NO_SOURCE = Text(
    nl="vraagt middelen, zonder dat er staat waaruit",
    en="asks for means, and it does not say from what",
)
_NOBODY = Text(nl="niemand ziet erop toe", en="nobody sees to it")
