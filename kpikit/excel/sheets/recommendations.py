"""The eleven recommendations: what serves each, and what the parties answer."""

from collections.abc import Iterator

from kpikit.domain.financing.catalogue import all_kinds
from kpikit.domain.library import LEVEL_NAMES
from kpikit.domain.party import DECIDING, PARTY_NAMES
from kpikit.domain.reply import GAP_NAMES, Coverage, agenda, coverage
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Value
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.heading_of_page(_LEAD)
    covered = _covered(edition)
    page.table(_COLUMNS, [row for each in covered for row in _rows(each)], keep=2)
    page.heading(_AGENDA)
    points = [
        (p.number, GAP_NAMES[p.gap], p.words or None, PARTY_NAMES[p.role])
        for p in agenda(covered)
    ]
    page.table(_AGENDA_COLUMNS, points or [(None, _NO_GAPS, None, None)], main=False)
    page.heading(_POINTS)
    page.table(
        _POINT_COLUMNS,
        [
            (f"{each.advice.number}.{nr}", point)
            for each in covered
            for nr, point in enumerate(each.advice.points, start=1)
        ],
        main=False,
    )
    page.heading(_EXAMPLES)
    page.table(
        _EXAMPLE_COLUMNS,
        [
            (each.advice.number, example.name, example.link)
            for each in covered
            for example in each.advice.example_links
        ],
        main=False,
    )


def _covered(edition: Edition) -> tuple[Coverage, ...]:
    answered, actions = edition.annex.answered, edition.annex.actions
    replies = tuple(reply for each in answered for reply in each.replies)
    advice = tuple(each.advice for each in answered)
    return coverage(advice, edition.dossier, replies, actions)


def _rows(each: Coverage) -> Iterator[tuple[Value, ...]]:
    levels = [LEVEL_NAMES[level] for level in each.advice.levels]
    for role in DECIDING:
        reply = each.of(role)
        yield (
            each.advice.number,
            each.advice.title,
            _joined(levels),
            _serving(each),
            PARTY_NAMES[role],
            reply.does or None,
            reply.will_do or None,
            reply.asks or None,
        )


def _serving(each: Coverage) -> Value:
    kinds = all_kinds()
    names = [kpi.name for kpi in each.kpis]
    names += [kinds[a.kind].name for a in each.arrangements]
    names += [_action(a.number) for a in each.actions]
    return _joined(names) if names else _NOTHING


def _action(number: int) -> Text:
    return Text(nl=f"verbeteractie {number}", en=f"improvement action {number}")


def _joined(texts: list[Text]) -> Text:
    return Text(nl=", ".join(t.nl for t in texts), en=", ".join(t.en for t in texts))


_LEAD = Text(
    nl="Zes aanbevelingen over organiseren en vijf over belonen, in onze woorden. Per "
    "partij staat er wat zij doet, gaat doen en vraagt, zoals zij dat liet zien.",
    en="Six recommendations on organising and five on rewarding, in our words. For "
    "each party: what it does, will do and asks, as it has shown.",
)
_NOTHING = Text(nl="nog niets", en="nothing yet")
_AGENDA = Text(nl="Voor het volgende gesprek", en="For the next talk")
_NO_GAPS = Text(nl="Er staat niets meer open.", en="Nothing is left open.")
_POINTS = Text(nl="Wat erbij hoort", en="What belongs to each")
_EXAMPLES = Text(nl="Voorbeelden van anderen", en="Examples of others")
_NR = Column(head=Text(nl="Nr", en="No"), width=6, number=True)
_COLUMNS = (
    _NR,
    Column(head=Text(nl="Aanbeveling", en="Recommendation"), width=34),
    Column(head=Text(nl="Niveau", en="Level"), width=26),
    Column(head=Text(nl="In deze afspraak", en="In this agreement"), width=30),
    Column(head=Text(nl="Partij", en="Party"), width=16),
    Column(head=Text(nl="Doet al", en="Does already"), width=34),
    Column(head=Text(nl="Gaat doen", en="Will do"), width=34),
    Column(head=Text(nl="Vraagt van de ander", en="Asks of the other"), width=34),
)
_AGENDA_COLUMNS = (
    _NR,
    Column(head=Text(nl="Waarom", en="Why"), width=34),
    Column(head=Text(nl="Vraag", en="Question"), width=20),
    Column(head=Text(nl="Wie begint", en="First to speak"), width=30),
)
_POINT_COLUMNS = (
    Column(head=Text(nl="Nr", en="No"), width=6),
    Column(head=Text(nl="In onze woorden", en="In our words"), width=50),
)
_EXAMPLE_COLUMNS = (
    _NR,
    Column(head=Text(nl="Voorbeeld", en="Example"), width=34),
    Column(head=Text(nl="Adres", en="Address"), width=20),
)
SHEET = Sheet(
    code="recommendations",
    order=89,
    title=Text(nl="Organiseren en belonen", en="Organise and reward"),
    about=Text(
        nl="Wat elke partij doet met de elf aanbevelingen",
        en="What each party does with the eleven recommendations",
    ),
    write=_write,
    confidential=True,
    wanted=lambda edition: bool(edition.annex.answered),
)
