"""``tenure keys``: the keys that seal identity numbers, bank accounts and special data."""

import click

from tenure.config.terminal import as_json, report, start_django
from tenure.foundation.postgres import Role


@click.group("keys")
def command() -> None:
    """Look after the keys of sealed values."""


@command.command()
@as_json
def check(*, as_json: bool) -> None:
    """Open every data key with the key files that are there."""
    start_django()
    from tenure.foundation.crypto import wrapping

    count = wrapping.check()
    report({"data_keys": count}, f"The key files are right: {count} data keys open.", as_json=as_json)


@command.command()
@as_json
def rotate(*, as_json: bool) -> None:
    """Make a new key file and wrap every data key in it; take a copy of the keys folder afterwards."""
    start_django(Role.KEEPER)
    from tenure.foundation.crypto import wrapping

    name = wrapping.rotate()
    words = f"{name} is in use. Keep a copy of the keys folder; older key files open older backups only."
    report({"key": name}, words, as_json=as_json)
