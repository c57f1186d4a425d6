"""The queue's own tables: nobody reaches them as rows; ``queries`` shows what an administrator may see."""

from procrastinate.contrib.django import models

from tenure.foundation.access import machinery

machinery(
    models.ProcrastinateJob,
    models.ProcrastinateEvent,
    models.ProcrastinatePeriodicDefer,
    models.ProcrastinateWorker,
)
