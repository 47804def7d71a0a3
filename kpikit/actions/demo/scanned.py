"""The organisation scans of the demo: two years, shown to all parties.

Hospital and scores are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from kpikit.actions import scanning
from kpikit.actions.demo.clock import Clock
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.improvement.organisation_scan import OrganisationScan, Score

_WRITTEN = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)


def scan_organisation(
    desk: Desk, people: Mapping[str, Actor], agreement_id: str
) -> None:
    """Fill in the scans of both years and show them."""
    then = replace(desk, clock=Clock(_WRITTEN))
    writer = people["j.deboer@oostpoort.example"]
    for scan in _scans():
        scanning.record_scan(then, writer, agreement_id, scan, show=True)


def _scans() -> tuple[OrganisationScan, ...]:
    return tuple(
        OrganisationScan(
            year=year,
            scores=tuple(
                Score(code=code, score=scores[place], why=why if place else "")
                for code, (*scores, why) in _SCORES.items()
            ),
        )
        for place, year in enumerate((2025, 2026))
    )


_SCORES: dict[str, tuple[int, int, str]] = {
    "part": (2, 3, "Het staat in elke uitnodiging van de polikliniek."),
    "wishes": (2, 2, "Het hangt nog af van wie er spreekuur doet."),
    "tools": (1, 3, "Keuzehulp en kindtool zijn in gebruik bij de kinderen."),
    "experience": (3, 3, "De vraag loopt mee in het belevingsonderzoek."),
    "time": (1, 2, "Bij de kinderen is er een tweede moment in de planning."),
    "recommendation-1": (2, 3, "De visie noemt het; scholing volgt."),
    "recommendation-2": (1, 2, "Startgeld stopte, de werkwijze bleef."),
    "recommendation-3": (1, 2, "Randvoorwaarden blijven achter."),
    "recommendation-4": (2, 2, "Consulten werden langer waar een team erom vroeg."),
    "recommendation-5": (2, 3, "Teams bespreken elk kwartaal een eigen gesprek."),
    "recommendation-6": (1, 1, "De keuzehulp staat nog niet in de begroting."),
}
"""By statement: the score of either year, and what was seen in the last."""
