"""Takes up the jobs whose worker died, and clears away what has long been done."""

from typing import Final

from procrastinate import builtin_tasks, job_context
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from psycopg.errors import RaiseException

HEARTBEAT_SECONDS: Final = 5.0
STALLED_SECONDS: Final = 20.0
KEPT_HOURS: Final = 24 * 30


@app.periodic(cron="* * * * * */10", queueing_lock="jobs.recover")
@app.task(name="jobs.recover", queue="default")
async def recover(timestamp: int = 0) -> int:
    """Put back every job whose worker has not been heard of for a while."""
    del timestamp
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
    return sum([await _put_back(one) for one in list(stalled)])


async def _put_back(stalled: Job) -> bool:
    """Say whether it was put back.

    Its worker may have been slow, not dead, and have ended it meanwhile; and of a job that waits at
    most once (``queueing_lock``) the next may wait already, which does what this one began.
    """
    try:
        await app.job_manager.retry_job(stalled)
    except UniqueViolation:
        await app.job_manager.finish_job(stalled, Status.ABORTED, delete_job=True)
        return False
    except ConnectorException as error:
        if isinstance(error.__cause__, RaiseException):
            return False
        raise
    return True


@app.periodic(cron="17 3 * * *", queueing_lock="jobs.clear")
@app.task(name="jobs.clear", queue="default", pass_context=True)
async def clear(context: job_context.JobContext, timestamp: int = 0) -> None:
    """Forget the jobs that ended well a month ago; failed ones stay until somebody looks."""
    del timestamp
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_HOURS)
