"""``tenure demo``: an invented company to play in."""

from typing import TYPE_CHECKING

import click

from tenure.config.terminal import as_json, report, start_django, steps
from tenure.foundation.postgres import data_folder

if TYPE_CHECKING:
    from tenure.shell.demo.build import Built


@click.command("demo")
@as_json
def command(*, as_json: bool) -> None:
    """Fill an empty database with Alderbrook Instruments: about 240 invented people, with their history."""
    start_django()
    from tenure.shell.actor import system_actor
    from tenure.shell.demo import build

    by = system_actor("tenure demo", *build.PERMISSIONS, channel="cli")
    with steps("Building the demo company", build.STEPS) as progress:
        built = build.build(data_folder(), by=by, progress=progress.forward)
    facts = {
        "built": built.is_new,
        "at_work": built.at_work,
        "people": built.people,
        "accounts": dict(built.accounts),
        "sign_ins": built.file,
    }
    report(facts, "\n".join(_lines(built)), as_json=as_json)


def _lines(built: "Built") -> list[str]:
    if not built.is_new:
        return ["Alderbrook Instruments is there already; nothing was changed.", *_where(built)]
    accounts = [f"  {email:<42}{title}" for email, title in built.accounts]
    told = f"Alderbrook Instruments is there: {built.at_work} people at work, {built.people} in all."
    return [told, "Sign in as:", *accounts, *_where(built)]


def _where(built: "Built") -> list[str]:
    return [f"Passwords and second factors are in {built.file}"] if built.file else []
