"""The three roles of the database, and what each may do to each table.

``make`` runs before the first migration, ``grant`` after every one. Both only issue SQL through
the cursor they are given, which must be the owner's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _
from psycopg import errors

from tenure.foundation.postgres.connection import Role
from tenure.foundation.refusal import Refused


class Cursor(Protocol):
    """What psycopg's and Django's cursors have in common, as far as it is used here."""

    def execute(self, query: Any, params: Any = None, /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Any: ...


class Kind(Enum):
    """What a table is to the roles that do not own it."""

    ORDINARY = "ordinary"
    APPEND_ONLY = "append only"
    HISTORY = "history"
    READ_ONLY = "read only"
    CLOSED = "closed"


RIGHTS: Mapping[Kind, Mapping[Role, frozenset[str]]] = {
    Kind.ORDINARY: {
        Role.APP: frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
        Role.KEEPER: frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
    },
    Kind.APPEND_ONLY: {
        Role.APP: frozenset({"SELECT", "INSERT"}),
        Role.KEEPER: frozenset({"SELECT", "INSERT"}),
    },
    # Only the triggers write history; the keeper erases in it what the law says must go.
    Kind.HISTORY: {
        Role.APP: frozenset({"SELECT"}),
        Role.KEEPER: frozenset({"SELECT", "UPDATE", "DELETE"}),
    },
    Kind.READ_ONLY: {Role.APP: frozenset({"SELECT"}), Role.KEEPER: frozenset({"SELECT"})},
    Kind.CLOSED: {Role.APP: frozenset(), Role.KEEPER: frozenset()},
}

EVERY_RIGHT = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

TRIGGER_FUNCTIONS = """
    SELECT p.oid::regprocedure::text
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prorettype = 'trigger'::regtype AND p.proname LIKE 'pgtrigger\\_%'
"""

# pgtrigger skips a trigger when a session setting names it, and any role may set a setting.
NOBODY_SILENCES = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)
    RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS 'SELECT FALSE'
"""

# Only an owner may analyse a table; after much was written the application asks for it, and no more.
REFRESH_STATISTICS = """
    CREATE OR REPLACE FUNCTION public.tenure_refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE one text;
    BEGIN
        FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user
        LOOP EXECUTE format('ANALYZE public.%I', one); END LOOP;
    END $$
"""


class CannotMakeRoles(Refused):
    message = _(
        "{role} is missing and this database user may not create it. Have an administrator run: {statements}"
    )


@dataclass(frozen=True)
class Breach:
    """One right that a role has and should not have, or should have and has not."""

    table: str
    role: Role
    right: str
    has: bool


def make(cursor: Cursor, *, login: bool = True) -> None:
    """Create the roles that are missing, and let the role that asks act as each of them."""
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'tenure\\_%'")
    there = {name for (name,) in cursor.fetchall()}
    for role in Role:
        if role not in there:
            _create(cursor, role, login=login)
    cursor.execute("SELECT current_user")
    asker = str((cursor.fetchone() or ("",))[0])
    for role in (Role.APP, Role.KEEPER):
        let_in(cursor, role, Role.OWNER)
        let_in(cursor, role, asker)


def let_in(cursor: Cursor, role: Role, user: str) -> None:
    """Let a login act as one of the roles."""
    cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [user, role])
    if cursor.fetchone() == (False,):
        cursor.execute(f"GRANT {role} TO {quoted(user)}")


def grant(cursor: Cursor, kinds: Mapping[str, Kind]) -> None:
    """Give both lesser roles exactly the rights of each table's kind; a table nobody named stays closed."""
    others = f"{Role.APP}, {Role.KEEPER}"
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {others}")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {others}")
    cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {others}")
    for table in tables(cursor):
        _grant_on(cursor, table, kinds.get(table, Kind.CLOSED))
    _seal_history(cursor)
    cursor.execute(REFRESH_STATISTICS)
    cursor.execute("REVOKE EXECUTE ON FUNCTION public.tenure_refresh_statistics() FROM PUBLIC")
    cursor.execute(f"GRANT EXECUTE ON FUNCTION public.tenure_refresh_statistics() TO {Role.APP}")


