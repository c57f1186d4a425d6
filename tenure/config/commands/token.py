"""``tenure token``: keys for programs, from the machine that Tenure runs on."""

from datetime import timedelta
from typing import Any

import click

from tenure.config.terminal import as_json, report, start_django


@click.group("token")
def command() -> None:
    """Make and revoke tokens."""


@command.command("create")
@click.option("--user", "email", required=True, help="E-mail of the account that owns it.")
@click.option(
    "--scope", "scopes", required=True, multiple=True, help="A permission of its owner; repeat for more."
)
@click.option("--name", default="command line", show_default=True, help="The program that will use it.")
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3650))
@as_json
def create(email: str, scopes: tuple[str, ...], name: str, days: int, *, as_json: bool) -> None:
    """Make a token that may do what its scopes name; it is printed this once."""
    start_django()
    from tenure.foundation.identity import actions
    from tenure.foundation.identity.lookups import UnknownAccount, user_by_email
    from tenure.shell.actor import actor_for

    owner = actor_for(user_by_email(email), channel="cli")
    if owner is None:
        raise UnknownAccount(email=email)
    made = actions.create_token(owner, name=name, scopes=scopes, lasts=timedelta(days=days), by=_operator())
    report({"token": made.text, "prefix": made.token.prefix}, made.text, as_json=as_json)


@command.command("revoke")
@click.argument("prefix")
@as_json
def revoke(prefix: str, *, as_json: bool) -> None:
    """End the token that begins with tnr_PREFIX."""
    start_django()
    from tenure.foundation.identity import actions
    from tenure.foundation.identity.lookups import token_by_prefix

    actions.revoke_token(token_by_prefix(prefix).pk, by=_operator("identity.manage"))
    report({"prefix": prefix, "revoked": True}, "The token no longer opens anything.", as_json=as_json)


def _operator(*permissions: str) -> Any:
    from tenure.shell.actor import system_actor

    return system_actor("tenure token", *permissions, channel="cli")
