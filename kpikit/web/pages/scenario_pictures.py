"""How certain a scenario is, and the pictures of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from flask import Blueprint, Response, abort, request, url_for

from kpikit.charts.base import Chart
from kpikit.charts.kinds.scenario_course import CHART, ScenarioCourse
from kpikit.charts.kinds.scenario_tornado import CHART as TORNADO
from kpikit.charts.kinds.scenario_tornado import Tornado
from kpikit.domain.access import Permission
from kpikit.domain.financing import study as studies
from kpikit.domain.financing.study import Position
from kpikit.domain.party import PartyRole
from kpikit.text import Language
from kpikit.web.access import needs
from kpikit.web.found_study import Found, found_study
from kpikit.web.language import language, words
from kpikit.web.opened import show
from kpikit.web.pages.charts import svg_answer

PAGES = Blueprint("scenario_pictures", __name__)
_D = TypeVar("_D")


@PAGES.get("/agreements/<agreement_id>/scenarios/<study_id>/certainty")
@needs(Permission.SEE_MONEY)
def certainty(agreement_id: str, study_id: str) -> str:
    """Show what matters most and the chance that a party ends below the reference."""
    from kpikit.web.scenario_certainty import certainties

    found = found_study(agreement_id, study_id)
    return show(
        "scenarios/certainty.html",
        found.opened,
        study=found.study,
        options=certainties(found.study, found.agreed),
        picture=partial(_tornado_picture, found),
    )


def _tornado_picture(found: Found, tornado: Tornado, option: str) -> tuple[str, str]:
    """Return address and words of the picture of one option."""
    address = url_for(
        "scenario_pictures.sensitivity",
        agreement_id=found.opened.agreement.id,
        study_id=found.study.id,
        option=option,
        party=tornado.party.value,
        in_language=language(),
        digest=TORNADO.address(tornado, language()),
    )
    return address, words(TORNADO.alt(tornado))


@PAGES.get(
    "/agreements/<agreement_id>/scenarios/<study_id>"
    "/<option>/sensitivity/<any(provider, insurer):party>"
    "/<in_language>-<digest>.svg"
)
@needs(Permission.SEE_MONEY)
def sensitivity(
    agreement_id: str,
    study_id: str,
    option: str,
    party: str,
    in_language: str,
    digest: str,
) -> Response:
    """Draw what each assumption does, when it is still the one of the address."""
    from kpikit.web.scenario_certainty import tornado_of

    found = found_study(agreement_id, study_id)
    if option not in found.study.options:
        abort(404)
    tornado = tornado_of(found.study, option, PartyRole(party), found.agreed)
    return _drawn(TORNADO, tornado, in_language, digest)


@PAGES.get(
    "/agreements/<agreement_id>/scenarios/<study_id>"
    "/<option>/<in_language>-<digest>.svg"
)
@needs(Permission.SEE_MONEY)
def chart(
    agreement_id: str, study_id: str, option: str, in_language: str, digest: str
) -> Response:
    """Draw one option, when it is still the one of the address."""
    found = found_study(agreement_id, study_id)
    one = replace(found.study, options=(option,))
    if option not in found.study.options:
        abort(404)
    course = _course(studies.positions(one, found.agreed)[0])
    return _drawn(CHART, course, in_language, digest)


def _drawn(chart: Chart[_D], data: _D, in_language: str, digest: str) -> Response:
    wanted: Language = "en" if in_language == "en" else "nl"
    if digest != chart.address(data, wanted):
        abort(404)
    return svg_answer(chart.svg(data, wanted).decode())


def charts_of(found: Found, positions: Sequence[Position]) -> list[tuple[str, str]]:
    """Return address and words of each chart; none for what is not saved."""
    if found.shared is None and "calculate" in request.form:
        return []
    made = []
    for position in positions:
        course = _course(position)
        address = url_for(
            "scenario_pictures.chart",
            agreement_id=found.opened.agreement.id,
            study_id=found.study.id,
            option=position.option,
            in_language=language(),
            digest=CHART.address(course, language()),
        )
        made.append((address, words(CHART.alt(course))))
    return made


def _course(position: Position) -> ScenarioCourse:
    return ScenarioCourse.of(studies.option_name(position.option), position)
