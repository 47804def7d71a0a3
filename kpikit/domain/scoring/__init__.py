"""One scorer for every instrument: from what it declares, never by its name.

A file is read in this order: ``answer_problems`` and ``previews`` of its rows, the
question which reading is right whenever there is more than one, then ``scores`` of the
rows or ``measured`` for the figure of a KPI.
"""

from kpikit.domain.scoring.choice import Roles, group_of, roles, same_group
from kpikit.domain.scoring.counting import (
    Counted,
    Paired,
    Summary,
    count,
    count_problems,
    enough,
    mean_problems,
    measured,
    meets,
    paired_differences,
    summary,
)
from kpikit.domain.scoring.preview import Preview, previews
from kpikit.domain.scoring.question import (
    AnswerOption,
    Counts,
    Question,
    in_top_box,
    question_problems,
    top_box,
    unknown_answers,
)
from kpikit.domain.scoring.raters import Levels, Rated, levels, rated
from kpikit.domain.scoring.reading import (
    Answer,
    Answers,
    Place,
    Reading,
    answer_problems,
    declared_reading,
    described,
    possible_readings,
    readings,
)
from kpikit.domain.scoring.scale import (
    Scale,
    Scored,
    has_top_score,
    score,
    scores,
)

__all__ = [
    "Answer",
    "AnswerOption",
    "Answers",
    "Counted",
    "Counts",
    "Levels",
    "Paired",
    "Place",
    "Preview",
    "Question",
    "Rated",
    "Reading",
    "Roles",
    "Scale",
    "Scored",
    "Summary",
    "answer_problems",
    "count",
    "count_problems",
    "declared_reading",
    "described",
    "enough",
    "group_of",
    "has_top_score",
    "in_top_box",
    "levels",
    "mean_problems",
    "measured",
    "meets",
    "paired_differences",
    "possible_readings",
    "previews",
    "question_problems",
    "rated",
    "readings",
    "roles",
    "same_group",
    "score",
    "scores",
    "summary",
    "top_box",
    "unknown_answers",
]
