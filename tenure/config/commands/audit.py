"""``tenure audit``: proves the trail whole, or names where it is not."""

import click

from tenure.config.terminal import REFUSED, as_json, report, start_django


@click.group("audit")
def command() -> None:
    """Look after the trail of who did what."""


@command.command()
@as_json
@click.pass_context
def verify(ctx: click.Context, *, as_json: bool) -> None:
    """Read the whole trail and name the first entry that was changed, taken out or cut off."""
    start_django()
    from tenure.foundation.audit.verify import verify as read_all

    verdict = read_all()
    facts = {**vars(verdict), "broken": vars(verdict.broken) if verdict.broken else None}
    figures = f"{verdict.entries} entries, {verdict.links} links, {verdict.anchors} anchors"
    if verdict.broken is None:
        report(facts, f"The trail is whole: {figures}.", as_json=as_json)
        return
    report(facts, f"The trail is broken: {verdict.broken.words} ({figures}).", as_json=as_json)
    ctx.exit(REFUSED)
