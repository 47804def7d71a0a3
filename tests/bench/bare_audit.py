"""What the bench holds the check of the audit trail against: SHA-256 over its bytes."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from kpikit.storage import audit_chain, migrate
from kpikit.storage.database import Database
from kpikit.storage.revisions import table_of
from kpikit.storage.tables import AuditRow

ENTRIES = 1_000_000
BATCH = 20_000
AT = datetime(2026, 11, 2, 13, 32, tzinfo=UTC)


class Trail:
    """A long audit trail in a database of its own, and the bytes that it hashes."""

    def __init__(self, folder: Path, count: int = ENTRIES) -> None:
        """Write that many entries."""
        url = f"sqlite:///{folder / 'audit.sqlite3'}"
        migrate.upgrade(url)
        self.database, self.entries = Database.open(url), list[bytes]()
        link, rows = audit_chain.GENESIS, list[dict[str, object]]()
        with self.database.write() as session:
            for number in range(1, count + 1):
                words, link, row = _entry(number, link)
                self.entries.append(words)
                rows.append(row)
                if len(rows) == BATCH or number == count:
                    session.execute(insert(table_of(AuditRow)), rows)
                    rows.clear()
            audit_chain.keep_head(session, audit_chain.Head(count, link))

    def check(self) -> None:
        """Check the trail as ``kpikit audit verify`` does.

        Raises:
            RuntimeError: it does not hold.
        """
        with self.database.read() as session:
            if audit_chain.walk(session).breaks:
                raise RuntimeError("the trail does not hold")

    def bare(self) -> None:
        """Hash the same bytes in the same chain, from memory."""
        link, sha256 = audit_chain.GENESIS.encode(), hashlib.sha256
        for words in self.entries:
            link = sha256(link + words).hexdigest().encode()


def _entry(number: int, link: str) -> tuple[bytes, str, dict[str, object]]:
    values: dict[str, str | None] = {
        "user_id": None,
        "user_name": "J. de Boer",
        "organisation_id": None,
        "action": "position",
        "subject": f"PAT-{number % 40:02d}",
        "before": "discuss",
        "after": f"yes, for the reason that was given in talk {number}",
    }
    words = audit_chain.words_of(number, AT, None, *values.values())
    link = audit_chain.link_after(link, words)
    row = {"sequence": number, "at": AT, "agreement_key": None, "link": link}
    return words, link, row | values
