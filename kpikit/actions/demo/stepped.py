"""The step plan of the demo: from asthma to all children with a chronic condition.

Hospital, people and dates are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from kpikit.actions import stepping
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.signed import CARE_PATH, TOGETHER
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.improvement.step_plan import Check, KeyMoment, Phase, StepPlan

_WRITTEN = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
_TEAM, _LEADER = "Team kindergeneeskunde", "Teamleider polikliniek"
_CONSULTANT, _ACADEMY = "Verpleegkundig consulent", "Leerhuis Oostpoort"


def write_step_plan(desk: Desk, people: Mapping[str, Actor], agreement_id: str) -> None:
    """Fill in the care path, its key moments and how far the five steps are."""
    then = replace(desk, clock=Clock(_WRITTEN))
    writer = people["a.yilmaz@oostpoort.example"]
    found = stepping.open_steps(then, writer, agreement_id)
    wanted = demo_plan(found.agreed(found.plan(1)))
    stepping.record_steps(then, writer, agreement_id, wanted, CARE_PATH)


def demo_plan(moments: tuple[str, ...]) -> StepPlan:
    """Return the step plan, with what belongs to each of these key moments."""
    named = zip(moments, _MOMENTS, strict=False)
    return replace(
        _PLAN, moments=tuple(replace(about, name=name) for name, about in named)
    )


_CONSULT, _TREATING, _AFTER = "Behandelplan", "Behandeling", "Controle"
_PHASES = (
    Phase(name="Aanmelding", steps=("Verwijzing door huisarts of specialist",)),
    Phase(name="Ontvangst", steps=("Eerste gesprek polikliniek", "Spoedeisende hulp")),
    Phase(name="Onderzoek", steps=("Bloed en urine", "Röntgen of echo")),
    Phase(name=_CONSULT, steps=("Tweede gesprek polikliniek", "Kinderafdeling")),
    Phase(name=_TREATING, steps=("Thuis", "In het ziekenhuis")),
    Phase(name=_AFTER, steps=("Polikliniek", "Naar een andere specialist")),
)
_MOMENTS = (
    KeyMoment(
        name="",
        phases=(_CONSULT, _TREATING, _AFTER),
        medical="Longfunctie en aanvallen in het laatste jaar",
        reported="Klachten, slapen en sporten volgens kind en ouder",
        wishes="Wat het kind weer wil kunnen",
        support="Keuzehulp astma",
        handed_out_by=_CONSULTANT,
        discussed_by="Kinderarts-pulmonoloog",
    ),
    KeyMoment(
        name="",
        phases=(_CONSULT, _TREATING),
        medical="Kansen en nadelen van elke behandeling",
        reported="Ervaren last en kwaliteit van leven",
        wishes="School, sport en wat thuis past",
        support="Kindtool over wat telt voor het kind",
        handed_out_by="Doktersassistent",
        discussed_by="Kinderarts",
    ),
    KeyMoment(
        name="",
        phases=(_TREATING, _AFTER),
        medical="Uitslagen naast die van vorige keer",
        reported="Wat kind en ouder merkten",
        wishes="Doorgaan, bijstellen of stoppen",
        support="Gespreksblad met drie vragen",
        handed_out_by=_CONSULTANT,
        discussed_by="Kinderarts en verpleegkundige",
    ),
)


def _done(code: str, day: date, by: str) -> Check:
    return Check(code=code, planned_on=day, done_on=day, by=by)


_CHECKS = (
    _done("team", date(2023, 3, 1), _LEADER),
    _done("care-path", date(2023, 3, 20), _TEAM),
    _done("baseline-staff", date(2023, 4, 15), "A. Yılmaz"),
    _done("baseline-patients", date(2023, 5, 30), "A. Yılmaz"),
    _done("gain", date(2023, 6, 14), _TEAM),
    _done("picture", date(2023, 6, 28), _TEAM),
    _done("representatives", date(2023, 7, 5), "Patiëntenraad en teamleider"),
    _done("findings", date(2023, 7, 5), _LEADER),
    _done("ambition", date(2023, 9, 12), _TEAM),
    _done("information", date(2023, 11, 20), _TEAM),
    _done("support", date(2023, 12, 4), _CONSULTANT),
    _done("first-phase", date(2024, 1, 8), _CONSULTANT),
    Check(
        code="second-phase",
        planned_on=date(2024, 11, 1),
        done_on=date(2024, 11, 14),
        by=_CONSULTANT,
    ),
    Check(
        code="training",
        planned_on=date(2025, 2, 15),
        done_on=date(2025, 6, 12),
        by=_ACADEMY,
    ),
    Check(
        code="set-in",
        planned_on=date(2024, 2, 1),
        done_on=date(2024, 5, 20),
        by=_CONSULTANT,
    ),
    Check(code="live", planned_on=date(2024, 3, 1), done_on=date(2024, 3, 4), by=_TEAM),
    Check(
        code="in-talks",
        planned_on=date(2024, 6, 1),
        done_on=date(2024, 6, 24),
        by=_LEADER,
    ),
    Check(
        code="look-ahead",
        planned_on=date(2024, 11, 12),
        done_on=date(2024, 11, 12),
        by=_TEAM,
    ),
    Check(
        code="next-tool",
        planned_on=date(2025, 1, 15),
        done_on=date(2025, 9, 15),
        by="Applicatiebeheer",
    ),
    Check(
        code="improvements",
        planned_on=date(2025, 3, 1),
        done_on=date(2025, 3, 20),
        by=_TEAM,
    ),
    Check(
        code="again",
        planned_on=date(2025, 5, 1),
        done_on=date(2025, 5, 26),
        by="A. Yılmaz",
    ),
    Check(code="in-depth", planned_on=date(2025, 6, 1), by="A. Yılmaz"),
    Check(
        code="factors",
        planned_on=date(2025, 9, 1),
        done_on=date(2025, 10, 6),
        by="Studenten en team",
    ),
    Check(
        code="adjust",
        planned_on=date(2025, 11, 1),
        done_on=date(2025, 11, 18),
        by=_TEAM,
    ),
    Check(code="protocols", planned_on=date(2026, 6, 1), by=_LEADER),
    Check(
        code="budget",
        planned_on=date(2025, 9, 1),
        done_on=date(2025, 9, 22),
        by="Medisch manager",
    ),
    Check(
        code="partners",
        planned_on=date(2024, 9, 1),
        done_on=date(2024, 9, 9),
        by=_LEADER,
    ),
    Check(code="patient-role", planned_on=date(2026, 3, 1), by=_TEAM),
    Check(
        code="words",
        planned_on=date(2025, 2, 15),
        done_on=date(2025, 6, 12),
        by=_ACADEMY,
    ),
    Check(code="schooling", planned_on=date(2026, 9, 1), by=_ACADEMY),
    Check(code="scale-up", planned_on=date(2027, 1, 4), by="Medisch manager"),
)
_PLAN = StepPlan(
    care_path=CARE_PATH,
    ambition="Elk kind en elke ouder op onze polikliniek beslist mee over de zorg.",
    objective="In 2026 zegt meer dan 75% dat keuzes samen zijn gemaakt.",
    kpi=TOGETHER,
    representatives="Twee ouders uit de patiëntenraad, elk halfjaar een gesprek.",
    findings="Praat op gelijke voet. Wees eerlijk. Help het kind zijn wensen te "
    "noemen. Zie het kind en de ouder achter de ziekte. Laat zien wat u uitlegt.",
    phases=_PHASES,
    checks=_CHECKS,
    chances=("backing", "energy", "ambassadors", "small"),
    obstacles=("systems", "literacy"),
    own_obstacles="Het spreekuur is krap gepland.",
)
