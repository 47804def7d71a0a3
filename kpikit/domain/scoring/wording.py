"""What the scorer says to people, in both languages."""

from decimal import Decimal

from kpikit.text import Text

NO_CODING = Text(
    nl="Dit meetinstrument legt niet vast hoe antwoorden als getal worden geschreven. "
    "Er is dus niets te scoren.",
    en="This instrument does not say how answers are written as numbers. So there is "
    "nothing to score.",
)
NO_SCORING = Text(
    nl="Dit meetinstrument geeft geen score.",
    en="This instrument gives no score.",
)
NO_GROUPS = Text(
    nl="Dit meetinstrument zegt niet welke antwoorden bij elkaar horen.",
    en="This instrument does not say which answers belong together.",
)
OTHER_READING = Text(
    nl="Zo kunnen de antwoorden van dit meetinstrument niet geschreven zijn. Voor een "
    "versie met meer of minder antwoorden is geen regel bekend.",
    en="The answers of this instrument cannot have been written like this. For a "
    "version with more or fewer answers no rule is known.",
)
NOT_FROM_ROWS = Text(
    nl="Bij deze KPI ligt niet vast welke losse antwoorden meetellen. Vul de uitkomst "
    "zelf in.",
    en="This KPI does not lay down which single answers count. Enter the outcome "
    "yourself.",
)
COUNT_NEGATIVE = Text(
    nl="Vul een heel getal van 0 of meer in.",
    en="Enter a whole number of 0 or more.",
)
COUNT_LARGER = Text(
    nl="Boven de streep staat meer dan eronder. Kijk beide aantallen na.",
    en="There is more above the line than below it. Check both numbers.",
)
NO_LEVEL = Text(
    nl="Deze trede staat niet op de ladder.",
    en="This level is not on the ladder.",
)
NO_QUESTION = Text(
    nl="Schrijf de letterlijke vraag op.",
    en="Write down the exact question.",
)
TOO_FEW_OPTIONS = Text(
    nl="Noem minstens twee antwoorden die meetellen.",
    en="Name at least two answers that count.",
)
NO_TOP = Text(
    nl="Zeg welk antwoord boven de streep telt, en laat er minstens één daaronder.",
    en="Say which answer counts above the line, and leave at least one below it.",
)
EMPTY_OPTION = Text(
    nl="Dit antwoord heeft geen woorden.",
    en="This answer has no words.",
)
OPTION_TWICE = Text(
    nl="Dit antwoord, of zijn code, staat er al.",
    en="This answer, or its code, is already there.",
)


def anchors(minimum: int, low: Text, maximum: int, high: Text) -> Text:
    """Return what the lowest and the highest number stand for."""
    return Text(
        nl=f"{minimum} = {low.nl}, {maximum} = {high.nl}",
        en=f"{minimum} = {low.en}, {maximum} = {high.en}",
    )


def with_turned(said: Text, items: tuple[int, ...], *, done: bool) -> Text:
    """Return the words with what has happened to items worded the other way round."""
    names = ", ".join(str(item) for item in items)
    if done:
        return Text(
            nl=f"{said.nl}; vraag {names} is in het bestand al omgekeerd",
            en=f"{said.en}; item {names} has already been turned in the file",
        )
    return Text(
        nl=f"{said.nl}; vraag {names} keert kpikit om",
        en=f"{said.en}; kpikit turns item {names}",
    )


def items_differ(found: int, expected: int) -> Text:
    """Return that a row has more or fewer answers than the instrument has items."""
    return Text(
        nl=f"Hier staan {found} antwoorden; het moeten er {expected} zijn. Laat een "
        "cel leeg waar een antwoord ontbreekt.",
        en=f"There are {found} answers here; there must be {expected}. Leave a cell "
        "empty where an answer is missing.",
    )


def outside(answer: int | Decimal | None, ranges: tuple[tuple[int, int], ...]) -> Text:
    """Return that no numbering of the instrument has this answer."""
    nl = " of ".join(f"{low} tot en met {high}" for low, high in ranges)
    en = " or ".join(f"{low} to {high}" for low, high in ranges)
    return Text(
        nl=f"{_shown(answer, ',')} is geen antwoord van dit meetinstrument. De "
        f"antwoorden zijn hele getallen: {nl}.",
        en=f"{_shown(answer, '.')} is no answer of this instrument. The answers are "
        f"whole numbers: {en}.",
    )


def apart(answer: int | Decimal | None, ends: tuple[int, int]) -> Text:
    """Return that this answer does not go with the numbering of the others."""
    low, high = ends
    return Text(
        nl=f"De meeste antwoorden gaan van {low} tot en met {high}; "
        f"{_shown(answer, ',')} past daar niet bij.",
        en=f"Most answers run from {low} to {high}; {_shown(answer, '.')} does not go "
        "with them.",
    )


def unknown_answer(answer: str) -> Text:
    """Return that nobody said what this answer means."""
    return Text(
        nl=f"‘{answer}’ staat niet bij de antwoorden van de vraag.",
        en=f"‘{answer}’ is not among the answers of the question.",
    )


def outside_scale(low: Decimal, high: Decimal) -> Text:
    """Return that a mean cannot be on this scale."""
    return Text(
        nl=f"De score loopt van {_shown(low, ',')} tot en met {_shown(high, ',')}.",
        en=f"The score runs from {_shown(low, '.')} to {_shown(high, '.')}.",
    )


def raw_mean(highest: int, low: Decimal, high: Decimal) -> Text:
    """Return that a mean looks like one of answers and not of scores."""
    return Text(
        nl=f"Dit lijkt een gemiddeld antwoord (hoogstens {highest}), geen score van "
        f"{_shown(low, ',')} tot en met {_shown(high, ',')}. Kijk na welke van de "
        "twee het is.",
        en=f"This looks like a mean answer (at most {highest}), not a score from "
        f"{_shown(low, '.')} to {_shown(high, '.')}. Check which of the two it is.",
    )


def _shown(number: int | Decimal | None, mark: str) -> str:
    if not isinstance(number, Decimal) or not number.is_finite():
        return str(number)
    if abs(number.adjusted()) > 20:
        return f"{number:.3E}".replace(".", mark)
    return f"{number.normalize():f}".replace(".", mark)
