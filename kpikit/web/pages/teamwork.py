"""For teams: cards for a difficult talk, the survey of nurses, and obstacles ranked."""

from collections.abc import Iterable

from flask import Blueprint, Response, render_template

from kpikit.actions import peers
from kpikit.domain.access import Permission
from kpikit.domain.conversation import READ_MORE, RECORDING, RECORDING_STEPS
from kpikit.domain.library import Source
from kpikit.domain.staff_survey import (
    ABOUT_NAMES,
    BESIDE_NAMES,
    About,
    composition,
    own_beside,
    ranked,
)
from kpikit.excel.team_book import OwnAnswers, team_workbook
from kpikit.web.access import needs
from kpikit.web.files import attached, wished_language
from kpikit.web.forms_teamwork import PulseForm, RankingForm, SampleForm
from kpikit.web.language import words
from kpikit.web.reader import actor, desk

PAGES = Blueprint("teamwork", __name__, url_prefix="/library")


@PAGES.get("/conversation")
@needs(Permission.SIGNED_IN)
def conversation() -> str:
    """Show the cards with typical objections and what can be said."""
    library = desk().library
    named = {s.id: s for c in library.cards for s in _sources(c.sources)}
    return render_template(
        "teamwork/conversation.html",
        cards=library.cards,
        sources=named,
        recording=RECORDING,
        recording_steps=RECORDING_STEPS,
        may_ask=actor().may(Permission.WRITE_STEPS),
        unanswered=peers.unanswered(desk(), actor()),
        read_more=READ_MORE,
    )


@PAGES.get("/staff-survey")
@needs(Permission.SIGNED_IN)
def survey() -> str | tuple[str, int]:
    """Show the published answers and, where given, an own sample beside one."""
    library = desk().library
    form = SampleForm(library)
    asked = form.sample() if form.n.raw_data else None
    page = render_template(
        "teamwork/survey.html",
        form=form,
        questions=library.survey,
        asked=asked,
        result_url=form.result_url() if asked else None,
        own=own_beside(*asked) if asked else None,
        said=BESIDE_NAMES,
        respondents=composition(library.respondents),
        remarks=[
            (name, [each.says for each in library.remarks if each.about is about])
            for about, name in ABOUT_NAMES.items()
        ],
        sources=_sources(i for q in library.survey for i in q.sources),
    )
    return (page, 422) if form.errors else page


@PAGES.get("/pulse")
@needs(Permission.SIGNED_IN)
def pulse() -> str | tuple[str, int]:
    """Show the short pulse of a team and, where answered, each answer beside all."""
    form = PulseForm(desk().library)
    own = form.answers()
    page = render_template(
        "teamwork/pulse.html",
        form=form,
        wrong=[q for q in form.questions if q.id in form.wrong],
        lines=[
            (q, *own[q.id, 0], own_beside(q.figures[0], *own[q.id, 0]))
            for q in form.questions
            if (q.id, 0) in own
        ],
        said=BESIDE_NAMES,
        sources=_sources(i for q in form.questions for i in q.sources),
    )
    return (page, 422) if form.wrong else page


@PAGES.get("/obstacles")
@needs(Permission.SIGNED_IN)
def obstacles() -> str | tuple[str, int]:
    """Show the obstacles of the survey, and rank them by the votes of a team."""
    library, form = desk().library, RankingForm()
    right = form.validate()
    votes = form.votes()
    names = [(each.id, words(each.name)) for each in library.obstacles]
    added = form.additions() if right else []
    names += [(f"own-{nr}", name) for nr, (name, _n) in enumerate(added)]
    given = {f"own-{nr}": n for nr, (_name, n) in enumerate(added)}
    page = render_template(
        "teamwork/obstacles.html",
        form=form,
        obstacles=library.obstacles,
        more=[e.says for e in library.remarks if e.about is About.OBSTACLES],
        votes=votes,
        ranking=ranked(names, votes | given),
        sources=_sources(i for o in library.obstacles for i in o.sources),
    )
    return page if right else (page, 422)


@PAGES.get("/team-book.xlsx")
@needs(Permission.SIGNED_IN)
def workbook() -> Response:
    """Give all of it to take along, with the answers and votes of the address.

    What cannot be right in the address is left open in the workbook.
    """
    sample, ranking = SampleForm(desk().library), RankingForm()
    chosen = wished_language()
    own = OwnAnswers(
        answers={**PulseForm(desk().library).answers(), **sample.answers()},
        votes=ranking.votes(),
        added=ranking.additions() if ranking.validate() else (),
    )
    made = team_workbook(desk().library, own, chosen)
    return attached(made, f"kpikit-team-{chosen}.xlsx")


def _sources(ids: Iterable[str]) -> list[Source]:
    return [desk().library.source(id_) for id_ in dict.fromkeys(ids)]
