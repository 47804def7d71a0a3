"""Settings: what an environment asks for, and everything that is wrong with it."""

from pathlib import Path

import pytest

from kpikit.problems import Refused
from kpikit.settings import Settings, data_folder

KEY = "k" * 32
MAIL = {
    "KPIKIT_SITE_URL": "https://kpi.example.org",
    "KPIKIT_MAIL_FROM": "kpi@example.org",
}


def refused(environ: dict[str, str]) -> set[tuple[str, str]]:
    """Return code and place of all problems of an environment."""
    with pytest.raises(Refused) as caught:
        Settings.read(environ)
    assert all(p.text.nl and p.text.en for p in caught.value.problems)
    return {(p.code, p.where) for p in caught.value.problems}


def test_defaults_are_those_of_the_manual(tmp_path: Path) -> None:
    """With only a key and a folder, everything else has its documented default."""
    settings = Settings.read(
        {"KPIKIT_SECRET_KEY": KEY, "KPIKIT_DATA": str(tmp_path), "PATH": "/bin"}
    )
    expected = Settings(
        data=tmp_path,
        database_url=f"sqlite:///{tmp_path}/kpikit.sqlite3",
        secret_key=KEY,
        library=None,
        theme=None,
        site_url="",
        smtp_url="",
        mail_dir=None,
        mail_from="",
        remind_days=7,
        session_idle_minutes=30,
        session_hours=8,
        throttle_failures=10,
        throttle_minutes=5,
        small_number=10,
        trusted_hosts=(),
        proxy_count=0,
        secure_cookies=False,
        language="nl",
    )
    assert expected == settings


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Each variable ends up in the field of its name."""
    theme = tmp_path / "huisstijl.css"
    theme.touch()
    settings = Settings.read(
        {
            "KPIKIT_DATA": str(tmp_path),
            "KPIKIT_DATABASE_URL": "postgresql+psycopg://kpikit@/kpikit",
            "KPIKIT_SECRET_KEY": KEY,
            "KPIKIT_LIBRARY": str(tmp_path),
            "KPIKIT_THEME": str(theme),
            "KPIKIT_SITE_URL": "https://kpi.example.org/",
            "KPIKIT_MAIL_DIR": str(tmp_path / "mail"),
            "KPIKIT_MAIL_FROM": "kpi@example.org",
            "KPIKIT_REMIND_DAYS": "5",
            "KPIKIT_SESSION_IDLE_MINUTES": "15",
            "KPIKIT_SESSION_HOURS": "4",
            "KPIKIT_THROTTLE_FAILURES": "3",
            "KPIKIT_THROTTLE_MINUTES": "7",
            "KPIKIT_SMALL_NUMBER": "12",
            "KPIKIT_TRUSTED_HOSTS": "kpi.example.org, .example.nl",
            "KPIKIT_PROXY_COUNT": "1",
            "KPIKIT_SECURE_COOKIES": "no",
            "KPIKIT_LANGUAGE": "en",
        }
    )
    expected = Settings(
        data=tmp_path,
        database_url="postgresql+psycopg://kpikit@/kpikit",
        secret_key=KEY,
        library=tmp_path,
        theme=theme,
        site_url="https://kpi.example.org",
        mail_dir=tmp_path / "mail",
        mail_from="kpi@example.org",
        remind_days=5,
        session_idle_minutes=15,
        session_hours=4,
        throttle_failures=3,
        throttle_minutes=7,
        small_number=12,
        trusted_hosts=("kpi.example.org", ".example.nl"),
        proxy_count=1,
        secure_cookies=False,
        language="en",
    )
    assert expected == settings


def test_all_problems_come_at_once() -> None:
    """A reader mends everything in one go, not one refusal after the other."""
    problems = refused(
        {
            "KPIKIT_SMALL_NUMBER": "4",
            "KPIKIT_SESSION_HOURS": "acht",
            "KPIKIT_LIBRARY": "/there/is/no/such/folder",
            "KPIKIT_THEME": "/there/is/no/such/file.css",
            "KPIKIT_DATABASE_URL": "mysql://db/kpikit",
            "KPIKIT_SECURE_COOKIES": "perhaps",
            "KPIKIT_LANGUAGE": "fr",
            "KPIKIT_SMAL_NUMBER": "12",
        }
    )
    expected = {
        ("secret-key", "KPIKIT_SECRET_KEY"),
        ("number", "KPIKIT_SMALL_NUMBER"),
        ("number", "KPIKIT_SESSION_HOURS"),
        ("absent", "KPIKIT_LIBRARY"),
        ("absent", "KPIKIT_THEME"),
        ("database", "KPIKIT_DATABASE_URL"),
        ("yes-or-no", "KPIKIT_SECURE_COOKIES"),
        ("language", "KPIKIT_LANGUAGE"),
        ("unknown-setting", "KPIKIT_SMAL_NUMBER"),
    }
    assert expected == problems


@pytest.mark.parametrize("key", ["", "k" * 31, " " * 40])
def test_serving_needs_a_long_secret_key(key: str) -> None:
    """Pages are never served with a short or missing key."""
    problems = refused({"KPIKIT_SECRET_KEY": key})
    assert {("secret-key", "KPIKIT_SECRET_KEY")} == problems


def test_a_command_that_serves_nothing_needs_no_key() -> None:
    """A migration or an export can run without the key; a short key stays wrong."""
    assert Settings.read({}, key_required=False).secret_key == ""
    with pytest.raises(Refused):
        Settings.read({"KPIKIT_SECRET_KEY": "short"}, key_required=False)


@pytest.mark.parametrize("words", ["4", "-10", "10.5", "1e2", "٣٠", "1001"])
def test_small_numbers_are_never_shown_below_five(words: str) -> None:
    """The limit under which results are hidden cannot be set below 5, nor oddly."""
    problems = refused({"KPIKIT_SECRET_KEY": KEY, "KPIKIT_SMALL_NUMBER": words})
    assert {("number", "KPIKIT_SMALL_NUMBER")} == problems


def test_small_number_may_be_five() -> None:
    """Five itself is allowed."""
    environ = {"KPIKIT_SECRET_KEY": KEY, "KPIKIT_SMALL_NUMBER": "5"}
    assert Settings.read(environ).small_number == 5


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_postgresql_address_names_psycopg(scheme: str) -> None:
    """The driver never depends on the version of SQLAlchemy."""
    environ = {
        "KPIKIT_SECRET_KEY": KEY,
        "KPIKIT_DATABASE_URL": f"{scheme}://u:p@db/kpikit",
    }
    expected = "postgresql+psycopg://u:p@db/kpikit"
    assert expected == Settings.read(environ).database_url


def test_cookies_are_secure_behind_a_proxy() -> None:
    """Behind a proxy cookies travel over HTTPS alone, unless told otherwise."""
    environ = {"KPIKIT_SECRET_KEY": KEY, "KPIKIT_PROXY_COUNT": "1"}
    assert Settings.read(environ).secure_cookies is True


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("SMTP_URL", "mail.example.org", "smtp"),
        ("SMTP_URL", "http://mail.example.org", "smtp"),
        ("SMTP_URL", "smtp://", "smtp"),
        ("SMTP_URL", "smtp://mail.example.org:many", "smtp"),
        ("SMTP_URL", "smtp://mail.example.org/inbox", "smtp"),
        ("SMTP_URL", "smtp+plain://u:hush@mail.example.org", "smtp"),
        ("SITE_URL", "kpi.example.org", "site"),
        ("SITE_URL", "javascript://kpi.example.org", "site"),
        ("SITE_URL", "https://kpi.example.org/?a=b", "site"),
        ("SITE_URL", "https://kpi.exa mple.org", "site"),
        ("MAIL_FROM", "kpi", "mail-from"),
        ("MAIL_FROM", "kpikit <kpi@example.org>", "mail-from"),
        ("MAIL_FROM", "kpi@example.org\nBcc: all@example.org", "mail-from"),
    ],
)
def test_mail_is_set_right_or_not_at_all(name: str, words: str, code: str) -> None:
    """What cannot be the address of a server, a site or a sender is refused."""
    environ = {"KPIKIT_SECRET_KEY": KEY, **MAIL, f"KPIKIT_{name}": words}
    assert {(code, f"KPIKIT_{name}")} == refused(environ)


def test_mail_needs_a_sender_and_a_site_and_goes_one_way(tmp_path: Path) -> None:
    """A way alone is not enough, and two ways are one too many."""
    one = {"KPIKIT_SECRET_KEY": KEY, "KPIKIT_SMTP_URL": "smtps://mail.example.org"}
    lacking = {("mail", "KPIKIT_SITE_URL"), ("mail", "KPIKIT_MAIL_FROM")}
    assert lacking == refused(one)
    both = {**one, **MAIL, "KPIKIT_MAIL_DIR": str(tmp_path)}
    assert {("two-ways", "KPIKIT_MAIL_DIR")} == refused(both)
    assert Settings.read({**one, **MAIL}).mails
    assert not Settings.read({"KPIKIT_SECRET_KEY": KEY, **MAIL}).mails


def test_secrets_stay_out_of_the_printed_form() -> None:
    """A log line with the settings shows neither the key nor the database password."""
    environ = {
        "KPIKIT_SECRET_KEY": KEY,
        "KPIKIT_DATABASE_URL": "postgresql://u:hush@db/kpikit",
        "KPIKIT_SMTP_URL": "smtp://u:hush@mail.example.org",
        **MAIL,
    }
    printed = repr(Settings.read(environ))
    assert KEY not in printed
    assert "hush" not in printed


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/kpikit"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/d"}, "/d/kpikit"),
        (
            "darwin",
            {"HOME": "/M"},
            "/M/Library/Application Support/kpikit",
        ),
        ("win32", {"LOCALAPPDATA": "/L"}, "/L/kpikit"),
        ("win32", {"USERPROFILE": "/U"}, "/U/AppData/Local/kpikit"),
    ],
)
def test_data_goes_where_the_platform_keeps_it(
    platform: str, environ: dict[str, str], expected: str
) -> None:
    """Each platform's own folder for program data is the default."""
    assert Path(expected) == data_folder(environ, platform)


def test_tests_may_have_settings_of_their_own() -> None:
    """Variables for the test run are not taken for misspelt settings."""
    environ = {"KPIKIT_SECRET_KEY": KEY, "KPIKIT_TEST_PG_URL": "postgresql://x/y"}
    assert KEY == Settings.read(environ).secret_key
