"""What an administrator can do about the queue."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import NotThere


@transaction.atomic
def try_again(job_id: int, *, by: Actor) -> None:
    """Put a job that was given up back into the queue."""
    require(by, "system.configure")
    job = ProcrastinateJob.objects.filter(pk=job_id, status="failed").first()
    if job is None:
        raise NotThere
    app.job_manager.retry_job_by_id(job_id, retry_at=timezone.now())
    trail.record(by, "jobs.job.tried_again", job=job_id, name=job.task_name)
