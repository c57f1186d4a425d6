"""``tenure manage``: Django's own commands, for developers."""

import click

from tenure.config.terminal import start_django
from tenure.foundation.postgres import Role


@click.command(
    "manage",
    hidden=True,
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a Django command as the owner of the database."""
    start_django(Role.OWNER)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tenure manage", *arguments])
