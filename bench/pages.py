"""The pages that are looked at most, each beside the signed-in frame with nothing in it."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from django.db import connection
from django.http import JsonResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.domains.organisation.models import UnitTerm
from tenure.domains.people.models import Assignment, Employment, Person
from tenure.domains.people.queries import chart
from tenure.domains.people.web.chart import plain
from tenure.domains.people.web.staff_forms import CardForm
from tenure.foundation.exchange.export import export
from tenure.foundation.exchange.export.tables import tables
from tenure.shell.actor import actor_for, system_actor

from .measure import Ratio, compare, seconds
from .scene import Bench
from .urls import EMPTY

SHELL = "empty page"
YEARS = 5
MOST_CARDS = 10_000  # nobody looks at more of a chart at once


def works(bench: Bench) -> dict[str, Callable[[str], Ratio]]:
    """Name everything that is measured: pages, then what is saved, then whole answers."""
    looked_at = {
        name: partial(_page, bench, work=partial(bench.get, address))
        for name, address in _addresses(bench).items()
    }
    done = {
        "save of a person": partial(_save, bench),
        "profile right after a save": partial(_after_save, bench),
        "export of everything": partial(_export, bench),
    }
    if Employment.objects.as_of(bench.today).count() <= MOST_CARDS:
        done["whole chart in one answer"] = partial(_chart_whole, bench)
    return looked_at | done


def _addresses(bench: Bench) -> dict[str, str]:
    person, unit = bench.person, bench.unit
    day, at = bench.today - timedelta(days=365 * 30), timezone.now() - timedelta(seconds=2)
    job = Assignment.objects.as_of(bench.today).get(person=person, primary=True)
    known = urlencode({"as_known": at.isoformat()})
    head = Person.objects.filter(manages__unit=unit, manages__valid_until=None).first()
    first = bench.today - timedelta(days=365 * YEARS)
    term = UnitTerm.objects.as_of(bench.today).get(unit=unit)
    period = urlencode({"first": first, "last": bench.today})
    return {
        "directory": "/people",
        "directory by title, page 2": _next(bench),
        f"directory as of {day.year}": f"/people?as_of={day}",
        "directory as known": f"/people?{known}",
        "directory of a unit": f"/people?{urlencode({'unit': unit.uid})}",
        "search, a name": f"/search?{urlencode({'q': person.name})}",
        "search, three letters": f"/search?{urlencode({'q': person.family_name[:3]})}",
        "search, a unit": f"/search?{urlencode({'q': term.name})}",
        "profile": f"/people/{person.uid}",
        "profile, job": f"/people/{person.uid}/job",
        f"profile as of {day.year}": f"/people/{person.uid}?as_of={day}",
        "profile as known": f"/people/{person.uid}?{known}",
        "chart": "/organisation/chart.json",
        "chart of a unit": f"/organisation/chart.json?{urlencode({'above': head.uid if head else ''})}",
        "unit": f"/organisation/units/{unit.uid}",
        "change form": f"/people/rows/job/{job.uid}/change",
        f"headcount over {YEARS} years": f"/insights/M01?{period}",
        f"all figures over {YEARS} years": f"/insights?{period}",
        "home": "/",
    }


def _next(bench: Bench) -> str:
    """Find the second page of the directory by title."""
    text = bench.get("/people?sort=title").decode()
    start = text.find("cursor=")
    cursor = text[start : text.find('"', start)]
    return f"/people?sort=title&{cursor}" if start > 0 else "/people?sort=title"


def _page(bench: Bench, name: str, *, work: Callable[[], bytes]) -> Ratio:
    queries, size = _cost(work)
    found = compare(name, work, SHELL, partial(bench.get, EMPTY), rounds=bench.rounds)
    return replace(found, queries=queries, size=size)


def _cost(work: Callable[[], bytes]) -> tuple[int, int]:
    work()  # fills what a process fills once
    with CaptureQueriesContext(connection) as seen:
        body = work()
    told = [one["sql"] for one in seen.captured_queries]
    return len([sql for sql in told if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]), len(
        body
    )


def _save(bench: Bench, name: str) -> Ratio:
    """Save another phone number, as the form of a person's card does."""
    return _page(bench, name, work=_saver(bench))


def _after_save(bench: Bench, name: str) -> Ratio:
    """Open the profile right after a save, beside the same page with no save before it."""
    save, page = _saver(bench), partial(bench.get, f"/people/{bench.person.uid}")
    queries, size = _cost(page)
    after, plain = [], []
    for _ in range(bench.rounds):
        plain.append(seconds(page))
        save()
        after.append(seconds(page))
    return Ratio(name, "the same without", after, plain, queries, size)


def _saver(bench: Bench) -> Callable[[], bytes]:
    numbers = count()
    facts = {name: getattr(bench.person, name, "") or "" for name in CardForm.base_fields if name != "seen"}

    def save() -> bytes:
        phone = f"+49 30 {timezone.now():%H%M%S}{next(numbers)}"
        return bench.post(f"/people/{bench.person.uid}/card", facts | {"work_phone": phone, "seen": ""})

    return save


def _chart_whole(bench: Bench, name: str) -> Ratio:
    """Ask for every card of the chart in one answer, as the paper chart does."""
    by = actor_for(bench.user, channel="web")
    ask = chart.Ask(bench.today, depth=99, most=10**6, enough=10**6)
    return _work(bench, name, lambda: JsonResponse(plain(chart.chart(by, ask))).content)


def _export(bench: Bench, name: str) -> Ratio:
    """Export all as files, beside COPY of the same tables to files, and beside the empty page."""
    by = system_actor("bench", "people.export", channel="cli")
    sizes: list[int] = []

    def work() -> None:
        with tempfile.TemporaryDirectory() as room:
            export(Path(room) / "all", by=by)
            sizes.append(sum(one.stat().st_size for one in Path(room).rglob("*") if one.is_file()))

    found = compare(name, work, "", _copy_out, rounds=2)
    shell = median(seconds(partial(bench.get, EMPTY)) for _ in range(5))
    beside = f"COPY of the same tables, {median(found.ours) / shell:,.0f} × {SHELL}"
    return replace(found, yardstick=beside, size=sizes[-1])


def _copy_out() -> None:
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:
        for table in {one.model._meta.db_table for one in tables()}:
            with cursor.copy(f'COPY "{table}" TO STDOUT WITH (FORMAT csv)') as out:
                file.writelines(map(bytes, out))


def _work(bench: Bench, name: str, work: Callable[[], bytes], rounds: int = 3) -> Ratio:
    with CaptureQueriesContext(connection) as seen:
        size = len(work())
    found = compare(name, work, SHELL, partial(bench.get, EMPTY), rounds=rounds)
    return replace(found, queries=len(seen.captured_queries), size=size)
