"""Survey, conversation and recommendations: each heading and number has its place."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from kpikit.domain.conversation import READ_MORE, RECORDING, RECORDING_STEPS
from kpikit.domain.improvement.organisation_scan import SCALE
from kpikit.domain.library import Library
from kpikit.domain.staff_survey import About, composition
from kpikit.excel import reader
from kpikit.excel.team_book import OwnAnswers, team_workbook
from kpikit.library import load
from kpikit.resources import folder
from kpikit.text import LANGUAGES, Language, Text

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SURVEY, CARDS, ADVICE = (
    "member-survey-nurses-2021.txt",
    "faq-motivating-clinicians.txt",
    "organising-and-rewarding-sdm.txt",
)
PARTS = {
    "graph 1": ("Grafiek 1:", "Ik moedig mijn", "meaning"),
    "graph 2": ("Van alle respondenten geeft 87%", "Grafiek 2:", "encourage"),
    "graph 3": ("Op de stelling: Ik moedig", "Grafiek 3:", "family"),
    "graph 4": ("Op de vraag of men", "Grafiek 4:", "workload"),
    "graph 5": ("Slechts 12%", "Grafiek 5:", "outcomes"),
    "graph 6": ("In hoeverre voel", "Grafiek 6:", "skilled"),
    "table 2": ("ervaren knelpunten", "Tabel 2: Knelpunten", "obstacles"),
    "graph 7": ("Minder dan de helft (44%)", "Grafiek 7:", "supported"),
    "graph 8": ("Het grootste deel", "De laatste vraag van dit", "line"),
    "graph 9": ("Respondenten reageren over", "Grafiek 9:", "team-talk"),
    "table of views": (
        "Ik vind dat de mening",
        "In de open",
        "patient knowl equal weigh",
    ),
    "segments": ("Ruim 57%", "Bij de open", "natural rational decider"),
    "attitude": ("De laatste stelling", "De respondenten die positief", "attitude"),
}
"""Where each part of the survey begins and ends, and how our ids of it begin."""
OURS_ALONE = {"graph 6": {88}}
"""Sums that we made, said so in a note."""
NO_FIGURE = {"graph 3": {80}, "graph 7": {5}}
"""Numbers that are no answer: ‘more than 80%’ said of 82%, and a spread."""
WRITTEN = {
    About.OBSTACLES: ("zijn aanvullende knelpunten", "Tot slot is gevraagd"),
    About.NEEDS: ("in de volgende categorieën", "2.3 Ondersteuning"),
    About.WEIGHING: ("enkele nuances en toevoegingen", "Met de tweede stelling"),
    About.SEGMENTS: ("de volgende nuances genoemd", "De laatste stelling"),
    About.ATTITUDE_YES: ("die positief reageren, geven aan", "De groep respondenten"),
    About.ATTITUDE_NO: ("niet als basishouding van het beroep", "3. Bijlagen"),
}
"""Between which words of the survey people are quoted, and about what."""
OBJECTIONS = {
    "ik doe al aan": "already",
    "Wat kan ik nog meer doen": "beyond-research",
    "te weinig tijd in mijn consult": "no-time",
    "mijn patiënten willen dat ik beslis": "you-decide",
}


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library as it is shipped."""
    return load(folder("kpi_library"))[0]


