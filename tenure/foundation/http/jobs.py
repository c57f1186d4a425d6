"""Forgets what the edge no longer needs."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from tenure.foundation.jobs import job

from .models import Bucket, Replay

KEPT: Final = timedelta(days=1)


@job("http.forget", cron="23 * * * *")
def forget() -> None:
    """Delete answers and buckets that are a day old."""
    before = timezone.now() - KEPT
    Replay.objects.filter(at__lt=before).delete()
    Bucket.objects.filter(at__lt=before).delete()
