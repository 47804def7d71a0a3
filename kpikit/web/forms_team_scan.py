"""The forms of the team scan: a score and two remarks for each theme."""

from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, TextAreaField
from wtforms.validators import Optional

from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.team_scan import MemberScan, TeamScan, ThemeScore
from kpikit.text import same
from kpikit.web.forms import DateField, Form, choices_of, long, number_of
from kpikit.web.versioned import Version


def scan_form(scan: MemberScan | TeamScan, kind: ScanKind) -> Form:
    """Return the form, filled with the scan as it stands; with a day for a team."""
    fields: dict[str, Any] = {"revision": Version()}
    data: dict[str, Any] = {"revision": f"{scan.revision}"}
    if isinstance(scan, TeamScan):
        fields["on"] = DateField(_("Recorded on"), validators=[Optional()])
        data["on"] = scan.on
    scores = {f"{n}": same(f"{n}") for n in range(kind.lowest, kind.highest + 1)}
    choices = {"": same(str(_("Not scored"))), **scores}
    for theme in kind.theme:
        score, well, better = names_of(theme.code)
        fields[score] = SelectField(_("Score from 0 to 5"), choices=choices_of(choices))
        fields[well] = TextAreaField(_("What goes as expected"), validators=[long()])
        fields[better] = TextAreaField(_("What can be better"), validators=[long()])
        given = scan.of(theme.code)
        data[score] = "" if given.score is None else f"{given.score}"
        data[well], data[better] = given.well, given.better
    made: type[Form] = type("TeamScanForm", (Form,), fields)
    return made(data=data)


def names_of(code: str) -> tuple[str, str, str]:
    """Return the fields of a theme: its score and both remarks."""
    return f"{code}-score", f"{code}-well", f"{code}-better"


def scores_of(form: Form, kind: ScanKind) -> tuple[ThemeScore, ...]:
    """Return the scores that a form describes; a theme left empty has none."""
    found = []
    for theme in kind.theme:
        score, well, better = (form[name].data or "" for name in names_of(theme.code))
        given = ThemeScore(
            code=theme.code,
            score=int(score) if score else None,
            well=well,
            better=better,
        )
        if given != ThemeScore(code=theme.code):
            found.append(given)
    return tuple(found)


def revision_of(form: Form) -> int:
    """Return the revision that was opened."""
    return number_of(form.revision.data or "")
