"""Settle: read all answers once more, hand over, accept, reopen and sign."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, TextAreaField

from kpikit.actions import settling as steps
from kpikit.actions.opening import Opened
from kpikit.actions.passwords import Passwords
from kpikit.actions.settling import CheckAnswers
from kpikit.domain.access import Permission
from kpikit.domain.agreement import State
from kpikit.domain.financing.study import SharedStudy, option_name
from kpikit.domain.kpi import AnyKpi, NarrativeKpi
from kpikit.domain.measurement import fitting_rules
from kpikit.domain.party import DECIDING, PARTY_NAMES
from kpikit.domain.set_advice import advise
from kpikit.domain.settling import Approval, ContentChanged
from kpikit.problems import Problem, Refused
from kpikit.web.access import needs
from kpikit.web.answers import (
    Answer,
    of_ambition,
    of_arrangement,
    of_plan,
    years_words,
)
from kpikit.web.forms import Form, long
from kpikit.web.language import day, words
from kpikit.web.opened import open_for, show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("settling", __name__)
SHOWN_DIGITS = 8


class HandOverForm(Form):
    """A message with the turn."""

    message = TextAreaField(lazy_gettext("Message"), validators=[long()])


class SignForm(Form):
    """The password again, and the content that was on the screen."""

    shown_hash = HiddenField()
    password = PasswordField(lazy_gettext("Password"))


@PAGES.get("/agreements/<agreement_id>/settle")
@needs(Permission.SEE_MONEY)
def index(agreement_id: str) -> str:
    """Show all answers, what is missing, and whose turn it is."""
    return _index(steps.check_answers(desk(), actor(), agreement_id))


@PAGES.get("/agreements/<agreement_id>/settle/<any('hand-over', accept, sign):step>")
@needs(Permission.SEE_MONEY)
def back(agreement_id: str, step: str) -> Response:  # noqa: ARG001 - part of the address
    """Lead from the address of a step to the page that it belongs to."""
    open_for(agreement_id, Permission.SEE_MONEY)
    return _done(agreement_id)


@PAGES.post("/agreements/<agreement_id>/settle/hand-over")
@needs(Permission.HAND_OVER)
def hand_over(agreement_id: str) -> str | Response | tuple[str, int]:
    """Give the turn to the other party, with a message."""
    open_for(agreement_id, Permission.HAND_OVER)
    form = HandOverForm()
    if not form.validate():
        checked = steps.check_answers(desk(), actor(), agreement_id)
        return _index(checked, hand_over_form=form), 422
    steps.hand_over(desk(), actor(), agreement_id, form.message.data or "")
    flash(_("Handed over. The other party sees it on its home page."))
    return _done(agreement_id)


@PAGES.post("/agreements/<agreement_id>/settle/accept")
@needs(Permission.ACCEPT)
def accept(agreement_id: str) -> str | Response | tuple[str, int]:
    """Accept the content that was shown."""
    shown = request.form.get("shown_hash", "")
    try:
        steps.accept(desk(), actor(), agreement_id, shown)
    except Refused as refused:
        return _stopped(agreement_id, refused.problems), 422
    except ContentChanged as changed:
        return _stopped(agreement_id, (_anew(changed),)), 409
    flash(_("You accepted for your organisation. The content is locked now."))
    return _done(agreement_id)


@PAGES.get("/agreements/<agreement_id>/settle/reopen")
@needs(Permission.REOPEN)
def ask_to_reopen(agreement_id: str) -> str:
    """Ask before all acceptances are lifted."""
    opened = open_for(agreement_id, Permission.REOPEN)
    return show("settling/reopen.html", opened, losses=lifted_of(opened))


@PAGES.post("/agreements/<agreement_id>/settle/reopen")
@needs(Permission.REOPEN)
def reopen(agreement_id: str) -> Response:
    """Lift all acceptances, so that the content can be changed again."""
    lifted = steps.reopen(desk(), actor(), agreement_id)
    flash(_("Reopened. All acceptances are lifted; it is your turn."))
    for signature in lifted:
        flash(_("The signature of %(name)s is lifted too.", name=signature.name))
    return _done(agreement_id)


@PAGES.post("/agreements/<agreement_id>/settle/sign")
@needs(Permission.SIGN)
def sign(agreement_id: str) -> str | Response | tuple[str, int]:
    """Sign for the own party, with the password once more."""
    addendum = open_for(agreement_id, Permission.SIGN).addendum
    form = SignForm()
    shown, password = form.shown_hash.data or "", form.password.data or ""
    try:
        after = steps.sign(desk(), actor(), agreement_id, shown, password, _passwords())
    except Refused as refused:
        form.validate()
        form.take(p for p in refused.problems if p.where == "password")
        others = tuple(p for p in refused.problems if p.where != "password")
        return _stopped(agreement_id, others, form), 422
    except ContentChanged as changed:
        return _stopped(agreement_id, (_anew(changed),)), 409
    flash(_("You signed for your organisation."))
    if addendum is not None and after.state is State.SIGNED:
        return redirect(url_for("versions.index", agreement_id=addendum.base_id), 303)
    return _done(agreement_id)


def _stopped(
    agreement_id: str, problems: tuple[Problem, ...], form: SignForm | None = None
) -> str:
    checked = steps.check_answers(desk(), actor(), agreement_id)
    return _index(checked, problems=problems, sign_form=form)


def _index(
    checked: CheckAnswers,
    *,
    problems: tuple[Problem, ...] = (),
    hand_over_form: HandOverForm | None = None,
    sign_form: SignForm | None = None,
) -> str:
    opened = checked.opened
    own = actor().party
    settling = opened.settling
    sign_form = sign_form or SignForm(formdata=None)
    sign_form.shown_hash.data = checked.content_hash
    return show(
        "settling/index.html",
        opened,
        checked=checked,
        sections=_sections(opened),
        problems=problems,
        hand_over_form=hand_over_form or HandOverForm(formdata=None),
        sign_form=sign_form,
        accepted=settling.accepted_by(own) is not None,
        signed=settling.signed_by(own) is not None,
        deciding=DECIDING,
        short_hash=checked.content_hash[:SHOWN_DIGITS],
    )


def _sections(opened: Opened) -> list[tuple[str, list[tuple[Answer, str]]]]:
    """Return every section of the agreement: its answers, each with its own page."""
    return [
        (_("Parties and scope"), _frame(opened)),
        (_("KPIs"), _kpis(opened)),
        (_("Ambitions"), [_ambition(opened, k) for k in opened.dossier.kpis]),
        (_("Measurement plan"), [_plan(opened, k) for k in opened.dossier.kpis]),
        (_("Financing"), [*_arrangements(opened), *_scenarios(opened)]),
    ]


def _frame(opened: Opened) -> list[tuple[Answer, str]]:
    frame = opened.dossier.agreement
    parties = [f"{words(PARTY_NAMES[p.role])}: {p.name}" for p in frame.parties]
    paths = [
        f"{p.name}: {', '.join(p.key_moments)}" if p.key_moments else p.name
        for p in frame.care_paths
    ]
    people = [
        ", ".join(w for w in (c.name, c.function, c.email) if w) for c in frame.contacts
    ]
    dates = [f"{day(d.on)}: {d.what}" for d in frame.target_dates]
    url = url_for("agreements.frame", agreement_id=opened.agreement.id)
    return [
        (answer, url)
        for answer in (
            Answer(_("Name"), frame.title),
            Answer(_("Parties"), "\n".join(parties)),
            Answer(_("Years"), years_words(frame.years)),
            Answer(_("Care paths"), "\n".join(paths)),
            Answer(_("Locations"), "\n".join(frame.locations)),
            Answer(_("Shared vision"), frame.vision),
            Answer(_("Contacts"), "\n".join(people)),
            Answer(_("Dates"), "\n".join(dates)),
        )
    ]


def _kpis(opened: Opened) -> list[tuple[Answer, str]]:
    dossier = opened.dossier
    names = "\n".join(words(k.name) for k in dossier.kpis)
    aside = [
        _(
            "%(advice)s Not followed: %(reason)s",
            advice=words(a.says),
            reason=a.overruled,
        )
        for a in advise(dossier.kpis, dossier.kpi_set.overrules)
        if a.overruled
    ]
    url = url_for("kpis.index", agreement_id=opened.agreement.id)
    limit = _("at most %(limit)s KPIs", limit=dossier.kpi_set.limit)
    found = [(Answer(_("Chosen"), names), url), (Answer(_("Limit"), limit), url)]
    if aside:
        found.append((Answer(_("Advice left aside"), "\n".join(aside)), url))
    return found


def _ambition(opened: Opened, kpi: AnyKpi) -> tuple[Answer, str]:
    found = opened.dossier.ambition(kpi.id)
    said = _lines(of_ambition(found)) if found else ""
    if kpi.balancing and not said:
        said = _("No goal: you keep an eye on this KPI together.")
    return Answer(words(kpi.name), said), url_for(
        "ambitions.entry", agreement_id=opened.agreement.id, kpi_id=kpi.id
    )


def _plan(opened: Opened, kpi: AnyKpi) -> tuple[Answer, str]:
    found = opened.dossier.plan(kpi.id)
    narrative, judged = isinstance(kpi, NarrativeKpi), bool(fitting_rules(kpi))
    told = of_plan(found, narrative=narrative, judged=judged) if found else ()
    said = _lines(told) if told else ""
    return Answer(words(kpi.name), said), url_for(
        "measurement.entry", agreement_id=opened.agreement.id, kpi_id=kpi.id
    )


def _scenarios(opened: Opened) -> list[tuple[Answer, str]]:
    """Return the shared scenarios, which are part of what is signed."""
    return [
        (
            Answer(_("Shared scenario"), _scenario(shown)),
            url_for(
                "scenarios.entry",
                agreement_id=opened.agreement.id,
                study_id=shown.study.id,
            ),
        )
        for shown in opened.dossier.scenarios
    ]


def _scenario(shown: SharedStudy) -> str:
    study = shown.study
    scenario = study.scenario
    years = years_words(range(scenario.first_year, scenario.last_year + 1))
    options = ", ".join(words(option_name(option)) for option in study.options)
    return f"{scenario.name}\n{study.scope.name}, {years}\n{options}"


def _arrangements(opened: Opened) -> list[tuple[Answer, str]]:
    from kpikit.domain.financing.catalogue import kind_of

    names = {k.id: k for k in opened.dossier.kpis}
    found = opened.dossier.arrangements
    if not found:
        url = url_for("financing.index", agreement_id=opened.agreement.id)
        return [(Answer(_("Arrangements"), ""), url)]
    return [
        (
            Answer(words(kind_of(a).name), _lines(of_arrangement(a, names))),
            url_for(
                "financing.entry",
                agreement_id=opened.agreement.id,
                arrangement_id=a.id,
            ),
        )
        for a in found
    ]


def _lines(answers: tuple[Answer, ...]) -> str:
    return "\n".join(f"{a.label}: {a.words}" for a in answers if a.words)


def lifted_of(opened: Opened) -> list[str]:
    """Return the acceptances and signatures that fall when it opens or ends."""
    settling = opened.settling
    accepted = [
        _("the acceptance by %(name)s of %(party)s, on %(day)s", **_who(opened, each))
        for each in settling.acceptances
    ]
    return accepted + [
        _("the signature of %(name)s of %(party)s, on %(day)s", **_who(opened, each))
        for each in settling.signatures
    ]


def _who(opened: Opened, approval: Approval) -> dict[str, str]:
    party = opened.agreement.party(approval.role)
    name = party.name if party else words(PARTY_NAMES[approval.role])
    return {"name": approval.name, "party": name, "day": day(approval.at)}


def _anew(changed: ContentChanged) -> Problem:
    return Problem(code="content-changed", where="settle", text=changed.text)


def _done(agreement_id: str) -> Response:
    return redirect(url_for(".index", agreement_id=agreement_id), 303)


def _passwords() -> Passwords:
    found: Passwords = current_app.extensions["kpikit_passwords"]
    return found
