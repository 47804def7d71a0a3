"""What a line of the history recorded whole, as labels and words to compare."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from kpikit import snapshot
from kpikit.actions.improving import themes_of
from kpikit.actions.opening import Opened
from kpikit.domain.agreement import Agreement
from kpikit.domain.difference import labels
from kpikit.domain.difference.fields import of_frame
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.improvement.action import LEVEL_NAMES, ImprovementAction
from kpikit.domain.improvement.five_steps import CHANCES, OBSTACLES, STEPS, Item
from kpikit.domain.improvement.step_plan import Check, KeyMoment, StepPlan
from kpikit.domain.kpi import AnyKpi, MeasuredKpi, NarrativeKpi
from kpikit.domain.review.review import DECISION_NAMES, PERSPECTIVE_NAMES, Entry, Frame
from kpikit.domain.settlement.agreeing import Content
from kpikit.text import Text
from kpikit.web import forms_plan, forms_review, forms_steps
from kpikit.web.answers import Answer
from kpikit.web.language import day, money, words
from kpikit.web.own_kpi_sheet import answers_of
from kpikit.web.reader import desk

_CODES: dict[StrEnum, Text] = {}
_CODES.update(LEVEL_NAMES.items())
_CODES.update(DECISION_NAMES.items())
_NARRATIVE = '"ladder":'
_BETWEEN = " · "
_LISTS = frozenset(
    {labels.PARTIES, labels.PATHS, labels.LOCATIONS, labels.CONTACTS, labels.DATES}
)


def _frame(text: str, _opened: Opened) -> Iterator[Answer]:
    for label, (said, _secret) in of_frame(snapshot.load(Agreement, text)).items():
        shown = words(said)
        listed = label in _LISTS
        yield Answer(words(label), shown.replace("\n", _BETWEEN) if listed else shown)


def _own_kpi(text: str, _opened: Opened) -> Iterator[Answer]:
    kind: type[AnyKpi] = NarrativeKpi if _NARRATIVE in text else MeasuredKpi
    yield from answers_of(snapshot.load(kind, text))


def _action(text: str, opened: Opened) -> Iterator[Answer]:
    action = snapshot.load(ImprovementAction, text)
    names = _names_in(opened)
    for name, label in forms_plan.labels().items():
        value = getattr(action, name)
        if name in names:
            value = tuple(words(names[name].get(code, str(code))) for code in value)
        yield Answer(label, _said(value))


def _review_frame(text: str, _opened: Opened) -> Iterator[Answer]:
    frame = snapshot.load(Frame, text)
    yield from _labelled(forms_review.frame_labels(), frame)


def _review_entry(text: str, _opened: Opened) -> Iterator[Answer]:
    entry = snapshot.load(Entry, text)
    yield from _labelled(forms_review.entry_labels(), entry)
    found = (
        f"{words(PERSPECTIVE_NAMES[each.perspective])}: {each.words}"
        for each in entry.evidence
    )
    yield Answer(_("Evidence"), _BETWEEN.join(found))


def _steps(text: str, opened: Opened) -> Iterator[Answer]:
    plan = snapshot.load(StepPlan, text)
    listed: dict[str, str] = {
        "phases": forms_steps.phases_typed(plan).replace("\n", _BETWEEN),
        "chances": _names(CHANCES, plan.chances),
        "obstacles": _names(OBSTACLES, plan.obstacles),
    }
    if plan.kpi is not None and plan.kpi in opened.known:
        listed["kpi"] = words(opened.known[plan.kpi].name)
    for name, label in forms_steps.path_labels().items():
        yield Answer(label, listed.get(name) or _said(getattr(plan, name)))
    for moment in plan.moments:
        yield from _moment(moment)
    items = {item.code: item.text for step in STEPS for item in step.items}
    for check in plan.checks:
        label = words(items.get(check.code, check.code))
        yield Answer(label, _check(check))


def _moment(moment: KeyMoment) -> Iterator[Answer]:
    named = {"phases": _("In which phases"), **forms_steps.moment_labels()}
    yield Answer(_("Key moment ‘%(name)s’", name=moment.name), moment.name)
    for label, said in ((a.label, a.words) for a in _labelled(named, moment)):
        yield Answer(f"{moment.name}: {label}", said)


def _check(check: Check) -> str:
    parts = (
        (_("Planned on"), _said(check.planned_on)),
        (_("Done on"), _said(check.done_on)),
        (_("By whom"), check.by),
    )
    return ", ".join(f"{label}: {said}" for label, said in parts if said)


def _settlement(text: str, _opened: Opened) -> Iterator[Answer]:
    content = snapshot.load(Content, text)
    yield Answer(_("Total"), money(content.total))
    yield Answer(_("Remark"), content.facts.remark)


def _labelled(named: Mapping[str, str], value: object) -> Iterator[Answer]:
    for name, label in named.items():
        yield Answer(label, _said(getattr(value, name)))


def _said(value: Any) -> str:  # noqa: ANN401 - whatever a field can hold
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return _BETWEEN.join(map(_said, value))
    if isinstance(value, StrEnum):
        return words(_CODES.get(value, str(value)))
    return str(value)


def _names(of: Iterable[Item], codes: tuple[str, ...]) -> str:
    known = {each.code: each.text for each in of}
    return _BETWEEN.join(words(known.get(code, code)) for code in codes)


def _names_in(opened: Opened) -> Mapping[str, Mapping[Any, Text]]:
    """Return what an action can be linked to, by field: code and name."""
    library = desk().library
    return {
        "kpis": {code: kpi.name for code, kpi in opened.known.items()},
        "themes": {theme.code: theme.name for theme in themes_of(library)},
        "arrangements": {a.id: kind_of(a).name for a in opened.dossier.arrangements},
        "recommendations": {
            each.number: forms_plan.numbered(each) for each in library.recommendations
        },
    }


Reader = Callable[[str, Opened], tuple[Answer, ...]]


def _reader(read: Callable[[str, Opened], Iterator[Answer]]) -> Reader:
    """Return what reads a line; of nothing there is nothing to read."""
    return lambda text, opened: tuple(read(text, opened)) if text else ()


READERS: Mapping[str, Reader] = {
    "frame": _reader(_frame),
    "own-kpi": _reader(_own_kpi),
    "action-saved": _reader(_action),
    "action-removed": _reader(_action),
    "review-frame": _reader(_review_frame),
    "review-entry": _reader(_review_entry),
    "steps-saved": _reader(_steps),
    "moment-removed": _reader(_steps),
    "settlement": _reader(_settlement),
}
"""What was recorded whole, by the name of its line; an older line is shown as it is."""
