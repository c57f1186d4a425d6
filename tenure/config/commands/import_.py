"""``tenure import``: brings files in, checked first, as one."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click
from django.utils.translation import gettext_lazy as _

from tenure.config.terminal import as_json, report, start_django, steps
from tenure.foundation.refusal import Refused

if TYPE_CHECKING:
    from tenure.foundation.exchange.run import Prepared

SHOWN = 200
PERMISSIONS = (
    "people.import",
    "people.edit",
    "people.edit_personal",
    "people.edit_contact",
    "pay.edit",
    "organisation.edit",
    "organisation.view",
    "organisation.plan",
    "people.plan",
)


class UnknownKind(Refused):
    message = _("There is nothing called “{kind}” to import. Presets: {presets}. Kinds: {kinds}.")


@click.command("import")
@click.argument("kind", required=False, default="")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A mapping made earlier (JSON or TOML).",
)
@click.option("--dry-run", is_flag=True, help="Check and compare; write nothing.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day on which rows without a date hold (today)."
)
@click.option("--accept", multiple=True, metavar="CODE", help="Take rows with this warning as they are.")
@click.option(
    "--park", multiple=True, metavar="CODE", help="Take rows with this warning without what is doubtful."
)
@click.option("--skip", multiple=True, metavar="CODE", help="Leave rows with this warning out.")
@click.option("--undo", type=click.UUID, metavar="RUN", help="Take back an import of the last 24 hours.")
@as_json
def command(kind: str, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Import FILEs, or the files of a folder.

    KIND is a preset, or what the rows are: people, pay, units and so on.
    """
    start_django()
    if options["undo"]:
        _undo(options["undo"], as_json=as_json)
        return
    if not kind or not files:
        raise click.UsageError("Say what to import: KIND FILE…, or --undo RUN.")
    prepared = _prepared(kind, files, options)
    if not as_json:
        _explain(prepared)
    summary = prepared.summary()
    if options["dry_run"]:
        report(
            {**summary, **_listed(prepared), "written": False},
            str(_("Checked; nothing was written.")),
            as_json=as_json,
        )
        return
    prepared.refuse_unless_clean()
    _commit(prepared)
    words = _("Imported: {writes} rows written. To take it back within a day: tenure import --undo {run}")
    told = words.format(writes=prepared.differences.writes, run=prepared.run)
    report({**summary, "written": True, "run": str(prepared.run)}, told, as_json=as_json)


def _undo(run: UUID, *, as_json: bool) -> None:
    from tenure.foundation.runs import actions as runs
    from tenure.shell.actor import system_actor

    kept = runs.take_back(run, by=system_actor("tenure import", *PERMISSIONS, channel="cli"))
    words = str(_("Taken back: {what}. Every record is as it was before.").format(what=kept.label))
    report({"run": str(run), "taken_back": True, "counts": kept.counts}, words, as_json=as_json)


def _prepared(kind: str, files: tuple[Path, ...], options: Mapping[str, Any]) -> "Prepared":
    from tenure.foundation.exchange import mapping, presets, run, sheets
    from tenure.foundation.exchange.findings import answers
    from tenure.shell.actor import system_actor

    if not options["mapping_file"] and not run.is_known(kind):
        known = ", ".join(one.name for one in presets.presets())
        raise UnknownKind(kind=kind, presets=known, kinds=", ".join(one.kind for one in sheets.sheets()))
    by = system_actor("tenure import", *PERMISSIONS, channel="cli")
    tables = run.read_files(files)
    chosen = (
        mapping.from_file(options["mapping_file"])
        if options["mapping_file"]
        else run.mapping_for(kind, tables)
    )
    as_of: date = options["as_of"].date() if options["as_of"] else by.today
    choices = answers(accept=options["accept"], park=options["park"], skip=options["skip"])
    with steps("Checking", 2 * sum(len(table.rows) for table in tables)) as progress:
        return run.prepare(tables, chosen, run.Order(as_of, choices), by=by, progress=progress.forward)


def _commit(prepared: "Prepared") -> None:
    from tenure.foundation.exchange import run

    with steps("Writing", prepared.differences.writes) as progress:
        run.commit(prepared, by=prepared.desk.by, progress=progress.forward)


def _explain(prepared: "Prepared") -> None:
    """Print what was found, each kind with its first places, then what would change."""
    from tenure.foundation.exchange.findings import Weight

    for weight in Weight:
        found = prepared.findings.of(weight)
        for one in found[:SHOWN]:
            place = f"{one.source.file}:{one.source.row or ''}"
            click.echo(f"{weight.value:8}{one.code:22}{place}  {one.words}", err=True)
        if len(found) > SHOWN:
            click.echo(
                str(_("… and {count} more; --json lists all.").format(count=len(found) - SHOWN)), err=True
            )
    for name, counts in prepared.differences.counts().items():
        told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        click.echo(f"{name}: {told or '-'}", err=True)


def _listed(prepared: "Prepared") -> dict[str, Any]:
    return {"findings": [one.facts() for one in prepared.findings.all]}
