"""Events: written with the act, answered after it, each reaction once."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection, transaction

from tenure.foundation.access import Actor
from tenure.foundation.events import announce, event, react_to
from tenure.foundation.events.declare import packed, unpacked
from tenure.foundation.events.jobs import Unanswered
from tenure.foundation.events.models import Announced, Delivery
from tenure.foundation.jobs import run_due_now

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-20")]

heard: list[object] = []
trouble: list[bool] = []


@event
class LampLit:
    """A lamp was lit on a day."""

    lamp_id: int
    on: date
    uid: UUID
    rooms: tuple[int, ...] = ()


LIT = LampLit(lamp_id=3, on=date(2024, 2, 29), uid=UUID(int=7), rooms=(1, 2))


@react_to(LampLit, holds=["lamps.dim"])
def hear(happened: LampLit, *, by: Actor) -> None:
    heard.append((happened, by.holds("lamps.dim"), by.holds("lamps.break")))


@react_to(LampLit)
def stumble(happened: LampLit) -> None:
    if trouble:
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def quiet() -> None:
    heard.clear()
    trouble.clear()


def try_again_at_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def test_an_event_comes_back_as_it_was_announced() -> None:
    assert unpacked("tests.LampLit", packed(LIT)) == LIT


def test_everybody_hears_of_an_event_with_their_own_permissions() -> None:
    line = announce(LIT)
    run_due_now()
    assert heard == [(LIT, True, False)]
    line.refresh_from_db()
    assert (line.name, line.answered_at is not None, line.deliveries.count()) == ("tests.LampLit", True, 2)


def test_an_event_of_a_rolled_back_act_never_was() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        announce(LIT)
        raise ZeroDivisionError
    run_due_now()
    assert (heard, Announced.objects.count()) == ([], 0)


def test_a_reaction_that_succeeded_is_not_run_again_for_one_that_failed() -> None:
    announce(LIT)
    trouble.append(True)
    assert run_due_now(raise_failures=False).failed == ["events.answer"]
    assert Delivery.objects.filter(done_at=None).values_list("attempts", "error").get() == (
        1,
        "ZeroDivisionError",
    )
    trouble.clear()
    try_again_at_once()
    run_due_now()
    assert (len(heard), Delivery.objects.filter(done_at=None).count()) == (1, 0)


def test_a_job_delivered_twice_has_one_effect() -> None:
    line = announce(LIT)
    from tenure.foundation.events import jobs

    jobs.answer(announced_id=line.pk)
    jobs.answer(announced_id=line.pk)
    run_due_now()
    assert len(heard) == 1


def test_a_failure_names_the_event_and_keeps_the_cause() -> None:
    announce(LIT)
    trouble.append(True)
    with pytest.raises(Unanswered, match="LampLit") as failure:
        run_due_now()
    assert isinstance(failure.value.__cause__, ZeroDivisionError)
