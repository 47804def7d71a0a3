"""One picture for a board: the whole agreement on one sheet of paper."""

from kpikit.domain.lasting import FATE_NAMES, PART_NAMES, gathered, told
from kpikit.domain.one_picture import (
    MOST_ACTIONS_SHOWN,
    MOST_LINES,
    OnePicture,
    one_picture,
)
from kpikit.domain.party import DECIDING
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Money, Value, Verbatim
from kpikit.text import Text, cut_short, same


def _write(page: Page, edition: Edition) -> None:
    days = [each.record.frame.next_on for each in edition.annex.reviews]
    picture = one_picture(edition.dossier, edition.annex.actions, days)
    _head(page, picture)
    page.heading(_SET)
    rows = [(_short(a.name), a.now, a.goal, a.year or "–") for a in picture.aims]
    page.table(_AIM_COLUMNS, rows or [("–",) * 4], main=False)
    _money(page, picture)
    _plan(page, picture)
    page.heading(_LASTING)
    page.lead(told(picture.parts), "prose_line")
    fates = gathered(picture.parts)
    page.table(
        _FATE_COLUMNS,
        [
            (FATE_NAMES[fate], *(_counted(*cell) for cell in cells.values()))
            for fate, cells in fates.items()
        ],
        main=False,
    )
    page.pair(_NEXT, picture.next_review or _NOT_PLANNED, "left_number")
    page.lead(_HASH)
    page.put(1, Verbatim(edition.content_hash), "code_line")


def _head(page: Page, picture: OnePicture) -> None:
    agreement = picture.agreement
    page.put(1, agreement.title or SHEET.title, "title")
    page.heights[page.row] = 28
    page.row += 1
    names = [p.name for role in DECIDING if (p := agreement.party(role))]
    term = f"{agreement.first_year}–{agreement.last_year}"
    page.lead(same(", ".join([*names, term])))
    page.heading(_VISION)
    page.lead(same(picture.vision or "–"), "prose_line")


def _money(page: Page, picture: OnePicture) -> None:
    page.heading(_MONEY)
    rows: list[tuple[Value, ...]] = [
        (
            each.name,
            each.care_path or _ALL_CARE,
            f"{each.first_year}–{each.last_year}",
            _NO_FIXED if each.fixed is None else Money(each.fixed),
        )
        for each in picture.payments[:MOST_LINES]
    ]
    page.table(_MONEY_COLUMNS, rows or [("–",) * 4], main=False)
    page.row -= 1
    more = len(picture.payments) - MOST_LINES
    if more > 0:
        page.lead(Text(nl=f"En nog {more}.", en=f"And {more} more."))
    page.lead(_NO_PROMISE)


def _plan(page: Page, picture: OnePicture) -> None:
    page.heading(_PLAN)
    done, every = len(picture.actions) - len(picture.to_do), len(picture.actions)
    said = Text(
        nl=f"{every} verbeteracties, waarvan {done} uitgevoerd.",
        en=f"{every} improvement actions, of which {done} carried out.",
    )
    page.lead(said, "prose_line")
    left = picture.to_do[:MOST_ACTIONS_SHOWN]
    rows: list[tuple[Value, ...]] = [
        (
            cut_short(f"{each.number}. {each.name}"),
            cut_short(each.responsible, 36) or "–",
            each.start or "–",
            each.end or "–",
        )
        for each in left
    ]
    page.table(_PLAN_COLUMNS, rows or [("–",) * 4], main=False)


def _counted(count: int, names: Text) -> Text:
    if not count:
        return same("0")
    return Text(nl=f"{count}: {names.nl}", en=f"{count}: {names.en}")


def _short(name: Text) -> Text:
    return Text(nl=cut_short(name.nl), en=cut_short(name.en))


_VISION = Text(nl="Waar u samen naartoe wilt", en="Where you head together")
_SET = Text(
    nl="Waar u naar kijkt en naar streeft", en="What you look at and what you aim for"
)
_MONEY = Text(nl="Geld", en="Money")
_PLAN = Text(nl="Wat teams anders doen", en="What teams do differently")
_LASTING = Text(
    nl="Geen project maar een manier van werken?",
    en="Not a project but a way of working?",
)
_HASH = Text(nl="Inhoudscode (SHA-256)", en="Content code (SHA-256)")
_NEXT = Text(nl="Volgende terugblik", en="Next review")
_NOT_PLANNED = Text(nl="nog niet gepland", en="not planned yet")
_ALL_CARE = Text(nl="hele afspraak", en="whole agreement")
_NO_FIXED = Text(nl="geen vast bedrag", en="no fixed amount")
_NO_PROMISE = Text(
    nl="Een hoogste bedrag, een aandeel of een prijs is geen toezegging.",
    en="A greatest amount, a share or a price is no promise.",
)
_FIRST, _REST = 40, 26
_AIM_COLUMNS = (
    Column(head=Text(nl="KPI", en="KPI"), width=_FIRST, look="strong"),
    Column(head=Text(nl="Nulmeting", en="Baseline"), width=_REST),
    Column(head=Text(nl="Laatste doel", en="Last goal"), width=_REST),
    Column(head=Text(nl="Jaar", en="Year"), width=_REST, look="left_number"),
)
_MONEY_COLUMNS = (
    Column(head=Text(nl="Afspraak", en="Arrangement"), width=_FIRST, look="strong"),
    Column(head=Text(nl="Zorgpad", en="Care path"), width=_REST),
    Column(head=Text(nl="Jaren", en="Years"), width=_REST),
    Column(
        head=Text(nl="Vast toegezegd", en="Firmly committed"),
        width=_REST,
        look="left_number",
    ),
)
_PLAN_COLUMNS = (
    Column(head=Text(nl="Wat eerst komt", en="What comes first"), width=_FIRST),
    Column(head=Text(nl="Verantwoordelijke", en="Responsible"), width=_REST),
    Column(head=Text(nl="Begin", en="Start"), width=_REST, look="left_number"),
    Column(head=Text(nl="Einde", en="End"), width=_REST, look="left_number"),
)
_FATE_COLUMNS = (
    Column(
        head=Text(nl="Als het extra geld stopt", en="When the extra money ends"),
        width=_FIRST,
        look="strong",
    ),
    *(Column(head=name, width=_REST) for name in PART_NAMES.values()),
)
SHEET = Sheet(
    code="one_picture",
    order=5,
    title=Text(nl="In één beeld", en="In one picture"),
    about=Text(
        nl="De hele afspraak op één blad, voor het bestuur",
        en="The whole agreement on one sheet, for the board",
    ),
    write=_write,
    confidential=True,
    landscape=False,
    one_page=True,
    tab="frame",
)
