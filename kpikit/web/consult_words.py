"""The figure of a team from recorded consults, in words and as a result."""

from flask_babel import gettext as _
from flask_babel import ngettext

from kpikit.domain.consult.figure import TeamFigure
from kpikit.domain.kpi import Mode
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Presence
from kpikit.web.forms import Form
from kpikit.web.language import day, number

_DECIMALS = 1


def agreement_words(figure: TeamFigure) -> str:
    """Return how far both raters agree, with the interval; ``–`` when unknown."""
    if figure.agreement is None or figure.agreement.same.estimate is None:
        return "–"
    same = figure.agreement.same
    if same.lower is None or same.upper is None:
        return number(same.estimate, 2)
    low, high = number(same.lower, 2), number(same.upper, 2)
    found = number(same.estimate, 2)
    return str(
        _(
            "%(found)s (95%% interval %(low)s to %(high)s)",
            found=found,
            low=low,
            high=high,
        )
    )


def take_figure(form: Form, figure: TeamFigure, team: str, period: Period) -> None:
    """Fill in the figure of a team as a result; nothing of a single consult."""
    found = figure.summary
    form.presence.data = Presence.MEASURED.value
    form.n.data = form.responded.data = found.n
    form.mean.data = round(found.mean, _DECIMALS) if found.mean is not None else None
    spread = found.standard_deviation
    form.standard_deviation.data = None if spread is None else round(spread, _DECIMALS)
    form.mode.data = Mode.RECORDING.value
    form.note.data = _note(figure, team, period)


def _note(figure: TeamFigure, team: str, period: Period) -> str:
    said = [
        _(
            "Recorded consults of %(team)s, %(first)s until %(last)s.",
            team=team,
            first=day(period.first_day),
            last=day(period.last_day),
        ),
        ngettext(
            "%(num)s consult was scored by both raters.",
            "%(num)s consults were scored by both raters.",
            figure.twice,
        ),
    ]
    if figure.agreement is not None:
        said.append(_("Agreement (ICC): %(same)s.", same=agreement_words(figure)))
    if figure.indicative:
        said.append(_("Indicative: under one in five was scored by both."))
    return " ".join(map(str, said))
