"""Advice on the set: each rule, from the rule itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpikit.domain.kpi import AnyKpi, KpiId
from kpikit.domain.selection import Overrule
from kpikit.domain.set_advice import (
    SET_RULES,
    USED_AND_DISCUSSED,
    advise,
    hours_per_year,
)
from tests.domain.builders import make_burden, make_measured, make_narrative

VOICE, TALK = make_measured(), make_narrative()
SILENT = replace(VOICE, patient_voice=False)
SILENT_TALK = replace(TALK, patient_voice=False)
HEAVY = replace(VOICE, burden=make_burden(2))
NEW_DATA = replace(VOICE, burden=make_burden(reuses=False))
NEW_TALK = replace(TALK, burden=make_burden(reuses=False))
AID = replace(VOICE, id=KpiId("TEA-02"), counts_decision_aids=True)
USED = make_measured(USED_AND_DISCUSSED)


@pytest.mark.parametrize(
    ("kpis", "rules"),
    [
        ((), []),
        ((VOICE, TALK), []),
        ((SILENT, SILENT_TALK), ["patient-voice"]),
        ((VOICE,), ["narrative"]),
        ((AID, TALK), ["decision-aids"]),
        ((AID, USED, TALK), []),
        ((AID, AID, USED, TALK), ["decision-aids"]),
        ((HEAVY, HEAVY, TALK), []),
        ((HEAVY, HEAVY, HEAVY, TALK), ["burden"]),
        ((NEW_DATA, NEW_TALK), ["reuse"]),
        ((VOICE,) * 4 + (TALK,), []),
        ((VOICE,) * 5 + (TALK,), ["size"]),
        ((SILENT,) * 6, ["patient-voice", "narrative", "size"]),
    ],
)
def test_each_rule_speaks_when_it_is_not_followed(
    kpis: tuple[AnyKpi, ...], rules: list[str]
) -> None:
    """A rule says something exactly when the set does not follow it."""
    assert rules == [a.rule for a in advise(kpis)]


def test_an_overruled_advice_keeps_its_reason() -> None:
    """The advice stays visible with the reason why it is left aside."""
    (advice,) = advise((VOICE,), (Overrule(rule="narrative", reason="volgend jaar"),))
    assert "volgend jaar" == advice.overruled


def test_every_rule_gives_its_reason_in_both_languages() -> None:
    """No advice comes without a why."""
    texts = [text for r in SET_RULES for text in (r.says, r.why)]
    assert all(t.nl and t.en for t in texts)


def test_hours_are_added_as_far_as_known() -> None:
    """An unknown number of hours adds nothing, and an empty set costs none."""
    unknown = replace(TALK, burden=make_burden(hours=None))
    assert Decimal(24) == hours_per_year((VOICE, VOICE, unknown))
    assert Decimal(0) == hours_per_year(())
