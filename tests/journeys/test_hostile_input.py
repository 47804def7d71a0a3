"""Whatever somebody types or sends: no page breaks, and no text becomes a part of it."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kpikit.storage import users
from tests.journeys.attacker import Form, changed, crawl, send, tables, unpacked
from tests.journeys.conftest import World
from tests.journeys.planted import Planted, form_on, plant, settle, sign
from tests.repeats import first_of
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ADMIN,
    HOSPITAL_SIGNS,
    INSURER,
    INSURER_SIGNS,
    VOICE,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]
MARK = "kwaad"
PLANTED = (
    f"<{MARK} onload=alert(1)></{MARK}><script>{MARK}</script>"
    f"\"><img src={MARK} on{MARK}=1>' on{MARK}=1 {{{{7*7}}}}{{%raise%}} javascript:{MARK}"
    f"]]><{MARK}/><!--{MARK}"
)
BAD_IDS = (
    "x" * 5_000,
    "9" * 5_000,
    "\U0001f600\u0661\u00e9",
    "../../../etc/passwd",
    "..%2f..%2fetc",
    "a\x00b",
    "-1",
    "' OR 1=1 --",
    "1;DROP TABLE agreements",
    "{{7*7}}<script>",
    "\ud800",
)
BAD_QUERIES = (
    "page=-1&version=-1&before=x&seen=&show=&set=&words=%00&kpi=%ff",
    f"page={'9' * 5_000}&version={'9' * 5_000}&kpi={'x' * 5_000}&kind={'9' * 99}",
    "page=0&page=2&version=1.5&language=xx&lang=xx&state=none&level=<b>&burden=99",
    "%00=%00&%ff=%ff&lang=%00&next=//evil.example&words=%F0%9F%98%80",
    "words=' OR 1=1 --&kind=__import__&use=../&recommendation=-1&existing=maybe",
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD", "BREW")
BAD_VALUES = (
    "9" * 5_000,
    "-1",
    "\x00\x1b\u202e\ufeff",
    "1e999999",
    "99999999999999999999",
    "\U0001f600" * 10_000,
)
INTERNALS = (b"Traceback", b"sqlalchemy", b"werkzeug", b"/kpikit/", b"sqlite")


class Elements(HTMLParser):
    """Note each element or attribute that was made of what somebody typed."""

    def __init__(self) -> None:
        """Start with nothing found."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag or attribute that carries the mark, and links that run."""
        here = f"<{tag} {attrs}>"
        named = MARK in tag or any(MARK in name for name, _ in attrs)
        links = [v or "" for n, v in attrs if n in {"href", "src", "action", "hx-get"}]
        runs = any(
            v.strip().lower().startswith(("javascript:", "data:")) for v in links
        )
        if named or runs or (tag == "img" and any(MARK in v for v in links)):
            self.found.append(here)

    def handle_comment(self, data: str) -> None:
        """Note a comment that was opened by what somebody typed."""
        if MARK in data:
            self.found.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        """Note words inside a script."""
        if self.lasttag == "script" and MARK in data and self.cdata_elem:
            self.found.append(data)


def elements_in(answer: TestResponse) -> list[str]:
    """Return what a page made of what somebody typed."""
    reader = Elements()
    reader.feed(answer.text)
    reader.close()
    return reader.found


def in_order(answer: TestResponse) -> bool:
    """Tell whether an answer is no fault and shows nothing of the inside."""
    return answer.status_code < 500 and not any(w in answer.data for w in INTERNALS)


@pytest.fixture
def calm(world: World) -> World:
    """Give the world without form tokens: what is sent has to get through."""
    world.installation.app.config["WTF_CSRF_ENABLED"] = False
    return world


def test_markup_never_becomes_an_element(world: World) -> None:
    """Planted in every field of every form, it is shown as typed, on every page."""
    made = world.installation
    with made.desk.database.write() as session:
        person = users.get(session, made.people[HOSPITAL].user_id)
        assert person is not None
        users.save(session, replace(person, name=PLANTED))
    planted = plant(made, HOSPITAL, INSURER, PLANTED, 555_111_000)
    shown = shown_as_typed(world, planted)
    settle(made, planted, (INSURER, HOSPITAL))
    sign(made, planted, (HOSPITAL_SIGNS, INSURER_SIGNS))
    assert shown > 25
    assert shown_as_typed(world, planted) > 10


def shown_as_typed(world: World, planted: Planted) -> int:
    """Return how many pages show the markup, after a look that none of it works."""
    shown = 0
    starts = ("/account", "/organisation", "/waiting", "/?", planted.at)
    for email in (HOSPITAL, HOSPITAL_ADMIN, VOICE):
        for address, answer in crawl(world.client(email), *starts).answers.items():
            assert in_order(answer), address
            if answer.mimetype == "text/html":
                assert [] == elements_in(answer), address
                is_shown = f"&lt;script&gt;{MARK}" in answer.text
                assert not is_shown or "{{7*7}}" in answer.text, address
                shown += is_shown
            else:
                inside = unpacked(answer.data)
                assert f"<{MARK}".encode() not in inside, address
                assert b"<script" not in inside, address
    return shown


