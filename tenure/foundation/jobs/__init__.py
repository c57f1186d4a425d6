"""Background and periodic jobs: put off in the transaction of the act, run by the worker."""

from .actor import machine
from .declare import Job, defer, job
from .drain import run_due_now

__all__ = ["Job", "defer", "job", "machine", "run_due_now"]
