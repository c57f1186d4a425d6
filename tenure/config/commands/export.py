"""``tenure export``: everything, in open formats."""

from pathlib import Path

import click
from django.utils.translation import gettext_lazy as _

from tenure.config.terminal import as_json, report, start_django, steps


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--history", is_flag=True, help="Add every state that any row was ever in.")
@as_json
def command(folder: Path, *, history: bool, as_json: bool) -> None:
    """Write everything to DIR: a CSV and a JSON schema for each table, and the files."""
    start_django()
    from tenure.foundation.exchange import export
    from tenure.foundation.exchange.export.tables import tables
    from tenure.shell.actor import system_actor

    by = system_actor("tenure export", "people.export", channel="cli")
    with steps("Writing", len(tables(history=history))) as progress:
        done = export.export(folder, by=by, history=history, progress=progress.forward)
    words = _("Exported {rows} rows of {tables} tables and {files} files to {folder}.").format(**vars(done))
    report({**vars(done), "folder": str(done.folder)}, words, as_json=as_json)
