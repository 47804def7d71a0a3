"""The form of the organisation scan: a score and a reason for each statement."""

from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, TextAreaField

from kpikit.domain.improvement.organisation_scan import SCALE, OrganisationScan, Score
from kpikit.domain.improvement.scan import ScanKind
from kpikit.text import Text, same
from kpikit.web.forms import Form, choices_of, long, number_of
from kpikit.web.versioned import Version


def scan_form(scan: OrganisationScan, kind: ScanKind) -> Form:
    """Return the form, filled with the scan as it stands."""
    fields: dict[str, Any] = {"revision": Version()}
    data: dict[str, Any] = {"revision": f"{scan.revision}"}
    none = same(str(_("Not scored")))
    choices: dict[str, Text] = {"": none}
    choices |= {f"{n}": _numbered(n, name) for n, name in enumerate(SCALE)}
    for theme in kind.theme:
        score, why = f"{theme.code}-score", f"{theme.code}-why"
        fields[score] = SelectField(_("How far"), choices=choices_of(choices))
        fields[why] = TextAreaField(_("What we see of it"), validators=[long()])
        given = scan.of(theme.code)
        data[score] = "" if given.score is None else f"{given.score}"
        data[why] = given.why
    made: type[Form] = type("ScanForm", (Form,), fields)
    return made(data=data)


def scan_of(form: Form, year: int, kind: ScanKind) -> OrganisationScan:
    """Return the scan that a form describes."""
    scores = []
    for theme in kind.theme:
        score = form[f"{theme.code}-score"].data
        given = Score(
            code=theme.code,
            score=int(score) if score else None,
            why=form[f"{theme.code}-why"].data or "",
        )
        if given != Score(code=theme.code):
            scores.append(given)
    return OrganisationScan(
        year=year,
        scores=tuple(scores),
        revision=number_of(form.revision.data or ""),
    )


def _numbered(number: int, name: Text) -> Text:
    return Text(nl=f"{number} – {name.nl}", en=f"{number} – {name.en}")
