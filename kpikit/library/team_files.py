"""The shapes of what helps a team: conversation cards, the staff survey, obstacles."""

from typing import Annotated

from pydantic import Field

from kpikit.domain.conversation import ConversationCard
from kpikit.domain.staff_survey import (
    About,
    Obstacle,
    Respondents,
    SurveyFigure,
    SurveyQuestion,
    SurveyRemark,
)
from kpikit.library.shapes import (
    LAX,
    MAX_ITEMS,
    Count,
    Id,
    KpiName,
    Shape,
    TextShape,
    Version,
)


class CardShape(Shape):
    """One ``[[card]]``."""

    makes = ConversationCard

    id: Id
    order: Count
    objection: TextShape
    answer: list[TextShape] = Field(min_length=1, max_length=MAX_ITEMS)
    evidence: TextShape
    sources: list[Id] = Field(min_length=1, max_length=MAX_ITEMS)


class FigureShape(Shape):
    """What part of a group answered so."""

    makes = SurveyFigure

    group: TextShape
    percent: Annotated[int, Field(ge=0, le=100)]
    n: Version


class QuestionShape(Shape):
    """One ``[[question]]``."""

    makes = SurveyQuestion

    id: Id
    order: Count
    asked: TextShape
    counts: TextShape
    figures: list[FigureShape] = Field(min_length=1, max_length=MAX_ITEMS)
    sources: list[Id] = Field(min_length=1, max_length=MAX_ITEMS)
    note: TextShape | None = None
    kpi: KpiName | None = None
    pulse: bool = False


class ObstacleShape(Shape):
    """One ``[[obstacle]]``."""

    makes = Obstacle

    id: Id
    order: Count
    name: TextShape
    mentioned: Count
    sources: list[Id] = Field(min_length=1, max_length=MAX_ITEMS)


class RespondentsShape(Shape):
    """One ``[[respondents]]``."""

    makes = Respondents

    id: Id
    order: Count
    trait: TextShape
    group: TextShape
    n: Version
    sources: list[Id] = Field(min_length=1, max_length=MAX_ITEMS)


class RemarkShape(Shape):
    """One ``[[remark]]``."""

    makes = SurveyRemark

    id: Id
    order: Count
    about: Annotated[About, LAX]
    says: TextShape
    sources: list[Id] = Field(min_length=1, max_length=MAX_ITEMS)
