"""Files of others that kpikit serves itself are the files they say they are."""

import hashlib
import tomllib
from typing import Any

import pytest

from tests.guards.tree import ROOT

VENDOR = ROOT / "kpikit" / "web" / "static" / "vendor"
ENTRIES: list[dict[str, Any]] = tomllib.loads(
    (VENDOR / "VENDORED.toml").read_text(encoding="utf-8")
)["file"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["path"]))
def test_vendored_file_has_its_hash(entry: dict[str, Any]) -> None:
    """The bytes are those that were taken over, with name, version and licence."""
    content = (VENDOR / entry["path"]).read_bytes()
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    assert all(entry[key] for key in ("name", "version", "licence"))


def test_every_vendored_file_is_accounted_for() -> None:
    """No file of others lies there without its origin, and no licence is lacking."""
    accounted = {e["path"] for e in ENTRIES} | {e["licence_file"] for e in ENTRIES}
    found = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.toml"
    }
    assert accounted == found
