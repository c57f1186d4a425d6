"""Runs what is due in this very process and transaction: for the command line and for tests."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status
from procrastinate.utils import utcnow

MOST: Final = 10_000


@dataclass
class Drained:
    """What was run, by name, and what failed."""

    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run_due_now(*, raise_failures: bool = True) -> Drained:
    """Run every job that is due, and those they put off, until none is left.

    It is the real queue with its locks and retries. With ``raise_failures`` the first error of a
    job comes out, after the job was marked as the worker would have marked it.
    """
    drained = Drained()
    worker = _ask("register_worker")["worker_id"]
    try:
        for _ in range(MOST):
            row = _ask("fetch_job", queues=None, worker_id=worker)
            if row["id"] is None:
                break
            # Django's cursors give JSON as text, the queue's own as values.
            args = row["args"] if isinstance(row["args"], dict) else json.loads(row["args"])
            _run(Job.from_row({**row, "args": args}), drained, raise_failures=raise_failures)
    finally:
        _ask("unregister_worker", worker_id=worker)
    return drained


def _run(one: Job, drained: Drained, *, raise_failures: bool) -> None:
    task = app.tasks[one.task_name]
    try:
        task.func(**one.task_kwargs)
    except Exception as error:
        _mark_failed(one, task.get_retry_exception(exception=error, job=one))
        drained.failed.append(one.task_name)
        if raise_failures:
            raise
        return
    _ask("finish_job", job_id=one.id, status=Status.SUCCEEDED.value, delete_job=True)
    drained.done.append(one.task_name)


def _mark_failed(one: Job, retry: Any) -> None:
    if retry is None:
        _ask("finish_job", job_id=one.id, status=Status.FAILED.value, delete_job=False)
        return
    decision = retry.retry_decision
    _ask(
        "retry_job",
        job_id=one.id,
        retry_at=decision.retry_at or utcnow(),
        new_priority=None,
        new_queue_name=None,
        new_lock=None,
    )


def _ask(query: str, **arguments: Any) -> dict[str, Any]:
    return app.connector.get_sync_connector().execute_query_one(query=sql.queries[query], **arguments)
