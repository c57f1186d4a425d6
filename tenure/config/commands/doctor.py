"""``tenure doctor``: says what is wrong and how to repair it."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from tenure.config.doctor import database, machine
from tenure.config.doctor.findings import Finding, Level
from tenure.config.terminal import REFUSED, as_json, report
from tenure.foundation import postgres


@click.command("doctor")
@as_json
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Look at everything Tenure needs and say how to repair what is not well."""
    findings = list(_examine(aloud=not as_json))
    problems = sum(each.level == Level.PROBLEM for each in findings)
    last = f"{problems} to repair." if problems else "Tenure is well."
    report({"problems": problems, "findings": [asdict(each) for each in findings]}, last, as_json=as_json)
    if problems:
        ctx.exit(REFUSED)


def _examine(*, aloud: bool) -> Iterator[Finding]:
    for finding in _look():
        if aloud:
            click.echo(finding.line())
        yield finding


def _look() -> Iterator[Finding]:
    """Look at one thing after the other; without a database the rest cannot be seen."""
    yield from machine.look(postgres.data_folder())
    postgres.hold()
    found = database.reachable()
    yield found
    if found.level == Level.GOOD:
        yield from _look_inside()


def _look_inside() -> Iterator[Finding]:
    import django

    django.setup()
    from django.db import connection

    from tenure.config.doctor import service
    from tenure.config.migration import pending
    from tenure.foundation.postgres.tables import kinds

    missing = pending()
    yield from database.look(kinds(), missing)
    if not missing:
        with connection.cursor() as cursor:
            yield from service.look(cursor)
