"""Puts a backup back: beside what is there, compared with its source, and only then in its place."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_lazy as _

from tenure.config.archive.manifest import DUMP, Manifest, TooNew, key_prints
from tenure.config.archive.reading import unpack, verify
from tenure.config.terminal import steps
from tenure.foundation.postgres import Address, Role, address, dump, roles
from tenure.foundation.postgres.sums import differences, sums_of
from tenure.foundation.postgres.tables import kinds
from tenure.foundation.refusal import Refused


class NotEmpty(Refused):
    message = _(
        "There is a Tenure in use here already: its trail has {acts} lines. To replace it by the backup: --replace"
    )
    status = 409


class InUse(Refused):
    message = _("{count} programs are connected to the database. Stop Tenure first.")
    status = 409


class NotEqual(Refused):
    message = _("The restored tables differ from the backup: {tables}. Nothing was changed here.")


class MayNotCreate(Refused):
    message = _(
        "The owner of the database may not create another one to restore into: ALTER ROLE {user} CREATEDB;"
    )


@dataclass(frozen=True)
class Restored:
    """What came back, and the keys that its sealed fields still wait for."""

    tables: int
    rows: int
    files: int
    missing_keys: list[str]


def restore(file: Path, data: Path, *, acts: int, replace_all: bool) -> Restored:
    """Restore into a new database and folder, compare table by table, then change places."""
    manifest = verify(file)
    _check(manifest, acts=acts, replace_all=replace_all)
    owner = address(Role.OWNER)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as made, _new_database(owner) as beside:
        room = Path(made)
        unpack(file, manifest, room)
        dump.load(beside, manifest_release(beside), room / DUMP)
        _compare(beside, manifest)
        _change_places(owner, beside.database)
        _move_files(room, data, manifest)
    missing = [name for name, seen in manifest.keys.items() if key_prints(data / "keys").get(name) != seen]
    return Restored(len(manifest.tables), manifest.rows, manifest.files, missing)


def manifest_release(target: Address) -> int:
    """Give the major release of the server that is restored into."""
    with closing(psycopg.connect(target.dsn())) as server:
        return server.info.server_version // 10_000


def _check(manifest: Manifest, *, acts: int, replace_all: bool) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise TooNew(version=manifest.version)
    if acts and not replace_all:
        raise NotEmpty(acts=acts)


@contextmanager
def _new_database(owner: Address) -> Iterator[Address]:
    """Make a database beside the one there is; it goes again unless it has taken that one's name."""
    name = f"tenure_restore_{uuid.uuid4().hex[:12]}"
    with _server(owner) as server:
        try:
            server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        except psycopg.errors.InsufficientPrivilege as refusal:
            raise MayNotCreate(user=owner.user) from refusal
    try:
        yield replace(owner, database=name)
    finally:
        with _server(owner) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _compare(beside: Address, manifest: Manifest) -> None:
    """Compare every table with its sum in the manifest, then give the roles their rights."""
    with psycopg.connect(beside.dsn()) as restored:
        cursor = restored.cursor()
        names = roles.tables(cursor, "r")
        with steps("Comparing tables", len(names)) as progress:
            found = sums_of(cursor, names, progress.forward)
        if unlike := differences(manifest.tables, found):
            raise NotEqual(tables=", ".join(unlike))
        roles.grant(cursor, kinds())


def _change_places(owner: Address, restored: str) -> None:
    """Give the restored database the name of the old one, which goes."""
    old = f"{restored}_old"
    with _server(owner) as server:
        found = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [owner.database],
        ).fetchone()
        if found and found[0]:
            raise InUse(count=found[0])
        server.execute(f"ALTER DATABASE {roles.quoted(owner.database)} RENAME TO {old}")
        server.execute(f"ALTER DATABASE {restored} RENAME TO {roles.quoted(owner.database)}")
        server.execute(f"DROP DATABASE {old} WITH (FORCE)")


def _move_files(room: Path, data: Path, manifest: Manifest) -> None:
    """Move the folders of the backup in; anchors only with the key that signed them."""
    same_signer = key_prints(data / "keys").get("trail-anchor") == manifest.keys.get("trail-anchor")
    folders = ["files", *(["keys"] if manifest.has_keys else [])]
    if manifest.has_keys or same_signer:
        folders.append("anchors")
    for folder in folders:
        if folder == "files" or (room / folder).is_dir():
            _swap(room / folder, data / folder, room / f"{folder}.old")


def _swap(new: Path, place: Path, old: Path) -> None:
    new.mkdir(mode=0o700, exist_ok=True)
    if place.exists():
        shutil.move(place, old)
    shutil.move(new, place)


@contextmanager
def _server(owner: Address) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Connect to the server beside the databases at hand."""
    with closing(psycopg.connect(replace(owner, database="postgres").dsn(), autocommit=True)) as server:
        yield server
