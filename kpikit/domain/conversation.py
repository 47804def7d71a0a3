"""Cards for a team lead: what colleagues object, and what can be said to it."""

from dataclasses import dataclass

from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCard:
    """An objection with an answer in steps, what it rests on, and the sources."""

    id: str
    order: int
    objection: Text
    answer: tuple[Text, ...]
    evidence: Text
    sources: tuple[str, ...]
