"""Triggers that refuse a change, for both databases: one wording, one naming."""

from collections.abc import Iterable, Mapping

from sqlalchemy import DDL, Table, event

from kpikit.storage.base import Base

UNSIGNED = (
    "NOT EXISTS (SELECT 1 FROM agreements"
    " WHERE key = NEW.agreement_key AND state = 'signed')"
)
"""The condition that the agreement of a new row is not signed."""


def sqlite_trigger(table: str, what: str, rule: str, when: str) -> str:
    """Return the trigger that refuses INSERT, UPDATE or DELETE when a rule says so."""
    name = f"tr_{table}_{what.lower()}_{rule}"
    return (
        f"CREATE TRIGGER {name} BEFORE {what} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def postgresql_function(rule: str, refused: str) -> str:
    """Return the function by which triggers refuse a row when a condition holds."""
    return (
        f"CREATE FUNCTION kpikit_{rule}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {refused} THEN RAISE integrity_constraint_violation"
        " USING MESSAGE = TG_NAME; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def postgresql_trigger(table: str, what: str, rule: str, each: str = "ROW") -> str:
    """Return the trigger that calls the function of a rule."""
    name = f"tr_{table}_{'truncate_' if what == 'TRUNCATE' else ''}{rule}"
    return (
        f"CREATE TRIGGER {name} BEFORE {what} ON {table}"
        f" FOR EACH {each} EXECUTE FUNCTION kpikit_{rule}()"
    )


def only_added(table: str, rule: str, *key: str) -> dict[str, tuple[str, ...]]:
    """Return the triggers of a table whose rows are never changed, nor taken away.

    ``key`` are the columns of its primary key: in SQLite INSERT OR REPLACE deletes
    without a delete trigger, so that it is refused beforehand.
    """
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our names
    kept = f"{rule}_kept"
    return {
        "sqlite": (
            sqlite_trigger(table, "INSERT", f"{rule}_replaced", replaced),
            sqlite_trigger(table, "UPDATE", kept, "1"),
            sqlite_trigger(table, "DELETE", kept, "1"),
        ),
        "postgresql": (
            postgresql_function(kept, "true"),
            postgresql_trigger(table, "UPDATE OR DELETE", kept),
            postgresql_trigger(table, "TRUNCATE", kept, each="STATEMENT"),
        ),
    }


def after_create(row: type[Base], statements: Mapping[str, Iterable[str]]) -> None:
    """Have the triggers of each dialect made together with the table of a row."""
    table = row.__table__
    if not isinstance(table, Table):
        raise TypeError(row)
    for dialect, each in statements.items():
        for statement in each:
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
