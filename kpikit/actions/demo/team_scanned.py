"""The team scans of the demo: three people, two years, shown to all parties.

Hospital, people and scores are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from kpikit.actions import team_scanning
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.signed import CARE_PATH
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.improvement.team_scan import MemberScan, TeamScan, ThemeScore

_MEMBERS = (
    "a.yilmaz@oostpoort.example",
    "c.willems@oostpoort.example",
    "j.deboer@oostpoort.example",
)
_DAYS = (date(2025, 1, 20), date(2026, 1, 26))


def scan_team(desk: Desk, people: Mapping[str, Actor], agreement_id: str) -> None:
    """Let each of the team score alone, then record both years together and show."""
    for place, day in enumerate(_DAYS):
        then = replace(
            desk,
            clock=Clock(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)),
        )
        for number, email in enumerate(_MEMBERS):
            given = MemberScan(
                care_path=CARE_PATH,
                year=day.year,
                scores=_alone(place, number),
                handed_in=True,
            )
            team_scanning.give_scores(then, people[email], agreement_id, given)
        joint = TeamScan(
            care_path=CARE_PATH, year=day.year, on=day, scores=_together(place)
        )
        writer = people[_MEMBERS[0]]
        team_scanning.record_together(then, writer, agreement_id, joint, show=True)


def _alone(place: int, number: int) -> tuple[ThemeScore, ...]:
    return tuple(
        ThemeScore(code=code, score=years[place][number])
        for code, years in _ALONE.items()
    )


def _together(place: int) -> tuple[ThemeScore, ...]:
    return tuple(
        ThemeScore(code=code, score=score, well=well, better=better)
        for code, years in _TOGETHER.items()
        for score, well, better in [years[place]]
    )


_ALONE = {
    "participation": ((2, 3, 2), (4, 4, 3)),
    "support": ((1, 2, 4), (3, 3, 4)),
    "clinicians": ((2, 2, 3), (3, 4, 3)),
    "daily-care": ((1, 1, 2), (2, 2, 4)),
    "value": ((3, 2, 3), (3, 4, 4)),
    "improving": ((1, 3, 2), (3, 3, 3)),
}
"""By theme: what each of the three gave alone, in either year."""
_TOGETHER = {
    "participation": (
        (2, "Ouders praten mee.", "Het kind zelf komt nog weinig aan het woord."),
        (4, "Kind en ouder kiezen bij elk sleutelmoment mee.", "Pubers apart vragen."),
    ),
    "support": (
        (2, "De keuzehulp astma ligt er.", "Zij gaat nog niet vooraf mee naar huis."),
        (3, "Keuzehulp en kindtool gaan vooraf mee.", "In meer talen aanbieden."),
    ),
    "clinicians": (
        (2, "Drie collega’s zijn geschoold.", "De anderen wachten op een training."),
        (
            3,
            "Alle teams volgden de training.",
            "Nieuwe collega’s sneller laten meedoen.",
        ),
    ),
    "daily-care": (
        (
            1,
            "De consulent geeft de keuzehulp mee.",
            "Is zij weg, dan doet niemand het.",
        ),
        (2, "Bedenktijd heeft een vast veld.", "Vastleggen wie de consulent vervangt."),
    ),
    "value": (
        (3, "Ouders noemen de rust om te kiezen.", "Wij vragen er niet vast naar."),
        (4, "De ervaring van ouders komt elk kwartaal terug.", "Ook het kind vragen."),
    ),
    "improving": (
        (2, "Cijfers komen in het teamoverleg.", "Wat wij ermee doen, staat nergens."),
        (3, "Elk kwartaal bespreken wij een eigen gesprek.", "Acties vaker afmaken."),
    ),
}
"""By theme and year: the score together, what goes as expected, what can be better."""
