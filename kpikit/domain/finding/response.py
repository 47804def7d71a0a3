"""Who did not answer, and what the result would be if they had."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.result.figure import ShareFigure, people_in
from kpikit.domain.result.result import Result
from kpikit.statistics.scores import nonresponse_bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How many were invited and how many answers could be used.

    ``low`` and ``high``, in percent, are the share when nobody, or everybody, of those
    who did not answer were a success; only for a share.
    """

    invited: int
    answered: int
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def share(self) -> Decimal:
        """The usable answers of the invited, in percent."""
        return Decimal(100) * self.answered / self.invited


def response_of(results: Sequence[Result]) -> Response | None:
    """Return the response over rounds; ``None`` when it is not known for each."""
    figures = [r.figure for r in results if r.figure is not None]
    counts = [people_in(f) for f in figures]
    invited = [r.invited for r in results]
    known = [i for i in invited if i is not None]
    answers = [n for n in counts if n is not None]
    if not results or len(known) < len(invited) or len(answers) < len(results):
        return None
    asked, answered = sum(known), sum(answers)
    if not asked or answered > asked:
        return None
    shares = [f for f in figures if isinstance(f, ShareFigure)]
    if len(shares) < len(results):
        return Response(invited=asked, answered=answered)
    bounds = nonresponse_bounds(sum(f.numerator for f in shares), answered, asked)
    if bounds is None:
        return None
    return Response(
        invited=asked,
        answered=answered,
        low=Decimal(str(bounds.lower)) * 100,
        high=Decimal(str(bounds.upper)) * 100,
    )
