"""The ``tenure`` command. Every module of ``config/commands`` is one command and is loaded when asked for."""

import importlib
import json
import os
import pkgutil
import signal
import sys
from typing import Any, NoReturn

import click
from django.apps import apps

from tenure.config import commands
from tenure.config.terminal import REFUSED
from tenure.foundation.refusal import Refused

SETTINGS = "tenure.config.settings"


class Commands(click.Group):
    """The commands found in ``tenure/config/commands``: ``import_.py`` is ``tenure import``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        names = (module.name for module in pkgutil.iter_modules(commands.__path__))
        return sorted(name.rstrip("_").replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        modules = {module.name for module in pkgutil.iter_modules(commands.__path__)}
        found = importlib.import_module(f"{commands.__name__}.{name if name in modules else name + '_'}")
        command: click.Command = found.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            _explain(refusal)
            ctx.exit(REFUSED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tenure", prog_name="Tenure", message="%(prog)s %(version)s")
def cli() -> None:
    """Tenure, the HR platform that is true over time."""


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    signal.signal(signal.SIGTERM, _end)
    cli(prog_name="tenure")


def _explain(refusal: Refused) -> None:
    words = _words(refusal)
    if "--json" in sys.argv:
        click.echo(json.dumps({"refused": words, "errors": refusal.errors}))
        return
    click.echo(words, err=True)
    for where, message in refusal.errors.items():
        click.echo(f"  {where}: {message}", err=True)


def _words(refusal: Refused) -> str:
    """Say what was refused; before Django is set up nothing can be translated yet."""
    if apps.ready:
        return str(refusal)
    (source,) = getattr(refusal.message, "_args", (refusal.message,))
    return str(source).format_map(refusal.details)


def _end(number: int, _frame: object) -> NoReturn:
    """Leave by the front door, so that a server started for this command is stopped."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
