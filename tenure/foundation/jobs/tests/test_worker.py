"""A worker that is killed in the middle of a job: another one takes the job up."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job, Status

from tenure.foundation.jobs import defer, job, recovery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.capability("PLT-20")]

VICTIM = """
import os, sys, time
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from tenure.foundation.jobs import defer, job, worker

@job("tests.long")
def long() -> None:
    open(sys.argv[2], "a").write("begun ")
    time.sleep(60)

worker.run(concurrency=1)
"""


@job("tests.long")
def long() -> None:
    """Stand for the victim's job, which has the same name."""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


def kill_in_the_middle(notes: Path) -> None:
    """Run a worker on this test's database and kill it as soon as it is at work."""
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen([sys.executable, "-c", VICTIM, name, str(notes)], env={**os.environ})
    deadline = time.monotonic() + 30
    while not notes.exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()


def state() -> str:
    return ProcrastinateJob.objects.get(task_name="tests.long").status


def test_a_job_whose_worker_was_killed_is_taken_up_again(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    defer(long)
    kill_in_the_middle(notes)
    assert (notes.read_text(), state()) == ("begun ", "doing")
    monkeypatch.setattr(recovery, "STALLED_SECONDS", 0.0)
    asyncio.run(recovery.recover())
    assert state() == "todo"


def test_a_job_that_its_slow_worker_ended_meanwhile_does_not_keep_the_others_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(2):
        defer(long)
    ended, waiting = ProcrastinateJob.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    find = app.job_manager.get_stalled_jobs

    async def find_and_be_overtaken(**asked: Any) -> list[Job]:
        found = list(await find(**asked))
        await app.job_manager.finish_job_by_id_async(ended.pk, Status.SUCCEEDED, delete_job=False)
        return found

    monkeypatch.setattr(app.job_manager, "get_stalled_jobs", find_and_be_overtaken)
    monkeypatch.setattr(recovery, "STALLED_SECONDS", 0.0)
    assert asyncio.run(recovery.recover()) == 1
    assert ProcrastinateJob.objects.get(pk=waiting.pk).status == "todo"
    assert ProcrastinateJob.objects.get(pk=ended.pk).status == "succeeded"


def test_a_stalled_job_whose_like_already_waits_is_let_go_and_does_not_keep_the_others_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    defer(long, once="only")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    stalled = ProcrastinateJob.objects.get()
    defer(long, once="only")
    defer(long)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE queueing_lock IS NULL")
    monkeypatch.setattr(recovery, "STALLED_SECONDS", 0.0)
    assert asyncio.run(recovery.recover()) == 1
    assert not ProcrastinateJob.objects.filter(pk=stalled.pk).exists()
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"todo"}
    assert ProcrastinateJob.objects.count() == 2
