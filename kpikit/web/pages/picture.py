"""One picture: an agreement for a board, to be printed on one sheet."""

from collections import Counter

from flask import Blueprint

from kpikit.actions import picturing
from kpikit.domain.access import Permission
from kpikit.domain.improvement.action import STATUS_NAMES, Status, status_on
from kpikit.domain.lasting import FATE_NAMES, PART_NAMES, gathered, told
from kpikit.domain.one_picture import MOST_ACTIONS_SHOWN, MOST_LINES
from kpikit.text import cut_short
from kpikit.web.access import needs
from kpikit.web.answers import years_words
from kpikit.web.opened import show
from kpikit.web.reader import actor, desk

PAGES = Blueprint("picture", __name__)


@PAGES.get("/agreements/<agreement_id>/picture")
@needs(Permission.READ)
def index(agreement_id: str) -> str:
    """Show vision, set, ambitions, money, plan and next review on one sheet."""
    found = picturing.open_picture(desk(), actor(), agreement_id)
    picture = found.picture
    counted = Counter(status_on(a, found.today) for a in picture.actions)
    return show(
        "picture/index.html",
        found.opened,
        picture=picture,
        today=found.today,
        counted=[(STATUS_NAMES[s], counted[s]) for s in Status if counted[s]],
        status={a.number: status_on(a, found.today) for a in picture.actions},
        status_names=STATUS_NAMES,
        told=told(picture.parts),
        fates=gathered(picture.parts),
        fate_names=FATE_NAMES,
        part_names=PART_NAMES,
        most=(MOST_LINES, MOST_ACTIONS_SHOWN),
        shortened=cut_short,
        years_words=years_words,
        money=actor().may(Permission.SEE_MONEY),
    )
