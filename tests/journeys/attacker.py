"""An attacker without a browser: crawls what one person sees, to send it as another."""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlencode, urljoin, urlsplit
from zipfile import ZipFile, is_zipfile

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.installation import PASSWORD, Installation

TOKEN = "csrf_token"
FILES = (".xlsx", ".docx", ".svg")
CONTROLS = frozenset({"input", "select", "textarea", "button"})
ADDRESSES = ("href", "src", "hx-get", "formaction")
Rows = Mapping[str, tuple[tuple[object, ...], ...]]


@dataclass(slots=True)
class Control:
    """One control of a form: what it is called, what it is and what it holds."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    checked: bool = False
    is_number: bool = False

    @property
    def holds_words(self) -> bool:
        """Whether somebody can type any words in it."""
        typed = {"text", "textarea", "email", "search"}
        return self.kind in typed and not self.is_number


@dataclass(slots=True)
class Form:
    """A form of a page, with every control that is sent with it."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    page: str = ""

    def values(self) -> "MultiDict[str, str]":
        """Return what a browser would send without anything being changed."""
        sent: MultiDict[str, str] = MultiDict()
        for each in self.controls:
            ticked = each.kind in {"checkbox", "radio"}
            if each.kind not in {"submit", "button"} and (each.checked or not ticked):
                sent.add(each.name, each.value)
        return sent

    def presses(self) -> list["MultiDict[str, str]"]:
        """Return what each of its named buttons would send."""
        buttons = [c for c in self.controls if c.kind == "submit"]
        return [
            MultiDict([*self.values().items(multi=True), (b.name, b.value)])
            for b in buttons
        ] or [self.values()]


class _Reader(HTMLParser):
    """Collect the forms and the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.addresses: list[str] = []
        self._by_id: dict[str, Form] = {}
        self._loose: list[tuple[str, Control]] = []
        self._form: Form | None = None
        self._open: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.addresses += [given[a] for a in ADDRESSES if given.get(a)]
        if tag == "form":
            method = given.get("method", "get").lower()
            self._form = Form(given.get("action", ""), method)
            self.forms.append(self._form)
            self._by_id[given.get("id", "")] = self._form
        elif tag in CONTROLS and given.get("name") and "disabled" not in given:
            self._take(tag, given)
        elif tag == "option" and self._open is not None:
            self._open.options.append(given.get("value", ""))
            if "selected" in given or len(self._open.options) == 1:
                self._open.value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._open.kind == "textarea":
            self._open.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in {"select", "textarea"} and self._open is not None:
            self._open.value = self._open.value.removeprefix("\n")
            self._open = None

    def finish(self) -> None:
        """Give the controls that name their form to that form."""
        for form_id, control in self._loose:
            if form_id in self._by_id:
                self._by_id[form_id].controls.append(control)

    def _take(self, tag: str, given: dict[str, str]) -> None:
        usual = {"input": "text", "button": "submit"}.get(tag, tag)
        kind = given.get("type", usual) if tag in {"input", "button"} else tag
        control = Control(
            given["name"],
            kind,
            given.get("value", "on" if kind in {"checkbox", "radio"} else ""),
            checked="checked" in given,
            is_number=given.get("inputmode") in {"decimal", "numeric"}
            or "number" in given.get("class", "").split(),
        )
        if tag in {"select", "textarea"}:
            self._open = control
        if "form" in given:
            self._loose.append((given["form"], control))
        elif self._form is not None:
            self._form.controls.append(control)


def read(page: str, address: str) -> tuple[list[Form], list[str]]:
    """Return the forms of a page, and the addresses on this site that it names."""
    reader = _Reader()
    reader.feed(page)
    reader.finish()
    for form in reader.forms:
        form.page = address
        form.action = urljoin(address, form.action) if form.action else address
    named = [urljoin(address, a) for a in reader.addresses]
    queries = [
        f"{form.action.partition('?')[0]}?{urlencode([*form.values().items(multi=True)])}"
        for form in reader.forms
        if form.method == "get"
    ]
    inside = [a.partition("#")[0] for a in (*named, *queries)]
    return reader.forms, [a for a in inside if a.startswith("/")]


@dataclass(slots=True)
class Crawl:
    """Everything that one person reaches from a page downwards."""

    answers: dict[str, TestResponse] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        """Every address, whether it was fetched or only noted."""
        return [*self.answers, *self.files]

    @property
    def posts(self) -> list[Form]:
        """The forms that change something, each once."""
        found: dict[tuple[str, tuple[str, ...]], Form] = {}
        for form in self.forms:
            if form.method == "post":
                names = tuple(sorted({c.name for c in form.controls}))
                found.setdefault((form.action, names), form)
        return list(found.values())


def crawl(
    browser: FlaskClient, *starts: str, files: bool = True, beside: str = "/static/"
) -> Crawl:
    """Follow every link downwards from some pages, but not into ``beside``.

    Without ``files`` workbooks and drawings are noted and not fetched: they cost most.
    """
    found, waiting = Crawl(), list(starts)
    while waiting:
        address = waiting.pop()
        if address in found.answers or address in found.files:
            continue
        if not files and address.partition("?")[0].endswith(FILES):
            found.files.append(address)
            continue
        answer = browser.get(address, buffered=True)
        found.answers[address] = answer
        if answer.mimetype != "text/html":
            continue
        forms, addresses = read(answer.text, address)
        found.forms += forms
        waiting += [
            a
            for a in addresses
            if a.startswith(starts) and not a.startswith(beside) and not _again(a)
        ]
    return found


def tables(installation: Installation, *but: str) -> Rows:
    """Return every row of every table; ``but`` leaves tables or table.columns out.

    That somebody was refused is a line in the trail, and so no change.
    """
    but = ("audit_head", "sqlite_sequence", *but)
    file = installation.desk.database.engine.url.database
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        wanted = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [name for (name,) in connection.execute(wanted)]
        return {n: _rows(connection, n, but) for n in names if n not in but}


def changed(before: Rows, after: Rows) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows that are new, gone or different, by table."""
    found = {}
    for name in before.keys() | after.keys():
        rows = set(before.get(name, ())) ^ set(after.get(name, ()))
        if rows:
            found[name] = sorted(rows, key=repr)
    return found


