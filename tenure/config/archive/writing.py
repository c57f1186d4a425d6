"""Makes a backup of a running Tenure, all of it as of one instant."""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import psycopg

from tenure.config.archive.manifest import DUMP, NAME, Manifest, digest_of, files_below, key_prints
from tenure.config.archive.reading import verify
from tenure.config.terminal import steps
from tenure.foundation.audit.models import Link
from tenure.foundation.postgres import Role, address, dump, roles
from tenure.foundation.postgres.roles import quoted
from tenure.foundation.postgres.sums import Sum, sums_of


@dataclass(frozen=True)
class Snapshot:
    """What the database held at one instant, beside its dump."""

    release: int
    migrations: list[str]
    tables: Mapping[str, Sum]
    trail: Mapping[str, object]


def back_up(data: Path, target: Path, *, with_keys: bool) -> Manifest:
    """Write the backup beside its place, read it back, and only then give it its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as made:
        room = Path(made)
        seen = _dump(room / DUMP)
        parts = _gather(room, data, with_keys=with_keys)
        manifest = _manifest(seen, parts, key_prints(data / "keys"))
        _pack(room / "backup.tar", parts, manifest)
        verify(room / "backup.tar")
        (room / "backup.tar").replace(target)
    return manifest


def _dump(target: Path) -> Snapshot:
    """Dump and sum up in one snapshot: a change made meanwhile is in neither."""
    owner = address(Role.OWNER)
    with closing(psycopg.connect(owner.dsn())) as source:
        source.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        cursor = source.cursor()
        cursor.execute("SELECT pg_export_snapshot()")
        release = source.info.server_version // 10_000
        dump.dump(owner, release, str(cursor.fetchone()[0]), target)  # type: ignore[index]
        names = roles.tables(cursor, "r")
        with steps("Summing up tables", len(names)) as progress:
            tables = sums_of(cursor, names, progress.forward)
        return Snapshot(release, _migrations(cursor), tables, _trail(cursor))


def _migrations(cursor: roles.Cursor) -> list[str]:
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [name for (name,) in cursor.fetchall()]


def _trail(cursor: roles.Cursor) -> dict[str, object]:
    table = quoted(Link._meta.db_table)
    cursor.execute(f"SELECT number, fingerprint FROM {table} ORDER BY number DESC LIMIT 1")  # noqa: S608 — our own name
    number, head = cursor.fetchone() or (0, "")
    return {"links": number, "head": head}


def _gather(room: Path, data: Path, *, with_keys: bool) -> dict[str, Path]:
    """Name every part and where it is now; what may change meanwhile is copied first."""
    for folder in ("anchors", *(["keys"] if with_keys else [])):
        if (data / folder).is_dir():
            shutil.copytree(data / folder, room / folder)
    found = {str(path.relative_to(room)): path for path in files_below(room)}
    return found | {str(path.relative_to(data)): path for path in files_below(data / "files")}


def _manifest(seen: Snapshot, parts: Mapping[str, Path], keys: dict[str, str]) -> Manifest:
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("tenure"),
        postgres=seen.release,
        migrations=seen.migrations,
        tables=seen.tables,
        parts={name: digest_of(path) for name, path in parts.items()},
        keys=keys,
        trail=seen.trail,
    )


def _pack(draft: Path, parts: Mapping[str, Path], manifest: Manifest) -> None:
    draft.touch(mode=0o600)
    with draft.open("wb") as file, steps("Packing", len(parts)) as progress:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            head = tarfile.TarInfo(NAME)
            head.size = len(manifest.text())
            archive.addfile(head, BytesIO(manifest.text()))
            for name, path in progress.each(parts.items()):
                archive.add(path, arcname=name, recursive=False)
        file.flush()
        os.fsync(file.fileno())
