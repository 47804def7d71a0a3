"""Row-level security: in PostgreSQL the database itself keeps organisations apart.

It is a second wall behind ``Scope``: a query that forgets its scope finds nothing of
others. A transaction says for whom it works, in a setting that ends with it; as long as
it does not, rows of agreements are neither found nor written. SQLite has no such thing.

What one organisation has alone belongs to it; all else of an agreement to its parties.
The trail takes an entry from everybody, and shows it to whom it concerns.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import DDL, Connection, MetaData, Table, event, text
from sqlalchemy.orm import Session

SETTING = "kpikit.organisation"
EVERYBODY = "*"
OPEN = {
    "audit_head": "the end of the trail, without content",
    "failures": "counted before anybody is known",
    "invitation_roles": "found by a secret link, before anybody is known",
    "invitations": "found by a secret link, before anybody is known",
    "mail_wishes": "what somebody wants is needed to write to them",
    "organisations": "who could take part is known to all",
    "sessions": "found by a secret cookie, before anybody is known",
    "user_roles": "needed to log in",
    "users": "needed to log in",
}
"""Tables without this security, and why; every other table has it, or is refused."""

FOR_EVERYBODY = text(f"SELECT set_config('{SETTING}', '{EVERYBODY}', true)")
_SET = text(f"SELECT set_config('{SETTING}', :organisation, true)")
_SET_BY_LOGIN = text(
    f"SELECT set_config('{SETTING}', (SELECT organisation_id FROM users "  # noqa: S608 - names of our own
    "JOIN sessions ON user_id = users.id WHERE token_hash = :token), true)"
)
_NOW = text(f"SELECT current_setting('{SETTING}', true)")
_BYPASSED = text(
    "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
)
_OURS = f"current_setting('{SETTING}', true)"
_MINE = f"organisation_id = {_OURS}"
_ALL = f"{_OURS} = '{EVERYBODY}'"
_LOOKING = "current_setting('kpikit.looking', true) = 'yes'"
_OWN_AGREEMENTS = f"""
CREATE FUNCTION kpikit_own_agreements() RETURNS SETOF integer
LANGUAGE plpgsql STABLE AS $$ BEGIN
  PERFORM set_config('kpikit.looking', 'yes', true);
  RETURN QUERY SELECT agreement_key FROM agreement_parties WHERE {_MINE};
  PERFORM set_config('kpikit.looking', '', true);
END $$
""".strip()  # noqa: S608 - names of our own
"""The policy of the parties asks for the own parties: it lets itself through."""


def work_for(session: Session, organisation_id: str) -> None:
    """Let this transaction find only what is of an organisation."""
    if _has_it(session):
        session.execute(_SET, {"organisation": organisation_id})


def work_for_login(connection: Connection, token_hash: str) -> None:
    """Let this transaction find only what is of the organisation of a login."""
    if connection.dialect.name == "postgresql":
        connection.execute(_SET_BY_LOGIN, {"token": token_hash})


@contextmanager
def for_everybody(session: Session) -> Iterator[None]:
    """Work for no organisation in particular, for a step that is about several.

    The step itself has to say which rows it means. When it fails, the transaction or
    savepoint in which it began has to be given up.
    """
    before = session.scalar(_NOW) if _has_it(session) else ""
    work_for(session, EVERYBODY)
    yield
    work_for(session, before or "")


def is_bypassed(session: Session) -> bool:
    """Tell whether PostgreSQL keeps nothing from the role of this session."""
    return _has_it(session) and bool(session.scalar(_BYPASSED))


def attach(metadata: MetaData) -> None:
    """Make the policies whenever the tables are made."""
    for statement in statements(metadata):
        ddl = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(metadata, "after_create", ddl.execute_if(dialect="postgresql"))


def statements(metadata: MetaData) -> Iterator[str]:
    """Return what makes the function and the policies of all tables."""
    yield _OWN_AGREEMENTS
    for table in metadata.sorted_tables:
        if table.name not in OPEN:
            yield from of_table(table)


def of_table(table: Table) -> Iterator[str]:
    """Return what gives one table its security, also against its owner."""
    name = table.name
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    if name == "audit":
        yield f"CREATE POLICY {name}_added ON {name} FOR INSERT WITH CHECK (true)"
        yield f"CREATE POLICY {name}_own ON {name} FOR SELECT USING ({_rule(table)})"
    else:
        yield f"CREATE POLICY {name}_own ON {name} USING ({_rule(table)})"


def _rule(table: Table) -> str:
    """Return which rows a transaction may find: of everybody, or its own."""
    parties = f"{_key(table)} IN (SELECT kpikit_own_agreements())"
    if table.name == "agreement_parties":
        return f"CASE WHEN {_ALL} OR {_LOOKING} THEN true ELSE {parties} END"
    if table.name == "audit":
        return f"{_ALL} OR {_MINE} OR {parties}"
    return f"{_ALL} OR {_MINE if 'organisation_id' in table.c else parties}"


def _key(table: Table) -> str:
    return "key" if table.name == "agreements" else "agreement_key"


def _has_it(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
