"""The command line: 0 is done, 1 a refusal with its reasons, 2 wrong usage."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from sqlalchemy import text

from kpikit.actions.demo.people import DELTA, OOSTPOORT, USERS
from kpikit.cli import main
from kpikit.domain.access import Role
from kpikit.resources import folder
from kpikit.settings import Settings
from kpikit.storage import migrate, organisations, users
from kpikit.storage.database import Database
from kpikit.storage.tables import AuditRow
from kpikit.storage.users import User
from kpikit.web.app import create_app
from tests.guards.tree import ROOT

PASSWORD = "zeven blauwe fietsen"
OTHER = "acht groene bussen"
EMAIL = "a.admin@west.example"
ADMIN = {
    "email": EMAIL,
    "name": "A. Admin",
    "organisation": "Ziekenhuis West",
    "kind": "provider",
    "agb": "06999977",
    "kvk": "99000077",
    "role": "admin",
    "password": PASSWORD,
}
MAIL = {
    "KPIKIT_SITE_URL": "https://kpi.example.org",
    "KPIKIT_MAIL_FROM": "kpi@example.org",
}
WAITING = """
    INSERT INTO agreements (key, id, title, first_year, years_long, frame, state, turn,
        turn_since, message, revision)
    VALUES (1, 'x', 'T', 2027, 3, '{}', 'draft', 'provider',
        '2026-11-02 09:00:00.000000', '', 1);
    INSERT INTO agreement_parties (agreement_key, role, organisation_id, place, name,
        agb_code, kvk_number)
    VALUES (1, 'provider', :home, 0, 'N', '01234567', '');
    INSERT INTO notices (key, organisation_id, user_id, agreement_key, kind, by_role, at)
    VALUES (1, :home, :user, 1, 'signed', 'insurer', '2026-11-02 09:00:00.000000');
    INSERT INTO mail (organisation_id, user_id, notice_key, fate, due_at, failures)
    VALUES (:home, :user, 1, 'waiting', '2026-11-02 09:00:00.000000', 0)
