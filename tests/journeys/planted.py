"""Agreements with a word or number of their own in every field, filled in over HTTP."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from kpikit.domain.financing.catalogue import all_kinds
from tests.journeys.attacker import (
    Control,
    Form,
    bytes_of,
    crawl,
    read,
    send,
    token_of,
)
from tests.web.installation import PASSWORD, Installation

YEARS = (2027, 2028)

MONEY = re.compile(r"amounts_|caps_|pool_|price|stop_|extra_patients")
SHARE = re.compile(r"band|share|rate|cap$|coverage_")
KPIS = ("PAT-01", "PRO-05", "TEA-01", "PAT-04")
UNDECIDED = "PAT-02"


@dataclass(slots=True)
class Planter:
    """Gives every field something of its own, and remembers where it went."""

    word: str
    numbers_from: int
    places: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def plant(self, place: str, control: Control) -> str:
        """Return what goes into a field: words, an amount or a percentage."""
        self._count += 1
        if control.is_number and MONEY.match(control.name):
            said = str(self.numbers_from + 7 * self._count)
        elif control.is_number:
            said = f"{10 + self._count % 80}.{self.numbers_from // 1000}%"
        else:
            said = f"{self.word}{self._count:03d}x"
            if "email" in control.name:
                said = "".join(said.split()) + "@kanarie.example"
            if control.name.endswith("_link"):
                said = "https://kanarie.example/" + "".join(said.split())
        self.places[said] = f"{place}#{control.name}"
        return said

    def said_in(self, part: str) -> list[str]:
        """Return what was planted in places whose address holds this part."""
        return [said for said, place in self.places.items() if part in place]


@dataclass(frozen=True, slots=True)
class Planted:
    """An agreement that was filled in, with what stands in it."""

    agreement: str
    planter: Planter

    @property
    def at(self) -> str:
        """The address of the hub."""
        return f"/agreements/{self.agreement}"

    def money(self) -> list[str]:
        """Return everything that was planted in the forms of the financing."""
        return self.planter.said_in("/financing/")

    def confidential(self) -> list[str]:
        """Return the money and the message with the turn."""
        return self.money() + self.planter.said_in("/settle/")


def spellings(said: str) -> list[bytes]:
    """Return the ways in which a page or a file could write it."""
    if said.isdigit():
        grouped = f"{int(said):,}"
        found = [
            said,
            grouped,
            grouped.replace(",", "."),
            grouped.replace(",", "\u00a0"),
        ]
    elif said.endswith("%"):
        bare = said.removesuffix("%")
        found = [bare, bare.replace(".", ","), bare.replace(".", "")]
    else:
        found = [said, said.upper()]
    return [each.encode() for each in found]


def plant(
    installation: Installation,
    hospital: str,
    insurer: str,
    word: str,
    numbers_from: int,
) -> Planted:
    """Fill in an agreement of a hospital and an insurer, in every field of every form."""
    planter = Planter(word, numbers_from)
    host, guest = installation.client(hospital), installation.client(insurer)
    across = installation.people[insurer].organisation.id
    voice = next(
        a.organisation.id for a in installation.people.values() if a.party == "voice"
    )
    asked = {
        "other_organisation_id": across,
        "voice_organisation_id": voice,
        "first_year": str(YEARS[0]),
        "years_long": str(len(YEARS)),
    }
    hub = _fill(host, planter, "/agreements/new", "/agreements/new", asked)
    at = hub.headers["Location"]
    paths = [f"care_path_{n}" for n in range(4)]
    frame = {"first_year": str(YEARS[0]), "years_long": str(len(YEARS))}
    extra = {p: planter.plant(f"{at}/frame", Control(p, "text")) for p in paths}
    frame |= {f"date_on_{n}": f"2027-0{n + 1}-01" for n in range(2)}
    _fill(host, planter, f"{at}/frame", "/frame", frame | extra, extra)
    _choose(installation, at, (host, guest))
    for kind in ("measured", "narrative"):
        _fill(
            host,
            planter,
            f"{at}/kpis/own?kind={kind}",
            "/kpis/own",
            OWN,
            {"kind": kind},
        )
    _overrule(host, planter, f"{at}/kpis")
    for kpi in KPIS:
        _fill(guest, planter, f"{at}/ambitions/{kpi}", f"/ambitions/{kpi}", _AMBITION)
        _measure(host, planter, f"{at}/measurement/{kpi}")
    _arrange(guest, planter, at, list(extra.values()))
    _go_on_all_the_same(guest, planter, at)
    _fill(host, planter, f"{at}/settle", "/settle/hand-over", {})
    return Planted(at.rsplit("/", 1)[1], planter)


def settle(
    installation: Installation, planted: Planted, accepts: tuple[str, str]
) -> None:
    """Let both parties accept what is there."""
    for email in accepts:
        browser = installation.client(email)
        expect(press(browser, f"{planted.at}/settle", "/settle/accept"))


def sign(installation: Installation, planted: Planted, signs: tuple[str, str]) -> None:
    """Let both parties sign."""
    for email in signs:
        browser = installation.client(email)
        answer = press(
            browser, f"{planted.at}/settle", "/settle/sign", {"password": PASSWORD}
        )
        expect(answer)


def press(
    browser: FlaskClient,
    address: str,
    part: str,
    answers: Mapping[str, str] | None = None,
) -> TestResponse:
    """Send a form of a page with these answers laid over what stands in it."""
    form = form_on(browser, address, part)
    values = form.presses()[0]
    for name, answer in (answers or {}).items():
        values.setlist(name, [answer])
    return send(browser, form, values, token_of(browser))


def form_on(browser: FlaskClient, address: str, part: str) -> Form:
    """Return the form of a page that is sent to an address that ends like this."""
    page = browser.get(address)
    forms, _ = read(page.text, address)
    for form in forms:
        if form.method == "post" and form.action.partition("?")[0].endswith(part):
            return form
    raise AssertionError(f"{address} ({page.status_code}) has no form for {part}")


def expect(answer: TestResponse) -> None:
    """Fail with the words of the page when something was refused."""
    words = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    assert answer.status_code == 303, (answer.request.path, words[:2000])


OWN = {
    "statistic": "share",
    "unit": "percent",
    "minimum": "0",
    "maximum": "100",
    "minimum_n": "25",
    "target_n": "100",
    "patient_minutes": "5",
    "staff_hours": "12",
    **{f"reference_n_{n}": "92" for n in (1, 2, 3)},
    **{f"reference_year_{n}": "2024" for n in (1, 2, 3)},
}
_AMBITION = {
    "baseline": "known",
    "baseline_value": "37%",
    "baseline_n": "92",
    "comparator": "at_least",
    "floor_2027": "41%",
    "floor_2028": "43%",
    "goal_2027": "51%",
    "goal_2028": "55%",
    "baseline_level": "1",
    "level_2027": "2",
    "level_2028": "3",
}
_PLAN = {
    "method_of_sampling": "consecutive",
    "mode": "digital",
    "planned_n": "100",
    "minimum_n": "25",
    "rounds_per_year": "2",
    "population": "640",
    "expected_response": "41%",
}


def _measure(browser: FlaskClient, planter: Planter, page: str) -> None:
    """Fill in a measurement plan; a question of the parties' own has three answers."""
    three = {}
    if any(c.name == "answers" for c in form_on(browser, page, page).controls):
        said = [planter.plant(page, Control("answers", "textarea")) for _ in range(3)]
        three = {
            "answers": "\n".join(said),
            "top_answers": said[0],
            "left_out_answers": said[2],
        }
    _fill(browser, planter, page, page, _PLAN | three)


