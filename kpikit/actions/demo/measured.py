"""The results of the demo: eleven quarters, brought in as a file each, and accepted.

All figures are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kpikit.actions import bringing, importing
from kpikit.actions.bringing import RoundAt
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.own_count import COUNTED
from kpikit.actions.demo.signed import REFLECT, SCORE, TIME, TOGETHER
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.result.period import Period

_QUARTERS = tuple(
    Period(year=year, number=number, of=4)
    for year in (2024, 2025, 2026)
    for number in (1, 2, 3, 4)
)
_SHARES = (
    (97, 162), (101, 165), (98, 160), (107, 168), (110, 166), (116, 170),
    (115, 167), (122, 171), (119, 168), (125, 170), (127, 172),
)  # fmt: skip
_MEANS = (
    ("71,4", "17,8", 92), ("70,6", "18,1", 95), ("72,2", "17,5", 90),
    ("72,8", "17,2", 96), ("73,9", "16,9", 98), ("74,4", "17", 94),
    ("74,1", "16,8", 97), ("75,6", "16,4", 99), ("76,2", "16,1", 96),
    ("76", "16,3", 98), ("77,1", "15,9", 101),
)  # fmt: skip
_RECORDS = (22, 25, 27, 29, 31, 33, None, 36, 37, 39, 40)
_COUNTS = (3, 5, 6, 8, 8, 10, 11, 12, 11, 13, 12)
_LEVELS = (1, 1, 1, 2, 2, 2, 2, 3, 2, 3, 3)
_HEADS = (
    "KPI-code",
    "Periode",
    "Is er een meting?",
    "Kwamen in aanmerking",
    "Uitgenodigd of getrokken",
    "Antwoordden",
    "Geldige antwoorden (n)",
    "Daarvan boven de streep",
    "Gemiddelde",
    "Standaardafwijking",
    "Aantal",
    "Trede (0-4)",
    "Hoe gevraagd",
    "Toelichting",
)
_DAYS_TO_GATHER = 20
_SAMPLE = 51


def bring_results(desk: Desk, people: Mapping[str, Actor], agreement_id: str) -> None:
    """Bring in each quarter as a file; the insurer accepts it a few days later."""
    analyst = people["a.yilmaz@oostpoort.example"]
    insurer = people["s.bakker@delta.example"]
    for number, period in enumerate(_QUARTERS[: len(_SHARES)]):
        day = period.last_day + timedelta(days=_DAYS_TO_GATHER)
        start = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        then = replace(desk, clock=Clock(start))
        file = "\n".join([";".join(_HEADS), *_rows(number, period.id)]).encode()
        importing.import_file(then, analyst, agreement_id, file, importing.How())
        bringing.submit_period(then, analyst, agreement_id, period.id, 0)
        at = RoundAt(period_id=period.id, entered_by=PartyRole.PROVIDER, revision=1)
        later = replace(desk, clock=Clock(start + timedelta(days=5)))
        bringing.step_round(later, insurer, agreement_id, "accept", at)


def _rows(number: int, period: str) -> list[str]:
    """Return a quarter as the lines of a file, in the order of the headings."""
    x, n = _SHARES[number]
    mean, deviation, scored = _MEANS[number]
    eligible, found = 900 + 7 * number, _RECORDS[number]
    invited = 480 + 2 * number
    audit: tuple[object, ...] = ("", _SAMPLE, _SAMPLE, _SAMPLE, found)
    if found is None:
        audit = ()
    return [
        _line(TOGETHER, period, (eligible, invited, n + 5, n, x), how="digitaal"),
        _line(
            SCORE,
            period,
            (eligible, 200, scored + 3, scored, "", mean, deviation),
            how="digitaal",
        ),
        _line(TIME, period, audit, how="dossiers" if audit else ""),
        _line(REFLECT, period, ("",) * 8 + (_LEVELS[number],), said=_SEEN),
        _line(COUNTED, period, ("",) * 7 + (_COUNTS[number],)),
    ]


def _line(
    kpi_id: KpiId,
    period: str,
    figures: tuple[object, ...],
    *,
    how: str = "",
    said: str = "",
) -> str:
    """Return one line; without figures it says that nothing was measured."""
    presence = "gemeten" if figures else "niet gemeten"
    cells = [kpi_id, period, presence, *map(str, figures)]
    cells += [""] * (len(_HEADS) - 2 - len(cells))
    return ";".join([*cells, how, said if figures else _WHY_NONE])


_WHY_NONE = "De consulent was langdurig ziek, de dossiers zijn niet bekeken."
_SEEN = "Verslag van de teambespreking, met wat het team anders gaat doen."