"""
EMPTY = {
    "nl": "De database is nog leeg of van een oudere versie.",
    "en": "The database is still empty or of an older version.",
}


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell with an installation of its own, in a folder of its own."""

    data: Path
    mail: Path | None = None

    def run(self, *words: str, language: str = "", typed: str = "") -> Result:
        """Run ``kpikit`` with these words and return what it answered."""
        env = {"KPIKIT_DATA": str(self.data), "KPIKIT_LANGUAGE": language}
        if self.mail:
            env |= {**MAIL, "KPIKIT_MAIL_DIR": str(self.mail)}
        return CliRunner().invoke(main, words, env=env, input=typed)

    def add(self, *more: str, **instead: str | None) -> Result:
        """Run ``kpikit user add`` for an admin; ``None`` leaves an option out."""
        wish = {k: v for k, v in {**ADMIN, **instead}.items() if v is not None}
        given = [word for name, value in wish.items() for word in (f"--{name}", value)]
        return self.run("user", "add", *given, *more)

    def user(self, email: str = EMAIL) -> User | None:
        """Return what is stored of somebody."""
        with closing(self.database()) as database, database.read() as session:
            return users.by_email(session, email)

    def database(self) -> Database:
        """Open the database of the installation."""
        return Database.open(f"sqlite:///{self.data / 'kpikit.sqlite3'}")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database that tests copy, once."""
    file = tmp_path_factory.mktemp("tables") / "kpikit.sqlite3"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def bare(tmp_path: Path) -> Shell:
    """Give a shell in which nothing was made yet."""
    return Shell(tmp_path / "data")


@pytest.fixture
def shell(bare: Shell, tables: Path) -> Shell:
    """Give a shell with an empty installation."""
    bare.data.mkdir()
    shutil.copy(tables, bare.data)
    return bare


@pytest.mark.parametrize("words", [("init",), ("db", "upgrade")])
def test_an_installation_is_made_and_made_again(
    bare: Shell, words: tuple[str, ...]
) -> None:
    """Both commands make folder and tables; a second time changes nothing."""
    for _ in range(2):
        answer = bare.run(*words)
        assert (0, "") == (answer.exit_code, answer.stderr)
        assert [bare.data / "kpikit.sqlite3"] == list(bare.data.iterdir())
    with closing(bare.database()) as database:
        assert migrate.is_current(database)


def test_help_loads_nothing_that_only_a_command_needs() -> None:
    """Whoever asks what there is does not wait for the database, the pages or mail."""
    heavy = ("sqlalchemy", "flask", "openpyxl", "smtplib", "pydantic", "matplotlib")
    code = f"import sys, kpikit.cli; print([m for m in {heavy} if m in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "[]\n" == shown.stdout


def test_mail_is_sent_by_a_command_and_its_state_is_told(
    shell: Shell, tmp_path: Path
) -> None:
    """Without a way mail is off; with a folder what waits becomes a file there."""
    off = shell.run("mail", "send", "--lang", "en")
    assert (1, "") == (off.exit_code, off.stdout)
    assert "Mail is off" in off.stderr
    assert "Mail is off" in shell.run("mail", "status", "--lang", "en").stdout

    posting = replace(shell, mail=tmp_path / "mail")
    waiting_mail(posting)
    before = posting.run("mail", "status", "--lang", "nl")
    assert "op mail wachten: 1" in before.stdout
    sent = posting.run("mail", "send", "--lang", "en")
    assert (0, "1 sent, 0 not.\n") == (sent.exit_code, sent.stdout)
    [file] = (tmp_path / "mail").iterdir()
    assert f"To: {EMAIL}" in file.read_text()
    assert "Sent in 30 days: 1" in posting.run("mail", "status", "--lang", "en").stdout


def test_mail_that_cannot_go_ends_in_a_refusal(shell: Shell, tmp_path: Path) -> None:
    """A timer sees that the folder is not there, and what was given up is named."""
    (tmp_path / "mail").touch()
    posting = replace(shell, mail=tmp_path / "mail")
    waiting_mail(posting)
    answer = posting.run("mail", "send", "--lang", "en")
    assert (1, "0 sent, 1 not.\n") == (answer.exit_code, answer.stdout)
    assert "cannot be reached" in answer.stderr
    with closing(shell.database()) as database, database.write() as session:
        session.execute(text("UPDATE mail SET fate = 'given-up', ended_at = due_at"))
    told = posting.run("mail", "status", "--lang", "en").stdout
    assert "Given up for 1 addresses." in told
    assert f"  {EMAIL} (" in told


def waiting_mail(shell: Shell) -> None:
    """Let mail wait for somebody."""
    assert 0 == shell.add("--role", "reader").exit_code
    with closing(shell.database()) as database, database.write() as session:
        user = users.by_email(session, EMAIL)
        assert user is not None
        for statement in WAITING.split(";"):
            values = {"user": user.id, "home": user.organisation_id}
            used = {k: v for k, v in values.items() if f":{k}" in statement}
            session.execute(text(statement), used)


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("user", "add"),
        ("user", "password"),
        ("export",),
        ("verify", "no-such-file.xlsx"),
        ("check-library", "no-such-folder"),
        ("demo", "--port", "eight"),
        ("verify", "--lang", "fr", str(ROOT / "README.md")),
        ("user", "add", "--role", "emperor"),
    ],
)
def test_wrong_usage_ends_in_two(shell: Shell, words: tuple[str, ...]) -> None:
    """What cannot be understood is told apart from what is refused."""
    answer = shell.run(*words)
    assert (2, "") == (answer.exit_code, answer.stdout)
    assert "Usage:" in answer.stderr


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "words", [("export", "abc"), ("user", "password", "--email", EMAIL)]
)
def test_a_command_before_init_says_what_to_do_first(
    bare: Shell, words: tuple[str, ...], language: str
) -> None:
    """An empty installation is a refusal with the remedy, never a crash."""
    answer = bare.run(*words, language=language, typed=f"{OTHER}\n{OTHER}\n")
    assert 1 == answer.exit_code
    assert EMPTY[language] in answer.stderr
    assert "kpikit db upgrade" in answer.stderr


@pytest.mark.parametrize(
    ("setting", "option", "words"),
    [
        ("", (), "Deze pagina bestaat niet."),
        ("nl", (), "Deze pagina bestaat niet."),
        ("en", (), "This page does not exist."),
        ("nl", ("--lang", "en"), "This page does not exist."),
        ("en", ("--lang", "nl"), "Deze pagina bestaat niet."),
        ("en", ("--lang=nl",), "Deze pagina bestaat niet."),
    ],
)
def test_a_refusal_speaks_the_language_that_was_chosen(
    shell: Shell, setting: str, option: tuple[str, ...], words: str
) -> None:
    """The option counts first, then the setting, then Dutch; stdout stays empty."""
    answer = shell.run("export", "abc", *option, language=setting)
    assert (1, "", f"{words}\n") == (answer.exit_code, answer.stdout, answer.stderr)


def test_every_wrong_setting_is_named(shell: Shell) -> None:
    """A setting that is wrong or misspelt is refused before anything is done."""
    env = {"KPIKIT_DATA": str(shell.data), "KPIKIT_LANGUAGE": "en"}
    wrong = {"KPIKIT_SMALL_NUMBER": "3", "KPIKIT_SESION_HOURS": "8"}
    answer = CliRunner().invoke(main, ["db", "upgrade"], env={**env, **wrong})
    assert (1, "") == (answer.exit_code, answer.stdout)
    for name in wrong:
        assert f"{name}: " in answer.stderr


def test_serving_asks_for_a_secret_key(shell: Shell) -> None:
    """Without a key nothing is served, and the words say how to make one."""
    answer = shell.run("serve", language="en")
    assert 1 == answer.exit_code
    assert "KPIKIT_SECRET_KEY: Give a secret key" in answer.stderr


def test_the_first_user_brings_the_organisation(shell: Shell) -> None:
    """The account can log in, with its roles and language, at the new organisation."""
    answer = shell.add("--role", "negotiator", "--lang", "en", email=EMAIL.upper())
    assert (0, "") == (answer.exit_code, answer.stderr)
    found = shell.user()
    assert found is not None
    assert ("A. Admin", "en", True) == (found.name, found.language, found.active)
    assert {Role.ADMIN, Role.NEGOTIATOR} == found.roles
    PasswordHasher().verify(found.password_hash, PASSWORD)
    with closing(shell.database()) as database, database.read() as session:
        home = organisations.get(session, found.organisation_id)
    assert home is not None
    assert ("Ziekenhuis West", "06999977") == (home.name, home.agb_code)


def test_the_password_is_asked_twice(shell: Shell) -> None:
    """Left out of the command, it is typed unseen, and two that differ do not count."""
    typed = f"{PASSWORD}\nsomething else\n{PASSWORD}\n{PASSWORD}\n"
    wish = [w for k, v in ADMIN.items() if k != "password" for w in (f"--{k}", v)]
    answer = shell.run("user", "add", *wish, typed=typed)
    assert 0 == answer.exit_code
    assert PASSWORD not in answer.output
    found = shell.user()
    assert found is not None
    PasswordHasher().verify(found.password_hash, PASSWORD)


def test_a_colleague_joins_the_organisation_that_is_there(shell: Shell) -> None:
    """Its name is enough, in any capitals; no second organisation is made."""
    shell.add()
    answer = shell.add(
        email="b@west.example", organisation="ziekenhuis WEST", kind=None
    )
    assert 0 == answer.exit_code
    with closing(shell.database()) as database, database.read() as session:
        assert 1 == len(organisations.all_(session))


@pytest.mark.parametrize(
    ("instead", "nl", "en"),
    [
        ({"agb": "6999977"}, "Een AGB-code heeft acht", "An AGB code has eight"),
        ({"agb": None}, "Een AGB-code heeft acht", "An AGB code has eight"),
        ({"kvk": "9900007x"}, "Een KvK-nummer heeft", "A KvK number has eight"),
        ({"kind": None}, "Deze organisatie is nieuw.", "This organisation is new."),
        ({"password": "short"}, "12 tot 256 tekens", "12 to 256 characters"),
        ({"password": "wachtwoord1234"}, "te makkelijk", "too easy"),
        ({"email": "no address"}, "Vul een e-mailadres", "Enter an e-mail address"),
        ({"email": "a@b@c"}, "Vul een e-mailadres", "Enter an e-mail address"),
        ({"name": " "}, "Vul een naam in.", "Enter a name."),
    ],
)
def test_a_malformed_user_is_refused(
    shell: Shell, instead: dict[str, str | None], nl: str, en: str
) -> None:
    """The reason is told in both languages, and nothing is kept."""
    for language, words in (("nl", nl), ("en", en)):
        answer = shell.add("--lang", language, **instead)
        assert (1, "") == (answer.exit_code, answer.stdout)
        assert words in answer.stderr
    with closing(shell.database()) as database, database.read() as session:
        assert () == organisations.all_(session)


def test_all_that_is_wrong_with_a_user_is_told_at_once(shell: Shell) -> None:
    """Nobody has to run the command three times to learn three things."""
    answer = shell.add("--lang", "en", email="x", password="short", agb="1")
    assert 3 == len(answer.stderr.splitlines())
    for place in ("email: ", "password: ", "agb_code: "):
        assert place in answer.stderr


def test_an_address_is_given_once(shell: Shell) -> None:
    """Capitals make no other address."""
    shell.add()
    answer = shell.add("--lang", "en", email=EMAIL.upper())
    assert 1 == answer.exit_code
    assert "There is an account with this e-mail address already." in answer.stderr


def test_a_lost_password_is_set_by_the_operator(shell: Shell) -> None:
    """The old one is worth nothing, the roles stay, every login has ended."""
    shell.add()
    settings = Settings.read(
        {"KPIKIT_DATA": str(shell.data), "KPIKIT_SECRET_KEY": "k" * 32}
    )
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    browser = app.test_client()

    def log_in(password: str) -> int:
        form = {"email": EMAIL, "password": password}
        return browser.post("/login", data=form).status_code

    assert 303 == log_in(PASSWORD)
    assert 200 == browser.get("/account").status_code
    answer = shell.run(
        *("user", "password", "--email", f" {EMAIL.upper()} ", "--lang", "en"),
        typed=f"{OTHER}\n{OTHER}\n",
    )
    assert (0, "") == (answer.exit_code, answer.stderr)
    assert OTHER not in answer.output
    assert "This account is logged out everywhere." in answer.stdout
    assert 303 == browser.get("/account").status_code
    assert [422, 303] == [log_in(PASSWORD), log_in(OTHER)]
    found = shell.user()
    assert found is not None
    assert {Role.ADMIN} == found.roles
    app.extensions["kpikit_desk"].database.close()


def test_setting_a_password_leaves_a_trace(shell: Shell) -> None:
    """The audit trail names the command and the person, and holds no password."""
    shell.add()
    shell.run("user", "password", "--email", EMAIL, typed=f"{OTHER}\n{OTHER}\n")
    with closing(shell.database()) as database, database.read() as session:
        last = session.query(AuditRow).order_by(AuditRow.sequence.desc()).first()
        assert last is not None
        assert ("kpikit user password", "password-set", "A. Admin") == (
            last.user_name,
            last.action,
            last.subject,
        )


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("nobody@west.example", OTHER, "Nobody has an open account"),
        (EMAIL, "short", "12 to 256"),
        (EMAIL, "wachtwoord1234", "too easy"),
    ],
)
def test_a_password_is_not_set_without_cause(
    shell: Shell, email: str, password: str, words: str
) -> None:
    """The account has to be there and the password good enough."""
    shell.add()
    given = ("--email", email, "--password", password, "--lang", "en")
    answer = shell.run("user", "password", *given)
    assert (1, "") == (answer.exit_code, answer.stdout)
    assert words in answer.stderr
    found = shell.user()
    assert found is not None
    PasswordHasher().verify(found.password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "De bibliotheek is in orde."), ("en", "The library is in order.")],
)
def test_the_shipped_library_is_in_order(
    shell: Shell, language: str, words: str
) -> None:
    """Without a folder the library of kpikit itself is checked."""
    answer = shell.run("check-library", "--lang", language)
    assert (0, f"{words}\n", "") == (answer.exit_code, answer.stdout, answer.stderr)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_problem_of_a_library_is_named_with_its_line(
    shell: Shell, tmp_path: Path, language: str
) -> None:
    """Two broken files, one of them twice: three lines, each with file and line."""
    good = (folder("kpi_library") / "kpis" / "DEP-01.toml").read_text(encoding="utf-8")
    own = tmp_path / "own" / "kpis"
    own.mkdir(parents=True)
    (own / "EIG-01.toml").write_text("id = \n", encoding="utf-8")
    lines = good.replace('"DEP-01"', '"EIG-02"').splitlines()
    at = lines.index('kind = "measured"')
    lines[at] = 'kind = "guessed"'
    lines.insert(0, 'nonsense = "x"')
    (own / "EIG-02.toml").write_text("\n".join(lines), encoding="utf-8")
    answer = shell.run("check-library", str(own.parent), "--lang", language)
    assert (1, "") == (answer.exit_code, answer.stdout)
    told = answer.stderr.splitlines()
    for place in ("EIG-01.toml:1: ", "EIG-02.toml:1: ", f"EIG-02.toml:{at + 2}: "):
        assert any(place in line for line in told), (place, told)
    assert 3 == len(told)


def test_the_routes_are_listed_with_what_they_need(shell: Shell) -> None:
    """A program reads every address, and none without its permission."""
    answer = shell.run("routes", "--json")
    assert (0, "") == (answer.exit_code, answer.stderr)
    found = {route["endpoint"]: route for route in json.loads(answer.stdout)}
    assert {
        "rule": "/organisation/people/<user_id>/password",
        "endpoint": "organisation.password_link",
        "methods": ["GET", "POST"],
        "permission": "manage_users",
    } == found["organisation.password_link"]
    assert all(route["permission"] for route in found.values())
    assert not (shell.data / "demo").exists()
    told = shell.run("routes").stdout.splitlines()
    assert len(json.loads(answer.stdout)) == len(told)


@dataclass(frozen=True, slots=True)
class Shown:
    """The demo as made once: where, what it said, and what it remembers."""

    shell: Shell
    home: Path
    answer: Result
    facts: dict[str, Any]

    @property
    def workbook(self) -> Path:
        """The workbook of the signed agreement."""
        (found,) = (self.home / "exports").iterdir()
        return found

    @property
    def signed(self) -> str:
        """The id of the signed agreement."""
        found = next(a for a in self.facts["agreements"] if a["state"] == "signed")
        return str(found["id"])

    def run(self, *words: str) -> Result:
        """Run ``kpikit`` on the database of the demo."""
        file = self.shell.data / "demo" / "demo.sqlite3"
        env = {"KPIKIT_DATA": str(file.parent)}
        env["KPIKIT_DATABASE_URL"] = f"sqlite:///{file}"
        return CliRunner().invoke(main, words, env=env)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Make the demo, once, in a folder and a working folder of its own."""
    home = tmp_path_factory.mktemp("home")
    shell = Shell(home / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        answer = shell.run("demo", "--no-serve")
    assert 0 == answer.exit_code, answer.output
    facts = json.loads((shell.data / "demo" / "demo.json").read_text(encoding="utf-8"))
    return Shown(shell, home, answer, facts)


def test_the_demo_says_how_to_walk_in(shown: Shown) -> None:
    """Every user, the password, every agreement's address and the workbook."""
    told = shown.answer.stdout
    for user in USERS:
        assert user.email in told
    assert shown.facts["password"] in told
    for agreement in shown.facts["agreements"]:
        assert f"http://127.0.0.1:8000/agreements/{agreement['id']}" in told
    assert f"exports/{shown.workbook.name}" in told
    assert not (shown.shell.data / "kpikit.sqlite3").exists()


def test_a_second_demo_is_the_first_one(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Password, agreements and workbook stay as they were, on another port."""
    monkeypatch.chdir(shown.home)
    before = shown.workbook.stat().st_mtime_ns
    answer = shown.shell.run("demo", "--no-serve", "--port", "8765")
    assert 0 == answer.exit_code
    assert shown.answer.stdout.replace(":8000", ":8765") == answer.stdout
    assert before == shown.workbook.stat().st_mtime_ns


@pytest.mark.parametrize(
    ("more", "sheet"), [((), "Leeswijzer"), (("--lang", "en"), "Read me")]
)
def test_an_export_goes_to_a_file(
    shown: Shown, tmp_path: Path, more: tuple[str, ...], sheet: str
) -> None:
    """The file asked for holds the workbook, in the language asked for."""
    file = tmp_path / "a.xlsx"
    answer = shown.run("export", shown.signed, *more, "-o", str(file))
    assert (0, f"{file}\n", "") == (answer.exit_code, answer.stdout, answer.stderr)
    assert sheet == openpyxl.load_workbook(file).sheetnames[0]


def test_an_export_names_its_file_itself(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a name it is written beside whoever asks, and the name is told."""
    monkeypatch.chdir(tmp_path)
    answer = shown.run("export", shown.signed, "--pack", "open", "--version", "1")
    assert 0 == answer.exit_code
    assert [answer.stdout.strip()] == [file.name for file in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "words",
    [
        ("0" * 32,),
        ("!", "--pack", "secret"),
        ("!", "--version", "9"),
        ("!", "-o", "no/such/folder/a.xlsx"),
    ],
)
def test_an_export_of_what_is_not_there_is_refused(
    shown: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    """Unknown agreement, pack, version or folder: exit 1, a reason, no file."""
    monkeypatch.chdir(tmp_path)
    answer = shown.run("export", *(shown.signed if w == "!" else w for w in words))
    assert (1, "") == (answer.exit_code, answer.stdout)
    assert answer.stderr.endswith(".\n")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Dit is een ware kopie"), ("en", "This is a true copy")],
)
def test_a_true_copy_is_told_on_stdout(shown: Shown, language: str, words: str) -> None:
    """The workbook of the demo proves itself, with the code to compare."""
    answer = CliRunner().invoke(
        main, ["verify", str(shown.workbook), "--lang", language]
    )
    assert (0, "") == (answer.exit_code, answer.stderr)
    assert answer.stdout.startswith(words)
    assert re.search(r"\b[0-9a-f]{64}\b", answer.stdout)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Dit is geen ware kopie"), ("en", "This is not a true copy")],
)
def test_a_changed_copy_is_refused_with_its_cell(
    shown: Shown, tmp_path: Path, language: str, words: str
) -> None:
    """One cell in a sheet with another value: exit 1, and the cell is named."""
    book = openpyxl.load_workbook(shown.workbook)
    sheet = book.worksheets[1]
    cell = next(
        c for row in sheet.iter_rows(min_row=2) for c in row if c.value == OOSTPOORT
    )
    cell.value = DELTA
    book.save(tmp_path / "changed.xlsx")
    answer = CliRunner().invoke(
        main, ["verify", str(tmp_path / "changed.xlsx"), "--lang", language]
    )
    assert (1, "") == (answer.exit_code, answer.stdout)
    assert answer.stderr.startswith(words)
    assert f"{sheet.title}!{cell.coordinate}: " in answer.stderr


@pytest.mark.parametrize("content", [b"", b"Not a workbook.", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever the file is, the answer is words and exit 1."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    answer = CliRunner().invoke(main, ["verify", str(file), "--lang", "en"])
    assert (1, "") == (answer.exit_code, answer.stdout)
    assert answer.stderr.startswith("This is not a true copy.")
    assert "Traceback" not in answer.output


def test_demo_data_fill_an_empty_database_only(bare: Shell) -> None:
    """A program reads who there is; a second time is refused in both languages."""
    answer = bare.run("demo-seed", "--json")
    assert (0, "") == (answer.exit_code, answer.stderr)
    found = json.loads(answer.stdout)
    assert {"password", "users", "agreements"} == set(found)
    people = {u["email"]: (u["organisation"], u["roles"]) for u in found["users"]}
    assert {
        u.email: (u.organisation, [role.value for role in u.roles]) for u in USERS
    } == people
    assert {"draft", "signed"} <= {a["state"] for a in found["agreements"]}
    for agreement in found["agreements"]:
        assert re.fullmatch("[0-9a-f]{32}", agreement["id"])
        assert {OOSTPOORT, DELTA} <= set(agreement["parties"])
    user = bare.user(USERS[0].email)
    assert user is not None
    PasswordHasher().verify(user.password_hash, found["password"])
    for language, words in (
        ("nl", "Deze database is niet leeg."),
        ("en", "This database is not empty."),
    ):
        refused = bare.run("demo-seed", "--json", language=language)
        assert (1, "") == (refused.exit_code, refused.stdout)
        assert words in refused.stderr


def test_the_audit_trail_is_held_against_an_anchor(
    shell: Shell, tmp_path: Path
) -> None:
    """A whole trail passes; one whose end was carefully cut off fails on its anchor."""
    shell.add()
    for _ in range(2):
        shell.run("user", "password", "--email", EMAIL, typed=f"{OTHER}\n{OTHER}\n")
    anchors = tmp_path / "anchors.txt"
    shell.run("audit", "anchor", "-o", str(anchors))
    assert 1 == len(anchors.read_text().splitlines())
    said = shell.run("audit", "verify", str(anchors), "--lang", "en")
    assert (0, "") == (said.exit_code, said.stderr)
    assert "2 entries, held against 1 anchors" in said.stdout
    with closing(shell.database()) as database, database.write() as session:
        session.execute(text("DROP TRIGGER tr_audit_delete_only_added_to"))
        session.execute(text("DELETE FROM audit WHERE sequence = 2"))
        first = "(SELECT link FROM audit WHERE sequence = 1)"
        session.execute(text(f"UPDATE audit_head SET sequence = 1, link = {first}"))  # noqa: S608
    assert 0 == shell.run("audit", "verify").exit_code
    said = shell.run("audit", "verify", str(anchors), "--lang", "en")
    assert (1, "") == (said.exit_code, said.stdout)
    assert "2: This entry was in the audit trail" in said.stderr
    anchors.write_text("yesterday 2 abc\n")
    said = shell.run("audit", "verify", str(anchors), "--lang", "en")
    assert 1 == said.exit_code
    assert f"{anchors}:1: This is no line" in said.stderr


def test_a_signed_workbook_is_an_anchor_of_the_trail(
    bare: Shell, tmp_path: Path
) -> None:
    """Its code stands in the trail; written anew before the signing, it does not."""
    made = json.loads(bare.run("demo-seed", "--json").stdout)
    signed = next(a["id"] for a in made["agreements"] if a["state"] == "signed")
    full, board = tmp_path / "full.xlsx", tmp_path / "open.xlsx"
    bare.run("export", signed, "-o", str(full))
    said = bare.run("audit", "verify", str(full), "--lang", "en")
    assert (0, "") == (said.exit_code, said.stderr)
    assert "held against 1 anchors" in said.stdout
    # What may be published tells nothing of the trail, so it is no anchor.
    bare.run("export", signed, "--pack", "open", "-o", str(board))
    said = bare.run("audit", "verify", str(board), "--lang", "en")
    assert 1 == said.exit_code
    assert "no unchanged workbook of a signed version" in said.stderr
    with closing(bare.database()) as database, database.write() as session:
        session.execute(text("DROP TRIGGER tr_audit_delete_only_added_to"))
        session.execute(text("DELETE FROM audit WHERE sequence > 5"))
        last = "(SELECT link FROM audit WHERE sequence = 5)"
        session.execute(text(f"UPDATE audit_head SET sequence = 5, link = {last}"))  # noqa: S608
    assert 0 == bare.run("audit", "verify").exit_code
    said = bare.run("audit", "verify", str(full), "--lang", "en")
    assert 1 == said.exit_code
    assert "no longer what it was" in said.stderr
