"""``tenure keys``: the keys that seal identity numbers, bank accounts and special data."""

from typing import Any

import click

from tenure.config.terminal import as_json, report, start_django
from tenure.foundation.postgres import Role

LOSS = "What the lost keys sealed can never be read again. Is there truly no copy of the keys folder?"


@click.group("keys")
def command() -> None:
    """Look after the keys of sealed values."""


@command.command()
@as_json
def check(*, as_json: bool) -> None:
    """Open every data key with the key files that are there."""
    start_django()
    from tenure.foundation.crypto import proof

    count = proof.prove()
    report({"data_keys": count}, f"The key files are right: {count} data keys open.", as_json=as_json)


@command.command()
@as_json
def rotate(*, as_json: bool) -> None:
    """Make a new key file and wrap every data key in it; take a copy of the keys folder afterwards."""
    start_django(Role.KEEPER)
    from tenure.foundation.crypto import wrapping

    name = wrapping.rotate()
    _record("crypto.keys.rotated", key=name)
    words = f"{name} is in use. Keep a copy of the keys folder; older key files open older backups only."
    report({"key": name}, words, as_json=as_json)


@command.command()
@as_json
def renew(*, as_json: bool) -> None:
    """Seal every value anew with a new data key while people work, and destroy the old one.

    What was stopped goes on when the command is run again.
    """
    start_django(Role.KEEPER)
    from tenure.foundation.crypto import renewal

    done = renewal.renew(lambda count: None if as_json else click.echo(f"{count} values …", err=True))
    _record("crypto.keys.renewed", values=done.values, destroyed=done.destroyed)
    words = (
        f"{done.values} values sealed anew, history included; {done.destroyed} old data keys destroyed. "
        "Backups taken before hold the old ones: destroy those, or the key files they need."
    )
    report({"values": done.values, "destroyed": done.destroyed}, words, as_json=as_json)


@command.command()
@as_json
def reindex(*, as_json: bool) -> None:
    """Make the fingerprints anew by which a whole number is found: after the ``blind-index`` key changed."""
    start_django(Role.KEEPER)
    from tenure.foundation.crypto import renewal

    count = renewal.reindex()
    _record("crypto.keys.reindexed", values=count)
    report({"values": count}, f"{count} numbers can be found by the present key.", as_json=as_json)


@command.command("give-up")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def give_up(*, yes: bool, as_json: bool) -> None:
    """Let Tenure start again without keys that are lost for good; what they sealed stays closed."""
    if not yes:
        click.confirm(LOSS, abort=True)
    start_django(Role.KEEPER)
    from tenure.foundation.crypto import proof

    count, changed = proof.give_up()
    _record("crypto.keys.given_up", data_keys=count, keys=changed)
    words = f"{count} data keys given up. Keys that others follow: {', '.join(changed) or 'none'}."
    report({"data_keys": count, "keys": changed}, words, as_json=as_json)


def _record(verb: str, **details: Any) -> None:
    from tenure.foundation.audit import trail
    from tenure.foundation.crypto.models import DataKey
    from tenure.shell.actor import system_actor

    trail.record(system_actor("tenure keys", channel="cli"), verb, DataKey, **details)