def token_of(browser: FlaskClient) -> str:
    """Return a valid form token of this browser."""
    found = re.search(
        rf'name="{TOKEN}" (?:type="hidden" )?value="([^"]+)"', _any(browser)
    )
    assert found is not None
    return found.group(1)


def send(
    browser: FlaskClient, form: Form, values: "MultiDict[str, str]", token: str | None
) -> TestResponse:
    """Send a form with this token, or without any."""
    sent = values.copy()
    sent.poplist(TOKEN)
    if token is not None:
        sent.add(TOKEN, token)
    return browser.post(form.action, data=sent)


def bytes_of(answer: TestResponse) -> bytes:
    """Return all that an answer says: headers, body, and what a workbook packs."""
    headers = "\n".join(f"{k}: {v}" for k, v in answer.headers).encode()
    return headers + b"\n" + unpacked(answer.data)


def unpacked(data: bytes) -> bytes:
    """Return the bytes of a file with every part of an archive laid open."""
    if not is_zipfile(BytesIO(data)):
        return data
    with ZipFile(BytesIO(data)) as archive:
        parts = [
            n.encode() + b"\n" + unpacked(archive.read(n)) for n in archive.namelist()
        ]
        return b"\n".join([*parts, archive.comment])


def spoken(answer: TestResponse, *ids: str) -> str:
    """Return a page without what always differs: tokens, new ids and these ids."""
    fresh = rf'(name="(?:{TOKEN}|id|arrangement_id|study_id)"[^>]*value=")[^"]+'
    page = re.sub(fresh, r"\1", answer.text)
    for each in ids:
        page = page.replace(each, "-")
    return page


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def each_press(forms: Iterable[Form]) -> Iterator[tuple[Form, "MultiDict[str, str]"]]:
    """Yield every form with what each of its buttons sends."""
    for form in forms:
        for values in form.presses():
            yield form, values


def sendings(forms: Iterable[Form]) -> list[tuple[Form, "MultiDict[str, str]"]]:
    """Return each form with each of its buttons; a password it asks is the right one."""
    found = []
    for form, values in each_press(forms):
        for control in form.controls:
            if control.kind == "password":
                values.setlist(control.name, [PASSWORD])
        found.append((form, values))
    return found


def rows_of(installation: Installation, agreement: str) -> Rows:
    """Return every row that belongs to one agreement, its history included."""
    file = installation.desk.database.engine.url.database
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        wanted = "SELECT * FROM agreements WHERE id = ?"
        row = connection.execute(wanted, [agreement]).fetchone()
        names = connection.execute(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND c.name = 'agreement_key'"
        ).fetchall()
        found: dict[str, tuple[tuple[object, ...], ...]] = {"agreements": (row,)}
        for (name,) in names:
            rows = f'SELECT * FROM "{name}" WHERE agreement_key = ?'  # noqa: S608
            found[name] = tuple(connection.execute(rows, [row[0]]))
    return found


def _rows(
    connection: sqlite3.Connection, table: str, but: tuple[str, ...]
) -> tuple[tuple[object, ...], ...]:
    columns = [c[1] for c in connection.execute(f'PRAGMA table_info("{table}")')]
    kept = ", ".join(f'"{c}"' for c in columns if f"{table}.{c}" not in but)
    real = "WHERE action <> 'refused'" if table == "audit" else ""
    wanted = f'SELECT {kept} FROM "{table}" {real}'  # noqa: S608
    return tuple(connection.execute(wanted))


def _any(browser: FlaskClient) -> str:
    page = browser.get("/account")
    return page.text if page.status_code == 200 else browser.get("/login").text


def _again(address: str) -> bool:
    return "lang=" in urlsplit(address).query
