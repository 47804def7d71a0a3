"""The task list of an agreement: what is done, what waits, and for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from kpikit.domain.access import Permission
from kpikit.domain.agreement import State
from kpikit.domain.party import DECIDING, PartyRole
from kpikit.domain.selection import Outcome
from kpikit.web.agreement_page import AgreementPage
from kpikit.web.language import words as words_of


class Tone(StrEnum):
    """How a task is shown: only what waits for the reader has colour."""

    WAITS = "waits"
    DONE = "done"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with where it is done and how far it is."""

    name: str
    url: str
    status: str
    tone: Tone = Tone.UNSET
    hint: str = ""


def tasks_of(page: AgreementPage) -> tuple[Task, ...]:
    """Return the tasks that a reader sees, in the order of the steps."""
    return tuple(_tasks(page))


def _tasks(page: AgreementPage) -> Iterator[Task]:
    yield _about(page, "frame", _("Describe the care and the contacts"))
    if page.may(Permission.PREPARE):
        own = url_for("preparation.entry", agreement_id=page.agreement.id)
        yield Task(_("Prepare"), own, _("only your own organisation sees it"))
    yield _choosing(page)
    yield _about(page, "ambitions", _("Set the ambitions"))
    yield _about(page, "measurement", _("Plan the measuring"))
    if page.opened.addendum is None:  # what belongs to the agreement goes on there
        yield from _working(page)
    export = url_for("exporting.index", agreement_id=page.agreement.id)
    results = url_for("results.index", agreement_id=page.agreement.id)
    if page.state is State.SIGNED:
        yield Task(_("Bring in results"), results, _("per period, together"))
        reviews = url_for("reviews.index", agreement_id=page.agreement.id)
        yield Task(_("Look back together"), reviews, _("findings and decisions"))
        versions = url_for("versions.index", agreement_id=page.agreement.id)
        yield Task(_("Versions and addenda"), versions, _("what changed, and why"))
    if page.is_voice:
        yield Task(_("Export to Excel"), export, _("without the money"))
        return
    yield _about(page, "financing", _("Arrange the financing"))
    if page.opened.addendum is None:
        advice = url_for("recommendations.index", agreement_id=page.agreement.id)
        words = _("what each of you does, will do and asks")
        yield Task(_("Organise and reward"), advice, words)
    yield _settling(page)
    if page.state is State.SIGNED and page.opened.dossier.arrangements:
        years = url_for("settlements.index", agreement_id=page.agreement.id)
        yield Task(_("Settle each year"), years, _("from results and volumes"))
    yield Task(_("Export to Excel"), export, _("full, for the board or public"))
    history = url_for("history.index", agreement_id=page.agreement.id)
    yield Task(_("Look back at who changed what"), history, "")


def _working(page: AgreementPage) -> Iterator[Task]:
    plan = url_for("plan.index", agreement_id=page.agreement.id)
    yield Task(_("Plan the improvement"), plan, _("actions, with who and when"))
    team = url_for("team_scan.index", agreement_id=page.agreement.id)
    yield Task(_("Scan the team"), team, _("each alone, then together"))
    scan = url_for("organisation_scan.index", agreement_id=page.agreement.id)
    yield Task(_("Scan the organisation"), scan, _("once a year, by the hospital"))
    steps = url_for("steps.index", agreement_id=page.agreement.id)
    words = _("care path, key moments, five steps")
    yield Task(_("Follow the step plan"), steps, words)
    picture = url_for("picture.index", agreement_id=page.agreement.id)
    yield Task(_("See it in one picture"), picture, _("one sheet, for a board"))


def _about(page: AgreementPage, section: str, name: str) -> Task:
    url = page.url_of(section)
    if page.state is State.SIGNED or page.done(section):
        return Task(name, url, _("Done"), Tone.DONE)
    if section in {"ambitions", "measurement"} and not page.opened.dossier.kpis:
        return Task(name, url, _("After choosing KPIs"))
    lacking = page.missing_in(section)
    left = len({p.where for p in lacking}) or len(lacking)
    words = ngettext("%(num)s still open", "%(num)s still open", left)
    first = words_of(lacking[0].text) if left == 1 else ""
    if not page.may(Permission.EDIT) or not page.my_turn:
        return Task(name, url, words if left else _("Not filled in"), hint=first)
    return Task(name, url, words, Tone.WAITS, first)


def _choosing(page: AgreementPage) -> Task:
    name, url = _("Choose KPIs together"), page.url_of("kpis")
    selection = page.opened.selection
    chosen = _(
        "%(chosen)s of at most %(limit)s chosen",
        chosen=len(selection.chosen),
        limit=selection.limit,
    )
    if page.state is not State.DRAFT:
        return Task(name, url, _("Done"), Tone.DONE, chosen)
    mine = _without_position(page, page.own_role)
    if mine and page.may(Permission.EDIT):
        words = ngettext(
            "%(num)s waits for your position", "%(num)s wait for your position", mine
        )
        return Task(name, url, words, Tone.WAITS, chosen)
    talk = sum(c.outcome is Outcome.DISCUSS for c in selection.candidates)
    if talk:
        words = ngettext("%(num)s to discuss", "%(num)s to discuss", talk)
        return Task(name, url, words, hint=chosen)
    if not page.is_voice and (theirs := _without_position(page, page.other_role)):
        words = ngettext(
            "%(num)s waits for %(party)s",
            "%(num)s wait for %(party)s",
            theirs,
            party=page.name_of(page.other_role),
        )
        return Task(name, url, words, hint=chosen)
    if not selection.candidates:
        return _to_begin(page, name, chosen)
    done = page.done("kpis")
    words, tone = (_("Done"), Tone.DONE) if done else (_("In talks"), Tone.UNSET)
    return Task(name, url, words, tone, chosen)


def _to_begin(page: AgreementPage, name: str, chosen: str) -> Task:
    waits = page.my_turn and page.may(Permission.EDIT)
    tone = Tone.WAITS if waits else Tone.UNSET
    return Task(name, page.url_of("kpis"), _("Nothing on the table yet"), tone, chosen)


def _without_position(page: AgreementPage, role: PartyRole) -> int:
    candidates = page.opened.selection.candidates
    return sum(c.position_of(role) is None for c in candidates)


def _settling(page: AgreementPage) -> Task:
    name, url = _("Check, accept and sign"), page.url_of("settle")
    if page.state is State.SIGNED:
        return Task(name, url, _("Signed"), Tone.DONE)
    if page.state is State.WITHDRAWN:
        return Task(name, url, _("Withdrawn"))
    if page.state is State.DRAFT:
        left = len(page.missing)
        words = ngettext("%(num)s point still open", "%(num)s points still open", left)
        return Task(
            name,
            url,
            words if left else _("Everything is filled in"),
            Tone.WAITS if not left and page.my_turn else Tone.UNSET,
        )
    waits, words = _who(page)
    return Task(name, url, words, Tone.WAITS if waits else Tone.UNSET)


def _who(page: AgreementPage) -> tuple[bool, str]:
    """Tell whether it waits for the reader, and the words for whom it waits."""
    settling, role = page.settling, page.own_role
    signing = settling.both_accepted
    given = settling.signed_by if signing else settling.accepted_by
    permission = Permission.SIGN if signing else Permission.ACCEPT
    if given(role) is None and page.may(permission):
        return True, _("Waits for your signature") if signing else _(
            "Waits for your acceptance"
        )
    names = " + ".join(page.name_of(r) for r in DECIDING if given(r) is None)
    if signing:
        return False, _("Waits for the signature of %(party)s", party=names)
    return False, _("Waits for the acceptance of %(party)s", party=names)
