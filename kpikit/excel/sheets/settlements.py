"""What the years came to: figures in named cells, and every line as a live formula."""

from decimal import Decimal

from kpikit.domain.party import PARTY_NAMES
from kpikit.domain.settlement.agreeing import SaidPart, Settlement
from kpikit.domain.settlement.facts import PHASE_NAMES, Phase
from kpikit.domain.settlement.ground import Input
from kpikit.domain.settlement.lines import Line, Part
from kpikit.domain.settlement.reckoning import Reckoned, reckon
from kpikit.domain.settlement.working import Figure, Working, total
from kpikit.excel.cells import figure_value
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Money
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.columns(46, 24, 62, 26)
    page.heading_of_page(_LEAD)
    for each in edition.annex.settlements:
        _settlement(page, edition, each)


def _settlement(page: Page, edition: Edition, settlement: Settlement) -> None:
    phase = PHASE_NAMES[settlement.phase]
    year = settlement.year
    page.heading(Text(nl=f"{year}, {phase.nl}", en=f"{year}, {phase.en}"))
    for approval in settlement.approvals:
        page.pair(
            PARTY_NAMES[approval.role], f"{approval.name}, {approval.at:%Y-%m-%d}"
        )
    page.pair(_CODE, settlement.content_hash, "code")
    page.row += 1
    reckoned = reckon(edition.dossier, settlement.content.facts)
    block = _Block(page, _start(settlement), reckoned)
    live = block.agrees_with(settlement)
    if live:
        block.inputs()
    for said, part in zip(settlement.content.parts, block.parts, strict=False):
        block.part(said, part if live else None)
    block.closing(settlement, live=live)


def _start(settlement: Settlement) -> str:
    short = "p" if settlement.phase is Phase.PROVISIONAL else "f"
    return f"y{settlement.year}{short}_"


class _Block:
    """One settlement on the page."""

    def __init__(self, page: Page, start: str, reckoned: Reckoned) -> None:
        self.page = page
        self.start = start
        self.given = reckoned.ground.inputs
        self.parts = reckoned.outcome.parts

    def agrees_with(self, settlement: Settlement) -> bool:
        """Tell whether the rules still give what was agreed, line for line."""
        said = [[line.words for line in p.lines] for p in settlement.content.parts]
        return said == [[line.words for line in part.lines] for part in self.parts]

    def place(self, key: str) -> str:
        """Return the name of the cell of a figure."""
        return f"{self.start}{key}".lower()

    def inputs(self) -> None:
        """Write the figures that are given, each in a cell with a name."""
        page = self.page
        head = page.row
        page.table(
            _INPUT_COLUMNS,
            [(i.label, figure_value(i.value, i.unit), i.where) for i in self._inputs()],
            main=False,
        )
        after = page.row
        for number, each in enumerate(self._inputs(), start=1):
            page.row = head + number
            page.put(2, figure_value(each.value, each.unit), "input")
            page.name(self.place(each.key), 2)
        page.row = after

    def part(self, said: SaidPart, part: Part | None) -> None:
        """Write the lines of one arrangement; live when its working is at hand."""
        page = self.page
        name, path = said.name, said.care_path
        page.heading(
            Text(nl=f"{name.nl}: {path}", en=f"{name.en}: {path}") if path else name
        )
        for flag in said.flags:
            page.paragraph(flag)
        self._head(_STEP)
        lines = part.lines if part else (None,) * len(said.lines)
        for told, line in zip(said.lines, lines, strict=True):
            page.put(1, told.label, "label")
            if line is not None:
                self._live(line)
            page.put(3, told.words)
            page.put(4, told.note or "–")
            page.row += 1
        page.put(1, _ROUNDED, "label")
        if part is None:
            page.put(2, Money(said.due), "number")
        else:
            last = self.place(part.lines[-1].key)
            page.put_formula(2, f"ROUND({last},2)", Money(said.due))
            page.name(self.place(_rounded(part)), 2)
        page.put(3, _CENT)
        page.put(4, "–")
        page.row += 2

    def closing(self, settlement: Settlement, *, live: bool) -> None:
        """Write what is due together, what was paid, and what is left."""
        page, content = self.page, settlement.content
        page.heading(_TOGETHER)
        self._head(_STEP)
        dues = tuple(Figure(_rounded(p), p.due) for p in self.parts)
        page.put(1, _TOTAL, "label")
        self._outcome("total", total(dues), content.total, live=live)
        page.put(1, _PAID, "label")
        page.put(2, Money(content.paid), "number")
        if live:
            page.name(self.place("all_paid"), 2)
        page.row += 1
        page.put(1, _BALANCE, "label")
        left = f"{self.place('all_total')}-{self.place('all_paid')}"
        if live:
            page.put_formula(2, left, Money(content.balance))
        else:
            page.put(2, Money(content.balance), "number")
        page.row += 1
        for trigger in content.triggers:
            page.paragraph(trigger)
        page.row += 1

    def _outcome(
        self, name: str, working: Working, amount: Decimal, *, live: bool
    ) -> None:
        page = self.page
        if live:
            page.put_formula(2, working.formula(self.place), Money(amount))
            page.name(self.place(f"all_{name}"), 2)
        else:
            page.put(2, Money(amount), "number")
        page.row += 1

    def _live(self, line: Line) -> None:
        text = line.working.formula(self.place)
        self.page.put_formula(2, text, figure_value(line.value, line.unit))
        self.page.name(self.place(line.key), 2)

    def _inputs(self) -> tuple[Input, ...]:
        return tuple(self.given.values())

    def _head(self, columns: tuple[Column, ...]) -> None:
        for number, column in enumerate(columns, start=1):
            self.page.put(
                number, column.head, "head_number" if column.number else "head"
            )
        self.page.row += 1


