"""What was believed at an instant equals a replay of the row history, after many random acts.

``TENURE_KNOWN="2000,1000"`` asks for 2,000 acts and 1,000 questions.
"""

import os
import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies

from tenure.domains.people import queries
from tenure.domains.people.models import Assignment, Employment
from tenure.domains.people.tests import factories as make
from tenure.foundation.audit import past
from tests import database

from .known import DATED, FIRST, LAST, Life, Replay, Rows, as_it_is, clock, columns, rows_of

ACTS, QUESTIONS = map(int, os.environ.get("TENURE_KNOWN", "200,120").split(","))
SETTING = settings(
    max_examples=1,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.capability("CORE-03", "CORE-24")
@pytest.mark.django_db(transaction=True)
@SETTING
@given(seed=strategies.integers(min_value=0, max_value=2**32))
def test_what_was_known_equals_a_replay_of_history(seed: int) -> None:
    database.empty()
    chance = random.Random(seed)
    life, began = Life(chance), clock()
    seen = [(as_it_is(), clock()) for _ in life.go(ACTS) if chance.random() < 0.1]
    ended, replay = clock(), Replay()
    wrong = [at for rows, at in seen if replay.all(at) != rows]
    assert wrong == [], "the replay itself is wrong"
    differences = [one for one in _questions(chance, began, ended) if not _is_right(replay, *one)]
    assert differences == []
    assert life.done >= ACTS


def _questions(chance: random.Random, began: datetime, ended: datetime) -> list[tuple[date, datetime]]:
    span = int((ended - began) / timedelta(microseconds=1))
    return [
        (
            FIRST + timedelta(days=chance.randrange((LAST - FIRST).days)),
            began + timedelta(microseconds=chance.randrange(span)),
        )
        for _ in range(QUESTIONS)
    ]


def _is_right(replay: Replay, day: date, at: datetime) -> bool:
    then, due = past.known(at), replay.on(day, at)
    found = {model: rows_of(model, past.as_known(model._default_manager.as_of(day), then)) for model in DATED}
    with past.reading(then):
        people = queries.headcount(make.hr(), day=day)[0].people
    return found == due and people == _headcount(due)


def _headcount(rows: Rows) -> int:
    contracts = {dict(zip(columns(Employment), row, strict=True))["id"] for row in rows[Employment]}
    jobs = [dict(zip(columns(Assignment), row, strict=True)) for row in rows[Assignment]]
    return len({job["person_id"] for job in jobs if job["employment_id"] in contracts})
