"""Values planted in two files never reach a role that may not see their kind, whatever it asks for.

Each role asks for a third of the addresses, another third than the next role; ``TENURE_WHOLE=1``
has every role ask for all of them.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from tenure.foundation.lists import declaration
from tenure.shell.rights.records import kinds
from tests.whole import is_in

from . import ways
from .asking import Asker, undone
from .objects import Try, tries
from .world import AHEAD, BORN, OUTSIDE, PAID, STAFF, World, build

HERE = Path(__file__).parent
ROLES = [*STAFF, *OUTSIDE]
ENTITIES = ("north", "south")
LISTED = ("people", "positions", "units", "trail")
AT_A_DAY = (
    "organisation",
    "organisation-chart-data",
    "organisation-chart-branch",
    "organisation-unit-tree",
    "home",
    "person",
)
# Signing in shows nobody's file, and the gallery shows only what it made up.
ELSEWHERE = ("account_", "mfa_", "invitation_", "gallery", "healthz", "readyz", "metrics")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def canaries(today: date) -> dict[tuple[str, str], re.Pattern[str]]:
    """Give what to look for: each kind of fact, of each entity."""
    found = {}
    for name in ENTITIES:
        last, pay = today + AHEAD[name], str(PAID[name])
        made = rf"SECRET {{}} field {name}"
        private = rf"SECRET (plate|legal|friend|child|contact|street) {name}"
        ahead = rf"SECRET ?(future|joiner|seat) ?{name}"
        found |= {
            ("public", name): made.format("public"),
            ("listed", name): made.format("listed"),
            ("internal", name): rf"SECRET (skill|grade) {name}|{made.format('internal')}",
            ("personal", name): f"{private}|{_days(BORN[name])}|{made.format('personal')}",
            ("identity", name): f"SECRETPASS{name}|{made.format('identity')}",
            ("bank", name): f"SECRETBANK{name}|SECRET holder {name}",
            ("pay", name): rf"\b{pay[:2]}.?{pay[2:5]}\b|{made.format('pay')}",
            **{
                (f"{kind} note", name): f"SECRET {kind} note {name}" for kind in ("hr", "manager", "employee")
            },
            ("change set", name): rf"SECRET (set|step) {name}",
            ("confidential", name): rf"SECRET hush( unit)? {name}|hush-{name}",
            ("planned", name): f"{ahead}|{_days(last)}|{_days(last + timedelta(days=1))}",
        }
    return {key: re.compile(pattern, re.IGNORECASE) for key, pattern in found.items()}


def _days(day: date) -> str:
    return f"{day.isoformat()}|{day.day} {day:%b} {day.year}|{day.day} {day:%B} {day.year}"


def addresses(world: World, role: str) -> Iterator[str]:
    """Give every address that is read, at several days, searched, and taken away as a file."""
    known = tries(world, role)
    later = f"as_of={world.by.today + timedelta(days=200)}"
    for way in ways.pages():
        if way.verb != "GET" or way.route.startswith(ELSEWHERE):
            continue
        for one in known.get(way.route, [Try("", {})]):
            for words in filter(lambda given: given is not None, (one.own, one.other)):
                path = reverse(way.route, kwargs=words)
                yield path
                if way.route in AT_A_DAY:
                    yield f"{path}?{later}"
    yield from _lists(later)
    yield from _planned_people(world)
    yield from _confidential(world)
    yield from _api(world, later)


def _api(world: World, later: str) -> Iterator[str]:
    for way in ways.reads():
        kept = way.path.strip("/").split("/")[0]
        if way.path == f"/{kept}":
            yield f"/api/v1/{kept}?limit=1000"
            yield f"/api/v1/{kept}?limit=1000&{later}"
        elif way.path == f"/{kept}/{{uid}}":
            yield from (f"/api/v1/{kept}/{world.kept[name][kept]}" for name in ENTITIES)
        elif way.path == "/records/{kind}/{uid}/readers":
            for kind in kinds():
                yield from (f"/api/v1/records/{kind}/{world.kept[n][kind]}/readers" for n in ENTITIES)
        elif way.path == "/accounts/{uid}/rights":
            yield from (f"/api/v1/accounts/{user.uid}/rights" for user in world.users.values())
        else:
            yield f"/api/v1{way.path}"


def _lists(later: str) -> Iterator[str]:
    for key in LISTED:
        listing = declaration.listing_of(key)
        path = reverse(listing.url_name)
        for column in listing.columns:
            yield f"{path}?{urlencode({'columns': column.key, 'export': 'csv'})}"
            if column.groups:
                yield f"{path}?{urlencode({'group': column.key})}"
        for asked in (
            "export=csv",
            "export=xlsx",
            later,
            f"export=csv&{later}",
            "q=SECRET",
            f"q=SECRET&{later}",
        ):
            yield f"{path}?{asked}"
    for route in ("search", "people-options", "organisation-chart-search"):
        yield f"{reverse(route)}?q=SECRET"
    yield f"{reverse('people-records', args=['person'])}?q=SECRET"


def _planned_people(world: World) -> Iterator[str]:
    for name in ENTITIES:
        for who in ("leaver", "joiner"):
            uid = world.kept[name][who]
            yield reverse("person", args=[uid])
            yield reverse("person-tab", args=[uid, "job"])
            yield f"/api/v1/people/{uid}"


def _confidential(world: World) -> Iterator[str]:
    for kept in (world.kept[name] for name in ENTITIES):
        for route in ("change-set", "change-set-edit", "change-set-people", "change-set-members"):
            yield reverse(route, args=[kept["hushed"]])
        yield reverse("approval", args=[kept["hushed-approval"]])
        yield f"/api/v1/change-sets/{kept['hushed']}"
        yield f"/api/v1/change-sets/{kept['hushed']}/differences"
        yield f"/api/v1/approvals/{kept['hushed-approval']}"
    later = world.by.today + timedelta(days=200)
    for route in ("people", "organisation", "organisation-chart-data"):
        yield f"{reverse(route)}?as_of={later}&as_known={timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    yield f"/api/v1/people?as_of={later}&as_known={timezone.now():%Y-%m-%dT%H:%M:%SZ}"


def text_of(answer: HttpResponse) -> str:
    """Give what an answer holds, a workbook's cells included."""
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return answer.content.decode(errors="replace")


