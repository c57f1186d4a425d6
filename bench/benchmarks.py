"""Queries beside the least SQL that gives the same answer, and the import beside COPY of what it wrote."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection

from tenure.domains.people import queries
from tenure.domains.people.models import Assignment, Person
from tenure.foundation.access import Actor, Held

from . import company, session
from .measure import Ratio, compare
from .scene import Bench

PAGE = 100
IMPORTED = (10_000, 50_000)
PERSON_COLUMNS = (
    "p.uid, p.number, p.name, p.given_name, p.family_name, p.work_email, a.title, u.uid, e.valid_from"
)
LIST_SQL = f"""
    SELECT {PERSON_COLUMNS} FROM people_person p
    LEFT JOIN people_assignment a ON a.person_id = p.id AND a."primary" AND a.valid @> %s::date
    LEFT JOIN organisation_unit u ON u.id = a.unit_id
    LEFT JOIN people_employment e ON e.person_id = p.id AND e.valid @> %s::date
    ORDER BY p.sort_key, p.id LIMIT {PAGE}
"""
BELOW_SQL = """
    SELECT p.id, p.name FROM people_person p
    JOIN people_reportingline l ON l.person_id = p.id
    WHERE l.path @> ARRAY[%s::bigint] AND l.valid @> %s::date AND p.id <> %s
    ORDER BY p.sort_key, p.id LIMIT 50
"""
AS_OF_SQL = "SELECT title, unit_id FROM people_assignment WHERE person_id = %s AND valid @> %s::date"
SEARCH_SQL = (
    "SELECT id, name FROM people_person WHERE folded LIKE %s AND folded LIKE %s ORDER BY sort_key LIMIT 20"
)


def works(bench: Bench) -> dict[str, Callable[[str], Ratio]]:
    """Name everything that is measured beside SQL by hand, and the imports."""
    beside = {
        "API, 100 people by name": _api_list,
        "directory query, 100 rows": _directory_query,
        "one person as of a day": _person_as_of,
        "all below a manager, 50 rows": _all_below,
        "API, search for two words": _search,
    }
    imports = {f"import of {people:,} people": partial(_import, people=people) for people in IMPORTED}
    return {name: partial(work, bench) for name, work in beside.items()} | imports


def _api_list(bench: Bench, name: str) -> Ratio:
    def by_hand() -> str:
        return json.dumps(_ask(LIST_SQL, [bench.today] * 2), default=str)

    return _beside(bench, name, lambda: bench.get("/api/v1/people?sort=name"), by_hand)


def _directory_query(bench: Bench, name: str) -> Ratio:
    rows = queries.directory(bench.actor).order_by("sort_key", "pk")
    return _beside(bench, name, lambda: list(rows[:PAGE]), lambda: _ask(LIST_SQL, [bench.today] * 2))


def _person_as_of(bench: Bench, name: str) -> Ratio:
    key, day = bench.person.pk, date(1999, 2, 1)
    seen = Assignment.objects.allowed(bench.actor, "people.view").filter(person_id=key)
    return _beside(bench, name, lambda: list(seen.as_of(day)), lambda: _ask(AS_OF_SQL, [key, day]))


def _all_below(bench: Bench, name: str) -> Ratio:
    """Ask by the manager's own right to see them."""
    boss = bench.person.lines.as_of(bench.today).get().manager_id
    manager = Actor(None, boss, bench.today, (Held("people.view", "reports"),), "bench")
    seen = Person.objects.allowed(manager, "people.view").order_by("sort_key", "pk")
    return _beside(bench, name, lambda: list(seen[:50]), lambda: _ask(BELOW_SQL, [boss, bench.today, boss]))


def _search(bench: Bench, name: str) -> Ratio:
    given, family = bench.person.given_name, bench.person.family_name
    words = [f"%{given.lower()}%", f"%{family.lower()}%"]
    path = f"/api/v1/people?sort=name&q={given}+{family}"
    return _beside(bench, name, lambda: bench.get(path), lambda: _ask(SEARCH_SQL, words))


def _beside(bench: Bench, name: str, ours: Callable[[], object], by_hand: Callable[[], object]) -> Ratio:
    return compare(name, ours, "SQL by hand", by_hand, rounds=bench.rounds)


def _ask(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _import(name: str, *, people: int) -> Ratio:
    """Import into an empty Tenure, then copy the rows that it wrote into another one."""
    empty = session.home() / "empty"
    with tempfile.TemporaryDirectory(prefix="tenure-bench-") as room:
        Path(room).chmod(0o711)
        company.write(Path(room) / "files", people)
        _child("empty", empty)
        (Path(room) / "rows").mkdir()
        (Path(room) / "rows").chmod(0o777)
        ours = _child("import", _copy(empty, Path(room) / "one"), Path(room) / "files", Path(room) / "rows")
        theirs = _child("copy", _copy(empty, Path(room) / "two"), Path(room) / "rows")
    return Ratio(name, "COPY of the same rows", [ours], [theirs])


def _copy(data: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    subprocess.run(["cp", "-a", data, to], check=True)
    return to


def _child(*words: object) -> float:
    """Run one step in a process of its own, whose Tenure is another one; give the seconds it tells."""
    clean = {name: value for name, value in os.environ.items() if name != "TENURE_DATA"}
    arguments = [sys.executable, "-m", "bench.importing", *map(str, words)]
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, env=clean)
    return float(done.stdout.strip().splitlines()[-1])
