"""The addendum of the demo: what the second review led to, signed by both parties."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime

from kpikit.actions import addenda, agreements, recording, settling
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.signed import TIME
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.passwords import Passwords
from kpikit.actions.reading import open_agreement
from kpikit.domain.agreement import TargetDate

_THEN = datetime(2026, 2, 10, 10, 0, tzinfo=UTC)
_REASON = (
    "Eén kwartaal van het dossieronderzoek ontbrak. Het mag niet van één persoon "
    "afhangen, zoals besproken in de terugblik van januari."
)
_OWNER = "Verpleegkundig consulent kindergeneeskunde, en A. Yılmaz als vervanger"
_DATE = TargetDate(what="Tweede persoon bekijkt dossiers", on=date(2026, 3, 1))


def sign_addendum(
    desk: Desk,
    people: Mapping[str, Actor],
    agreement_id: str,
    password: str,
    passwords: Passwords,
) -> None:
    """Change who measures one KPI and add a date, as version 2."""
    then = replace(desk, clock=Clock(_THEN))
    hospital = people["j.deboer@oostpoort.example"]
    insurer = people["s.bakker@delta.example"]
    talks = addenda.open_addendum(then, hospital, agreement_id, _REASON)
    _change(then, hospital, talks)
    shown = settling.check_answers(then, hospital, talks).content_hash
    for actor in (hospital, insurer):
        settling.accept(then, actor, talks, shown)
    for email in ("m.vandijk@oostpoort.example", "p.devries@delta.example"):
        settling.sign(then, people[email], talks, shown, password, passwords)


def _change(desk: Desk, hospital: Actor, talks: str) -> None:
    opened = open_agreement(desk, hospital, talks)
    plan = opened.dossier.plan(TIME)
    if plan is not None:
        recording.record_plan(desk, hospital, talks, replace(plan, owner=_OWNER))
    now = opened.agreement
    same = {f.name: getattr(now, f.name) for f in fields(agreements.Frame)}
    dated = agreements.Frame(**{**same, "target_dates": (*now.target_dates, _DATE)})
    agreements.change_frame(desk, hospital, talks, dated, now.revision)