def test_what_is_asked_for_never_becomes_an_element(calm: World) -> None:
    """Neither an address nor a query comes back as a part of the page."""
    said = quote(PLANTED)
    for email in (None, HOSPITAL):
        browser = calm.client(email)
        for address in (
            f"/{said}",
            f"/library/{said}",
            f"/library?words={said}&kind={said}&level={said}",
            f"/library/compare?kpi={said}&kpi=PAT-01",
            f"/?words={said}&state={said}",
            f"/login?next=/{said}",
            f"/login?next={said}",
            f"/agreements/{said}",
            f"{calm.delta.at}/kpis/add?words={said}&set={said}",
            f"{calm.delta.at}/kpis/own?kind={said}",
            f"{calm.delta.at}/export?version={said}",
            f"/invitations/{said}",
        ):
            answer = browser.get(address, follow_redirects=True)
            assert in_order(answer), address
            assert [] == elements_in(answer), address


def addresses_with(app: Flask, world: World, bad: str) -> Iterator[str]:
    """Yield each address of the app with a bad value in each place where one goes."""
    good = {
        "agreement_id": world.delta.agreement,
        "kpi_id": "PAT-01",
        "in_language": "nl",
    }
    good |= {
        "start": "1",
        "goal": "2",
        "kind": "lump_sum",
        "pack": "full",
        "step": "accept",
    }
    for rule in app.url_map.iter_rules():
        for place in sorted(rule.arguments):
            yield filled(rule, {**good, place: bad})


def filled(rule: Rule, values: dict[str, str]) -> str:
    """Return the address of a rule, also with values that it would not make itself."""
    parts = []
    for is_variable, part in rule._trace:
        said = values.get(part, "x") if is_variable else part
        safe = "" if is_variable else "/"
        parts.append(quote(said.encode("utf-8", "surrogatepass"), safe=safe))
    return "".join(parts).removeprefix("%7C").removeprefix("|")


def start_of(bad: str) -> str:
    """Return how a bad text begins, as the name of its test."""
    return f"{bad[:9]!a}"


@pytest.mark.parametrize("bad", first_of(BAD_IDS, named=start_of))
def test_a_bad_address_is_a_page_that_is_not_there(calm: World, bad: str) -> None:
    """In each place of each address, for everybody and with every method: no fault."""
    app = calm.installation.app
    browsers = [calm.client(email) for email in (None, HOSPITAL, HOSPITAL_ADMIN)]
    before = tables(calm.installation)
    addresses = list(addresses_with(app, calm, bad))
    for browser in browsers:
        for address in addresses:
            for method in ("GET", "POST"):
                answer = browser.open(address, method=method)
                assert in_order(answer), (method, address[:200], answer.status_code)
                assert answer.status_code in {
                    200,
                    303,
                    308,
                    400,
                    403,
                    404,
                    405,
                    409,  # results are for a signed agreement, and this one is not
                    422,
                    429,
                }
    assert len(addresses) > 40
    assert {} == changed(
        {k: v for k, v in before.items() if k != "failures"},
        tables(calm.installation, "failures"),
    )


@pytest.mark.thorough
def test_a_bad_query_is_no_fault(calm: World) -> None:
    """Each page takes whatever stands behind the question mark."""
    browser = calm.client(HOSPITAL)
    addresses = {a.partition("?")[0] for a in calm.pages().addresses}
    addresses |= {
        "/",
        "/waiting",
        "/library",
        "/library/compare",
        "/glossary",
        "/login",
    }
    for address in sorted(addresses):
        if "/charts/" not in address:
            for query in BAD_QUERIES:
                answer = browser.get(f"{address}?{query}")
                assert in_order(answer), (address, query[:80])


def test_a_wrong_method_is_refused(calm: World) -> None:
    """No method that a page does not know does or tells anything."""
    app = calm.installation.app
    browsers = [calm.client(email) for email in (None, HOSPITAL)]
    before = tables(calm.installation)
    for browser in browsers:
        for address in sorted({a.partition("?")[0] for a in calm.pages().addresses}):
            rules = app.url_map.bind("localhost").allowed_methods(address)
            for method in set(METHODS) - set(rules):
                answer = browser.open(address, method=method)
                assert 405 == answer.status_code, (method, address)
                assert in_order(answer)
    assert {} == changed(before, tables(calm.installation))


