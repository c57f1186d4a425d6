"""Looks at the database: reachable, new enough, and each role with its rights and no more."""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing

import psycopg

from tenure.config.doctor.findings import Finding, good, problem, warning
from tenure.foundation.postgres import Role, address, is_derived, is_external, roles
from tenure.foundation.postgres.roles import Cursor, Kind

OLDEST_RELEASE = 15
CLOCKS_MAY_DIFFER_SECONDS = 5
NAMED_AT_ONCE = 5
MIGRATE = "tenure migrate"
# What each setting may be, so that what was answered survives a power cut.
LASTING_SETTINGS: Mapping[str, frozenset[str]] = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "local", "remote_write", "remote_apply"}),
    "data_checksums": frozenset({"on"}),
}


def look(kinds: Mapping[str, Kind], pending: list[str]) -> Iterator[Finding]:
    """Look at a database that answers."""
    with closing(psycopg.connect(address(Role.APP).dsn(), connect_timeout=5, autocommit=True)) as connection:
        cursor = connection.cursor()
        yield release(connection.info.server_version // 10_000)
        yield login(cursor)
        yield migrations(pending)
        yield rights(cursor, kinds)
        yield history(cursor)
        yield durability(cursor)
        yield clock(cursor)


def reachable() -> Finding:
    """Try the way in of the application."""
    way_in = address(Role.APP)
    try:
        psycopg.connect(way_in.dsn(), connect_timeout=5).close()
    except psycopg.OperationalError as failure:
        return problem("Database", str(failure).strip().splitlines()[0], _way_back(str(failure)))
    where = f"{way_in.host}:{way_in.port}" if is_external() else "the embedded server"
    return good("Database", f"answers at {where}")


def release(found: int) -> Finding:
    if found < OLDEST_RELEASE:
        return problem("PostgreSQL", f"{found} is too old", f"Use PostgreSQL {OLDEST_RELEASE} or newer.")
    return good("PostgreSQL", str(found))


def login(cursor: Cursor) -> Finding:
    """Look at who the application is inside the database."""
    cursor.execute(
        "SELECT current_user::text, session_user::text, (SELECT rolsuper OR rolbypassrls OR rolcreaterole "
        "FROM pg_roles WHERE rolname = current_user), "
        "(SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole)"
    )
    acting, user, is_mighty, owned = cursor.fetchone()
    if is_mighty or owned:
        words = f"the application acts as {acting}, who {'may do anything' if is_mighty else 'owns tables'}"
        return problem(
            "Database role", words, "Let DATABASE_URL name a login that owns nothing; see docs/admin."
        )
    if acting != user and is_derived():
        words = f"one login ({user}) serves as owner and, by taking a role on, as application"
        repair = "In service, set DATABASE_URL to a login of its own and DATABASE_OWNER_URL to the owner."
        return warning("Database role", words, repair)
    return good("Database role", f"the application is {acting} and owns nothing")


def migrations(pending: list[str]) -> Finding:
    if not pending:
        return good("Migrations", "all applied")
    return problem("Migrations", f"{len(pending)} not applied: {_some(pending)}", MIGRATE)


def rights(cursor: Cursor, kinds: Mapping[str, Kind]) -> Finding:
    """Compare the rights of the lesser roles with the rules, table by table."""
    found = roles.breaches(cursor, kinds)
    if not found:
        return good("Rights", "each table as its kind demands; the trail can only grow")
    words = [f"{each.role} {'may' if each.has else 'may not'} {each.right} {each.table}" for each in found]
    return problem("Rights", _some(words), f"{MIGRATE} (it gives every role its rights anew)")


def history(cursor: Cursor) -> Finding:
    found = roles.open_functions(cursor)
    if not found:
        return good("History", "written by the owner's functions; no session can silence it")
    return problem("History", f"the application could silence or forge it: {_some(found)}", MIGRATE)


def durability(cursor: Cursor) -> Finding:
    """Look at the settings without which a power cut takes acknowledged writes along, or whole pages."""
    cursor.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(LASTING_SETTINGS)]
    )
    found = dict(cursor.fetchall())
    unsafe = [f"{name} = {found[name]}" for name, fine in LASTING_SETTINGS.items() if found[name] not in fine]
    if unsafe:
        repair = "Set them on in postgresql.conf and restart; checksums by pg_checksums --enable."
        return problem("Durability", f"a power cut could lose or tear writes: {_some(unsafe)}", repair)
    return good("Durability", "an answered write is on the disk, and every page has a checksum")


def clock(cursor: Cursor) -> Finding:
    cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
    apart = abs(time.time() - cursor.fetchone()[0])
    if apart > CLOCKS_MAY_DIFFER_SECONDS:
        words = f"this machine and the database are {apart:.0f} seconds apart"
        return problem("Clock", words, "Let both follow a time server (systemd-timesyncd, chrony).")
    return good("Clock", "agrees with the database's")


def _way_back(words: str) -> str:
    if "role" in words and ("does not exist" in words or "permission denied" in words):
        return MIGRATE
    if is_external():
        return (
            "Is the server up, and are host, port, password and pg_hba.conf right? DATABASE_URL says where."
        )
    return "The log of the embedded server is in the data folder, under postgres/log."


def _some(names: list[str]) -> str:
    more = len(names) - NAMED_AT_ONCE
    return ", ".join(names[:NAMED_AT_ONCE]) + (f" and {more} more" if more > 0 else "")
