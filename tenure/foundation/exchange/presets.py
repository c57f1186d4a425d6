"""Mappings that ship: for files that many employers have, or that the world publishes."""

from pathlib import Path

from .mapping import Mapping, from_file

_folders: list[Path] = []


def add_folder(folder: Path) -> None:
    """Register a folder of preset files."""
    if folder not in _folders:
        _folders.append(folder)


def preset(name: str) -> Mapping | None:
    """Find a preset by name."""
    for folder in _folders:
        path = folder / f"{name}.toml"
        if path.parent == folder and path.is_file():
            return from_file(path)
    return None


def presets() -> list[Mapping]:
    """Give all presets, by name."""
    return [from_file(path) for folder in _folders for path in sorted(folder.glob("*.toml"))]