def _choose(
    installation: Installation, at: str, browsers: tuple[FlaskClient, FlaskClient]
) -> None:
    agreement = at.rsplit("/", 1)[1]
    host = browsers[0]
    form = form_on(host, f"{at}/kpis/add", "/kpis/add")
    ticked = MultiDict([("kpi", k) for k in (*KPIS, UNDECIDED)])
    expect(send(host, form, ticked, token_of(host)))
    for browser in browsers:
        for kpi in KPIS:
            form = form_on(browser, f"/agreements/{agreement}/kpis", f"{kpi}/position")
            yes = MultiDict([("position", "yes")])
            expect(send(browser, form, yes, token_of(browser)))


def _overrule(browser: FlaskClient, planter: Planter, page: str) -> bool:
    """Leave the first advice or warning of a page aside, if there is one."""
    forms, _ = read(browser.get(page).text, page)
    for form in forms:
        reason = next((c for c in form.controls if c.name == "reason"), None)
        if "/overrule/" in form.action and reason is not None:
            said = MultiDict([*form.values().items(multi=True)])
            said.setlist("reason", [planter.plant(form.action, reason)])
            expect(send(browser, form, said, token_of(browser)))
            return True
    return False


def _go_on_all_the_same(browser: FlaskClient, planter: Planter, at: str) -> None:
    """Leave every fair warning aside, each with a reason of its own."""
    links = re.findall(
        rf'href="({at}/financing/[0-9a-f]+)"', browser.get(f"{at}/financing").text
    )
    for page in dict.fromkeys(links):
        while _overrule(browser, planter, page):
            pass


