"""The clock, for jobs that must know what day it is in each place; verbs use ``by.today``."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Give the instant that it is."""
    return timezone.now()