def allowed(role: str) -> set[tuple[str, str]]:
    with (HERE / "canary_verdicts.csv").open() as file:
        spoken = {row["class"]: row[role] for row in csv.DictReader(file)}
    reach = {"no": (), "own": ("north",), "both": ENTITIES}
    return {(kind, name) for kind, word in spoken.items() for name in reach[word]}


def _share(role: str, all_of_them: Iterator[str]) -> Iterator[str]:
    """Keep what is this role's to ask for: by the address without its numbers, so that it stays the same."""
    for address in all_of_them:
        known = re.sub(r"[0-9a-f-]{36}|\d+", "", address)
        if is_in(known, ROLES.index(role)):
            yield address


@pytest.mark.capability("PLT-01")
@pytest.mark.parametrize("role", ROLES)
def test_nothing_reaches_who_may_not_see_it(world: World, role: str, capfd) -> None:
    patterns, asker = canaries(world.by.today), Asker(world, role)
    met: dict[tuple[str, str], list[str]] = {}
    faults = []
    with undone():
        for address in _share(role, addresses(world, role)):
            answer = asker.ask("GET", address)
            if answer.status_code >= 500:
                faults.append(address)
            text = text_of(answer)
            for key, pattern in patterns.items():
                if pattern.search(text):
                    met.setdefault(key, []).append(address)
    logs = "".join(capfd.readouterr())
    assert [key for key, pattern in patterns.items() if pattern.search(logs)] == []
    assert {key: met[key][:12] for key in met.keys() - allowed(role)} == {}
    assert faults == []
    if role == "hr_manager":
        assert {kind for kind, _name in met} >= {"internal", "personal", "pay", "hr note", "planned"}
