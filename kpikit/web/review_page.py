"""What a review page shows of one KPI: words, chart, rows and how they came about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _

from kpikit.actions.reviews import OpenedReview
from kpikit.charts.kinds.result_course import CHART
from kpikit.charts.result_data import ResultCourse
from kpikit.domain.finding import saying, wording
from kpikit.domain.finding.agreed import agreed_on
from kpikit.domain.finding.trend import Trend
from kpikit.domain.kpi import AnyKpi, NarrativeKpi
from kpikit.domain.measurement import MARGIN_NAMES, RULE_NAMES, has_margin
from kpikit.domain.party import PartyRole
from kpikit.domain.result.figure import LevelFigure, people_in, value_of
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.domain.review.events import events_of
from kpikit.domain.review.rating import RatedLevel, rated_level
from kpikit.domain.review.record import Section, trend_in
from kpikit.excel.words import named
from kpikit.web.language import language, number, words
from kpikit.web.reader import desk
from kpikit.web.result_words import behind_words, result_words

LATEST = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One round: its period, what is behind it, and its value or why there is none."""

    period: Period
    behind: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One KPI of a review, ready for the page."""

    section: Section
    kpi: AnyKpi
    chart: tuple[str, str] | None
    rows: tuple[Row, ...]
    signs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    rated: RatedLevel | None
    waits_for: tuple[PartyRole, ...] = ()

    @property
    def narrative(self) -> bool:
        """Whether people rate it on the ladder."""
        return isinstance(self.kpi, NarrativeKpi)

    @property
    def latest(self) -> tuple[Row, ...]:
        """The last rounds, the newest first."""
        return self.rows[:LATEST]


def parts_of(found: OpenedReview) -> tuple[Part, ...]:
    """Return every KPI of a review, in the order of the agreement.

    They are made once for what they are made of, in each language.
    """
    number = found.review.number
    key = ("review page", found.opened.agreement.id, number, language())
    opened = found.opened
    made_of = (
        found.record,
        found.earlier,
        found.actions,
        opened.agreement,
        opened.dossier,
    )
    made = desk().recent.get(key, made_of, lambda: tuple(_parts(found)))
    return tuple(_with_waits(found, part) for part in made)


def _parts(found: OpenedReview) -> "Iterator[Part]":
    kpis = {k.id: k for k in found.opened.dossier.kpis}
    for section in found.record.sections:
        if section.kpi_id in kpis:
            yield _part(found, section, kpis[section.kpi_id])


def part_of(found: OpenedReview, section: Section, kpi: AnyKpi) -> Part:
    """Return one KPI of a review."""
    return _with_waits(found, _part(found, section, kpi))


def _with_waits(found: OpenedReview, part: Part) -> Part:
    """Return a part with who still has to rate, for a narrative KPI in talks."""
    if part.section.ratings or not part.narrative:
        return part
    rated = found.rated.get(part.section.kpi_id, frozenset())
    return replace(part, waits_for=tuple(r for r in found.raters if r not in rated))


def _part(found: OpenedReview, section: Section, kpi: AnyKpi) -> Part:
    trend = trend_in(section, found.opened.dossier)
    return Part(
        section=section,
        kpi=kpi,
        chart=_chart(found, section, trend),
        rows=tuple(_row(section, kpi, r) for r in reversed(section.results)),
        signs=tuple(_signs(section, trend)),
        facts=tuple(_facts(found, section, kpi)),
        rated=rated_level(section.ratings, section.entry.evidence),
    )


def course_of(
    found: OpenedReview, section: Section, trend: Trend | None
) -> ResultCourse | None:
    """Return what the chart of a KPI is drawn from, ``None`` without a value."""
    earlier = [r.confirmed for r in found.earlier if r.confirmed is not None]
    until = found.record.frame.held_on if found.review.confirmed else None
    events = events_of(
        found.opened.agreement, earlier, section.kpi_id, found.actions, until
    )
    return ResultCourse.of(section, found.opened.dossier, trend, events)


def _chart(
    found: OpenedReview, section: Section, trend: Trend | None
) -> tuple[str, str] | None:
    course = course_of(found, section, trend)
    if course is None:
        return None
    address = url_for(
        "reviews.chart",
        agreement_id=found.opened.agreement.id,
        number=found.review.number,
        kpi_id=section.kpi_id,
        in_language=language(),
        digest=CHART.address(course, language()),
    )
    return address, words(CHART.alt(course))


def _row(section: Section, kpi: AnyKpi, result: Result) -> Row:
    if result.period in section.hidden:
        return Row(result.period, "", _("hidden: would show a small group"))
    figure = result.figure
    if figure is None or isinstance(figure, LevelFigure):
        return Row(result.period, "", result_words(result, kpi))
    value = value_of(figure)
    behind = behind_words(figure)
    if value is None:
        return Row(result.period, behind, "–")
    return Row(
        result.period,
        behind,
        words(saying.value_words(kpi, value, people_in(figure))),
    )


def _signs(section: Section, trend: Trend | None) -> "list[tuple[str, str]]":
    """Return shape and words of verdict, variation and assurance."""
    signs = []
    verdict = saying.verdict_words(section.finding.judged)
    if verdict is not None:
        signs.append((verdict[0], words(verdict[1])))
    if trend is not None and trend.variation is not None:
        shape, said = wording.VARIATION[trend.variation]
        signs.append((shape, words(said)))
    if trend is not None and trend.assurance is not None:
        shape, said = wording.ASSURANCE[trend.assurance]
        signs.append((shape, words(said)))
    if trend is not None and trend.runs is not None:
        said = wording.RUNS_SIGNAL if trend.runs.signal else wording.RUNS_NONE
        signs.append(("◆" if trend.runs.signal else "●", words(said)))
    return signs


def _facts(
    found: OpenedReview, section: Section, kpi: AnyKpi
) -> "list[tuple[str, str]]":
    """Return where the finding comes from and how it was worked out."""
    finding = section.finding
    agreed = agreed_on(found.opened.dossier, kpi, finding.year)
    plan, judged = agreed.plan, finding.judged
    rounds = saying.rounds_words(finding)
    goal, why = saying.goal_words(agreed), saying.why_words(agreed, judged)
    margin, progress = (
        saying.margin_words(kpi, judged),
        saying.progress_words(finding.progress),
    )
    level = number(plan.level * 100)
    known = [
        (_("Rounds"), words(rounds) if rounds else ""),
        (_("Number (n)"), number(judged.n) if judged.n is not None else ""),
        (_("Sample"), words(named(plan.method)) if plan.method else ""),
        (_("The exact question"), plan.question.words),
        (_("How asked"), words(named(finding.mode)) if finding.mode else ""),
        (_("Margin (%(level)s%% sure)", level=level), words(margin) if margin else ""),
        (_("Goal %(year)s", year=finding.year), words(goal) if goal else ""),
        (_("Rule agreed beforehand"), words(RULE_NAMES[plan.rule]) if goal else ""),
        (
            _("How the margin is worked out"),
            words(MARGIN_NAMES[plan.margin]) if goal and has_margin(kpi) else "",
        ),
        (_("Why this verdict"), words(why) if why else ""),
        (_("Progress"), words(progress) if progress else ""),
        (_("Since the baseline"), _change(section, kpi)),
        (_("Response"), _response(section)),
    ]
    return [(label, said) for label, said in known if said]


def _change(section: Section, kpi: AnyKpi) -> str:
    change = section.finding.change
    return words(saying.change_words(kpi, change)) if change is not None else ""


def _response(section: Section) -> str:
    response = section.finding.response
    if response is None:
        return ""
    said = _(
        "%(answered)s of %(invited)s invited (%(share)s%%)",
        answered=number(response.answered),
        invited=number(response.invited),
        share=number(round(response.share)),
    )
    everybody = response.answered == response.invited
    if everybody or response.low is None or response.high is None:
        return str(said)
    bounds = _(
        "if everybody else had answered no or yes, it would be %(low)s–%(high)s%%",
        low=number(round(response.low)),
        high=number(round(response.high)),
    )
    return f"{said}; {bounds}"
