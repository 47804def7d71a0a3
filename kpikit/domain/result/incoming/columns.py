"""The columns of a results file, by the words that people may use for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpikit.domain.result.figure import FigureKind
from kpikit.text import Text

MOST_ITEMS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultColumn:
    """A column: its field, its heading, other words for it, and which figures use it.

    Without figures it is for every KPI.
    """

    field: str
    head: Text
    also: tuple[str, ...] = ()
    figures: frozenset[FigureKind] = frozenset()
    whole: bool = False
    width: int = 12


_SHARES = frozenset({FigureKind.SHARE, FigureKind.TWO_SHARES})
COLUMNS = (
    ResultColumn(field="kpi", head=Text(nl="KPI-code", en="KPI code"), also=("kpi",)),
    ResultColumn(field="name", head=Text(nl="KPI-naam", en="KPI name"), width=34),
    ResultColumn(field="period", head=Text(nl="Periode", en="Period"), width=11),
    ResultColumn(
        field="presence",
        head=Text(nl="Is er een meting?", en="Is there a result?"),
        also=("meting", "status", "presence"),
        width=18,
    ),
    ResultColumn(
        field="eligible",
        head=Text(nl="Kwamen in aanmerking", en="Eligible"),
        also=("populatie", "population"),
        whole=True,
        width=13,
    ),
    ResultColumn(
        field="invited",
        head=Text(nl="Uitgenodigd of getrokken", en="Invited or drawn"),
        also=("uitgenodigd", "invited"),
        whole=True,
        width=13,
    ),
    ResultColumn(
        field="responded",
        head=Text(nl="Antwoordden", en="Responded"),
        also=("respons", "response"),
        whole=True,
    ),
    ResultColumn(
        field="valid",
        head=Text(nl="Geldige antwoorden (n)", en="Valid answers (n)"),
        also=("n", "noemer", "denominator", "geldig", "valid"),
        figures=frozenset({FigureKind.SHARE, FigureKind.MEAN, FigureKind.TWO_SHARES}),
        whole=True,
    ),
    ResultColumn(
        field="numerator",
        head=Text(nl="Daarvan boven de streep", en="Of these above the line"),
        also=("teller", "numerator", "boven de streep"),
        figures=_SHARES,
        whole=True,
    ),
    ResultColumn(
        field="mean",
        head=Text(nl="Gemiddelde", en="Mean"),
        also=("mean score", "gemiddelde score"),
        figures=frozenset({FigureKind.MEAN}),
    ),
    ResultColumn(
        field="standard_deviation",
        head=Text(nl="Standaardafwijking", en="Standard deviation"),
        also=("sd",),
        figures=frozenset({FigureKind.MEAN}),
        width=16,
    ),
    ResultColumn(
        field="count",
        head=Text(nl="Aantal", en="Count"),
        figures=frozenset({FigureKind.COUNT}),
        whole=True,
    ),
    ResultColumn(
        field="level",
        head=Text(nl="Trede (0-4)", en="Level (0-4)"),
        also=("trede", "level"),
        figures=frozenset({FigureKind.LEVEL}),
    ),
    ResultColumn(
        field="second_valid",
        head=Text(nl="Tweede groep: geldig", en="Second group: valid"),
        figures=frozenset({FigureKind.TWO_SHARES}),
        whole=True,
    ),
    ResultColumn(
        field="second_numerator",
        head=Text(
            nl="Tweede groep: boven de streep", en="Second group: above the line"
        ),
        figures=frozenset({FigureKind.TWO_SHARES}),
        whole=True,
    ),
    ResultColumn(
        field="mode",
        head=Text(nl="Hoe gevraagd", en="How asked"),
        also=("manier", "mode"),
        width=18,
    ),
    ResultColumn(
        field="note",
        head=Text(nl="Toelichting", en="Note"),
        also=("opmerking", "remark", "reden", "reason"),
        width=40,
    ),
)
BY_FIELD: Mapping[str, ResultColumn] = {column.field: column for column in COLUMNS}

ANSWER_HEADS = {
    "kpi": BY_FIELD["kpi"].head,
    "period": BY_FIELD["period"].head,
    "number": Text(nl="Volgnummer", en="Number"),
}


def item_head(item: int) -> Text:
    """Return the heading of an answer, counted from 1; no words of the question."""
    return Text(nl=f"Vraag {item}", en=f"Question {item}")


def result_words() -> Mapping[str, tuple[str, ...]]:
    """Return every word by which a column of results may be called."""
    return {c.field: (c.field, c.head.nl, c.head.en, *c.also) for c in COLUMNS}


def answer_words() -> Mapping[str, tuple[str, ...]]:
    """Return every word by which a column of single answers may be called."""
    found: dict[str, tuple[str, ...]] = {
        name: (name, head.nl, head.en) for name, head in ANSWER_HEADS.items()
    }
    found["kpi"] = result_words()["kpi"]
    found["number"] = (*found["number"], "nr", "respondent", "id")
    for item in range(1, MOST_ITEMS + 1):
        head = item_head(item)
        words = (f"{item}", head.nl, head.en, f"item {item}", f"q{item}", f"v{item}")
        found[f"item_{item}"] = words
    return found
