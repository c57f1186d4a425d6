"""``tenure migrate``: brings the database to this release and gives each role its rights."""

import click

from tenure.config.terminal import as_json, report, start_django
from tenure.foundation.postgres import Role


@click.command("migrate")
@as_json
def command(*, as_json: bool) -> None:
    """Bring the database to this release; safe to run at any time and by several at once."""
    start_django(Role.OWNER)
    from tenure.config.migration import migrate

    done = migrate()
    words = f"{done.applied} migrations applied." if done.applied else "The database is up to date."
    facts = {"applied": done.applied, "is_empty": done.is_empty, "keys": done.keys}
    report(facts, f"{words}\n{done.keys}".strip(), as_json=as_json)
