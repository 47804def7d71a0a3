"""Triggers: what is signed or logged stays as it is, whoever asks the database.

Four rules. Versions and the audit trail are only ever added to. The content of an
agreement changes only while it is a draft. A signature is never changed; that of one
party alone can be lifted, and has to be before the acceptances under it go and the
agreement is a draft again. An agreement is signed once it has the signatures of both
parties, and then never changes.
"""

from collections.abc import Iterator

from sqlalchemy import DDL, MetaData, event

ADDED_TO = {"audit": ("sequence",), "versions": ("agreement_key", "number")}
CONTENT = (
    "agreement_parties",
    "ambitions",
    "arrangements",
    "candidates",
    "own_kpis",
    "plans",
    "selections",
    "shared_scenarios",
    "stances",
)
_EVENTS = ("INSERT", "UPDATE", "DELETE")
_FRAME = ("id", "title", "first_year", "years_long", "frame", "revision")


def attach(metadata: MetaData) -> None:
    """Make the triggers whenever the tables are made."""
    for dialect, statements in STATEMENTS.items():
        for statement in statements:
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(metadata, "after_create", ddl.execute_if(dialect=dialect))


def _sqlite() -> Iterator[str]:
    for table in ADDED_TO:
        for what in ("UPDATE", "DELETE"):
            yield _sqlite_trigger(table, what, "only_added_to", "1")
        # INSERT OR REPLACE deletes without a delete trigger: refuse it beforehand.
        yield _sqlite_trigger(table, "INSERT", "never_replaced", _there(table))
    for table in CONTENT:
        for what in _EVENTS:
            yield _sqlite_trigger(table, what, "content_locked", _locked(what))
    for what in _EVENTS:
        yield _sqlite_trigger(
            "acceptances", what, "signed_already", _has_signature(what)
        )
    not_settling, both = f"{_state('NEW')} <> 'settling'", f"{_state('OLD')} = 'signed'"
    yield _sqlite_trigger("signatures", "INSERT", "not_settling", not_settling)
    yield _sqlite_trigger("signatures", "UPDATE", "never_changed", "1")
    yield _sqlite_trigger("signatures", "DELETE", "signed_by_both", both)
    yield _sqlite_trigger("versions", "INSERT", "still_draft", _draft())
    yield _sqlite_trigger("agreements", "INSERT", "not_signed", "NEW.state = 'signed'")
    yield _sqlite_trigger("agreements", "UPDATE", "step_refused", _STEP_REFUSED)
    yield _sqlite_trigger("agreements", "DELETE", "signed", "OLD.state = 'signed'")


def _sqlite_trigger(table: str, what: str, rule: str, when: str) -> str:
    name = f"tr_{table}_{what.lower()}_{rule}"
    return (
        f"CREATE TRIGGER {name} BEFORE {what} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _there(table: str) -> str:
    same = " AND ".join(f"{key} = NEW.{key}" for key in ADDED_TO[table])
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - own names


def _locked(what: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM agreements"  # noqa: S608 - only names of our own
        f" WHERE key IN ({_keys(what)})"
        " AND state <> 'draft')"
    )


def _has_signature(what: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM signatures"  # noqa: S608 - only names of our own
        f" WHERE agreement_key IN ({_keys(what)}))"
    )


def _state(side: str, lock: str = "") -> str:
    return (
        "(SELECT state FROM agreements"  # noqa: S608 - only names of our own
        f" WHERE key = {side}.agreement_key{lock})"
    )


def _draft() -> str:
    return (
        "EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key"
        " AND state = 'draft')"
    )


def _keys(what: str) -> str:
    sides = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    return ", ".join(f"{side}.agreement_key" for side in sides[what])


_SIGNATURES = "(SELECT count(*) FROM signatures WHERE agreement_key = OLD.key)"
_CHANGED = " OR ".join(f"NEW.{c} <> OLD.{c}" for c in ("key", *_FRAME))
_STEP_REFUSED = (
    "OLD.state = 'signed'"
    f" OR (NEW.state = 'signed' AND {_SIGNATURES} <> 2)"
    f" OR (NEW.state = 'draft' AND {_SIGNATURES} > 0)"
    f" OR (OLD.state <> 'draft' AND ({_CHANGED}))"
)


def _postgresql() -> Iterator[str]:
    yield _function("only_added_to", "true")
    yield _function(
        "content_locked",
        "TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM agreements"
        " WHERE key = OLD.agreement_key AND state <> 'draft')",
        "TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM agreements"
        " WHERE key = NEW.agreement_key AND state <> 'draft')",
    )
    yield _function(
        "signed_already",
        "TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM signatures"
        " WHERE agreement_key = OLD.agreement_key)",
        "TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM signatures"
        " WHERE agreement_key = NEW.agreement_key)",
    )
    # Two who sign and lift at once take turns: with FOR UPDATE the second one waits
    # and then meets the state as the first one left it.
    new, old = (_state(side, " FOR UPDATE") for side in ("NEW", "OLD"))
    yield _function("not_settling", f"{new} <> 'settling'")
    yield _function("never_changed", "true")
    yield _function("signed_by_both", f"{old} = 'signed'")
    yield _function("still_draft", _draft())
    yield _function("not_signed", "NEW.state = 'signed'")
    yield _function("step_refused", _STEP_REFUSED)
    yield _function("signed", "OLD.state = 'signed'")
    for table in ADDED_TO:
        yield _postgresql_trigger(table, "UPDATE OR DELETE", "only_added_to")
        yield _postgresql_trigger(table, "TRUNCATE", "only_added_to")
    for table in CONTENT:
        yield _postgresql_trigger(table, " OR ".join(_EVENTS), "content_locked")
    yield _postgresql_trigger("acceptances", " OR ".join(_EVENTS), "signed_already")
    yield _postgresql_trigger("signatures", "INSERT", "not_settling")
    yield _postgresql_trigger("signatures", "UPDATE", "never_changed")
    yield _postgresql_trigger("signatures", "TRUNCATE", "never_changed")
    yield _postgresql_trigger("signatures", "DELETE", "signed_by_both")
    yield _postgresql_trigger("versions", "INSERT", "still_draft")
    yield _postgresql_trigger("agreements", "INSERT", "not_signed")
    yield _postgresql_trigger("agreements", "UPDATE", "step_refused")
    yield _postgresql_trigger("agreements", "DELETE", "signed")


def _function(rule: str, *refused: str) -> str:
    """Each condition is tested alone: a delete has no NEW, an insert no OLD."""
    tests = " ".join(
        f"IF {condition} THEN RAISE integrity_constraint_violation"
        f" USING MESSAGE = TG_NAME; END IF;"
        for condition in refused
    )
    return (
        f"CREATE FUNCTION kpikit_{rule}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {tests}"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def _postgresql_trigger(table: str, what: str, rule: str) -> str:
    name = f"tr_{table}_{'truncate_' if what == 'TRUNCATE' else ''}{rule}"
    each = "STATEMENT" if what == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {name} BEFORE {what} ON {table}"
        f" FOR EACH {each} EXECUTE FUNCTION kpikit_{rule}()"
    )


STATEMENTS = {"sqlite": tuple(_sqlite()), "postgresql": tuple(_postgresql())}
