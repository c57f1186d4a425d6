"""What is measured: each against the least that could give the same answer."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tenure.domains.people import queries
from tenure.domains.people.models import Assignment, Person
from tenure.foundation.access import Actor, Held
from tenure.foundation.exchange import run
from tenure.foundation.identity.models import User
from tenure.foundation.identity.tests import factories as accounts
from tenure.shell.actor import system_actor

from .company import Company
from .measure import Ratio, compare

PAGE = 100
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


@dataclass
class Bench:
    """A loaded company and somebody from HR who looks at it."""

    company: Company
    user: User
    client: Client
    actor: Actor
    rounds: int

    @property
    def today(self) -> date:
        return self.actor.today


def prepared(company: Company, rounds: int) -> Bench:
    """Sign somebody in who may see everybody."""
    user = accounts.user("bench@example.com", "hr_generalist")
    accounts.enrol(user)
    client = Client()
    client.force_login(user)
    held = ("people.directory", "people.view", "people.plan", "organisation.view", "organisation.plan")
    actor = system_actor("bench", *held, channel="bench")
    return Bench(company, user, client, actor, rounds)


def directory_page(bench: Bench) -> Ratio:
    """Compare the directory with the smallest answer of the same server."""
    return compare(
        "directory, first page",
        lambda: _get(bench, "/people"),
        "empty view",
        lambda: _get(bench, "/healthz"),
        rounds=bench.rounds,
    )


def api_list(bench: Bench) -> Ratio:
    """Compare a page of a hundred people with hand-written SQL and json."""
    return compare(
        "API, 100 people by name",
        lambda: _get(bench, "/api/v1/people?sort=name"),
        "SQL by hand",
        lambda: json.dumps(_ask(LIST_SQL, [bench.today] * 2), default=str),
        rounds=bench.rounds,
    )


def directory_query(bench: Bench) -> Ratio:
    """Compare the query of a page, without the page."""
    rows = queries.directory(bench.actor).order_by("sort_key", "pk")
    return compare(
        "directory query, 100 rows",
        lambda: list(rows[:PAGE]),
        "SQL by hand",
        lambda: _ask(LIST_SQL, [bench.today] * 2),
        rounds=bench.rounds,
    )


def person_as_of(bench: Bench) -> Ratio:
    """Compare one person's work on a day."""
    key, day = bench.company.keys[len(bench.company.keys) // 2], date(2022, 2, 1)
    seen = Assignment.objects.allowed(bench.actor, "people.view")
    return compare(
        "one person as of a day",
        lambda: list(seen.filter(person_id=key).as_of(day)),
        "SQL by hand",
        lambda: _ask(AS_OF_SQL, [key, day]),
        rounds=bench.rounds * 3,
    )


def all_below(bench: Bench) -> Ratio:
    """Compare the list of everybody under a manager, by the manager's own right to see them."""
    boss = bench.company.first + 1
    manager = Actor(None, boss, bench.today, (Held("people.view", "reports"),), "bench")
    seen = Person.objects.allowed(manager, "people.view").order_by("sort_key", "pk")
    return compare(
        "all below me, 50 rows",
        lambda: list(seen[:50]),
        "SQL by hand",
        lambda: _ask(BELOW_SQL, [boss, bench.today, boss]),
        rounds=bench.rounds,
    )


def search(bench: Bench) -> Ratio:
    """Compare a search for two words of a name."""
    given, family = bench.company.names(bench.company.keys[-1])
    words = [f"%{given.lower()}%", f"%{family[-6:]}%"]
    return compare(
        "search, two words",
        lambda: _get(bench, f"/api/v1/people?sort=name&q={given}+{family[-6:]}"),
        "SQL by hand",
        lambda: _ask(SEARCH_SQL, words),
        rounds=bench.rounds,
    )


def staff_import(bench: Bench) -> Ratio:
    """Compare an import of people with a bare COPY of the same rows into a bare table."""
    count = 100 * min(bench.rounds, 20)
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "people.csv"
        _write_file(file, count)
        return compare(
            f"import of {count} people",
            lambda: _import(file),
            "bare COPY",
            lambda: _bare_copy(file),
            rounds=1,
        )


BENCHMARKS: tuple[Callable[[Bench], Ratio], ...] = (
    directory_page,
    directory_query,
    api_list,
    person_as_of,
    all_below,
    search,
    staff_import,
)


def run_all(bench: Bench) -> Iterator[Ratio]:
    """Run every benchmark, each in a transaction that is taken back."""
    for one in BENCHMARKS:
        with transaction.atomic():
            yield one(bench)
            transaction.set_rollback(True)


def _get(bench: Bench, path: str) -> bytes:
    answer = bench.client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content


def _ask(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _write_file(file: Path, count: int) -> None:
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["number", "name", "work_email", "legal_entity", "hire_date", "title"])
        for n in range(count):
            day = date(2021, 1, 4) + timedelta(days=n % 900)
            rows.writerow([f"I{n:06d}", f"Ines {n:06d}", f"i{n}@bench.example", "B1000000", day, "Clerk"])


def _import(file: Path) -> None:
    may = ("people.import", "people.edit", "people.plan", "organisation.edit", "organisation.view")
    by = system_actor("bench", *may, "organisation.plan", channel="cli")
    with transaction.atomic():
        tables = run.read_files([file])
        ready = run.prepare(tables, run.mapping_for("people", tables), run.Order(by.today, {}), by=by)
        ready.refuse_unless_clean()
        run.commit(ready, by=by)
        transaction.set_rollback(True)


def _bare_copy(file: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bare (number text, name text, mail text, entity text, "
            "day date, title text) ON COMMIT DROP"
        )
        with cursor.copy("COPY bare FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
            copy.write(file.read_bytes())
        transaction.set_rollback(True)
