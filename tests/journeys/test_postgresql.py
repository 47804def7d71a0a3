"""The whole app on PostgreSQL, as it is meant to run: with a role that owns nothing."""

import os
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine

from kpikit.actions.demo import seed
from kpikit.settings import Settings
from kpikit.storage import migrate
from kpikit.web.app import create_app, make_desk, make_passwords
from kpikit.web.demonstration import as_json
from tests.journeys.attacker import Crawl, crawl
from tests.storage.conftest import as_app, make_app_role, postgresql_database
from tests.web.installation import PASSWORD

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def owner_url() -> Iterator[str]:
    """An empty database, and the role of the app beside its owner."""
    url = os.environ["KPIKIT_TEST_PG_URL"]
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    make_app_role(server)
    with postgresql_database(server, None) as made:
        yield made
    server.dispose()


def test_the_demo_lives_behind_the_wall(
    owner_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The demo is made and every page of everybody answers; a stranger finds nothing."""
    settings = Settings.read(
        {
            "KPIKIT_DATA": str(tmp_path_factory.mktemp("data")),
            "KPIKIT_DATABASE_URL": as_app(owner_url, ""),
            "KPIKIT_DATABASE_OWNER_URL": owner_url,
            "KPIKIT_SECRET_KEY": "a key for tests alone, long enough to be one",
        }
    )
    migrate.upgrade(settings.database_url, owner_url=settings.database_owner_url)
    desk = make_desk(settings)
    with closing(desk.database):
        demo = seed(desk, make_passwords(settings), PASSWORD)
        facts, app = as_json(demo), create_app(settings, own_desk=desk)
        _look_round(app, facts)


def _look_round(app: Flask, facts: dict[str, Any]) -> None:
    for agreement in facts["agreements"]:
        for user in facts["users"]:
            seen = _walk(app, user["email"], agreement["id"])
            statuses = {a.status_code for a in seen.answers.values()}
            takes_part = user["organisation"] in agreement["parties"]
            inside = takes_part and set(user["roles"]) != {"admin"}
            assert statuses <= ({200, 302, 303} if inside else {403, 404}), user
            assert (len(seen.answers) > 10) == inside, user


def _walk(app: Flask, email: str, agreement: str) -> Crawl:
    browser = app.test_client()
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    browser.post("/login", data={"email": email, "password": PASSWORD})
    assert browser.get("/").status_code == 200
    return crawl(browser, f"/agreements/{agreement}")
