"""Results over the pages: fill in, bring in a file, submit, accept, open, erase."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from kpikit.actions.demo.signed import make_signed
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_ANALYST,
    HOSPITAL_READER,
    INSURER,
    OTHER_INSURER,
    PASSWORD,
    VOICE,
    Installation,
    fields_of,
    words_of,
)

SHARE = {
    "revision": "0",
    "presence": "measured",
    "eligible": "900",
    "invited": "400",
    "responded": "150",
    "denominator": "140",
    "numerator": "98",
    "mode": "digital",
    "note": "",
}
PERIOD = "2026-Q1"
CSV = (
    "KPI-code;Periode;Kwamen in aanmerking;Uitgenodigd of getrokken;Antwoordden;"
    "Geldige antwoorden (n);Daarvan boven de streep;Gemiddelde;Standaardafwijking\n"
    "PAT-04;2026-Q1;900;400;150;140;98;;\n"
    "PAT-02;2026-Q1;900;400;90;88;;72,5;14,25\n"
)


@pytest.fixture
def signed(installation: Installation) -> str:
    """Return the id of an agreement with five KPIs that both parties signed."""
    made = make_signed(
        installation.desk, installation.people, PASSWORD, installation.passwords
    )
    return made.id


def _url(agreement: str, *parts: str) -> str:
    return "/".join([f"/agreements/{agreement}/results", *parts])


def _upload(
    installation: Installation, agreement: str, data: bytes, name: str = "a.csv"
) -> tuple[int, str]:
    """Bring a file in up to its preview; return the status and the next address."""
    sent = {"file": (BytesIO(data), name)}
    answer = installation.client(HOSPITAL_ANALYST).post(
        _url(agreement, "upload"), data=sent, content_type="multipart/form-data"
    )
    return answer.status_code, answer.headers.get("Location", answer.text)


def _step(
    installation: Installation, agreement: str, email: str, revision: int, **sent: str
) -> int:
    data = {"revision": str(revision), "entered_by": "provider", **sent}
    browser = installation.client(email)
    return browser.post(_url(agreement, PERIOD), data=data).status_code


def _fill(installation: Installation, agreement: str, **changes: str) -> int:
    browser = installation.client(HOSPITAL_ANALYST)
    url = _url(agreement, PERIOD, "PAT-04")
    return browser.post(url, data={**SHARE, **changes}).status_code


def test_a_result_goes_from_draft_to_accepted(
    installation: Installation, signed: str
) -> None:
    """One party fills in and submits, the other sees it only then, and accepts."""
    assert 303 == _fill(installation, signed)
    theirs = installation.client(INSURER).get(_url(signed, PERIOD)).text
    assert "98 of 140" not in theirs
    assert 303 == _step(installation, signed, HOSPITAL_ANALYST, 0, step="submit")
    theirs = installation.client(INSURER).get(_url(signed, PERIOD)).text
    assert "98 of 140 (70%)" in words_of(theirs)
    assert 422 == _step(installation, signed, HOSPITAL, 1, step="accept")
    assert 303 == _step(installation, signed, INSURER, 1, step="accept")
    voice = installation.client(VOICE).get(_url(signed, PERIOD)).text
    assert "98 of 140 (70%)" in words_of(voice)


def test_what_lacks_is_told_where_it_lacks(
    installation: Installation, signed: str
) -> None:
    """The empty field is named, and not the one beside it that is filled in."""
    browser, url = installation.client(HOSPITAL_ANALYST), _url(signed, PERIOD, "PAT-04")
    answer = browser.post(url, data={**SHARE, "denominator": ""})
    assert 422 == answer.status_code
    assert 'href="#denominator"' in answer.text
    assert 'href="#numerator"' not in answer.text


@pytest.mark.parametrize(
    "note", ["BSN 111222333", "bel j@x.nl", "06-12345678", "geboren 12-03-1980"]
)
def test_a_note_holds_nothing_about_a_person(
    installation: Installation, signed: str, note: str
) -> None:
    """What is refused in a file is refused on the page, at its field."""
    browser, url = installation.client(HOSPITAL_ANALYST), _url(signed, PERIOD, "PAT-04")
    answer = browser.post(url, data={**SHARE, "note": note})
    assert 422 == answer.status_code
    assert 'href="#note"' in answer.text
    assert 303 == browser.post(url, data={**SHARE, "note": "op 12-03-2026"}).status_code


def test_a_draft_can_be_thrown_away(installation: Installation, signed: str) -> None:
    """The page asks first and names the loss; a newer draft is not thrown away unseen."""
    _fill(installation, signed)
    browser, url = installation.client(HOSPITAL_ANALYST), _url(signed, PERIOD, "PAT-04")
    assert f"{url}/remove" in browser.get(url).text
    asking = browser.get(f"{url}/remove").text
    assert "98 of 140 (70%)" in words_of(asking)
    assert 303 == _fill(installation, signed, revision="1", numerator="90")
    late = browser.post(f"{url}/remove", data=fields_of(asking))
    assert 409 == late.status_code
    assert "90 of 140" in words_of(late.text)
    assert 303 == browser.post(f"{url}/remove", data=fields_of(late.text)).status_code
    assert "90 of 140" not in words_of(browser.get(_url(signed, PERIOD)).text)
    assert 404 == browser.get(f"{url}/remove").status_code
    assert f"{url}/remove" not in browser.get(url).text


def test_what_was_submitted_is_no_draft_to_throw_away(
    installation: Installation, signed: str
) -> None:
    """The other party looks at it: it stays, and the page says why."""
    _fill(installation, signed)
    browser, url = installation.client(HOSPITAL_ANALYST), _url(signed, PERIOD, "PAT-04")
    asking = browser.get(f"{url}/remove").text
    _step(installation, signed, HOSPITAL_ANALYST, 0, step="submit")
    answer = browser.post(f"{url}/remove", data=fields_of(asking))
    assert answer.status_code in {404, 409}
    theirs = installation.client(INSURER).get(_url(signed, PERIOD)).text
    assert "98 of 140 (70%)" in words_of(theirs)


def test_a_returned_period_can_be_corrected(
    installation: Installation, signed: str
) -> None:
    """Returning needs a note; the note is read, and the numbers can be changed."""
    _fill(installation, signed)
    _step(installation, signed, HOSPITAL_ANALYST, 0, step="submit")
    assert 409 == _fill(installation, signed, revision="1", numerator="90")
    assert 422 == _step(installation, signed, INSURER, 1, step="return", words=" ")
    note = "De noemer klopt niet"
    assert 303 == _step(installation, signed, INSURER, 1, step="return", words=note)
    own = installation.client(HOSPITAL_ANALYST).get(_url(signed, PERIOD)).text
    assert note in own
    assert 303 == _fill(installation, signed, revision="1", numerator="90")
    assert 303 == _step(installation, signed, HOSPITAL_ANALYST, 2, step="submit")


def test_a_closed_period_says_why_and_opens_on_request(
    installation: Installation, signed: str
) -> None:
    """What both accepted is closed; one asks with a reason, the other opens it."""
    _fill(installation, signed)
    _step(installation, signed, HOSPITAL_ANALYST, 0, step="submit")
    _step(installation, signed, INSURER, 1, step="accept")
    page = installation.client(HOSPITAL_ANALYST).get(_url(signed, PERIOD, "PAT-04"))
    assert "Both parties accepted this period, so it is closed" in page.text
    why = "Dubbel geteld"
    ask = {"step": "ask-unlock", "words": why}
    assert 303 == _step(installation, signed, HOSPITAL, 2, **ask)
    assert why in installation.client(INSURER).get(_url(signed, PERIOD)).text
    assert 422 == _step(installation, signed, HOSPITAL, 3, step="unlock")
    assert 303 == _step(installation, signed, INSURER, 3, step="unlock")
    assert 303 == _fill(installation, signed, revision="1", numerator="97")


def test_each_wrong_field_is_told_and_nothing_is_lost(
    installation: Installation, signed: str
) -> None:
    """A numerator above the denominator is told at its field; the rest stays."""
    browser = installation.client(HOSPITAL_ANALYST)
    url = _url(signed, PERIOD, "PAT-04")
    answer = browser.post(url, data={**SHARE, "numerator": "141", "responded": "x"})
    assert 422 == answer.status_code
    assert 'value="141"' in answer.text
    answer = browser.post(url, data={**SHARE, "numerator": "141"})
    assert 422 == answer.status_code
    assert 'href="#numerator"' in answer.text


def test_small_groups_are_hidden_from_the_others(
    installation: Installation, signed: str
) -> None:
    """A group of nine is hidden from insurer and voice, and seen by its own party."""
    small = {"denominator": "9", "numerator": "4", "responded": "9", "invited": "11"}
    _fill(installation, signed, **small, note="negen kinderen")
    _step(installation, signed, HOSPITAL_ANALYST, 0, step="submit")
    _step(installation, signed, INSURER, 1, step="accept")
    assert "4 of 9" in installation.client(HOSPITAL).get(_url(signed, PERIOD)).text
    for email in (INSURER, VOICE):
        text = installation.client(email).get(_url(signed, PERIOD)).text
        assert "4 of 9" not in text
        assert "negen kinderen" not in text
        assert "hidden: the group is small" in text


@pytest.mark.parametrize(
    ("email", "status"),
    [
        (HOSPITAL_READER, 403),
        (VOICE, 403),
        (OTHER_INSURER, 404),
    ],
)
def test_who_may_not_bring_in_results(
    installation: Installation, signed: str, email: str, status: int
) -> None:
    """A reader and a voice may look; for another insurer the agreement is not there."""
    browser = installation.client(email)
    for url in ("upload", "template.xlsx", f"{PERIOD}/PAT-04"):
        assert status == browser.get(_url(signed, url)).status_code, url
    seen = 404 if status == 404 else 200
    assert seen == browser.get(_url(signed)).status_code
    assert seen == browser.get(_url(signed, PERIOD)).status_code


def test_a_csv_file_is_previewed_and_brought_in_once(
    installation: Installation, signed: str
) -> None:
    """The preview changes nothing; the same file a second time adds nothing."""
    status, url = _upload(installation, signed, CSV.encode("cp1252"))
    assert 303 == status
    browser = installation.client(HOSPITAL_ANALYST)
    preview = browser.get(url).text
    assert "98 of 140" in words_of(preview)
    assert "72.5 (standard deviation" in words_of(preview)
    assert "98 of 140" not in browser.get(_url(signed, PERIOD)).text
    assert 303 == browser.post(url).status_code
    assert "98 of 140" in browser.get(_url(signed, PERIOD)).text
    assert 404 == browser.get(url).status_code
    _, again = _upload(installation, signed, CSV.encode())
    assert "Everything in this file is there already" in browser.get(again).text


def test_answers_to_the_literal_question_become_the_result(
    installation: Installation, signed: str
) -> None:
    """The template asks for the agreed answers; what is filled in is counted by them."""
    assert 303 == _fill(installation, signed)
    browser = installation.client(HOSPITAL_ANALYST)
    book = load_workbook(BytesIO(browser.get(_url(signed, "template.xlsx")).data))
    sheet = book["Answers PAT-04"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    said = [row[0] for row in rows]
    assert "Ja, helemaal samen" in said
    assert "Er viel niets te kiezen" in said
    given = ["Ja, helemaal samen"] * 7 + ["nee, niet samen"] * 2
    given += ["Er viel niets te kiezen", "Een beetje samen"]
    for number, answer in enumerate(given, start=1):
        sheet.append(["PAT-04", PERIOD, number, answer])
    del book["Results"]
    data = BytesIO()
    book.save(data)
    _, url = _upload(installation, signed, data.getvalue(), "a.xlsx")
    assert "7 of 10" in words_of(browser.get(url).text)
    assert 303 == browser.post(url).status_code
    assert "7 of 10" in browser.get(_url(signed, PERIOD)).text
    theirs = installation.client(INSURER).get(_url(signed, PERIOD)).text
    assert "niet samen" not in theirs


def test_a_file_sent_twice_waits_once(installation: Installation, signed: str) -> None:
    """A double click leads to one preview; another name or other content is another."""
    first, second = (_upload(installation, signed, CSV.encode()) for _ in "12")
    assert (303, first) == (first[0], second)
    others = {
        _upload(installation, signed, CSV.encode(), "b.csv")[1],
        _upload(installation, signed, CSV.replace("98", "97").encode())[1],
    }
    assert 3 == len({first[1], *others})
    installation.clock.move(minutes=2)
    assert first != _upload(installation, signed, CSV.encode())


def test_nobody_else_reads_a_waiting_file(
    installation: Installation, signed: str
) -> None:
    """A preview is of the organisation that brought the file, and of nobody else."""
    _, url = _upload(installation, signed, CSV.encode())
    assert 404 == installation.client(INSURER).get(url).status_code
    assert 404 == installation.client(OTHER_INSURER).get(url).status_code
    assert 403 == installation.client(VOICE).get(url).status_code


def test_every_problem_is_told_with_sheet_row_and_column(
    installation: Installation, signed: str
) -> None:
    """Two planted errors are both told in words, and nothing is brought in."""
    data = _filled(installation, signed, {"PAT-04": ("98", "91"), "PAT-02": (8, 7)})
    _, url = _upload(installation, signed, data, "a.xlsx")
    browser = installation.client(HOSPITAL_ANALYST)
    text = words_of(browser.get(url).text)
    assert "Sheet ‘Results’, row" in text
    assert "column I" in text
    assert 422 == browser.post(url).status_code
    assert "98 of" not in browser.get(_url(signed, PERIOD)).text


def _filled(
    installation: Installation,
    agreement: str,
    wrong: dict[str, tuple[str | int, str | int]],
) -> bytes:
    """Return the fill-in workbook with numerator and denominator of some KPIs."""
    browser = installation.client(HOSPITAL_ANALYST)
    got = browser.get(_url(agreement, "template.xlsx"))
    assert 200 == got.status_code
    book = load_workbook(BytesIO(got.data))
    sheet = book["Results"]
    for row in range(2, sheet.max_row + 1):
        kpi, period = sheet.cell(row, 1).value, sheet.cell(row, 3).value
        if kpi in wrong and period == PERIOD:
            for column, value in ((5, 900), (6, 400), (7, 150)):
                sheet.cell(row, column).value = value
            sheet.cell(row, 9).value, sheet.cell(row, 8).value = wrong[str(kpi)]
    made = BytesIO()
    book.save(made)
    return made.getvalue()


RAW = "kpi;period;number;" + ";".join(map(str, range(1, 10))) + "\n"


def _raw_rows(count: int) -> str:
    rows = [f"PAT-02;2026-Q1;{n};{n % 6};5;4;4;5;5;4;3;5" for n in range(1, count + 1)]
    return RAW + "\n".join(rows)


def test_raw_answers_are_asked_about_scored_and_erased(
    installation: Installation, signed: str
) -> None:
    """Numbers that can be read in two ways are asked about; then scored, then erased."""
    _, url = _upload(installation, signed, _raw_rows(60).encode())
    browser = installation.client(HOSPITAL_ANALYST)
    text = browser.get(url).text
    assert "How are these numbers to be read?" in text
    assert "gives a mean of" in text
    choice = {"reading-PAT-02": "0-5"}
    looked = browser.post(url, data=choice | {"look": "1"})
    assert "how many were invited" in looked.text
    _, known = _upload(installation, signed, CSV.encode())
    assert 303 == browser.post(known).status_code
    assert 303 == browser.post(url, data=choice).status_code
    assert "n = 60" in browser.get(_url(signed, PERIOD)).text
    assert "60" in browser.get(_url(signed)).text
    theirs = installation.client(INSURER).get(_url(signed)).text
    assert "Single answers" not in theirs
    erase = _url(signed, "answers", "PAT-02", PERIOD, "erase")
    assert 404 == installation.client(INSURER).get(erase).status_code
    assert "Backups that were made before" in browser.get(erase).text
    assert 303 == browser.post(erase).status_code
    assert 404 == browser.get(erase).status_code
    assert "n = 60" in browser.get(_url(signed, PERIOD)).text


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("BSN", "123456782", "BSN"),
        ("code", "123456782", "BSN"),
        ("E-mail", "x", "e-mail"),
        ("contact", "jan@voorbeeld.nl", "e-mail"),
        ("Telefoon", "1", "phone"),
        ("bereik", "06-12345678", "phone"),
        ("Geboortedatum", "1", "birth"),
        ("datum", "12-03-1961", "birth"),
    ],
)
def test_columns_about_persons_are_refused(
    installation: Installation, signed: str, column: str, value: str, word: str
) -> None:
    """By their heading and by what stands under it; the value is not repeated."""
    head, *rows = CSV.strip().split("\n")
    data = "\n".join([f"{head};{column}", *(f"{row};{value}" for row in rows)])
    _, url = _upload(installation, signed, data.encode())
    text = words_of(installation.client(HOSPITAL_ANALYST).get(url).text)
    assert f"these look like {word}" in text or word in text
    assert "Take this column out" in text
    if len(value) > 5:
        assert value not in text


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04damaged", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"\x00\x01\x02"],
)
def test_what_is_no_table_is_refused_in_words(
    installation: Installation, signed: str, data: bytes
) -> None:
    """An empty, damaged, locked or binary file is refused, and nothing is kept."""
    status, text = _upload(installation, signed, data, "a.xlsx")
    assert 422 == status
    assert "Please check the following" in text


def test_before_signing_the_page_says_what_it_is_for(
    installation: Installation, agreement: str
) -> None:
    """An agreement in talks has no results, and the page says when it will."""
    text = installation.client(HOSPITAL).get(_url(agreement)).text
    assert "No results yet" in text
