"""Reads files of any accepted kind into tables, with bounds on what hostile ones can cost."""

import gzip
import io
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tenure.foundation.exchange import limits
from tenure.foundation.exchange.tables import Table

from . import records, text, workbooks

Reader = Callable[[str, bytes], list[Table]]

GZIP: Final = b"\x1f\x8b"
READERS: Final[Mapping[str, Reader]] = {
    ".csv": text.read,
    ".tsv": text.read,
    ".txt": text.read,
    ".xlsx": workbooks.read,
    ".xlsm": workbooks.read,
    ".xls": workbooks.read,
    ".ods": workbooks.read,
    ".json": records.read_json,
    ".yaml": records.read_yaml,
    ".yml": records.read_yaml,
}
STRANGERS: Final[Mapping[bytes, str]] = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"<!DO": "a web page",
    b"<htm": "a web page",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


def read(path: Path, name: str = "") -> list[Table]:
    """Read one file; ``name`` is what the person called it, where the path is only a storage place."""
    called = name or path.name
    if path.stat().st_size > limits.MAX_BYTES:
        raise limits.FileTooLarge(file=called, limit=limits.MAX_BYTES // 2**20)
    return read_bytes(called, path.read_bytes())


def read_bytes(name: str, content: bytes) -> list[Table]:
    """Read one file from its content; tables without a heading are left out."""
    inner, content = _unpacked(name, content)
    if not content.strip():
        raise limits.NothingInIt(file=name)
    tables = [one for one in _reader(name, inner, content)(name, content) if one.columns]
    if not tables:
        raise limits.NothingInIt(file=name)
    return tables


def files_in(places: Sequence[Path]) -> list[Path]:
    """List the importable files of folders and files, in the order of their names."""
    found: list[Path] = []
    for place in places:
        if not place.exists():
            raise limits.NoFiles(place=place)
        found += sorted(p for p in place.iterdir() if _importable(p)) if place.is_dir() else [place]
    if not found:
        raise limits.NoFiles(place=", ".join(str(place) for place in places))
    if len(found) > limits.MAX_FILES:
        raise limits.TooManyFiles(limit=limits.MAX_FILES)
    return found


def ending(name: str) -> str:
    """Give the ending that says what a file is, without the one of packing."""
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _importable(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~")) and ending(path.name) in READERS


def _reader(name: str, inner: str, content: bytes) -> Reader:
    for start, kind in STRANGERS.items():
        if content.startswith(start):
            raise limits.WrongKind(file=name, kind=kind)
    reader = READERS.get(ending(inner))
    if reader is None:
        raise limits.WrongKind(file=name, kind=f"a {ending(inner) or 'nameless'} file")
    return workbooks.read if workbooks.is_workbook(content) else reader


def _unpacked(name: str, content: bytes) -> tuple[str, bytes]:
    if not content.startswith(GZIP):
        return name, content
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        try:
            plain = packed.read(limits.MAX_EXPANDED + 1)
        except (OSError, EOFError, zlib.error) as failure:
            raise limits.BrokenFile(file=name, words=failure) from failure
    if len(plain) > limits.MAX_EXPANDED:
        raise limits.ExpandsTooFar(file=name)
    return name, plain
