"""``tenure restore``: puts a backup back and proves that it is equal."""

from dataclasses import asdict
from pathlib import Path

import click

from tenure.config.terminal import as_json, report, start_django
from tenure.foundation.postgres import Role, data_folder


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", "replace_all", is_flag=True, help="Replace the Tenure that is here.")
@as_json
def command(file: Path, *, replace_all: bool, as_json: bool) -> None:
    """Restore FILE, compare every table with its source, and only then let it take the place."""
    start_django(Role.OWNER)
    from django.db import connection

    from tenure.config.archive.restoring import restore
    from tenure.config.migration import count_acts, migrate

    acts = count_acts()
    connection.close()
    done = restore(file, data_folder(), acts=acts, replace_all=replace_all)
    applied = migrate().applied
    words = f"Restored: {done.tables} tables, {done.rows} rows, {done.files} files; every table equals its source."
    if applied:
        words += f"\n{applied} newer migrations applied."
    if done.missing_keys:
        words += f"\nThese keys are not the source's: {', '.join(done.missing_keys)}."
        words += f" Put its own into {data_folder() / 'keys'}: Tenure does not start without them."
    report({**asdict(done), "migrations": applied}, words, as_json=as_json)