def tables(cursor: Cursor, kinds: str = "rpvmf") -> list[str]:
    """Name the tables and views of the schema; ``kinds`` are letters of ``pg_class.relkind``."""
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind = ANY(%s) ORDER BY 1",
        [list(kinds)],
    )
    return [str(name) for (name,) in cursor.fetchall()]


def breaches(cursor: Cursor, kinds: Mapping[str, Kind]) -> list[Breach]:
    """Compare what each lesser role may do to each table with what it should."""
    found = []
    for table in tables(cursor):
        for role, due in RIGHTS[kinds.get(table, Kind.CLOSED)].items():
            has = _rights_of(cursor, role, table)
            found += [Breach(table, role, right, right in has) for right in sorted(has ^ due)]
    return found


def open_functions(cursor: Cursor) -> list[str]:
    """Name the history functions that do not run as their owner, or that anybody may call."""
    cursor.execute(
        f"{TRIGGER_FUNCTIONS} AND (NOT p.prosecdef OR p.proconfig IS NULL "
        f"OR has_function_privilege('{Role.APP}', p.oid, 'EXECUTE'))"
    )
    return [str(name) for (name,) in cursor.fetchall()]


def _create(cursor: Cursor, role: Role, *, login: bool) -> None:
    more = "CREATEDB" if role == Role.OWNER else ""
    statement = f"CREATE ROLE {role} {'LOGIN' if login else 'NOLOGIN'} NOSUPERUSER NOBYPASSRLS {more}".strip()
    try:
        cursor.execute(statement)
    except errors.DuplicateObject:
        return
    except errors.InsufficientPrivilege as refusal:
        raise CannotMakeRoles(role=role, statements=f"{statement};") from refusal


def _grant_on(cursor: Cursor, table: str, kind: Kind) -> None:
    for role, rights in RIGHTS[kind].items():
        if rights:
            cursor.execute(f"GRANT {', '.join(sorted(rights))} ON {quoted(table)} TO {role}")
        if "INSERT" in rights:
            for sequence in _sequences_of(cursor, table):
                cursor.execute(f"GRANT USAGE, SELECT ON SEQUENCE {sequence} TO {role}")


def _sequences_of(cursor: Cursor, table: str) -> Iterable[str]:
    cursor.execute(
        "SELECT s.oid::regclass::text FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' "
        "WHERE d.refobjid = %s::regclass AND d.deptype IN ('a', 'i')",
        [quoted(table)],
    )
    return [str(name) for (name,) in cursor.fetchall()]


def _seal_history(cursor: Cursor) -> None:
    """Make history write as the owner, whoever changed the row, and let no session switch it off."""
    cursor.execute(TRIGGER_FUNCTIONS)
    for (name,) in cursor.fetchall():
        cursor.execute(
            f"ALTER FUNCTION {name} SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
        )
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
    cursor.execute("SELECT 1 FROM pg_proc WHERE proname = '_pgtrigger_should_ignore'")
    if cursor.fetchone():
        cursor.execute(NOBODY_SILENCES)


def _rights_of(cursor: Cursor, role: Role, table: str) -> frozenset[str]:
    held = ", ".join(f"has_table_privilege('{role}', %s, '{right}')" for right in EVERY_RIGHT)
    cursor.execute(f"SELECT {held}", [quoted(table)] * len(EVERY_RIGHT))
    answers = cursor.fetchone() or ()
    return frozenset(right for right, has in zip(EVERY_RIGHT, answers, strict=True) if has)


def quoted(name: str) -> str:
    """Write a name so that SQL takes it as it is."""
    return '"' + name.replace('"', '""') + '"'
