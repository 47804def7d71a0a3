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


RECORDING = Text(
    nl="Gesprekken opnemen en scoren als begin",
    en="Recording and scoring talks as a way in",
)
RECORDING_STEPS = (
    Text(
        nl="Vraag patiënt en zorgverlener vooraf op papier toestemming, en noteer de "
        "dag waarop de opname wordt gewist.",
        en="Ask patient and professional for consent beforehand, on paper. Note the "
        "day on which the recording is deleted.",
    ),
    Text(
        nl="Scoor met een instrument dat ervoor gemaakt is, zoals OPTION-5.",
        en="Score with an instrument made for it, such as OPTION-5.",
    ),
    Text(
        nl="Bespreek een score alleen met de zorgverlener zelf. Alleen cijfers van "
        "een team verlaten het ziekenhuis.",
        en="Talk over a score with the professional alone. Only figures of a team "
        "leave the hospital.",
    ),
)
"""How a team begins with its own talks, whatever instrument it chooses."""

READ_MORE = "https://begineengoedgesprek.nl/"
"""The national campaign on deciding together, for patients and professionals."""
