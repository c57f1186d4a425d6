"""``tenure backup``: everything in one file that proves itself."""

from dataclasses import asdict
from pathlib import Path

import click

from tenure.config.terminal import as_json, report, start_django
from tenure.foundation.postgres import Role, data_folder

NO_KEYS = "The keys are not in it: keep a copy of {keys} in another safe place, or sealed fields are lost."
WITH_KEYS = "The keys are in it: whoever has this file can read everything. Guard it accordingly."


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-keys", is_flag=True, help="Put the keys of sealed fields into the same file.")
@as_json
def command(file: Path, *, with_keys: bool, as_json: bool) -> None:
    """Write database and files to FILE as of one instant, and read it back to be sure."""
    start_django(Role.OWNER)
    from tenure.config.archive.writing import back_up

    manifest = back_up(data_folder(), file.absolute(), with_keys=with_keys)
    facts = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "tables": {name: asdict(seen) for name, seen in manifest.tables.items()},
        "rows": manifest.rows,
        "files": manifest.files,
        "with_keys": manifest.has_keys,
        "trail": manifest.trail,
    }
    size = file.stat().st_size / 1_000_000
    figures = f"{len(manifest.tables)} tables, {manifest.rows} rows, {manifest.files} files, {size:.1f} MB"
    keys = WITH_KEYS if with_keys else NO_KEYS.format(keys=data_folder() / "keys")
    report(facts, f"Backed up and checked: {figures} in {file}\n{keys}", as_json=as_json)