def seed(name: str) -> str:
    """Return the text of a document as one line of words."""
    if not SEEDS.exists():
        pytest.skip("the documents that kpikit follows are not beside this checkout")
    return " ".join((SEEDS / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize("part", PARTS)
def test_every_percentage_of_the_survey_is_ours(library: Library, part: str) -> None:
    """Per figure and table the same numbers: none of theirs lacks, none is made up."""
    begin, end, ids = PARTS[part]
    text = seed(SURVEY)
    start = text.index(begin)
    passage = text[start : text.index(end, start + len(begin))]
    theirs = {int(number) for number in re.findall(r"(\d+)%", passage)}
    names = tuple(ids.split())
    ours = {
        figure.percent
        for question in library.survey
        if question.id.startswith(names)
        for figure in question.figures
    }
    assert theirs - NO_FIGURE.get(part, set()) == ours - OURS_ALONE.get(part, set())


def test_every_question_belongs_to_a_part(library: Library) -> None:
    """No question of ours stands outside the figures and tables of the survey."""
    begins = tuple(name for *_ends, ids in PARTS.values() for name in ids.split())
    assert [q.id for q in library.survey if not q.id.startswith(begins)] == []


def test_the_sizes_of_groups_are_those_of_table_1(library: Library) -> None:
    """Each n is a row of table 1, the whole, or the two kinds of hospital together."""
    text = seed(SURVEY)
    table = text[text.index("Omschrijving N %") : text.index("Tabel 1:")]
    rows = {
        name.strip().casefold(): int(n)
        for name, n in re.findall(r"• ([^•]*?) (\d+) \d+\.\d\d", table)
    }
    assert len(rows) == 25  # of 26: 'anders' is there twice
    rows["alle respondenten"] = 1427
    whole = "ziekenhuizen (academisch en algemeen)"
    rows[whole] = rows["academisch ziekenhuis"] + rows["algemeen ziekenhuis"]
    called = {
        "verzorgenden": "verzorgende",
        "verpleegkundigen": "verpleegkundige",
        "verpleegkundig specialisten": "verpleegkundige specialist",
        "ggz": "ggz/verslavingszorg",
    }
    for question in library.survey:
        for figure in question.figures:
            name = called.get(figure.group.nl, figure.group.nl)
            assert rows[name] == figure.n, (question.id, name)


def test_the_obstacles_are_those_of_table_2(library: Library) -> None:
    """As many, in the same order, named as often."""
    text = seed(SURVEY)
    table = text[text.index("Knelpunt N") : text.index("Tabel 2: Knelpunten")]
    assert [int(n) for n in re.findall(r" (\d+)(?= |$)", table)] == [
        each.mentioned for each in library.obstacles
    ]


def test_who_answered_is_table_1(library: Library) -> None:
    """Every row in its order: the number, and the percentage to one decimal."""
    text = seed(SURVEY)
    table = text[text.index("Omschrijving N %") : text.index("Tabel 1:")]
    theirs = [
        (int(n), round(Decimal(percent), 1))
        for n, percent in re.findall(r" (\d+) (\d+\.\d\d)", table)
    ]
    ours = [
        (n, p) for each in composition(library.respondents) for _g, n, p in each.groups
    ]
    assert len(theirs) == 26
    assert [n for n, _ in theirs] == [n for n, _ in ours]
    assert all(
        abs(a - b) <= Decimal("0.1")
        for (_, a), (_, b) in zip(theirs, ours, strict=True)
    )
    traits = re.findall(r"(Werkzaam als|Geslacht|Leeftijd|Werkzaam in):", table)
    assert traits == [each.trait.nl for each in composition(library.respondents)]


@pytest.mark.parametrize("about", WRITTEN)
def test_what_people_wrote_has_its_place(library: Library, about: About) -> None:
    """As many remarks as the list of the document has, in our own words."""
    text = seed(SURVEY)
    start = text.index(WRITTEN[about][0])
    passage = text[start : text.index(WRITTEN[about][1], start)]
    ours = [each.says.nl for each in library.remarks if each.about is about]
    assert len(re.findall(r"(?<=[ :])- (?=[A-Z‘])", passage)) == len(ours)
    plain = re.sub(r"[^\w ]", "", text.casefold())
    for says in ours:
        said = re.sub(r"[^\w ]", "", says.casefold()).split()
        runs = [" ".join(said[n : n + 6]) for n in range(len(said) - 5)]
        assert not [run for run in runs if run in plain]


@pytest.mark.parametrize("words", OBJECTIONS)
def test_every_objection_has_its_card(library: Library, words: str) -> None:
    """What the document answers, a card answers, with this document as a source."""
    assert words in seed(CARDS)
    card = next(c for c in library.cards if c.id == OBJECTIONS[words])
    assert card.answer
    assert "motivating-clinicians-faq" in card.sources


def test_every_address_of_the_conversation_document_is_given(library: Library) -> None:
    """As the source of a card, or to read more."""
    theirs = set(re.findall(r"https?://\S+", seed(CARDS)))
    ours = {library.source(i).link for card in library.cards for i in card.sources}
    assert theirs
    assert theirs <= ours | {READ_MORE}


def test_the_eleven_recommendations_are_those_of_the_document(
    library: Library,
) -> None:
    """The same numbers and parts, and the links of all examples, in order."""
    text = seed(ADVICE).split("Samenvatting")[0]
    heads = re.findall(r"(Organiseren|Belonen) \(\d van \d\)(?: 12)? (\d+)\. ", text)
    ours = {"organising": "Organiseren", "rewarding": "Belonen"}
    assert heads == [(ours[a.part], f"{a.number}") for a in library.recommendations]
    parts = re.split(r"(?:Organiseren|Belonen) \(\d van \d\)", text)[1:]
    for advice, part in zip(library.recommendations, parts, strict=True):
        assert part.count("•") == len(advice.points), advice.number
        links = re.findall(r"https?://\S+", part)
        assert links == [example.link for example in advice.example_links]


Rows = list[list[str]]


def rows_of(library: Library, own: OwnAnswers, language: Language) -> dict[str, Rows]:
    """Return the rows of the working book of a team, by sheet."""
    sheets = reader.read(team_workbook(library, own, language)).sheets
    found: dict[str, Rows] = {}
    for title, cells in sheets.items():
        rows: dict[int, list[str]] = {}
        for (row, _column), (_kind, value) in sorted(cells.items()):
            rows.setdefault(row, []).append(value)
        found[title] = list(rows.values())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_leaves_with_its_group_and_n(
    library: Library, language: Language
) -> None:
    """The sheet of the survey has a row for each, and nothing of an own team."""
    sheet = next(iter(rows_of(library, OwnAnswers(), language).values()))
    found = [row[:5] for row in sheet if len(row) >= 5][1:]
    assert found == [
        [
            question.asked.in_(language),
            question.counts.in_(language),
            figure.group.in_(language),
            f"{figure.percent}",
            f"{figure.n}",
        ]
        for question in library.survey
        for figure in question.figures
    ]


def test_own_answers_stand_beside_their_figure_alone(library: Library) -> None:
    """26 of 30 beside 87 per cent: the share, its interval and a plain sentence.

    The bounds are those of Wilson without continuity correction: 70.3 to 94.7.
    """
    own = OwnAnswers(answers={("encourage", 0): (26, 30)})
    sheet = next(iter(rows_of(library, own, "en").values()))
    (row,) = [each for each in sheet if "70 to 95" in each]
    assert row[3:] == [
        *("87", "1427", "26", "30", "87", "70 to 95"),
        "The difference with the survey can be chance.",
    ]


def test_the_ranking_of_a_team_leaves_with_its_own_obstacles(library: Library) -> None:
    """Most votes first; what nobody voted for is on the list and not in the order."""
    own = OwnAnswers(votes={"time": 6, "family": 2}, added=(("Lawaai", 4),))
    sheet = list(rows_of(library, own, "nl").values())[1]
    names = {each.id: each.name.nl for each in library.obstacles}
    start = sheet.index(["Plaats", "Knelpunt", "Stemmen"])
    assert sheet[start + 1 : start + 4] == [
        ["1", names["time"], "6"],
        ["2", "Lawaai", "4"],
        ["3", names["family"], "2"],
    ]
    listed = [row[1] for row in sheet[start + 4 :] if row[0].isdigit()]
    assert listed == list(names.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_statement_and_recommendation_leaves(
    library: Library, language: Language
) -> None:
    """All words of the cards, the organisation scan and the advice, with sources."""
    rows = rows_of(library, OwnAnswers(), language)
    text = " ".join(" ".join(w for s in rows.values() for r in s for w in r).split())
    said: list[Text] = [each.name for each in library.obstacles]
    said += [each.says for each in library.remarks]
    said += [each.group for each in library.respondents]
    said += [t for c in library.cards for t in (c.objection, *c.answer, c.evidence)]
    said += [RECORDING, *RECORDING_STEPS, *SCALE]
    kind = library.organisation_scan
    said += [t for theme in kind.theme for t in (theme.name, *theme.questions)]
    said += [t for a in library.recommendations for t in (a.title, *a.points)]
    assert [t for t in said if " ".join(t.in_(language).split()) not in text] == []
    links = [e.link for a in library.recommendations for e in a.example_links]
    assert [link for link in links if link not in text] == []
    mentioned = [f"{each.mentioned}" for each in library.obstacles]
    assert mentioned == [row[-1] for row in list(rows.values())[1] if row[0].isdigit()]
    sources = {id_ for c in library.cards for id_ in c.sources}
    assert [s for s in sources if library.source(s).citation not in text] == []
