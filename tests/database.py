"""Gives the tests a migrated database in which the code under test has no more rights than in service."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from tenure.config.migration import grant_rights
from tenure.foundation import postgres
from tenure.foundation.postgres import Address, Role, address, roles

ROOT = Path(__file__).resolve().parent.parent
ROLES_ARE_SHARED = 7_364_811  # the roles of a server are made by one of several test processes at a time


def prepare(*, keep: bool) -> None:
    """Make or reuse the test database, then connect as its owner in the role of the application."""
    postgres.hold()
    owner = address(Role.OWNER)
    name = "_".join(filter(None, ["test", owner.database, os.environ.get("PYTEST_XDIST_WORKER", "")]))
    is_fresh = _make(owner, name, _fingerprint(), keep=keep)
    _connect(owner, name)
    if not is_fresh:
        call_command("migrate", verbosity=0, interactive=False)
        grant_rights()
        _sign(owner, name, _fingerprint())
    _connect(owner, name, role=Role.APP)


@contextmanager
def as_owner() -> Iterator[None]:
    """Act as the owner of the tables for a while, as migrations do."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


KEPT = ("django_migrations", "django_content_type", "identity_role", "identity_rolepermission")


def empty(spared: Sequence[str] = KEPT) -> None:
    """Empty every table that holds rows, the queue's included."""
    with as_owner(), connection.cursor() as cursor:
        full = [table for table in _base_tables(cursor) if table not in spared and _has_rows(cursor, table)]
        if full:
            _truncate(cursor, full)


def _make(owner: Address, name: str, fingerprint: str, *, keep: bool) -> bool:
    """Make the database unless one with the same migrations is there; tell whether it was."""
    with psycopg.connect(_elsewhere(owner), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ROLES_ARE_SHARED])
        roles.make(server.cursor(), login=not postgres.is_external())  # type: ignore[arg-type]
        if keep and _signature(server, name) == fingerprint:
            return True
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    return False


def _signature(server: psycopg.Connection[tuple[object, ...]], name: str) -> object:
    found = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found[0] if found else None


def _sign(owner: Address, name: str, fingerprint: str) -> None:
    with psycopg.connect(_elsewhere(owner), autocommit=True) as server:
        server.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(fingerprint))
        )


def _fingerprint() -> str:
    """Sum up what the database is made of: every migration, and the rules of the roles."""
    sources = [
        *ROOT.glob("tenure/**/migrations/*.py"),
        *ROOT.glob("tenure/foundation/postgres/*.py"),
        ROOT / "tenure/shell/roles.py",
        ROOT / "uv.lock",
    ]
    models = [*ROOT.glob("tenure/**/models.py"), *ROOT.glob("tenure/**/models/*.py")]
    digest = hashlib.sha256()
    for path in sorted([*sources, *models]):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _connect(owner: Address, name: str, role: Role | None = None) -> None:
    connection.close()
    as_role = Address(owner.host, owner.port, owner.user, owner.password, name, owner.options, role)
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict.update(NAME=name, USER=owner.user, PASSWORD=owner.password, HOST=owner.host)
    connection.settings_dict.update(PORT=owner.port, OPTIONS=as_role.parameters())


def _elsewhere(owner: Address) -> str:
    return Address(owner.host, owner.port, owner.user, owner.password, "postgres", owner.options).dsn()


def _base_tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT c.relispartition"
    )
    return [name for (name,) in cursor.fetchall()]


def _has_rows(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
    return bool(cursor.fetchone()[0])


def _truncate(cursor: CursorWrapper, full: Sequence[str]) -> None:
    """Truncate past the triggers that refuse it: they are there for the application."""
    named = ", ".join(f'"{table}"' for table in full)
    guarded = [table for table in full if _refuses_truncate(cursor, table)]
    for table in guarded:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    cursor.execute(f"TRUNCATE {named} RESTART IDENTITY CASCADE")
    for table in guarded:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _refuses_truncate(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgtype & 32 > 0)",
        [f'"{table}"'],
    )
    return bool(cursor.fetchone()[0])
