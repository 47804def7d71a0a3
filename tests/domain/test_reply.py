"""Answers to the recommendations: what serves each, and what the agenda holds."""

from dataclasses import replace

import pytest

from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.library import ImplementationLevel, Library, Recommendation
from kpikit.domain.party import PartyRole
from kpikit.domain.reply import Coverage, Gap, Reply, agenda, by_level, coverage
from kpikit.library import load
from kpikit.resources import folder
from tests.excel.dossiers import dossier

PROVIDER, INSURER = PartyRole.PROVIDER, PartyRole.INSURER
BARE = replace(dossier(), kpis=(), arrangements=())


def library() -> Library:
    return load(folder("kpi_library"))[0]


def advice(number: int) -> Recommendation:
    return library().recommendation(number)


def covered(number: int, *replies: Reply) -> tuple[Coverage, ...]:
    return coverage((advice(number),), BARE, replies)


# Counted in the slides of the working group: points under each, and links named.
POINTS = (4, 5, 6, 5, 6, 4, 5, 5, 5, 4, 5)
EXAMPLES = (1, 1, 2, 2, 2, 1, 2, 2, 2, 2, 2)


def test_all_that_the_slides_name_is_there() -> None:
    """Eleven recommendations, every point under them and every example named."""
    found = library().recommendations
    assert POINTS == tuple(len(each.points) for each in found)
    assert EXAMPLES == tuple(len(each.example_links) for each in found)
    assert tuple(range(1, 12)) == tuple(each.number for each in found)
    assert all(each.levels for each in found)
    assert set(ImplementationLevel) == set(advice(3).levels)


def test_kpis_and_arrangements_that_name_it_serve_it() -> None:
    """What serves a recommendation follows from the agreement itself."""
    whole = dossier()
    for each in coverage(library().recommendations, whole, ()):
        number = each.advice.number
        serves = {k.id for k in whole.kpis if number in k.recommendations}
        assert serves == {k.id for k in each.kpis}
        kinds = {a.kind for a in whole.arrangements} & set(each.advice.arrangements)
        assert kinds == {a.kind for a in each.arrangements}


def test_an_action_serves_what_its_writers_say() -> None:
    """It counts like a KPI: what it serves is no longer empty, and leaves the agenda."""
    action = ImprovementAction(number=4, name="Training", recommendations=(1,))
    reply = Reply(number=1, role=PROVIDER, will_do="x")
    without = coverage((advice(1), advice(2)), BARE, (reply,))
    found = coverage((advice(1), advice(2)), BARE, (reply,), (action,))
    assert [len(c.actions) for c in found] == [1, 0]
    assert [c.served for c in found] == [True, False]
    assert [p.number for p in agenda(without)] == [2, 1]
    assert [p.number for p in agenda(found)] == [2]


@pytest.mark.parametrize(
    ("replies", "gap", "role"),
    [
        ((), Gap.NOTHING, PROVIDER),
        ((Reply(number=1, role=INSURER, does="x"),), Gap.UNANSWERED, PROVIDER),
        ((Reply(number=1, role=PROVIDER, will_do="x"),), Gap.UNSERVED, PROVIDER),
        ((Reply(number=1, role=PROVIDER, does=" "),), Gap.NOTHING, PROVIDER),
    ],
)
def test_a_gap_is_named_for_what_lacks(
    replies: tuple[Reply, ...], gap: Gap, role: PartyRole
) -> None:
    """Nothing at all, no word of the party it is meant for, or nothing agreed."""
    (point,) = agenda(covered(1, *replies))
    assert (gap, role) == (point.gap, point.role)


def test_a_question_stays_until_the_other_says_what_it_will_do() -> None:
    """The party that was asked speaks first; doing something already is no answer."""
    asked = Reply(number=7, role=PROVIDER, asks="Wie komt er mee?")
    (point, *_) = agenda(covered(7, asked))
    assert (Gap.ASKED, INSURER) == (point.gap, point.role)
    assert "Wie komt er mee?" == point.words
    does = Reply(number=7, role=INSURER, does="Wij luisteren")
    assert Gap.ASKED in {p.gap for p in agenda(covered(7, asked, does))}
    will = replace(does, will_do="Een trainer")
    assert Gap.ASKED not in {p.gap for p in agenda(covered(7, asked, will))}


def test_every_recommendation_stands_at_its_levels() -> None:
    """Four levels side by side; one about all levels stands at each."""
    levels = by_level(coverage(library().recommendations, BARE, ()))
    assert list(ImplementationLevel) == list(levels)
    for found in levels.values():
        assert 3 in {c.advice.number for c in found}