def _arrange(browser: FlaskClient, planter: Planter, at: str, paths: list[str]) -> None:
    free = list(paths)
    for kind in all_kinds().values():
        answers = {"care_path": free.pop() if kind.is_base else paths[0]}
        answers |= {"condition": "other", "kpis": KPIS[2], "gate": KPIS[2]}
        answers |= {"sides": "one", "obligation": "stop", "last_year": str(YEARS[-1])}
        page = f"{at}/financing/new/{kind.code}"
        _fill(browser, planter, page, f"/financing/new/{kind.code}", answers)


def _fill(
    browser: FlaskClient,
    planter: Planter,
    address: str,
    part: str,
    answers: Mapping[str, str],
    always: Mapping[str, str] | None = None,
) -> TestResponse:
    """Fill every field of a form that takes words or a number, and send it."""
    form = form_on(browser, address, part)
    values = form.values()
    for each in form.controls:
        if each.name in answers and each.kind != "radio":
            values.setlist(each.name, [answers[each.name]])
        elif each.holds_words or each.is_number:
            values.setlist(each.name, [planter.plant(form.action, each)])
    _tick(form, values, answers)
    for name, said in (always or {}).items():
        values.setlist(name, [said])
    answer = send(browser, form, values, token_of(browser))
    expect(answer)
    return answer


def _tick(
    form: Form, values: "MultiDict[str, str]", answers: Mapping[str, str]
) -> None:
    """Choose the wish among radio buttons, else what is chosen, else the first."""
    offered: dict[str, list[str]] = {}
    for each in form.controls:
        if each.kind == "radio":
            offered.setdefault(each.name, []).append(each.value)
    for name, options in offered.items():
        if answers.get(name) in options:
            values.setlist(name, [answers[name]])
        elif name not in values:
            values.setlist(name, options[:1])


def everything(browser: FlaskClient, start: str, beside: str = "/static/") -> bytes:
    """Return all bytes that a person reaches from a page downwards."""
    found = crawl(browser, start, beside=beside)
    return b"\n".join(bytes_of(a) for a in found.answers.values())


def leaked(
    planted: Planted, seen: bytes, said: Iterable[str] | None = None
) -> list[str]:
    """Return the places of the planted things that are among the bytes."""
    low, places = seen.lower(), planted.planter.places
    return [
        f"{places[each]}: {each}"
        for each in (places if said is None else said)
        if any(s.lower() in low for s in spellings(each))
    ]


def lacking(planted: Planted, seen: bytes) -> list[str]:
    """Return the places of what was planted and cannot be seen: it proves nothing."""
    found = set(leaked(planted, seen))
    there = {
        f"{place}: {said}"
        for said, place in planted.planter.places.items()
        if not place.startswith("/agreements/new")  # the title is written twice
    }
    return sorted(there - found)
