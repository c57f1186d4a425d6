"""Every route and every verb as every role, on something of one's own entity and of another.

Every refusal is asked for. Of what is open, each role asks for a third unless ``TENURE_WHOLE=1``:
drawing the pages is what takes long.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.whole import is_in

from . import ways
from .asking import ANONYMOUS, NOBODY, Asker, is_refused, undone
from .objects import Try, tries
from .world import OUTSIDE, STAFF, World, build

HERE = Path(__file__).parent
VERDICTS = HERE / "page_verdicts.csv"
ROLES = [ANONYMOUS, *STAFF, *OUTSIDE]
# Which of the two a verdict lets in.
OPEN = {"both": {"own", "other"}, "yes": {"own"}, "own": {"own"}, "other": {"other"}}
SPOKEN = {(True, True): "both", (True, False): "own", (False, True): "other", (False, False): "no"}
Key = tuple[str, str]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def verdicts() -> dict[Key, dict[str, str]]:
    with VERDICTS.open() as file:
        rows = list(csv.DictReader(file))
    return {(row.pop("route"), row.pop("verb")): row for row in rows}


def asked(world: World, role: str) -> Iterator[tuple[Key, str, dict[str, str], object]]:
    """Give every way in, under its name in the table, with its addresses and its body."""
    known = tries(world, role)
    for way in ways.pages():
        for one in known.get(way.route, [Try("", {})]):
            paths = {
                "own": reverse(way.route, kwargs=one.own),
                "other": reverse(way.route, kwargs=one.other) if one.other else "",
            }
            if one.other and "uid" in one.other:
                paths["nobody"] = reverse(way.route, kwargs={**one.other, "uid": NOBODY})
            yield (f"{way.route} {one.label}".strip(), way.verb), "", paths, None
    for way in ways.calls():
        kept = way.path.removeprefix("/").split("/")[0]
        own, other = (str(world.kept[name].get(kept, "")) for name in world.entities)
        uids = {"own": own, "other": other, "nobody": NOBODY}
        paths = {name: f"/api/v1{way.path.replace('{uid}', uid)}" for name, uid in uids.items()}
        if "{uid}" not in way.path:
            paths = {"own": paths["own"], "other": ""}
        yield (f"api {way.path}", way.verb), "", paths, way.body


def found(world: World, role: str, expected: dict[Key, str]) -> dict[Key, str]:
    """Ask for everything as one role; what is open and not this role's to ask for is taken as expected."""
    asker, answers = Asker(world, role), {}
    for key, _label, paths, body in asked(world, role):
        verb = key[1]
        taken = set() if is_in(" ".join(key), ROLES.index(role)) else OPEN.get(expected.get(key, ""), set())
        given = {
            name: None if name in taken else asker.ask(verb, path, body)
            for name, path in paths.items()
            if path and name != "nobody"
        }
        answers[key] = _spoken(given)
        if "nobody" in paths:
            for which, answer in given.items():
                if (
                    answer
                    and answer.status_code == 404
                    and not asker.is_like_nothing(answer, verb, paths["nobody"], body)
                ):
                    answers[key] = f"{which} tells"
    return answers


def _spoken(given: dict[str, HttpResponse | None]) -> str:
    """Say it in the word of the table; who was not asked is in."""
    faults = [name for name, answer in given.items() if answer and answer.status_code >= 500]
    if faults:
        return f"fault at {faults[0]}"
    reached = {name: answer is None or not is_refused(answer) for name, answer in given.items()}
    if "other" not in reached:
        return "yes" if reached["own"] else "no"
    return SPOKEN[reached["own"], reached["other"]]


@pytest.mark.capability("PLT-01")
@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_what_it_may(world: World, role: str) -> None:
    expected = {key: row[role] for key, row in verdicts().items()}
    with undone():
        answers = found(world, role, expected)
    if os.environ.get("TENURE_WRITE_VERDICTS"):
        _write(role, answers)
    wrong = defaultdict(list)
    for key in sorted(answers.keys() | expected.keys()):
        if answers.get(key) != expected.get(key):
            wrong[key].append((expected.get(key, "no verdict"), answers.get(key, "no such route")))
    assert not wrong


def _write(role: str, answers: dict[Key, str]) -> None:
    """Write down what is, for somebody to judge: a new route begins with what it does now."""
    known = verdicts() if VERDICTS.exists() else {}
    for key, answer in answers.items():
        row = known.setdefault(key, {})
        row[role] = row.get(role) or answer
    with VERDICTS.open("w") as file:
        writer = csv.DictWriter(file, ["route", "verb", *ROLES], restval="", lineterminator="\n")
        writer.writeheader()
        for route, verb in known:
            if (route, verb) in answers:
                writer.writerow({"route": route, "verb": verb, **known[route, verb]})
