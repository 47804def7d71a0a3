"""The reviews of the demo: two that both parties confirmed, and one under way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from kpikit.actions import reviewing, reviews
from kpikit.actions.demo.clock import Clock
from kpikit.actions.demo.own_count import COUNTED
from kpikit.actions.demo.signed import REFLECT, SCORE, TIME, TOGETHER
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.kpi import KpiId
from kpikit.domain.party import PartyRole
from kpikit.domain.review.rating import Rating
from kpikit.domain.review.review import (
    Decision,
    Entry,
    Evidence,
    Frame,
    Perspective,
)

_HOSPITAL, _INSURER = "j.deboer@oostpoort.example", "s.bakker@delta.example"
_PEOPLE = (
    "J. de Boer, manager zorgverkoop, Oostpoort",
    "A. Yılmaz, kwaliteit en veiligheid, Oostpoort",
    "Kinderarts en verpleegkundig consulent, Oostpoort",
    "S. Bakker, zorginkoper, Delta",
    "Twee ouders uit de patiëntenraad",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One review of the demo."""

    frame: Frame
    entries: tuple[Entry, ...]
    levels: tuple[int, int, int]


def hold_reviews(desk: Desk, people: Mapping[str, Actor], agreement_id: str) -> None:
    """Hold both reviews and start the third one, in which one party has rated."""
    for held in _HELD:
        _hold(desk, people, agreement_id, held)
    now = replace(desk, clock=Clock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC)))
    hospital = people[_HOSPITAL]
    number = reviewing.start_review(now, hospital, agreement_id)
    mine = Rating(role=PartyRole.PROVIDER, level=3, why="Elk team doet het nu zelf.")
    reviewing.rate(now, hospital, agreement_id, number, REFLECT, mine)


def _hold(
    desk: Desk, people: Mapping[str, Actor], agreement_id: str, held: _Held
) -> None:
    day = held.frame.held_on or date(2025, 1, 23)
    start = datetime(day.year, day.month, day.day, 13, 0, tzinfo=UTC)
    then = replace(desk, clock=Clock(start))
    hospital = people[_HOSPITAL]
    number = reviewing.start_review(then, hospital, agreement_id)
    where = agreement_id, number
    reviewing.change_review_frame(then, hospital, *where, held.frame, 1)
    raters = (_HOSPITAL, _INSURER, "h.peeters@patientenraad.example")
    for email, level in zip(raters, held.levels, strict=True):
        rating = Rating(role=PartyRole.PROVIDER, level=level)
        reviewing.rate(then, people[email], *where, REFLECT, rating)
    for entry in held.entries:
        reviewing.write_entry(then, hospital, *where, entry)
    for email in (_HOSPITAL, _INSURER):
        shown = reviews.open_review(then, people[email], *where).content_hash
        reviewing.confirm_review(then, people[email], *where, shown)


def _entry(
    kpi_id: KpiId, together: str, story: str = "", decision: Decision | None = None
) -> Entry:
    return Entry(
        kpi_id=kpi_id,
        together=together,
        story=story,
        decision=decision or Decision.CONTINUE,
    )


_HELD = (
    _Held(
        frame=Frame(
            held_on=date(2025, 1, 23),
            people=_PEOPLE,
            next_on=date(2026, 1, 22),
            remark="De keuzehulp voor astma wordt gebruikt, andere nog niet.",
        ),
        levels=(2, 1, 1),
        entries=(
            replace(
                _entry(
                    TOGETHER,
                    "Een begin. Het verschil met de nulmeting kan nog toeval zijn.",
                    "Ouders noemen dat er nu een keuze op tafel komt, maar vaak laat.",
                ),
                decision=Decision.ADJUST,
                what="Training met acteurs voor alle teams",
                owner="Leerhuis Oostpoort",
                due=date(2025, 2, 15),
            ),
            _entry(SCORE, "Stabiel. Wij willen het volgende jaar meer zien."),
            _entry(
                TIME,
                "Het begin is er. De bedenktijd staat nog niet vast in het dossier.",
            ),
            replace(
                _entry(
                    REFLECT,
                    "Het gebeurt, maar het hangt af van één enthousiaste arts.",
                ),
                evidence=(
                    Evidence(
                        perspective=Perspective.PROFESSIONAL,
                        words="Twee teams bespraken een opname en spraken iets af.",
                    ),
                    Evidence(
                        perspective=Perspective.PATIENT,
                        words="Een ouder hoorde in het gesprek dat er tijd was om na "
                        "te denken.",
                    ),
                ),
            ),
            _entry(COUNTED, "Net onder het doel; het laatste kwartaal liep goed."),
        ),
    ),
    _Held(
        frame=Frame(
            held_on=date(2026, 1, 22),
            people=_PEOPLE,
            next_on=date(2027, 1, 21),
            remark="De werkwijze slaat aan. De meting in het dossier is kwetsbaar.",
        ),
        levels=(3, 2, 3),
        entries=(
            _entry(
                TOGETHER,
                "Wij zien verbetering sinds de training. Of het doel is gehaald, kan "
                "de steekproef nog niet zeggen.",
                "Kinderen zeggen vaker dat hun mening telde.",
            ),
            _entry(SCORE, "Het gaat de goede kant op."),
            replace(
                _entry(
                    TIME,
                    "Eén kwartaal ontbreekt. Dat mag niet van één persoon afhangen.",
                ),
                decision=Decision.ADJUST,
                what="Tweede persoon bekijkt dossiers",
                owner="A. Yılmaz",
                due=date(2026, 3, 1),
            ),
            replace(
                _entry(REFLECT, "Het is van de teams zelf geworden."),
                evidence=(
                    Evidence(
                        perspective=Perspective.PROFESSIONAL,
                        words="Alle teams hebben een vaste dag en een gespreksleider.",
                    ),
                    Evidence(
                        perspective=Perspective.PATIENT,
                        words="De patiëntenraad zat twee keer aan tafel en herkende de "
                        "verhalen.",
                    ),
                ),
            ),
            _entry(COUNTED, "Doel gehaald."),
        ),
    ),
)
