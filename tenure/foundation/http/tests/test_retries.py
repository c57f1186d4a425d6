"""Two requests in each other's way: nobody is shown a deadlock, and nothing is done twice."""

from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.models import Role, User

from . import urls

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tenure.foundation.http.tests.urls"),
]


@pytest.fixture(autouse=True)
def rows():
    urls.met.clear()
    urls.meeting.reset()
    made = [Role.objects.create(code=code, name=code) for code in ("left", "right")]
    yield
    Role.objects.filter(pk__in=[one.pk for one in made]).delete()


def post_both(way: str, **headers: str) -> list[int]:
    answers: list[int] = []

    def post(path: str, name: str) -> None:
        user, _made = User.objects.get_or_create(email=f"{name}@example.org")
        client = Client(raise_request_exception=False)
        client.force_login(user)
        try:
            answers.append(client.post(path, headers={"X-Requested": "1", **headers}).status_code)
        finally:
            connection.close()

    paths = (f"/{way}/left/right", f"/{way}/right/left")
    threads = [Thread(target=post, args=pair) for pair in zip(paths, ("ana", "ben"), strict=True)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    return sorted(answers)


def test_a_deadlock_is_shown_to_nobody_and_each_act_is_done_once() -> None:
    assert post_both("cross") == [200, 200]
    assert len(urls.met) == 3  # one of the two was broken off and came again
    assert Entry.objects.filter(verb="tests.crossed").count() == 2


def test_with_an_idempotency_key_too() -> None:
    assert post_both("cross", **{"Idempotency-Key": "one"}) == [200, 200]
    assert Entry.objects.filter(verb="tests.crossed").count() == 2


def test_what_was_kept_is_not_done_again() -> None:
    assert post_both("half") == [200, 503]
    assert Entry.objects.filter(verb="tests.halved").count() == 2


def test_half_with_an_idempotency_key_is_taken_back_whole_and_done_again() -> None:
    assert post_both("half", **{"Idempotency-Key": "one"}) == [200, 200]
    assert Entry.objects.filter(verb="tests.halved").count() == 2
