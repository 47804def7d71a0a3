"""What the files of a local improvement plan say around what is filled in."""

from kpikit.text import Text

PLAN = Text(nl="Verbeterplan", en="Improvement plan")
QUESTIONS = Text(nl="Hulpvragen", en="Questions that help")
ACTIONS = Text(nl="Verbeteracties", en="Improvement actions")
DETAIL = Text(nl="Uitwerking per verbeteractie", en="Detail of each action")
ACTION = Text(nl="Actie", en="Action")
THEMES = Text(nl="Scores per thema", en="Scores by theme")
LEAD = Text(
    nl="Lokaal plan om samen beslissen met uitkomstinformatie verder in te voeren, te "
    "borgen en te verbeteren.",
    en="Local plan to bring deciding together with outcome information further into "
    "practice, to embed it and to improve it.",
)
INSTRUCTION = Text(
    nl="Geef uw team per thema een score van 0 tot en met 5. Schrijf erbij wat gaat "
    "zoals u verwacht, en wat beter kan. De hulpvragen helpen daarbij. De schaal is "
    "geen gevalideerde meting.",
    en="Give your team a score from 0 to 5 for each theme. Add what goes as you "
    "expect, and what can be better. The questions help with that. The scale is no "
    "validated measure.",
)
ACTIONS_LEAD = Text(
    nl="Beschrijf kort wat u gaat veranderen. Een plan heeft ten hoogste tien "
    "acties. Schrijf een dag als 31-12-2027.",
    en="Describe in short what you will change. A plan has at most ten actions. Write "
    "a day as 2027-12-31.",
)


def action(number: int) -> Text:
    """Return what the sheet of an action is called."""
    return Text(nl=f"{ACTION.nl} {number}", en=f"{ACTION.en} {number}")
