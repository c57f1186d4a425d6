"""Jobs on the real queue."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.jobs import actions, defer, job, queries, run_due_now
from tenure.foundation.refusal import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-20")]

ADMINISTRATOR = Actor(
    user_id=1, person_id=None, today=date(2026, 3, 1), held=(Held("system.configure", "everyone"),)
)
seen: list[object] = []


@pytest.fixture(autouse=True)
def empty() -> None:
    seen.clear()


@job("tests.remember")
def remember(number: int) -> None:
    seen.append(number)


@job("tests.stumble", retries=1)
def stumble() -> None:
    seen.append("stumbled")
    raise ZeroDivisionError


@job("tests.act", holds=["people.edit"])
def act(*, by: Actor) -> None:
    seen.append((by.label, by.channel, by.holds("people.edit"), by.holds("pay.view")))


def test_a_job_runs_with_what_it_was_given() -> None:
    defer(remember, number=7)
    assert run_due_now().done == ["tests.remember"]
    assert seen == [7]


def test_a_job_of_a_rolled_back_act_never_was() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        defer(remember, number=7)
        raise ZeroDivisionError
    assert run_due_now().done == []


def test_a_key_waits_once() -> None:
    for number in (1, 2):
        defer(remember, once="k", number=number)
    run_due_now()
    assert seen == [1]


def test_a_job_for_later_waits() -> None:
    defer(remember, at=timezone.now() + timezone.timedelta(hours=1), number=7)
    assert run_due_now().done == []


def test_a_job_acts_with_its_own_few_permissions() -> None:
    defer(act)
    run_due_now()
    assert seen == [("tests.act", "job", True, False)]


def test_a_failing_job_is_tried_again_then_given_up_and_stays_visible() -> None:
    defer(stumble)
    assert run_due_now(raise_failures=False).failed == ["tests.stumble"]
    waiting = ProcrastinateJob.objects.get(task_name="tests.stumble")
    assert (waiting.status, waiting.attempts, waiting.scheduled_at > timezone.now()) == ("todo", 1, True)


def give_up() -> int:
    defer(stumble)
    run_due_now(raise_failures=False)
    job_id = ProcrastinateJob.objects.get(task_name="tests.stumble").pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = %s", [job_id])
    run_due_now(raise_failures=False)
    return job_id


def test_a_job_given_up_is_listed_without_its_arguments() -> None:
    job_id = give_up()
    (found,) = queries.failed(ADMINISTRATOR)
    assert (found.id, found.name, found.attempts, "args" in vars(found)) == (
        job_id,
        "tests.stumble",
        2,
        False,
    )
    assert queries.health().failed == 1


def test_an_administrator_puts_a_failed_job_back() -> None:
    job_id = give_up()
    actions.try_again(job_id, by=ADMINISTRATOR)
    assert ProcrastinateJob.objects.get(pk=job_id).status == "todo"
    assert Entry.objects.get().verb == "jobs.job.tried_again"


def test_nobody_else_sees_the_queue() -> None:
    with pytest.raises(NotAllowed):
        queries.failed(Actor(user_id=1, person_id=1, today=date(2026, 3, 1)))


def test_a_failure_comes_out_in_tests() -> None:
    defer(stumble)
    with pytest.raises(ZeroDivisionError):
        run_due_now()


def test_a_job_put_off_by_a_job_is_rolled_back_with_it_too() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):  # as in a worker
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
            defer(remember, number=7)
            raise ZeroDivisionError
        defer(remember, number=8)
    run_due_now()
    assert seen == [8]
