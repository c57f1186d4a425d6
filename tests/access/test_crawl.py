"""A random walk of all roles over everything that is read: no planted value reaches who may not see it.

``TENURE_CRAWL`` says how many requests (2,000 unless said); ``TENURE_CRAWL_SEED`` repeats a walk.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db import transaction

from tenure.foundation.lists import declaration

from .asking import ANONYMOUS, Asker, undone
from .test_canaries import LISTED, addresses, allowed, canaries, text_of
from .world import OUTSIDE, STAFF, World, build

REQUESTS = int(os.environ.get("TENURE_CRAWL", "2000"))
SEED = int(os.environ.get("TENURE_CRAWL_SEED", "20261124"))
ROLES = [ANONYMOUS, *STAFF, *OUTSIDE]
# Beginnings of what is planted: somebody who guesses well.
GUESSES = (
    "SECRET",
    "SECRETPASS",
    "SECRETBANK",
    "73519",
    "84613",
    "1987-03-11",
    "north",
    "joiner",
    "'",
    "%",
    "=1+1",
)
SORTS = (
    "name",
    "-name",
    "amount",
    "-amount",
    "birth_date",
    "number",
    "-valid_from",
    "uid",
    "person__pay__amount",
)
FILTERS = (
    "person",
    "unit",
    "status",
    "manager",
    "legal_entity",
    "kind",
    "amount",
    "birth_date",
    "number",
    "as_of",
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def walk(chance: random.Random, pool: list[str], count: int) -> Iterator[str]:
    """Give addresses, each with parameters that somebody might try: known ones, unknown ones, guesses."""
    for _ in range(count):
        path = chance.choice(pool)
        more = urlencode(list(_asked(chance)))
        yield f"{path}{'&' if '?' in path else '?'}{more}" if more else path


def _asked(chance: random.Random) -> Iterator[tuple[str, str]]:
    if chance.random() < 0.4:
        yield "q", chance.choice(GUESSES)
    if chance.random() < 0.3:
        yield "sort", chance.choice(SORTS)
    if chance.random() < 0.3:
        yield chance.choice(FILTERS), chance.choice((*GUESSES, "2026-01-01", "2027-06-30", "x"))
    if chance.random() < 0.2:
        yield "export", chance.choice(("csv", "xlsx", "pdf"))
    if chance.random() < 0.2:
        listing = declaration.listing_of(chance.choice(LISTED))
        yield "columns", chance.choice(listing.columns).key
    if chance.random() < 0.1:
        yield "group", chance.choice(("unit", "place", "status", "amount", "birth_date"))


@pytest.mark.capability("PLT-02")
def test_a_random_walk_meets_no_planted_value(world: World, capfd) -> None:
    patterns, chance = canaries(world.by.today), random.Random(SEED)
    leaks: list[str] = []
    faults: list[str] = []
    whole: Counter[int] = Counter()
    told: list[str] = []
    for role in ROLES:
        statuses: Counter[int] = Counter()
        with undone():
            reach = allowed(role) if role != ANONYMOUS else set()
            barred = {key: one for key, one in patterns.items() if key not in reach}
            asker = Asker(world, role)
            pool = list(addresses(world, role))
            for address in walk(chance, pool, REQUESTS // len(ROLES)):
                answer = asker.ask("GET", address)
                statuses[answer.status_code] += 1
                text = text_of(answer)
                leaks += [
                    f"{role} {key} {address}"
                    for key, one in barred.items()
                    if one.search(text) and not _echo(one, address)
                ]
                if answer.status_code >= 500:
                    faults.append(f"{role} {address}")
        told.append(f"{role}: {statuses.total()} requests, {dict(sorted(statuses.items()))}")
        whole += statuses
    letters = " ".join(f"{one.subject} {one.body}" for one in mail.outbox)
    logs = "".join(capfd.readouterr())
    leaks += [f"log or mail {key}" for key, one in patterns.items() if one.search(logs + letters)]
    print(*told, sep="\n")
    print(
        f"requests {whole.total()}, leaks {len(leaks)}, faults {len(faults)}, {dict(sorted(whole.items()))}"
    )
    assert leaks == []
    assert faults == []


def _echo(pattern: object, address: str) -> bool:
    """Say whether the value stood in the question itself."""
    from urllib.parse import unquote_plus

    return bool(pattern.search(unquote_plus(address)))  # type: ignore[attr-defined]
