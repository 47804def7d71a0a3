"""Addresses that are filled in are those that Flask itself gives."""

import pytest
from flask import Flask, url_for

from kpikit.web.addresses import addresses


@pytest.mark.parametrize("value", ["PAT-01", "a b", "é", "50%", "q?x#y&z", "a+b:c"])
@pytest.mark.parametrize("show", [None, "discuss"])
def test_it_is_the_address_of_flask(value: str, show: str | None) -> None:
    """Letters that an address cannot hold are written as Flask writes them."""
    app = Flask(__name__)
    app.add_url_rule("/tables/<table>/<row>/edit", "edit")
    with app.test_request_context():
        expected = url_for("edit", table="a b", row=value, show=show)
        assert expected == addresses("edit", "row", table="a b", show=show)(value)
