"""The form of an improvement action, with all of its detail sheet."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from kpikit.actions.improving import OpenedPlan
from kpikit.domain.financing.catalogue import kind_of
from kpikit.domain.improvement.action import LEVEL_NAMES, ImprovementAction, Level
from kpikit.domain.kpi import KpiId
from kpikit.domain.library import Recommendation
from kpikit.text import Text, same
from kpikit.web.forms import (
    DateField,
    Form,
    choices_of,
    long,
    number_of,
    required,
    short,
)
from kpikit.web.versioned import Version

DATES = ("start", "end", "done_on", "effect_on")
LINES = ("name", "responsible", "owner", "people", "for_choice")
AREAS = ("effect", "differently", "behaviour", "steps", "follow", "means", "help")
LINKS = (
    "kpis",
    "themes",
    "key_moments",
    "levels",
    "arrangements",
    "recommendations",
)


def labels() -> dict[str, str]:
    """Return what each field of an action is called, in the order of the sheet."""
    return {
        "name": _("What will change"),
        "effect": _("Intended effect on deciding together"),
        "start": _("Start"),
        "end": _("End"),
        "responsible": _("Responsible"),
        "owner": _("Owner"),
        "people": _("People involved"),
        "for_choice": _("For which choice"),
        "done_on": _("Carried out on"),
        "effect_on": _("Effect expected on"),
        "differently": _("What do we do differently?"),
        "behaviour": _("Which other behaviour do we need, and of whom?"),
        "steps": _("Which steps do we take to get there?"),
        "follow": _("How do we follow the effect and adjust?"),
        "means": _("Means needed"),
        "help": _("Help needed"),
        "kpis": _("Works on these KPIs"),
        "themes": _("Works on these themes"),
        "key_moments": _("At these key moments"),
        "levels": _("At which level"),
        "arrangements": _("Paid from"),
        "recommendations": _("Serves these recommendations"),
    }


def possible(found: OpenedPlan) -> dict[str, dict[Any, Text]]:
    """Return what an action can be linked to, by field: code and name."""
    arrangements = found.opened.dossier.arrangements
    return {
        "kpis": {k.id: k.name for k in found.opened.dossier.kpis},
        "themes": {t.code: t.name for t in found.themes},
        "key_moments": {m: same(m) for m in found.key_moments},
        "levels": dict(LEVEL_NAMES),
        "arrangements": {a.id: kind_of(a).name for a in arrangements},
        "recommendations": {r.number: numbered(r) for r in found.recommendations},
    }


def numbered(advice: Recommendation) -> Text:
    """Return the title of a recommendation with its number."""
    title, number = advice.title, advice.number
    return Text(nl=f"{number}. {title.nl}", en=f"{number}. {title.en}")


def action_form(found: OpenedPlan, action: ImprovementAction) -> Form:
    """Return the form, filled with the action as it stands."""
    said = labels()
    fields: dict[str, Any] = {"revision": Version()}
    for name in LINES:
        checks = required() if name == "name" else [short()]
        fields[name] = StringField(said[name], validators=checks)
    for name in AREAS:
        fields[name] = TextAreaField(said[name], validators=[long()])
    for name in DATES:
        fields[name] = DateField(said[name], validators=[Optional()])
    for name, choices in possible(found).items():
        fields[name] = SelectMultipleField(
            said[name],
            choices=choices_of(choices),
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
    made: type[Form] = type("ActionForm", (Form,), fields)
    names = (*LINES, *AREAS, *DATES, *LINKS, "revision")
    data = {name: getattr(action, name) for name in names}
    return made(data={**data, "revision": f"{action.revision}"})


def action_of(form: Form, before: ImprovementAction) -> ImprovementAction:
    """Return the action that a form describes."""
    words: dict[str, Any] = {name: form[name].data or "" for name in (*LINES, *AREAS)}
    dates: dict[str, Any] = {name: form[name].data for name in DATES}
    return replace(
        before,
        **words,
        **dates,
        kpis=tuple(KpiId(k) for k in form.kpis.data or ()),
        themes=tuple(form.themes.data or ()),
        key_moments=tuple(form.key_moments.data or ()),
        levels=tuple(Level(each) for each in form.levels.data or ()),
        arrangements=tuple(form.arrangements.data or ()),
        recommendations=tuple(map(int, form.recommendations.data or ())),
        revision=number_of(form.revision.data or ""),
    )
