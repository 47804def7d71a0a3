"""What a review lacks, and what cannot be right in it."""

from collections.abc import Collection, Iterator
from datetime import date

from kpikit.domain.review.record import Record, Section
from kpikit.domain.review.review import Decision, Entry, Frame
from kpikit.problems import Problem
from kpikit.text import Text

MOST_PEOPLE = 60


def frame_problems(frame: Frame, today: date, first_year: int) -> tuple[Problem, ...]:
    """Return what cannot be right about date and people, per form field.

    ``first_year`` is the year in which the term of the agreement begins.
    """
    return tuple(_frame(frame, today, first_year))


def entry_problems(
    entry: Entry, periods: Collection[str], held_on: date | None
) -> tuple[Problem, ...]:
    """Return what cannot be right in what was written about a KPI, per form field.

    ``periods`` are the ids of the rounds from which limits can start anew; ``held_on``
    is the day of the review, where it is known.
    """
    return tuple(_entry(entry, periods, held_on))


def missing(record: Record) -> tuple[Problem, ...]:
    """Return what has to be there before a review can be confirmed.

    ``where`` is ``frame`` or the id of the KPI.
    """
    return tuple(_missing(record))


def _frame(frame: Frame, today: date, first_year: int) -> Iterator[Problem]:
    if frame.held_on is not None and frame.held_on > today:
        yield Problem("held-ahead", "held_on", _HELD_AHEAD)
    elif frame.held_on is not None and frame.held_on.year < first_year:
        yield Problem("held-early", "held_on", _held_early(first_year))
    if frame.next_on is not None and frame.next_on <= (frame.held_on or today):
        yield Problem("next-before", "next_on", _NEXT_BEFORE)
    if len(frame.people) > MOST_PEOPLE:
        yield Problem("people", "people", _PEOPLE)


def _held_early(first_year: int) -> Text:
    return Text(
        nl=f"De looptijd van de afspraak begint in {first_year}. Een terugblik kan "
        "niet eerder zijn.",
        en=f"The term of the agreement begins in {first_year}. A review cannot be "
        "before that.",
    )


def _entry(
    entry: Entry, periods: Collection[str], held_on: date | None
) -> Iterator[Problem]:
    changes = entry.decision not in (None, Decision.CONTINUE)
    if changes and not entry.what.strip():
        yield Problem("what", "what", _WHAT)
    if changes and not entry.owner.strip():
        yield Problem("owner", "owner", _OWNER)
    if changes and entry.due is None:
        yield Problem("due", "due", _DUE)
    if entry.due is not None and held_on is not None and entry.due < held_on:
        yield Problem("due-before", "due", _DUE_BEFORE)
    if entry.rebase_from and entry.rebase_from not in periods:
        yield Problem("rebase", "rebase_from", _UNKNOWN_PERIOD)
    if entry.rebase_from and not entry.rebase_reason.strip():
        yield Problem("rebase-reason", "rebase_reason", _REBASE_REASON)


def _missing(record: Record) -> Iterator[Problem]:
    frame = record.frame
    if frame.held_on is None:
        yield Problem("held-on", "frame", _HELD_ON)
    if not frame.people:
        yield Problem("no-people", "frame", _NO_PEOPLE)
    if frame.next_on is None:
        yield Problem("next-on", "frame", _NEXT_ON)
    for section in record.sections:
        yield from _undecided(section)


def _undecided(section: Section) -> Iterator[Problem]:
    name = section.name
    if section.entry.decision is None:
        text = Text(
            nl=f"{name.nl}: kies een besluit.", en=f"{name.en}: choose a decision."
        )
        yield Problem("decision", section.kpi_id, text)


_HELD_AHEAD = Text(
    nl="Deze dag is nog niet geweest. Een terugblik legt u na afloop vast.",
    en="This day has not come yet. A review is recorded afterwards.",
)
_NEXT_BEFORE = Text(
    nl="De volgende terugblik komt na deze.", en="The next review comes after this one."
)
_PEOPLE = Text(
    nl="Noem hoogstens 60 mensen, elk op een regel.",
    en="Name at most 60 people, each on a line.",
)
_WHAT = Text(nl="Schrijf wat er verandert.", en="Write what changes.")
_OWNER = Text(nl="Noem wie dit doet.", en="Name who does this.")
_DUE = Text(nl="Noem een datum.", en="Name a date.")
_DUE_BEFORE = Text(
    nl="Deze dag ligt vóór de terugblik.", en="This day lies before the review."
)
_UNKNOWN_PERIOD = Text(
    nl="Van deze periode is geen uitkomst.", en="There is no result of this period."
)
_REBASE_REASON = Text(
    nl="Schrijf waarom de grenzen opnieuw beginnen.",
    en="Write why the limits start anew.",
)
_HELD_ON = Text(
    nl="Vul in wanneer de terugblik was.", en="Fill in when the review was held."
)
_NO_PEOPLE = Text(nl="Noem wie erbij waren.", en="Name who took part.")
_NEXT_ON = Text(nl="Spreek de volgende terugblik af.", en="Agree on the next review.")
