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


def after_create(row: type[Base], statements: Mapping[str, Iterable[str]]) -> None:
    """Have the triggers of each dialect made together with the table of a row."""
    table = row.__table__
    if not isinstance(table, Table):
        raise TypeError(row)
    for dialect, each in statements.items():
        for statement in each:
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
