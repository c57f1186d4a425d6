"""``tenure worker``: runs background and periodic jobs."""

import os

import click

from tenure.config.terminal import start_django

HEARTBEAT_SECONDS = 5
STALLED_SECONDS = 30


@click.command("worker")
@click.option(
    "--concurrency", default=int(os.environ.get("TENURE_WORKER_CONCURRENCY", "2")), show_default=True
)
def command(concurrency: int) -> None:
    """Run background and periodic jobs until told to stop."""
    start_django()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(
            concurrency=concurrency,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=20,
            install_signal_handlers=True,
            listen_notify=os.environ.get("TENURE_LISTEN", "1") != "0",
            delete_jobs="successful",
        )
