"""What each possible reading of a file would give, so that its owner can choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpikit.domain.instrument import Aggregate, Instrument
from kpikit.domain.scoring.choice import group_of
from kpikit.domain.scoring.counting import count, summary
from kpikit.domain.scoring.reading import (
    Answers,
    Reading,
    described,
    possible_readings,
)
from kpikit.domain.scoring.scale import Scale
from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one reading gives.

    ``mean`` is on the scale of the score; for yes or no it is the share of yes, and for
    a choice it is ``None`` and ``in_groups`` counts the rows of each group. With
    ``top_scores`` of ``complete`` rows; ``None`` if the instrument has no top score.
    """

    reading: Reading
    text: Text
    complete: int
    incomplete: int
    mean: Decimal | None
    top_scores: int | None
    top_share: Decimal | None
    in_groups: tuple[int, ...] = ()


def previews(instrument: Instrument, rows: Sequence[Answers]) -> tuple[Preview, ...]:
    """Return what each possible reading gives, the declared coding first if it fits.

    More than one means: ask. None means that answers do not fit at all.

    Raises:
        Refused: the instrument gives no score, or a row has another number of answers.
    """
    found = possible_readings(instrument, rows)
    return tuple(_preview(instrument, rows, reading) for reading in found)


def _preview(
    instrument: Instrument, rows: Sequence[Answers], reading: Reading
) -> Preview:
    scale = Scale(instrument, reading)
    scores = [scale.score(row) for row in rows]
    figures = summary(scores)
    top = count(scale.has_top_score(row) for row in rows)
    scoring = instrument.scoring
    has_top = scoring is not None and scoring.top_score is not None
    is_choice = scoring is not None and scoring.aggregate is Aggregate.CHOICE
    return Preview(
        reading=reading,
        text=described(instrument, reading),
        complete=figures.n,
        incomplete=figures.left_out,
        mean=None if is_choice else figures.mean,
        top_scores=top.numerator if has_top else None,
        top_share=top.share if has_top else None,
        in_groups=_in_groups(instrument, scores) if is_choice else (),
    )


def _in_groups(
    instrument: Instrument, scores: Sequence[Decimal | None]
) -> tuple[int, ...]:
    groups = [group_of(instrument, score) for score in scores if score is not None]
    scoring = instrument.scoring
    return tuple(groups.count(n) for n in range(len(scoring.groups) if scoring else 0))
