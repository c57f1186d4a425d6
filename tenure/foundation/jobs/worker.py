"""Runs the queue: what ``tenure worker`` does once Django is set up."""

from procrastinate.contrib.django import app

from .recovery import HEARTBEAT_SECONDS, STALLED_SECONDS


def run(*, concurrency: int = 2, wait: bool = True, graceful_seconds: float = 20.0) -> None:
    """Run due and periodic jobs until told to stop (or, without ``wait``, until none is due).

    The heartbeat lets another worker see that this one died and take up its jobs.
    """
    with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        running.run_worker(
            concurrency=concurrency,
            wait=wait,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=graceful_seconds,
            install_signal_handlers=True,
            delete_jobs="successful",
        )
