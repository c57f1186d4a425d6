"""Runs the queue: what ``tenure worker`` does once Django is set up."""

from typing import Final

from procrastinate.contrib.django import app

from .recovery import HEARTBEAT_SECONDS, STALLED_SECONDS

GRACEFUL_SECONDS: Final = 20.0


def run(*, concurrency: int = 2, wait: bool = True, listen: bool = True) -> None:
    """Run due and periodic jobs until told to stop (or, without ``wait``, until none is due).

    The heartbeat lets another worker see that this one died and take up its jobs. Without
    ``listen`` it asks for work every few seconds: behind a pooler that shares connections.
    """
    with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        running.run_worker(
            concurrency=concurrency,
            wait=wait,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=GRACEFUL_SECONDS,
            listen_notify=listen,
            install_signal_handlers=True,
            delete_jobs="successful",
        )