@pytest.mark.parametrize("bad", first_of(BAD_VALUES, named=start_of))
def test_a_bad_value_is_no_fault(calm: World, bad: str) -> None:
    """In the fields of each form, hidden ones and choices too: taken or refused."""
    browser, admin = calm.client(HOSPITAL), calm.client(HOSPITAL_ADMIN)
    forms = [(browser, f) for f in of_each_kind(calm)]
    forms += [
        (who, form_on(who, address, part))
        for who, address, part in (
            (browser, "/agreements/new", "/agreements/new"),
            (browser, "/account", "/account/password"),
            (browser, "/account", "/account/language"),
            (admin, "/organisation", "/organisation/invitations"),
            (calm.client(), "/login", "/login"),
        )
    ]
    for who, form in forms:
        for names in together(form):
            values = form.presses()[0]
            for name in names:
                values.setlist(name, [bad])
            answer = send(who, form, values, None)
            assert in_order(answer), (form.action, names, answer.status_code)
    assert len(forms) > 25


def of_each_kind(world: World) -> list[Form]:
    """Return one form of each address that takes one, and of each set of fields."""
    match = world.installation.app.url_map.bind("localhost").match
    found: dict[tuple[str, frozenset[str]], Form] = {}
    for form in [*world.forms(), *world.forms("settling", HOSPITAL, HOSPITAL_SIGNS)]:
        endpoint, _ = match(form.action.partition("?")[0], "POST")
        fields = frozenset(control.name for control in form.controls)
        found.setdefault((str(endpoint), fields), form)
    return list(found.values())


def together(form: Form) -> list[list[str]]:
    """Return the fields to spoil together: all, by kind, and each hidden one alone."""
    by_kind: dict[str, list[str]] = {"all": [c.name for c in form.controls]}
    for control in form.controls:
        kind = "number" if control.is_number else control.kind
        alone = control.name if kind == "hidden" else ""
        by_kind.setdefault(f"{kind} {alone}", []).append(control.name)
    return list(by_kind.values())


@pytest.mark.thorough
def test_a_body_that_is_no_form_is_no_fault(calm: World) -> None:
    """JSON, half a multipart, nothing, or a thousand fields: refused, nothing done."""
    browser = calm.client(HOSPITAL)
    many = "&".join(f"a{n}=1" for n in range(1_500))
    bodies = (
        ("application/json", b'{"title": "x"}'),
        ("multipart/form-data", b"--"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
        ("application/x-www-form-urlencoded", many.encode()),
        ("application/x-www-form-urlencoded", b"%ff=%fe&a=%"),
        ("text/plain; charset=nonsense", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"x=" + b"y" * 3_000_000),
    )
    for form in of_each_kind(calm):
        for kind, body in bodies:
            answer = browser.post(form.action, data=body, content_type=kind)
            assert in_order(answer), (form.action, kind)


def test_a_cookie_that_is_none_is_no_fault(calm: World) -> None:
    """Made-up, broken and endless cookies are no login and no fault."""
    for value in ("", "x" * 5_000, "a\x00b", "\xff\xfe", "' OR 1=1 --", "é", '"'):
        for name in ("kpikit", "kpikit_form", "kpikit_language"):
            browser = calm.installation.app.test_client()
            header = f"{name}={value}"
            for address in ("/", "/login", calm.delta.at):
                answer = browser.get(address, headers={"Cookie": header})
                assert in_order(answer), (name, value[:9])
                assert answer.status_code in {200, 303}


def test_the_host_of_a_request_reaches_no_link(calm: World) -> None:
    """With the hosts of the installation named, no other is answered or written down."""
    app = calm.installation.app
    app.config["TRUSTED_HOSTS"] = ["localhost"]
    admin = calm.client(HOSPITAL_ADMIN)
    form = form_on(admin, "/organisation", "/organisation/invitations")
    values = form.values()
    values.setlist("email", ["new@oostpoort.example"])
    values.setlist("roles", ["reader"])
    before = tables(calm.installation)
    for headers in ({"Host": "evil.example"}, {"Host": "localhost.evil.example"}):
        answer = admin.post(form.action, data=values, headers=headers)
        assert 400 == answer.status_code
        assert b"evil.example" not in answer.data
    assert {} == changed(before, tables(calm.installation))
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    forged |= {"Forwarded": "host=evil.example", "X-Original-URL": "/evil"}
    answer = admin.post(form.action, data=values, headers=forged)
    assert 200 == answer.status_code
    assert b"evil.example" not in answer.data
    assert b"http://localhost/invitations/" in answer.data


def test_every_page_is_kept_from_caches_and_frames(calm: World) -> None:
    """Nothing confidential stays behind in a browser or a proxy."""
    browser = calm.client(HOSPITAL)
    for address in calm.pages().addresses:
        headers = browser.get(address).headers
        kept = headers["Cache-Control"]
        assert "no-store" in kept or "private" in kept, address
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] or (
            address.endswith(".svg")
        )
        assert "nosniff" == headers["X-Content-Type-Options"]
