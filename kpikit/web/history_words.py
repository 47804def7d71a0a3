"""What a line of the history says: the action in words, and what it changed."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from kpikit import snapshot
from kpikit.actions.opening import HistoryEntry, Opened
from kpikit.domain.ambition import MeasuredAmbition, NarrativeAmbition
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.kpi import KpiId, NarrativeKpi
from kpikit.domain.measurement import MeasurementPlan, fitting_rules
from kpikit.domain.party import PARTY_NAMES, PartyRole
from kpikit.domain.selection import Position
from kpikit.domain.set_advice import SET_RULES
from kpikit.domain.settlement.facts import PHASE_NAMES, Phase
from kpikit.excel.pack import Pack
from kpikit.excel.packs import load_packs
from kpikit.snapshot import UnreadableSnapshot
from kpikit.text import Text
from kpikit.web.answers import (
    Answer,
    Changed,
    changes,
    of_ambition,
    of_arrangement,
    of_plan,
)
from kpikit.web.history_values import READERS
from kpikit.web.language import money, words

_SHOWN_DIGITS = 8

ACTIONS: Mapping[str, Text] = {
    "start": Text(nl="Begon de afspraak", en="Started the agreement"),
    "frame": Text(nl="Wijzigde de opzet", en="Changed the frame"),
    "propose": Text(nl="Stelde een KPI voor", en="Proposed a KPI"),
    "position": Text(nl="Nam een standpunt in", en="Took a position"),
    "withdraw": Text(nl="Haalde een KPI van tafel", en="Took a KPI off the table"),
    "limit": Text(nl="Wijzigde het maximum", en="Changed the limit"),
    "overrule": Text(nl="Legde een advies naast zich neer", en="Left an advice aside"),
    "own-kpi": Text(nl="Schreef een eigen KPI", en="Wrote an own KPI"),
    "ambition": Text(nl="Legde een ambitie vast", en="Recorded an ambition"),
    "plan": Text(nl="Legde het meetplan vast", en="Recorded the measurement plan"),
    "arrangement": Text(
        nl="Legde een bekostigingsafspraak vast", en="Recorded an arrangement"
    ),
    "arrangement-removed": Text(
        nl="Verwijderde een bekostigingsafspraak", en="Removed an arrangement"
    ),
    "scenario-shared": Text(nl="Deelde een scenario", en="Shared a scenario"),
    "scenario-taken-back": Text(
        nl="Nam een gedeeld scenario terug", en="Took a shared scenario back"
    ),
    "withdraw-agreement": Text(nl="Trok de afspraak in", en="Withdrew the agreement"),
    "hand-over": Text(nl="Gaf de beurt door", en="Handed over"),
    "accept": Text(nl="Ging akkoord", en="Accepted"),
    "reopen": Text(nl="Opende de afspraak opnieuw", en="Reopened the agreement"),
    "signature-lifted": Text(
        nl="Liet een handtekening vervallen", en="Lifted a signature"
    ),
    "sign": Text(nl="Tekende", en="Signed"),
    "signed": Text(nl="De afspraak is getekend", en="The agreement is signed"),
    "export": Text(nl="Maakte een werkmap", en="Made a workbook"),
    "plan-export": Text(
        nl="Nam het verbeterplan mee", en="Took the improvement plan along"
    ),
    "refused": Text(
        nl="Kreeg iets niet te zien of te doen", en="Was refused something"
    ),
    "settlement": Text(nl="Stelde een afrekening voor", en="Proposed a settlement"),
    "settlement-agreed": Text(
        nl="Ging akkoord met een afrekening", en="Agreed with a settlement"
    ),
    "settlement-frozen": Text(
        nl="De afrekening ligt vast", en="The settlement is frozen"
    ),
    "change-trigger": Text(nl="Reden om opnieuw te praten", en="Reason to talk again"),
    "results-submit": Text(nl="Diende metingen in", en="Submitted results"),
    "results-withdraw": Text(
        nl="Haalde ingediende metingen terug", en="Took submitted results back"
    ),
    "results-return": Text(nl="Gaf metingen terug", en="Returned results"),
    "results-accept": Text(nl="Accepteerde metingen", en="Accepted results"),
    "results-ask-unlock": Text(
        nl="Vroeg om een periode te openen", en="Asked to open a period"
    ),
    "results-unlock": Text(nl="Opende een periode weer", en="Opened a period again"),
    "sample-drawn": Text(nl="Lootte wie wordt gevraagd", en="Drew whom to ask"),
    "results-keep-locked": Text(
        nl="Hield een periode gesloten", en="Kept a period closed"
    ),
    "rated": Text(
        nl="Leverde een beoordeling van de kandidaten in",
        en="Handed in a rating of the candidates",
    ),
    "review-started": Text(nl="Begon een terugblik", en="Started a review"),
    "review-frame": Text(
        nl="Vulde dag en aanwezigen van een terugblik in",
        en="Filled in day and people of a review",
    ),
    "review-entry": Text(
        nl="Schreef oordeel en besluit bij een KPI",
        en="Wrote judgement and decision on a KPI",
    ),
    "reply-shown": Text(
        nl="Liet een antwoord op een aanbeveling zien",
        en="Showed an answer to a recommendation",
    ),
    "review-rated": Text(nl="Beoordeelde een merkbare KPI", en="Rated a narrative KPI"),
    "review-confirmed": Text(
        nl="Ging akkoord met een terugblik", en="Agreed with a review"
    ),
    "review-closed": Text(nl="De terugblik ligt vast", en="The review is confirmed"),
    "action-saved": Text(
        nl="Legde een verbeteractie vast", en="Recorded an improvement action"
    ),
    "action-removed": Text(
        nl="Verwijderde een verbeteractie", en="Removed an improvement action"
    ),
    "plan-imported": Text(
        nl="Las een ingevuld verbeterplan in", en="Brought a filled-in plan in"
    ),
    "team-scan-imported": Text(
        nl="Las scores van een team in", en="Brought the scores of a team in"
    ),
    "scan-shown": Text(
        nl="Liet een organisatiescan zien", en="Showed an organisation scan"
    ),
    "team-scan-shown": Text(nl="Liet een teamscan zien", en="Showed a team scan"),
    "steps-saved": Text(nl="Schreef aan het stappenplan", en="Wrote the step plan"),
    "moment-removed": Text(
        nl="Verwijderde een sleutelmoment", en="Removed a key moment"
    ),
    "login": Text(nl="Logde in", en="Logged in"),
    "login-failed": Text(
        nl="Inloggen mislukte", en="Tried to log in and did not get in"
    ),
    "logout": Text(nl="Logde uit", en="Logged out"),
    "peer-asked": Text(
        nl="Stelde een ander team een vraag", en="Asked another team something"
    ),
    "peer-answered": Text(
        nl="Beantwoordde een vraag van een ander team",
        en="Answered a question of another team",
    ),
    "consult-added": Text(
        nl="Noteerde een opgenomen consult", en="Noted a recorded consult"
    ),
    "consult-changed": Text(
        nl="Werkte een opgenomen consult bij", en="Changed a recorded consult"
    ),
    "consult-erased": Text(
        nl="Wiste een opgenomen consult", en="Erased a recorded consult"
    ),
    "log-reviewed": Text(nl="Keek het logboek na", en="Looked the log over"),
    "talk-said": Text(nl="Zei iets over een KPI", en="Said something about a KPI"),
    "talk-resolved": Text(
        nl="Sloot een gesprek over een KPI af", en="Settled the talk about a KPI"
    ),
    "talk-reopened": Text(
        nl="Opende een gesprek over een KPI weer",
        en="Opened the talk about a KPI again",
    ),
    "addendum-opened": Text(nl="Opende een addendum", en="Opened an addendum"),
    "addendum-withdrawn": Text(nl="Trok een addendum in", en="Withdrew an addendum"),
    "addendum-signed": Text(
        nl="Beide partijen tekenden een addendum",
        en="Both parties signed an addendum",
    ),
    "review-removed": Text(nl="Verwijderde een terugblik", en="Removed a review"),
}
POSITIONS = {
    Position.NO: Text(nl="nee", en="no"),
    Position.DISCUSS: Text(nl="bespreken", en="discuss"),
    Position.YES: Text(nl="ja", en="yes"),
}
_ABOUT_KPI = frozenset(
    {
        "propose",
        "position",
        "withdraw",
        "own-kpi",
        "ambition",
        "plan",
        "talk-said",
        "talk-resolved",
        "talk-reopened",
    }
)
_VERSIONS = frozenset(
    {"signed", "addendum-opened", "addendum-signed", "addendum-withdrawn"}
)
_ARRANGEMENTS = frozenset({"arrangement", "arrangement-removed"})
_SETTLEMENTS = frozenset(
    {"settlement", "settlement-agreed", "settlement-frozen", "change-trigger"}
)
_APPROVALS = frozenset(
    {
        "accept",
        "sign",
        "signed",
        "addendum-signed",
        "settlement-agreed",
        "settlement-frozen",
    }
)
_MESSAGE = Text(nl="Bericht", en="Message")
_REASON = Text(nl="Reden", en="Reason")
_CONTENT = Text(nl="Code van de inhoud", en="Code of the content")
_VERSION = Text(nl="Versie", en="Version")
_SIGNATURE = Text(nl="Handtekening", en="Signature")
_DRAFT = Text(nl="concept", en="draft")
_LANGUAGES = {
    "nl": Text(nl="Nederlands", en="Dutch"),
    "en": Text(nl="Engels", en="English"),
}
_TOTAL = Text(nl="Totaal", en="Total")
_LABELS = {
    "settlement": _TOTAL,
    "hand-over": _MESSAGE,
    "withdraw-agreement": _MESSAGE,
    "overrule": _REASON,
    "addendum-opened": _REASON,
    "signature-lifted": _SIGNATURE,
    "plan-imported": Text(nl="Verbeteracties", en="Improvement actions"),
}


def action(entry: HistoryEntry) -> str:
    """Return what was done, in words."""
    known = ACTIONS.get(entry.action)
    return words(known) if known else entry.action


def subject(entry: HistoryEntry, opened: Opened) -> str:
    """Return what it was done to: a KPI, a kind of arrangement, a party, a rule."""
    if entry.action in _ABOUT_KPI:
        kpi = opened.kpi(KpiId(entry.subject))
        return words(kpi.name) if kpi else entry.subject
    if entry.action in _ARRANGEMENTS:
        kind = all_kinds().get(entry.subject)
        return words(kind.name) if kind else entry.subject
    if entry.action in _NAMES:
        return _NAMES[entry.action](entry.subject)
    if entry.subject in set(PartyRole):
        party = opened.agreement.party(PartyRole(entry.subject))
        return party.name if party else words(PARTY_NAMES[PartyRole(entry.subject)])
    if entry.action in _VERSIONS:
        return f"{words(_VERSION)} {entry.subject}"
    return entry.subject


def changed(entry: HistoryEntry, opened: Opened) -> tuple[Changed, ...]:
    """Return what the action changed, field by field, in words."""
    if not entry.before and not entry.after:
        return ()
    recorded = _recorded(entry, opened)
    if recorded is not None:
        return recorded
    before, after = entry.before, entry.after
    if entry.action == "position":
        before, after = _position(before), _position(after)
    if entry.action in _APPROVALS:
        return (Changed(words(_CONTENT), "", after[:_SHOWN_DIGITS]),)
    if entry.action == "export":
        after = _workbook(after)
    if entry.action == "plan-export":
        after = _plan_file(after)
    if entry.action == "settlement":
        before, after = _total(before), _total(after)
    label = _LABELS.get(entry.action)
    return (Changed(words(label) if label else "", before, after),)


def _recorded(entry: HistoryEntry, opened: Opened) -> tuple[Changed, ...] | None:
    """Return how two recorded values differ; ``None`` for a line of another sort."""
    readers: dict[str, Callable[[str], tuple[Answer, ...]]] = {
        "ambition": _ambition,
        "plan": lambda text: _plan(text, entry, opened),
        "arrangement": lambda text: _arrangement(text, opened),
        "arrangement-removed": lambda text: _arrangement(text, opened),
    }
    whole = READERS.get(entry.action)
    if whole is not None:
        readers[entry.action] = lambda text: whole(text, opened)
    read = readers.get(entry.action)
    if read is None:
        return None
    try:
        return changes(read(entry.before), read(entry.after))
    except UnreadableSnapshot:
        return None


def _ambition(text: str) -> tuple[Answer, ...]:
    if not text:
        return ()
    if '"how_noticed":' in text:
        return of_ambition(snapshot.load(NarrativeAmbition, text))
    return of_ambition(snapshot.load(MeasuredAmbition, text))


def _plan(text: str, entry: HistoryEntry, opened: Opened) -> tuple[Answer, ...]:
    if not text:
        return ()
    kpi = opened.kpi(KpiId(entry.subject))
    plan = snapshot.load(MeasurementPlan, text)
    judged = kpi is None or bool(fitting_rules(kpi))
    return of_plan(plan, narrative=isinstance(kpi, NarrativeKpi), judged=judged)


def _arrangement(text: str, opened: Opened) -> tuple[Answer, ...]:
    if not text:
        return ()
    return of_arrangement(snapshot.load(Arrangement, text), opened.known)


def _total(recorded: str) -> str:
    return money(Decimal(recorded)) if recorded else ""


def _year(recorded: str) -> str:
    """Return which settlement it was: the line says year and phase."""
    match recorded.split():
        case [year, ("provisional" | "final") as phase]:
            return f"{year}, {words(PHASE_NAMES[Phase(phase)])}"
    return recorded


def _rule(code: str) -> str:
    says = {rule.code: rule.says for rule in SET_RULES}
    return words(says.get(code, code))


def _pack(code: str) -> str:
    found = _packs().get(code)
    return words(found.name) if found else code


@cache
def _packs() -> Mapping[str, Pack]:
    return load_packs()


def _workbook(recorded: str) -> str:
    """Return which workbook it was: the line says pack, language and version."""
    match recorded.split():
        case [_, ("nl" | "en") as language, version]:
            name = words(_LANGUAGES[language])
            return f"{name}, {_version(version)}"
    return recorded


def _plan_file(recorded: str) -> str:
    """Return in what a plan left: the line says format and language."""
    match recorded.split():
        case [("xlsx" | "docx") as form, ("nl" | "en") as language]:
            program = "Excel" if form == "xlsx" else "Word"
            return f"{program}, {words(_LANGUAGES[language])}"
    return recorded


def _version(recorded: str) -> str:
    if recorded == "draft":
        return words(_DRAFT)
    return f"{words(_VERSION).lower()} {recorded}"


_NAMES: Mapping[str, Callable[[str], str]] = {
    "overrule": _rule,
    "export": _pack,
    **dict.fromkeys(_SETTLEMENTS, _year),
}


def _position(code: str) -> str:
    return words(POSITIONS[Position(code)]) if code in set(Position) else code
