"""What an administrator sees of the queue; never the arguments of a job, which may name people."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from tenure.foundation.access import Actor, require


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up after its last retry."""

    id: int
    name: str
    queue: str
    attempts: int
    failed_at: datetime | None


@dataclass(frozen=True)
class Health:
    """The state of the queue: how many wait and fail, since when the oldest due one waits, who works."""

    waiting: int
    running: int
    failed: int
    oldest_due: datetime | None
    workers: int
    last_heartbeat: datetime | None


def failed(by: Actor) -> list[FailedJob]:
    """List the jobs that were given up, the newest first."""
    require(by, "system.configure")
    rows = ProcrastinateJob.objects.filter(status="failed").order_by("-pk")[:500]
    events = ProcrastinateEvent.objects.filter(job__in=[row.pk for row in rows], type="failed")
    when = dict(events.values_list("job_id").annotate(last=Max("at")))
    return [FailedJob(r.pk, r.task_name, r.queue_name, r.attempts, when.get(r.pk)) for r in rows]


def health() -> Health:
    """Sum up the queue, for the readiness check, the metrics and ``tenure doctor``."""
    counts = dict(ProcrastinateJob.objects.values_list("status").annotate(n=Count("id")))
    due = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=timezone.now())
    deferred = ProcrastinateEvent.objects.filter(job__in=due.values("pk"), type__in=["deferred", "scheduled"])
    workers = ProcrastinateWorker.objects.aggregate(n=Count("id"), last=Max("last_heartbeat"))
    return Health(
        waiting=counts.get("todo", 0),
        running=counts.get("doing", 0),
        failed=counts.get("failed", 0),
        oldest_due=deferred.aggregate(first=Min("at"))["first"],
        workers=workers["n"],
        last_heartbeat=workers["last"],
    )
