"""What every page about one agreement shows round its content: line, steps, locks."""

from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from flask_babel import gettext as _

from kpikit.actions.desk import Actor
from kpikit.actions.opening import Opened
from kpikit.domain.access import Permission
from kpikit.domain.agreement import Agreement, State
from kpikit.domain.completeness import missing
from kpikit.domain.party import DECIDING, PARTY_NAMES, Party, PartyRole, other
from kpikit.domain.settling import Locked, Settling
from kpikit.problems import Problem
from kpikit.text import Text
from kpikit.web.language import day, words
from kpikit.web.reader import desk

STEPS = ("kpis", "ambitions", "measurement", "financing", "settle")
NOT_FOR_A_VOICE = frozenset({"financing", "settle"})
_ENDPOINTS = {
    "frame": "agreements.frame",
    "kpis": "kpis.index",
    "ambitions": "ambitions.index",
    "measurement": "measurement.index",
    "financing": "financing.index",
    "settle": "settling.index",
    "reviews": "reviews.index",
}


@dataclass(frozen=True)
class AgreementPage:
    """An opened agreement as one reader sees it."""

    opened: Opened
    actor: Actor

    @property
    def agreement(self) -> Agreement:
        """The frame of the agreement."""
        return self.opened.agreement

    @property
    def settling(self) -> Settling:
        """How far it is on its way to being signed."""
        return self.opened.settling

    @property
    def state(self) -> State:
        """Where the agreement is in its life."""
        return self.settling.state

    @property
    def title_line(self) -> str:
        """Who agree, on what and for which years, in one line."""
        names = " – ".join(p.name for r in DECIDING if (p := self.party(r)))
        return f"{names}, {self.agreement.title} {self.term}"

    @property
    def term(self) -> str:
        """The years of the agreement: ``2026–2028``, or ``2026`` for one year."""
        first, last = self.agreement.first_year, self.agreement.last_year
        return f"{first}" if first == last else f"{first}–{last}"

    @property
    def url(self) -> str:
        """The address of the hub."""
        return url_for("agreements.hub", agreement_id=self.agreement.id)

    def party(self, role: PartyRole | str) -> Party | None:
        """Return the party with a role, or ``None`` when there is none."""
        return self.agreement.party(PartyRole(role))

    def name_of(self, role: PartyRole | str) -> str:
        """Return the name of a party, or its role while there is none."""
        found = self.party(role)
        return found.name if found else words(PARTY_NAMES[PartyRole(role)])

    @property
    def own_role(self) -> PartyRole:
        """The part that the reader's organisation plays."""
        return self.actor.party

    @property
    def other_role(self) -> PartyRole:
        """The deciding party across the table."""
        return other(self.actor.party)

    @property
    def is_voice(self) -> bool:
        """Whether the reader only reads along, without money."""
        return self.actor.party is PartyRole.VOICE

    @property
    def my_turn(self) -> bool:
        """Whether the other party waits for the reader's organisation."""
        return self.settling.turn is self.actor.party

    def may(self, permission: Permission | str) -> bool:
        """Tell whether the reader may do this in the state it is in now."""
        return self.actor.may(Permission(permission), self.state)

    @property
    def locked_note(self) -> Text | None:
        """Why nobody can change the content now, or ``None`` when it is open."""
        return None if self.state is State.DRAFT else Locked(self.state).text

    @cached_property
    def missing(self) -> tuple[Problem, ...]:
        """Everything that must be there first, as far as the reader may know it."""
        if self.state is State.SIGNED:  # nothing can be missing from what was signed
            return ()
        found = missing(self.opened.dossier)
        return tuple(p for p in found if self._sees(_section(p)))

    def missing_in(self, section: str) -> tuple[Problem, ...]:
        """Return what one section lacks."""
        return tuple(p for p in self.missing if _section(p) == section)

    def done(self, section: str) -> bool:
        """Tell whether a section holds something and lacks nothing."""
        dossier = self.opened.dossier
        if section == "settle":
            return self.state is State.SIGNED
        if section == "reviews":
            return False
        filled = {"frame": True, "financing": bool(dossier.arrangements)}
        return filled.get(section, bool(dossier.kpis)) and not self.missing_in(section)

    def url_of(self, section: str) -> str:
        """Return the address of a section: frame, kpis, ambitions, …, settle."""
        return url_for(_ENDPOINTS[section], agreement_id=self.agreement.id)

    def steps(self, current: str = "") -> list[tuple[str, str, str]]:
        """Return the steps as (label, address, done | now | ahead)."""
        labels = {
            "kpis": _("Choose KPIs"),
            "ambitions": _("Ambitions"),
            "measurement": _("Measurement plan"),
            "financing": _("Financing"),
            "settle": _("Settle"),
            "reviews": _("Look back together"),
        }
        later = ("reviews",) if self.state is State.SIGNED else ()
        return [
            (labels[name], self.url_of(name), self._progress(name, current))
            for name in (*STEPS, *later)
            if self._sees(name)
        ]

    @property
    def saved_on(self) -> str:
        """The day of the last change, or nothing when that was today."""
        change = self.opened.last_change
        if change is None or day(change.at) == day(desk().clock()):
            return ""
        return day(change.at)

    def _progress(self, name: str, current: str) -> str:
        if name == current:
            return "now"
        return "done" if self.done(name) else "ahead"

    def _sees(self, section: str) -> bool:
        return not (self.is_voice and section in NOT_FOR_A_VOICE)


def _section(problem: Problem) -> str:
    return problem.where.split("/")[0]
