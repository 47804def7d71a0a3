"""Change what was signed, in a real browser: talk, accept, sign, and compare."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kpikit.excel.verify import verify
from tests.e2e.conftest import PASSWORD, Person, Site
from tests.e2e.test_looking_back import signed
from tests.e2e.test_main_job import HOSPITAL, INSURER, SIGNATORIES, download, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_signed_agreement_to_its_second_version(
    someone: Callable[..., Person],
    site: Site,
    language: str,
    width: int,
    tmp_path: Path,
) -> None:
    """The first version is in force until both signed the second one."""
    where = f"/agreements/{signed(site)}"
    hospital = someone("hospital", width, language)
    insurer = someone("insurer", width, language)
    hospital.log_in(HOSPITAL)
    insurer.log_in(INSURER)
    hospital.go(f"{where}/versions")
    hospital.look("90-versions")
    hospital.page.fill("[name=reason]", "De meting begon later.")
    press(hospital, "form#addendum button")
    talks = hospital.page.url.removeprefix(site.address).split("?")[0]
    hospital.look("92-talks")
    insurer.go(f"{talks}/measurement/TEA-04")
    insurer.page.fill("[name=owner]", "Half getypt")
    hospital.go(f"{talks}/measurement/TEA-04")
    hospital.page.fill("[name=owner]", "Twee mensen")
    press(hospital, "main button.primary")
    expect(insurer.page.locator("#news .note")).to_be_visible(timeout=6_000)
    expect(insurer.page.locator("[name=owner]")).to_have_value("Half getypt")
    insurer.look("92-news")
    insurer.page.on("dialog", lambda dialog: dialog.accept())
    insurer.go(where)
    insurer.look("93-in-force")
    insurer.go(f"{talks}/versions/changes")
    expect(insurer.page.locator("main")).to_contain_text("Twee mensen")
    insurer.look("94-changes")
    for person in (insurer, hospital):
        person.go(f"{talks}/settle")
        press(person, "form[action$='/accept'] button")
    for number, email in enumerate(SIGNATORIES):
        signatory = someone(f"signatory{number}", width, language)
        signatory.log_in(email)
        signatory.go(f"{talks}/settle")
        signatory.page.fill("input[name=password]", PASSWORD)
        press(signatory, "form[action$='/sign'] button")
        signatory.look(f"95-signed-{number}")
    insurer.go(f"{where}/versions/difference")
    expect(insurer.page.locator("main")).to_contain_text("Twee mensen")
    insurer.look("96-difference")
    data = download(insurer, where, tmp_path)
    found = verify(data)
    assert (True, 2) == (found.true_copy, found.version)
