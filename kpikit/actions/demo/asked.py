"""The questions of the demo between teams of one hospital, two of them answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from kpikit.actions import peers
from kpikit.actions.demo.clock import Clock
from kpikit.actions.desk import Actor, Desk

_ASKED = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
_CHILDREN, _HIPS = "Kindergeneeskunde", "Orthopedie, locatie West"
_ANALYST, _COLLEAGUE = "a.yilmaz@oostpoort.example", "c.willems@oostpoort.example"
_SAID = (
    (
        _COLLEAGUE,
        _HIPS,
        0,
        (
            "Wie geeft bij u de keuzehulp mee: de arts of de verpleegkundige? Bij ons "
            "blijft hij liggen."
        ),
    ),
    (
        _ANALYST,
        _CHILDREN,
        1,
        (
            "De verpleegkundige, een week voor het keuzegesprek. De arts vraagt "
            "ernaar als eerste zin van het gesprek. Sinds dat vast zit, gaat het "
            "vanzelf."
        ),
    ),
    (
        _ANALYST,
        _CHILDREN,
        0,
        "Hoe vraagt u toestemming voor een opname zonder dat het gesprek verstijft?",
    ),
    (
        _COLLEAGUE,
        _HIPS,
        3,
        (
            "Met een kaartje aan de balie, en de dokter vraagt het nog eens. Vier van "
            "de vijf patiënten zeggen ja."
        ),
    ),
    (
        _COLLEAGUE,
        _HIPS,
        0,
        "Heeft iemand een voorbeeld van een brief na het keuzegesprek?",
    ),
)


def ask_around(desk: Desk, people: Mapping[str, Actor]) -> None:
    """Let two teams ask each other how they deal with it."""
    then = replace(desk, clock=Clock(_ASKED))
    for email, place, question, words in _SAID:
        peers.say(then, people[email], place=place, words=words, question=question)
