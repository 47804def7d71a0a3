"""One picture on paper: exactly one sheet of A4, also when it is as full as it gets."""

import re
from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.test_main_job import HOSPITAL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FULL = """() => {
  const rows = [8, 5, 5];
  document.querySelectorAll('main table').forEach((table, i) => {
    const body = table.tBodies[0];
    while (i < rows.length && body.rows.length < rows[i])
      body.append(body.rows[0].cloneNode(true));
  });
  const words = 'samen beslissen met kind, ouder en arts over wat past ';
  document.querySelector('main section p').textContent = words.repeat(8).slice(0, 420);
  for (const name of document.querySelectorAll('main table small'))
    if (name.textContent.trim()) name.textContent = words.slice(0, 50).repeat(3);
}"""
"""The most rows that each table of the page can have, with words that are as long."""


def sheets(person: Person) -> int:
    """Return on how many sheets the page is printed."""
    printed = person.page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_picture_is_one_sheet_of_paper(
    someone: Callable[..., Person], language: str, width: int
) -> None:
    """That of the demo, that of the talks, and one with every table full."""
    person = someone("board", width, language)
    person.log_in(HOSPITAL)
    for agreement in person.site.demo.agreements:
        person.go(f"/agreements/{agreement.id}/picture")
        assert sheets(person) == 1
        for summary in person.page.locator("main details summary").all():
            summary.click()
        person.look(f"90-picture-{agreement.state}")
    person.go(f"/agreements/{person.site.demo.agreements[0].id}/picture")
    person.page.evaluate(FULL)
    assert sheets(person) == 1
