"""The table of amounts: every arrangement, and what each party firmly promises."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from kpikit.actions.opening import Opened
from kpikit.domain.financing.base import Arrangement, Certainty, Commitment, Kind
from kpikit.domain.financing.catalogue import commitments, has_condition, kind_of
from kpikit.domain.financing.commitments import fixed_total
from kpikit.domain.party import PartyRole
from kpikit.web.answers import care_path_name, of_arrangement, share
from kpikit.web.language import number, words


@dataclass(frozen=True, slots=True)
class Line:
    """One arrangement in the table of amounts."""

    arrangement: Arrangement
    kind: Kind
    small: str
    condition: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The arrangements for one care path, or for the whole agreement."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What one party firmly promises per year, and what of it waits for a condition."""

    payer: str
    cells: tuple[str, ...]
    waiting: tuple[str, ...]


def groups_of(opened: Opened) -> tuple[Group, ...]:
    """Return the arrangements of the whole agreement, and those of each care path."""
    found = opened.dossier.arrangements
    order = ["", *(p.name for p in opened.agreement.care_paths)]
    order += sorted({a.care_path for a in found} - set(order))
    groups = (
        Group(
            care_path_name(path),
            tuple(
                _line(opened, a)
                for a in sorted(found, key=lambda a: kind_of(a).order)
                if a.care_path == path
            ),
        )
        for path in order
    )
    return tuple(g for g in groups if g.lines)


def totals_of(opened: Opened) -> list[Total]:
    """Return what each party firmly promises to pay, the insurer first."""
    found, years = opened.dossier.arrangements, opened.agreement.years
    promised = [c for a in found for c in commitments(a)]
    waiting = [c for a in found if has_condition(a) for c in commitments(a)]
    payers = {PartyRole.INSURER} | {c.payer for c in promised}
    return [
        Total(
            party.name if (party := opened.agreement.party(payer)) else "",
            _added(promised, payer, years),
            _added(waiting, payer, years),
        )
        for payer in sorted(payers)
    ]


def _added(
    promised: Sequence[Commitment], payer: PartyRole, years: Sequence[int]
) -> tuple[str, ...]:
    own = [c for c in promised if c.payer is payer]
    return tuple(_whole(fixed_total(own, year)) for year in years)


def _line(opened: Opened, arrangement: Arrangement) -> Line:
    kind = kind_of(arrangement)
    answers = {a.label: a.words for a in of_arrangement(arrangement, opened.known)}
    purpose = arrangement.term("purpose").words
    promised = commitments(arrangement)
    years = opened.agreement.years
    return Line(
        arrangement,
        kind,
        purpose or words(kind.summary),
        answers[_("Condition")],
        tuple(
            ", ".join(_amount(c) for c in promised if c.year == year) for year in years
        ),
    )


def _amount(commitment: Commitment) -> str:
    amount = commitment.amount
    if commitment.certainty is Certainty.SHARE:
        return share(amount)
    if commitment.certainty is Certainty.CAP:
        return str(_("max %(amount)s", amount=number(amount)))
    if commitment.certainty is Certainty.PRICE:
        return str(_("price %(amount)s", amount=number(amount)))
    return number(amount)


def _whole(amount: object) -> str:
    return number(amount) if amount is not None else ""  # type: ignore[arg-type]
