"""Looks at what runs: the worker, its queue, and the way out for mail."""

import socket
from collections.abc import Iterator

from django.conf import settings

from tenure.config.doctor.findings import Finding, good, note, problem, warning
from tenure.foundation.jobs.recovery import STALLED_SECONDS
from tenure.foundation.postgres.roles import Cursor
from tenure.foundation.refusal import Refused

SMTP = "django.core.mail.backends.smtp.EmailBackend"
MANY_WAITING = 1000


def look(cursor: Cursor) -> Iterator[Finding]:
    """Look at everything that needs a migrated database."""
    yield worker(cursor)
    yield from queue(cursor)
    yield keys()
    yield mail()


def keys() -> Finding:
    """Try every key on what it seals."""
    from tenure.foundation.crypto import proof

    try:
        count = proof.prove()
    except Refused as refusal:
        repair = "Tenure does not start before. Only if the key is lost for good: tenure keys give-up"
        return problem("Sealed values", str(refusal), repair)
    return good("Sealed values", f"the key files are right: {count} data keys open")


def worker(cursor: Cursor) -> Finding:
    cursor.execute(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
        [STALLED_SECONDS],
    )
    (alive,) = cursor.fetchone()
    if alive:
        return good("Worker", f"{alive} at work")
    return warning(
        "Worker", "none at work: mail, imports and nightly jobs wait", "tenure run, or tenure worker"
    )


def queue(cursor: Cursor) -> Iterator[Finding]:
    """Look for jobs whose worker is gone, that gave up, or that pile up."""
    cursor.execute(
        "SELECT count(*) FILTER (WHERE j.status = 'doing' AND (w.id IS NULL OR "
        "w.last_heartbeat < now() - make_interval(secs => %s))), "
        "count(*) FILTER (WHERE j.status = 'failed'), count(*) FILTER (WHERE j.status = 'todo') "
        "FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id",
        [STALLED_SECONDS],
    )
    stalled, failed, waiting = cursor.fetchone()
    if stalled:
        yield warning(
            "Jobs", f"{stalled} lost their worker", "A running worker takes them up again within a minute."
        )
    if failed:
        yield warning("Jobs", f"{failed} gave up", "The log says why; repair the cause, then retry them.")
    if waiting > MANY_WAITING:
        yield warning("Jobs", f"{waiting} wait", "Start another `tenure worker`.")
    if not (stalled or failed or waiting > MANY_WAITING):
        yield good("Jobs", f"none lost, {waiting} waiting")


def mail() -> Finding:
    """Try the door of the mail server, without sending anything."""
    if settings.EMAIL_BACKEND != SMTP:
        return note("Mail", "is not sent from here")
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=3).close()
    except OSError as failure:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return warning(
            "Mail", f"{where} does not answer ({failure})", "Name a mail server that this machine reaches."
        )
    return good("Mail", f"goes out through {settings.EMAIL_HOST}")
