"""R07: the clock of the programs jumps: back ten minutes, on a day, over the changes of summer time.

The programs run under libfaketime (Debian: libfaketime); the clock of the database stays as it is.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.operations.tenure import ask, facts

from .scene import Report, Scene, inside
from .trial import company

LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
)
CHANGES = (date(2026, 10, 23), date(2027, 3, 26))  # the days around the changes of summer time in Berlin
BACK = timedelta(minutes=10)
OFTEN = """
    SELECT count(*) FROM people_employment e JOIN people_person p ON p.id = e.person_id
    WHERE p.number LIKE 'D%' AND e.valid_from BETWEEN '{first}' AND '{last}' AND (
        SELECT count(*) FROM events_announced a WHERE a.name = 'people.EmploymentBegan'
        AND (a.payload->>'employment_id')::bigint = e.id) {times}
"""
DISORDER = "SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY id) AS before FROM audit_entry) t WHERE at < before"


def run(here: Scene) -> Report:
    """Live through two changes of summer time with a clock that jumps; each first day is told once."""
    library = next((path for path in LIBRARIES if Path(path).exists()), None)
    if library is None:
        return Report("R07 clock jumps", also="not run: libfaketime is not installed")
    data, report = here.migrated("clock"), Report("R07 clock jumps")
    made, notes, days = company(data), 0, here.size(1, 3)
    firsts = CHANGES[: here.size(1, 2)]
    inside(
        data,
        "bench.faults.hires",
        made["unit"],
        made["legal_entity"],
        ",".join(map(str, firsts)),
        str(days),
    )
    for first in firsts:
        last = first + timedelta(days=days - 1)
        for instant in _instants(first, days):
            jump = {"LD_PRELOAD": library, "FAKETIME": f"@{instant:%Y-%m-%d %H:%M:%S}", "TZ": "UTC"}
            jump["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
            inside(data, "bench.faults.day", made["person"], f"note-{notes}", **jump)
            notes += 1
        report.lost += ask(data, OFTEN.format(first=first, last=last, times="= 0"))[0][0]
        report.doubled += ask(data, OFTEN.format(first=first, last=last, times="> 1"))[0][0]
    there = ask(data, "SELECT count(*), count(DISTINCT text) FROM people_note WHERE text LIKE 'note-%'")[0]
    report.acknowledged, report.lost = notes, report.lost + notes - there[1]
    report.doubled += there[0] - there[1]
    verified = facts(data, "audit", "verify")
    report.wrong += [] if verified["broken"] is None else [f"trail {verified['broken']}"]
    report.wrong += ["the trail is out of order"] if ask(data, DISORDER)[0][0] else []
    report.also = (
        f"{notes} runs of the midnight jobs with jumps; each first day told once, the trail in order"
    )
    return report


def _instants(first: date, days: int) -> list[datetime]:
    """Every few hours of the days, each time also ten minutes back, and once a day ahead and back again."""
    berlin = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    found: list[datetime] = []
    for hours in range(0, days * 24 + 36, 12):
        at = berlin + timedelta(hours=hours)
        found += [at, at - BACK]
    middle = berlin + timedelta(days=days // 2)
    return [middle + timedelta(days=1), middle, *found]
