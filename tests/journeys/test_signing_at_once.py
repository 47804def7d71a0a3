"""Both parties press 'sign' at the same moment, over HTTP, on both databases."""

from collections.abc import Iterator

import pytest

from kpikit.actions.settling import check_answers
from kpikit.domain.agreement import State
from tests.journeys.backends import SERVER, Filled, filled_on
from tests.repeats import first_of
from tests.web.installation import (
    HOSPITAL,
    HOSPITAL_SIGNS,
    INSURER_SIGNS,
    PASSWORD,
    Installation,
)
from tests.web.signed import fill_money
from tests.web.test_settling import both_accept, press_together

pytestmark = [pytest.mark.slow]
FEW, MANY = 3, 50


@pytest.fixture(scope="module", params=["sqlite", SERVER])
def accepted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Filled, str, str]]:
    """An agreement that both parties accepted, with what they accepted."""
    found: list[str] = []

    def fill(made: Installation) -> None:
        agreement = made.start()
        fill_money(made, agreement)
        found.extend((agreement, both_accept(made, agreement)))

    with filled_on(request.param, tmp_path_factory.mktemp("both"), fill) as filled:
        yield filled, found[0], found[1]


@pytest.mark.parametrize("times", first_of((FEW, MANY)))
def test_two_who_sign_at_once_both_sign_one_version(
    accepted: tuple[Filled, str, str], times: int
) -> None:
    """Each signature counts once, and there is one version, of what both read."""
    filled, agreement, seen = accepted
    for _time in range(times):
        with filled.make() as (made, _address):
            url = f"/agreements/{agreement}/settle/sign"
            buttons = [
                (made.client(e), url, 0) for e in (HOSPITAL_SIGNS, INSURER_SIGNS)
            ]
            sent = {"shown_hash": seen, "password": PASSWORD}
            assert [303, 303] == press_together(*buttons, sent=sent)
            checked = check_answers(made.desk, made.people[HOSPITAL], agreement)
            assert State.SIGNED is checked.opened.settling.state
            assert 2 == len(checked.opened.settling.signatures)
            assert [seen] == [v.content_hash for v in checked.versions]
