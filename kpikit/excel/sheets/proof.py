"""What a reader, or ``kpikit verify``, needs to check that nothing was changed."""

from kpikit.excel import proof
from kpikit.excel.export import Edition
from kpikit.excel.page import Page, Sheet
from kpikit.excel.values import Verbatim
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.columns(30, 76, 22)
    page.heading_of_page(_LEAD)
    for label, words in _HOW:
        page.pair(label, words)
    page.row += 1
    page.heading(_DATA)
    for key, text, what in proof.lines(edition):
        page.put(1, Verbatim(key), "label")
        page.put(2, Verbatim(text), "code")
        page.put(3, what, "muted")
        if len(text) > proof.LONG:
            page.cells[page.row, 2] = page.cells[page.row, 2]._replace(look="piece")
            page.heights[page.row] = 15
        page.row += 1
    for code, what in ((proof.LOOK_DIGEST, _LOOKS), (proof.CELL_DIGEST, _DIGEST)):
        page.put(1, Verbatim(code), "label")
        page.put(2, Verbatim(proof.UNSEALED), "code")
        page.put(3, what, "muted")
        page.row += 1
    page.sealed = (page.row - 2, 2)
    page.row -= 1
    page.put(2, Verbatim(page.book.cell_digest()), "code")
    page.row += 1


_LEAD = Text(
    nl="Met dit blad kan elke partij zelf nagaan of dit bestand nog precies is wat er "
    "is getekend. U hoeft hier niets in te vullen.",
    en="With this sheet each party can check that this file still is exactly what was "
    "signed. There is nothing to fill in here.",
)
_HOW = (
    (
        Text(nl="Nakijken", en="Checking"),
        Text(
            nl="Geef op een computer met kpikit de opdracht: kpikit verify BESTAND. "
            "Dat kan zonder internet.",
            en="On a computer with kpikit give the command: kpikit verify FILE. It "
            "needs no internet.",
        ),
    ),
    (
        Text(nl="De inhoudscode", en="The content code"),
        Text(
            nl="De SHA-256 van de hele afspraak als tekst. Die tekst staat hieronder "
            "in delen, in JSON. Verandert er één teken, dan verandert de code. De code "
            "staat ook op het eerste en het laatste blad, en in kpikit bij beide "
            "partijen.",
            en="The SHA-256 of the whole agreement as text. That text stands below in "
            "pieces, in JSON. If one character changes, the code changes. The code is "
            "also on the first and the last sheet, and in kpikit with both parties.",
        ),
    ),
    (
        Text(nl="De celcode", en="The cell code"),
        Text(
            nl="De SHA-256 over alle cellen van alle bladen: naam van het blad, "
            "plaats, soort en waarde. Opslaan in Excel of LibreOffice verandert deze "
            "code niet.",
            en="The SHA-256 over all cells of all sheets: name of the sheet, place, "
            "type and value. Saving in Excel or LibreOffice does not change this code.",
        ),
    ),
    (
        Text(nl="De beeldcode", en="The look code"),
        Text(
            nl="De SHA-256 over wat een waarde kan verbergen of anders kan laten "
            "lijken: getalnotatie, kleur, lettergrootte, verborgen rijen, kolommen en "
            "bladen, notities, plaatjes en wat er boven en onder elke bladzijde staat. "
            "Hoe breed een kolom is, telt niet mee.",
            en="The SHA-256 over what can hide a value or make it seem another: number "
            "format, colour, size of the letters, hidden rows, columns and sheets, "
            "notes, pictures and what stands above and below each page. How wide a "
            "column is does not count.",
        ),
    ),
    (
        Text(nl="Wat dit niet bewijst", en="What this does not prove"),
        Text(
            nl="Wie een heel ander bestand maakt, kan ook een kloppende code maken. "
            "Vergelijk de inhoudscode daarom altijd met die van de andere partij of "
            "met kpikit.",
            en="Who makes an entirely different file can also make a code that fits. "
            "So always compare the content code with that of the other party or with "
            "kpikit.",
        ),
    ),
)
_DATA = Text(nl="De gegevens", en="The data")
_DIGEST = Text(nl="celcode", en="cell code")
_LOOKS = Text(nl="beeldcode", en="look code")
SHEET = Sheet(
    code="proof",
    order=130,
    title=Text(nl="Controlegegevens", en="Proof"),
    about=Text(
        nl="Om na te gaan of dit bestand ongewijzigd is",
        en="To check that this file is unchanged",
    ),
    write=_write,
    landscape=False,
    late=2,
    tab="frame",
)
