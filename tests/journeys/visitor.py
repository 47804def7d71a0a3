"""A visitor without a browser: reads pages, fills forms by their names, sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


@dataclass(slots=True)
class FormOnPage:
    """A form as it stands on a page, with the values that are in it."""

    action: str
    method: str
    values: "MultiDict[str, str]" = field(default_factory=MultiDict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collect forms, links and the visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.links: list[tuple[str, str]] = []
        self.text: list[str] = []
        self._form: FormOnPage | None = None
        self._select = ""
        self._first_option: str | None = None
        self._area: str | None = None
        self._link: str | None = None
        self._button: tuple[str, str] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._form = FormOnPage(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        elif tag == "a" and "href" in given:
            self._link, self._words = given["href"], []
        elif tag == "button":
            self._button = (given.get("name", ""), given.get("value", ""))
            self._words = []
        elif self._form is not None and given.get("name") and "disabled" not in given:
            self._control(tag, given)
        elif tag == "option" and self._select:
            self._option(given)

    def handle_endtag(self, tag: str) -> None:
        words = " ".join(" ".join(self._words).split())
        if tag == "form":
            self._form = None
        elif tag == "a" and self._link is not None:
            self.links.append((words, self._link))
            self._link = None
        elif tag == "button" and self._button is not None:
            if self._form is not None:
                self._form.buttons.append((*self._button, words))
            self._button = None
        elif tag == "textarea" and self._area is not None and self._form is not None:
            self._form.values.add(self._area, "".join(self._words).removeprefix("\n"))
            self._area = None
        elif tag == "select" and self._select and self._form is not None:
            if self._select not in self._form.values and self._first_option is not None:
                self._form.values.add(self._select, self._first_option)
            self._select = ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self._words.append(data)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._form, given["name"]
        if form is None:
            return
        form.names.add(name)
        if tag == "select":
            self._select, self._first_option = name, None
        elif tag == "textarea":
            self._area, self._words = name, []
        elif given.get("type") in {"checkbox", "radio"}:
            if "checked" in given:
                form.values.add(name, given.get("value", "on"))
        elif tag == "input" and given.get("type") != "file":
            form.values.add(name, given.get("value", ""))

    def _option(self, given: dict[str, str]) -> None:
        if self._form is None:
            return
        if self._first_option is None:
            self._first_option = given.get("value", "")
        if "selected" in given:
            self._form.values.add(self._select, given.get("value", ""))


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that was read."""

    response: TestResponse
    address: str
    forms: tuple[FormOnPage, ...]
    links: tuple[tuple[str, str], ...]
    text: str

    def form(self, part: str) -> FormOnPage:
        """Return the form with a field of this name, else with this in its address."""
        named = (f for f in self.forms if part in f.names)
        sent_to = (f for f in self.forms if part in f.action)
        for form in (*named, *sent_to):
            return form
        raise AssertionError(f"{self.address} has no form with {part!r}: {self.forms}")


class Visitor:
    """Somebody who visits pages one after the other."""

    def __init__(self, client: FlaskClient) -> None:
        """Start with a client of the app, not yet anywhere."""
        self.client = client

    def visit(self, address: str) -> Page:
        """Go to an address and follow where it leads."""
        return self._read(self.client.get(address, follow_redirects=True))

    def send(
        self,
        page: Page,
        part: str,
        /,
        press: tuple[str, str] | None = None,
        **answers: str | list[str],
    ) -> Page:
        """Fill the form that ``part`` names and send it; other values stay.

        A name with a dash is written with two underscores here.
        """
        real = {name.replace("__", "-"): answer for name, answer in answers.items()}
        return self.fill(page, part, real, press)

    def fill(
        self,
        page: Page,
        part: str,
        answers: Mapping[str, str | list[str]],
        press: tuple[str, str] | None = None,
    ) -> Page:
        """Fill the form that ``part`` names with answers by field, and send it."""
        form = page.form(part)
        values = form.values.copy()
        for name, answer in answers.items():
            if name not in form.names:
                known = ", ".join(sorted(form.names))
                raise AssertionError(f"{page.address}: no field {name!r}; {known}")
            values.setlist(name, [answer] if isinstance(answer, str) else answer)
        if press:
            values.add(*press)
        target = urljoin(page.address, form.action) if form.action else page.address
        if form.method.lower() == "get":
            sent = self.client.get(target, query_string=values, follow_redirects=True)
        else:
            sent = self.client.post(target, data=values, follow_redirects=True)
        return self._read(sent)

    def _read(self, response: TestResponse) -> Page:
        reader = _Reader()
        if response.mimetype == "text/html":
            reader.feed(response.get_data(as_text=True))
        parts = urlsplit(response.request.url)
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        text = " ".join(" ".join(reader.text).split())
        forms, links = tuple(reader.forms), tuple(reader.links)
        return Page(response, address, forms, links, text)
