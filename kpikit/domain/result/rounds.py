"""Result rounds: one party submits a period, the other accepts or returns it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kpikit.domain.party import PARTY_NAMES, PartyRole, require_deciding
from kpikit.domain.result import wording
from kpikit.domain.result.period import Period
from kpikit.domain.result.result import Result
from kpikit.problems import KpikitError, Problem, Refused
from kpikit.text import Text


class RoundState(StrEnum):
    """How far a round is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStep:
    """Who took a step, for which party, when, with which words."""

    role: PartyRole
    name: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRound:
    """The results of one party for one period, as they were submitted.

    ``results`` are what the other party may see, under the rule on small numbers; the
    drafts of a party are kept apart from it. ``unlock`` is an open request to correct
    what was accepted.
    """

    period: Period
    entered_by: PartyRole
    state: RoundState = RoundState.DRAFT
    results: tuple[Result, ...] = ()
    submitted: RoundStep | None = None
    decided: RoundStep | None = None
    unlock: RoundStep | None = None
    revision: int = 0


class RoundClosed(KpikitError):  # noqa: N818 - reads as what it says
    """The round does not let this pass, and says why and what can be done."""

    def __init__(self, text: Text) -> None:
        """Keep the reason in both languages."""
        super().__init__(text.en)
        self.text = text


def closed_because(result_round: ResultRound) -> Text | None:
    """Return why nothing of this round can be changed now; ``None`` if it can."""
    return _CLOSED.get(result_round.state)


def require_open(result_round: ResultRound) -> None:
    """Let a change of results pass only while the round is a draft or returned.

    Raises:
        RoundClosed: it was submitted or accepted.
    """
    reason = closed_because(result_round)
    if reason is not None:
        raise RoundClosed(reason)


def submit(
    result_round: ResultRound, results: tuple[Result, ...], step: RoundStep
) -> ResultRound:
    """Hand the results of a period to the other party.

    Raises:
        NotAllowed: a voice submits nothing.
        RoundClosed: it was submitted or accepted already.
        Refused: there is nothing to submit, or another party's round.
    """
    _require_own(result_round, step)
    require_open(result_round)
    if not results:
        raise Refused([Problem("nothing", "submit", wording.NOTHING)])
    return replace(
        result_round,
        state=RoundState.SUBMITTED,
        results=tuple(replace(r, revision=0) for r in results),
        submitted=step,
        decided=None,
        unlock=None,
    )


def withdraw(result_round: ResultRound, step: RoundStep) -> ResultRound:
    """Take back what was submitted and not decided on.

    Raises:
        RoundClosed: it is not submitted, or already accepted.
        Refused: it is the round of the other party.
    """
    _require_own(result_round, step)
    _require_state(result_round, RoundState.SUBMITTED)
    return replace(
        result_round, state=RoundState.DRAFT, results=(), submitted=None, decided=None
    )


def give_back(result_round: ResultRound, step: RoundStep) -> ResultRound:
    """Return a submitted round with a note that says what has to change.

    Raises:
        RoundClosed: it is not submitted.
        Refused: the note is empty, or it is the own round.
    """
    _require_other(result_round, step)
    _require_state(result_round, RoundState.SUBMITTED)
    _require_words(step, "note", wording.NO_NOTE)
    return replace(result_round, state=RoundState.RETURNED, decided=step)


def accept(result_round: ResultRound, step: RoundStep) -> ResultRound:
    """Take the results of the other party as the results of the agreement.

    Raises:
        RoundClosed: it is not submitted.
        Refused: it is the own round.
    """
    _require_other(result_round, step)
    _require_state(result_round, RoundState.SUBMITTED)
    return replace(result_round, state=RoundState.ACCEPTED, decided=step)


def ask_to_unlock(result_round: ResultRound, step: RoundStep) -> ResultRound:
    """Ask to correct what was accepted; the other party has to agree.

    Raises:
        NotAllowed: a voice asks for nothing.
        RoundClosed: it is not accepted.
        Refused: there is no reason, or a request is open already.
    """
    require_deciding(step.role)
    _require_state(result_round, RoundState.ACCEPTED)
    _require_words(step, "reason", wording.NO_REASON)
    if result_round.unlock is not None:
        raise Refused([Problem("asked", "reason", wording.ASKED_ALREADY)])
    return replace(result_round, unlock=step)


def unlock(result_round: ResultRound, step: RoundStep) -> ResultRound:
    """Agree to a request: the round is open for correction again.

    Raises:
        RoundClosed: it is not accepted.
        Refused: nobody asked, or the own party asked.
    """
    asked = _require_request(result_round, step)
    words = step.words.strip() or asked.words
    decided = replace(step, words=words)
    return replace(
        result_round, state=RoundState.RETURNED, decided=decided, unlock=None
    )


def keep_locked(result_round: ResultRound, step: RoundStep) -> ResultRound:
    """Turn a request to unlock down; what was accepted stays.

    Raises:
        RoundClosed: it is not accepted.
        Refused: nobody asked, or the own party asked.
    """
    _require_request(result_round, step)
    return replace(result_round, unlock=None)


def _require_request(result_round: ResultRound, step: RoundStep) -> RoundStep:
    require_deciding(step.role)
    _require_state(result_round, RoundState.ACCEPTED)
    asked = result_round.unlock
    if asked is None:
        raise Refused([Problem("not-asked", "unlock", wording.NOT_ASKED)])
    if asked.role is step.role:
        raise Refused([_said(step.role, wording.OTHER_UNLOCKS)])
    return asked


def _require_own(result_round: ResultRound, step: RoundStep) -> None:
    require_deciding(step.role)
    if result_round.entered_by is not step.role:
        raise Refused([_said(step.role, wording.NOT_YOURS)])


def _require_other(result_round: ResultRound, step: RoundStep) -> None:
    require_deciding(step.role)
    if result_round.entered_by is step.role:
        raise Refused([_said(step.role, wording.OTHER_DECIDES)])


def _require_state(result_round: ResultRound, wanted: RoundState) -> None:
    if result_round.state is not wanted:
        raise RoundClosed(_NOW[result_round.state])


def _require_words(step: RoundStep, where: str, text: Text) -> None:
    if not step.words.strip():
        raise Refused([Problem(f"no-{where}", where, text)])


def _said(role: PartyRole, words: Text) -> Problem:
    name = PARTY_NAMES[role]
    text = Text(nl=f"{name.nl}: {words.nl}", en=f"{name.en}: {words.en}")
    return Problem("wrong-party", "round", text)


_CLOSED = {
    RoundState.SUBMITTED: wording.SUBMITTED,
    RoundState.ACCEPTED: wording.ACCEPTED,
}
_NOW = {
    RoundState.DRAFT: wording.STILL_DRAFT,
    RoundState.SUBMITTED: wording.SUBMITTED,
    RoundState.RETURNED: wording.RETURNED,
    RoundState.ACCEPTED: wording.ACCEPTED,
}