def _rounded(part: Part) -> str:
    return f"{part.lines[-1].key}_rounded"


_LEAD = Text(
    nl="Wat elk jaar opleverde, zoals beide partijen het vastlegden. Elke regel is een "
    "formule: wijzig een cijfer en u ziet wat er dan uitkomt. Vastgelegd blijft wat er "
    "nu staat.",
    en="What each year came to, as both parties agreed. Every line is a formula: "
    "change a figure and you see what would come of it. What was agreed is what stands "
    "here now.",
)
_CODE = Text(nl="Code van deze afrekening", en="Code of this settlement")
_ROUNDED = Text(nl="Verschuldigd, op de cent", en="Due, to the cent")
_CENT = Text(nl="afgerond, een halve cent naar boven", en="rounded, half a cent up")
_TOGETHER = Text(nl="Samen", en="Together")
_TOTAL = Text(nl="Verschuldigd voor dit jaar", en="Due for this year")
_PAID = Text(nl="Al betaald", en="Paid already")
_BALANCE = Text(
    nl="Nog te betalen door de zorgverzekeraar (min: terug)",
    en="Still to be paid by the insurer (minus: back)",
)
_INPUT_COLUMNS = (
    Column(head=Text(nl="Cijfer", en="Figure"), width=46, look="label"),
    Column(head=Text(nl="Waarde", en="Value"), width=24, number=True),
    Column(head=Text(nl="Waarvoor", en="For what"), width=62),
)
_STEP = (
    Column(head=Text(nl="Stap", en="Step"), width=46),
    Column(head=Text(nl="Uitkomst", en="Outcome"), width=24, number=True),
    Column(head=Text(nl="Uitgerekend", en="Worked out"), width=62),
    Column(head=Text(nl="Opmerking", en="Remark"), width=26),
)
SHEET = Sheet(
    code="settlements",
    order=84,
    title=Text(nl="Afrekening", en="Settlement"),
    about=Text(
        nl="Wat elk jaar opleverde, regel voor regel", en="What each year came to"
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.settlements),
)
