"""One picture, and what of an agreement ends when the extra money ends."""

from dataclasses import replace
from datetime import date

from kpikit.domain.financing.base import Term
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.kpi import KpiId
from kpikit.domain.lasting import Fate, PartKind, gathered, parts, told
from kpikit.domain.one_picture import one_picture
from kpikit.text import Text
from tests.excel.dossiers import dossier

WHOLE = dossier()
BASE, START = (
    next(a for a in WHOLE.arrangements if a.kind == kind)
    for kind in ("lump_sum", "start_funding")
)


def fates(*actions: ImprovementAction) -> dict[str, Fate]:
    """Return what becomes of each action, by its name."""
    found = parts(WHOLE, actions)
    return {p.name.nl: p.fate for p in found if p.kind is PartKind.ACTION}


def test_an_action_ends_with_the_extra_money_that_pays_it() -> None:
    """Base money goes on; no money at all, too; means from nowhere are not agreed."""
    assert fates(
        ImprovementAction(number=1, name="start", arrangements=(START.id,)),
        ImprovementAction(number=2, name="base", arrangements=(BASE.id,)),
        ImprovementAction(number=3, name="both", arrangements=(START.id, BASE.id)),
        ImprovementAction(number=4, name="none"),
        ImprovementAction(number=5, name="means", means="Twee dagen"),
    ) == {
        "start": Fate.ENDS,
        "base": Fate.STAYS,
        "both": Fate.STAYS,
        "none": Fate.STAYS,
        "means": Fate.UNCLEAR,
    }


def test_a_measurement_hangs_on_extra_money_that_names_its_kpi() -> None:
    """A KPI that money looks at may stop with it; one that nobody owns is unclear."""
    kpi = WHOLE.kpis[0]
    bare = replace(WHOLE, arrangements=(BASE, replace(START, terms=())), plans=())
    named = replace(START, terms=(Term(name="gate", kpis=(KpiId(kpi.id),)),))
    paid = replace(bare, arrangements=(BASE, named))
    assert [p.fate for p in parts(bare, ()) if p.kind is PartKind.MEASUREMENT] == [
        Fate.UNCLEAR
    ] * len(WHOLE.kpis)
    found = [p for p in parts(paid, ()) if p.kind is PartKind.MEASUREMENT]
    assert (found[0].fate, found[0].until) == (Fate.ENDS, START.last_year)


def test_only_what_comes_on_top_of_the_base_ends() -> None:
    """The sentence counts every part, and names the first year after which it ends."""
    alone = replace(WHOLE, arrangements=(BASE, START), plans=(), kpis=())
    found = parts(alone, ())
    assert [p.fate for p in found] == [Fate.STAYS, Fate.ENDS]
    assert told(found).en == (
        f"1 of the 2 parts hang on money that ends, the first after {START.last_year}."
    )
    assert gathered(found)[Fate.ENDS][PartKind.MONEY][0] == 1


def test_without_money_nothing_of_it_is_in_the_picture() -> None:
    """No amount, no arrangement, and not what hangs on them."""
    action = ImprovementAction(number=1, name="Keuzehulp", arrangements=(START.id,))
    picture = one_picture(WHOLE, (action,), money=False)
    assert (picture.payments, picture.fixed, picture.parts) == ((), (), ())
    assert one_picture(WHOLE, (action,)).payments


def test_the_goal_is_that_of_the_last_year_with_one() -> None:
    """Each KPI of the set is there once, with where it starts and what it aims for."""
    picture = one_picture(WHOLE, ())
    by_name = {a.name: a for a in picture.aims}
    assert len(by_name) == len(WHOLE.kpis)
    first = by_name[next(k.name for k in WHOLE.kpis if k.id == "PAT-01")]
    assert (first.now, first.year) == (Text(nl="37,5%", en="37.5%"), 2029)
    assert first.goal.nl.startswith("meer dan ")


def test_a_long_vision_is_cut_at_a_word_and_says_so() -> None:
    """What does not fit on the sheet ends with an ellipsis."""
    long = replace(WHOLE.agreement, vision="samen beslissen " * 60)
    shown = one_picture(replace(WHOLE, agreement=long), ()).vision
    assert len(shown) <= 421
    assert shown.endswith(("samen…", "beslissen…"))


def test_the_next_review_is_the_last_day_that_was_set() -> None:
    """Reviews that set no day do not count; what ends first stands on top."""
    days = (date(2027, 5, 1), None, date(2027, 11, 1))
    actions = (
        ImprovementAction(number=1, name="a", end=date(2028, 1, 1)),
        ImprovementAction(number=2, name="b", end=date(2027, 1, 1)),
        ImprovementAction(number=3, name="c", done_on=date(2027, 1, 1)),
    )
    picture = one_picture(WHOLE, actions, days)
    assert picture.next_review == date(2027, 11, 1)
    assert [a.number for a in picture.to_do] == [2, 1]
