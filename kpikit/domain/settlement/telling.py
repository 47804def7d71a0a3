"""A settlement word for word, as it is kept and agreed on."""

from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.settlement.agreeing import Content, SaidLine, SaidPart
from kpikit.domain.settlement.facts import Facts
from kpikit.domain.settlement.lines import Line, Outcome, Part


def said(
    outcome: Outcome, facts: Facts, *, version: int, agreement_hash: str
) -> Content:
    """Return what a year comes to under a signed version, with all its words."""
    return Content(
        facts=facts,
        version=version,
        agreement_hash=agreement_hash,
        parts=tuple(_part(part) for part in outcome.parts),
        total=outcome.total,
        paid=outcome.paid,
        balance=outcome.balance,
        triggers=tuple(flag.text for flag in outcome.triggers),
    )


def _part(part: Part) -> SaidPart:
    return SaidPart(
        arrangement_id=part.arrangement.id,
        kind=part.arrangement.kind,
        name=kind_of(part.arrangement).name,
        care_path=part.arrangement.care_path,
        lines=tuple(map(_line, part.lines)),
        due=part.due,
        flags=tuple(flag.text for flag in part.flags),
    )


def _line(line: Line) -> SaidLine:
    return SaidLine(label=line.label, words=line.words, note=line.note)
