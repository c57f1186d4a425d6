"""``tenure worker``: runs background and periodic jobs."""

import os

import click

from tenure.config.terminal import start_django


@click.command("worker")
@click.option(
    "--concurrency", default=int(os.environ.get("TENURE_WORKER_CONCURRENCY", "2")), show_default=True
)
def command(concurrency: int) -> None:
    """Run background and periodic jobs until told to stop."""
    start_django()
    from tenure.foundation.crypto import proof
    from tenure.foundation.jobs import worker

    proof.prove()
    worker.run(concurrency=concurrency, listen=os.environ.get("TENURE_LISTEN", "1") != "0")
