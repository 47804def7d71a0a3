"""What goes along in the workbook beside the signed content, with its own code.

The signed content and its code stay what they are. What stands beside it, such as the
settlement of a year, is carried by the same proof.
"""

from dataclasses import dataclass, replace

from kpikit import snapshot
from kpikit.domain.approving import Approvals
from kpikit.domain.financing.base import Arrangement
from kpikit.domain.financing.scenario import Scenario
from kpikit.domain.financing.scope import DecisionScope
from kpikit.domain.financing.study import SharedStudy, option_name, option_of
from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.organisation_scan import OrganisationScan
from kpikit.domain.improvement.scan import ScanKind
from kpikit.domain.improvement.step_plan import StepPlan
from kpikit.domain.improvement.team_scan import TeamScan
from kpikit.domain.library import Recommendation
from kpikit.domain.reply import Reply
from kpikit.domain.result.result import Result
from kpikit.domain.review.confirming import Review
from kpikit.domain.review.record import Record
from kpikit.domain.settlement.agreeing import Settlement
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Arrangements that are looked at together: a base and what comes on top."""

    name: Text
    arrangements: tuple[Arrangement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A shared scenario about one choice, under each of some stacks."""

    scope: DecisionScope
    scenario: Scenario
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReview:
    """A review as both parties confirmed it."""

    record: Record
    approvals: Approvals


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A recommendation with what the parties showed each other about it."""

    advice: Recommendation
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What stands beside the content.

    The scenarios that are shared, the settlements that both parties agreed on, the
    accepted results as both may see them, the reviews that both confirmed, the
    recommendations with the answers that were shown, and the improvement actions and
    step plans as they are on the day of the export, and the organisation scans and team
    scans that were shown, with what they ask.
    """

    projections: tuple[Projection, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    results: tuple[Result, ...] = ()
    reviews: tuple[HeldReview, ...] = ()
    answered: tuple[Answered, ...] = ()
    actions: tuple[ImprovementAction, ...] = ()
    steps: tuple[StepPlan, ...] = ()
    scans: tuple[OrganisationScan, ...] = ()
    scan_kind: ScanKind | None = None
    team_scans: tuple[TeamScan, ...] = ()
    team_scan_kind: ScanKind | None = None

    @property
    def text(self) -> str:
        """The canonical text; empty when there is nothing."""
        return "" if self == NO_ANNEX else snapshot.dump(self)


NO_ANNEX = Annex()


def projection(shown: SharedStudy) -> Projection:
    """Return a shared study as the workbook works it out, option by option."""
    study = shown.study
    return Projection(
        scope=study.scope,
        scenario=study.scenario,
        stacks=tuple(
            Stack(
                name=option_name(option),
                arrangements=option_of(study, option, shown.agreed),
            )
            for option in study.options
        ),
    )


def annex_of(text: str) -> Annex:
    """Return what a text carries.

    Raises:
        UnreadableSnapshot: the text is not what ``Annex.text`` writes.
    """
    return snapshot.load(Annex, text) if text else NO_ANNEX


def agreed(settlements: tuple[Settlement, ...]) -> Annex:
    """Return the settlements that both parties agreed on, without ids of people."""
    return Annex(
        settlements=tuple(
            replace(
                each,
                revision=0,
                approvals=_unnamed(each.approvals),
            )
            for each in settlements
            if each.agreed
        )
    )


def held(reviews: tuple[Review, ...]) -> tuple[HeldReview, ...]:
    """Return the reviews that both parties confirmed, without ids of people."""
    return tuple(
        HeldReview(record=each.confirmed, approvals=_unnamed(each.approvals))
        for each in reviews
        if each.confirmed is not None
    )


def answered(
    advice: tuple[Recommendation, ...], replies: tuple[Reply, ...]
) -> tuple[Answered, ...]:
    """Return every recommendation with its answers; nothing while there are none."""
    if not replies:
        return ()
    return tuple(
        Answered(
            advice=each,
            replies=tuple(r for r in replies if r.number == each.number),
        )
        for each in advice
    )


def _unnamed(approvals: Approvals) -> Approvals:
    return tuple(replace(a, by="") for a in approvals)
