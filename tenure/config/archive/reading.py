"""Opens a backup and believes nothing in it before its checksums agree."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tenure.config.archive.manifest import NAME, Damaged, Manifest, NotABackup, digest, read
from tenure.config.terminal import steps


def verify(file: Path) -> Manifest:
    """Read a whole backup and compare every part with the manifest."""
    with _opened(file) as archive:
        manifest = read(_part(archive, NAME, file).read(), file)
        with steps("Checking the backup", len(manifest.parts)) as progress:
            for name, expected in progress.each(manifest.parts.items()):
                if digest(_part(archive, name, file)) != expected:
                    raise Damaged(part=name)
    return manifest


def unpack(file: Path, manifest: Manifest, target: Path) -> None:
    """Write the parts that the manifest names below a folder, and nothing else that the file may hold."""
    with _opened(file) as archive:
        for name in manifest.parts:
            place = (target / name).resolve()
            if not place.is_relative_to(target.resolve()):
                raise Damaged(part=name)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.touch(mode=0o600)
            with place.open("wb") as out:
                shutil.copyfileobj(_part(archive, name, file), out)


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, "r:") as archive:
            yield archive
    except (tarfile.TarError, FileNotFoundError, IsADirectoryError) as failure:
        raise NotABackup(file=file) from failure


def _part(archive: tarfile.TarFile, name: str, file: Path) -> IO[bytes]:
    try:
        part = archive.extractfile(name)
    except KeyError as failure:
        raise NotABackup(file=file) from failure
    if part is None:
        raise Damaged(part=name)
    return part
