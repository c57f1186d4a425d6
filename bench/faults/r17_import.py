"""R17: an import is killed at 0, 25, 50, 75 and 99 % of its rows and started again with the same file."""

import csv
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from tests.operations.tenure import ask, facts, settings

from .scene import DJANGO, Report, Scene
from .trial import company

SHARES = (0, 0.25, 0.5, 0.75, 0.99)
TABLES = (
    "people_person",
    "people_employment",
    "people_assignment",
    "people_reportingline",
    "people_pay",
    "audit_entry",
)
THERE = "SELECT number, count(*) FROM people_person WHERE number LIKE 'I%' GROUP BY number"
WHOLE = """
    SELECT p.number, p.name, p.work_email, e.valid_from, a.title, l.path IS NOT NULL FROM people_person p
    JOIN people_employment e ON e.person_id = p.id JOIN people_assignment a ON a.person_id = p.id
    JOIN people_reportingline l ON l.person_id = p.id WHERE p.number LIKE 'I%' ORDER BY 1
"""


def run(here: Scene) -> Report:
    """Be all or nothing each time; in the end equal to an import that nobody disturbed."""
    data, rows = here.migrated("import"), here.size(300, 3_000)
    company(data)
    file = here.home / "people.csv"
    _write(file, rows)
    report = Report("R17 import killed")
    before = _counts(data)
    for share in SHARES:
        _killed(data, file, share)
        if _counts(data) != before:
            report.wrong.append(f"something stayed after the kill at {share:.0%}")
    facts(data, "import", "people", str(file))
    report.acknowledged = rows
    there = dict(ask(data, THERE))
    report.lost = rows - len(there)
    report.doubled = sum(count > 1 for count in there.values())
    again = facts(data, "import", "people", str(file))
    if ask(data, THERE) and dict(ask(data, THERE)) != there:
        report.wrong.append("the same file again wrote people anew")
    undisturbed = here.migrated("undisturbed")
    company(undisturbed)
    facts(undisturbed, "import", "people", str(file))
    if ask(undisturbed, WHOLE) != ask(data, WHOLE):
        report.wrong.append("the rows differ from those of an undisturbed import")
    report.also = (
        f"{len(SHARES)} kills, nothing half written; the same file again: {again['writes']} rows written"
        if "writes" in again
        else f"{len(SHARES)} kills, nothing half written"
    )
    return report


def _killed(data: Path, file: Path, share: float) -> None:
    command = [sys.executable, "-m", "bench.faults.importing", str(share), "import", "people", str(file)]
    done = subprocess.run(command, env=settings(data, **DJANGO), capture_output=True, text=True, check=False)
    if done.returncode != -9:
        raise SystemExit(f"the import did not die at {share:.0%}: {done.stderr}")


def _counts(data: Path) -> list[int]:
    return [ask(data, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


def _write(file: Path, count: int) -> None:
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["number", "name", "work_email", "legal_entity", "hire_date", "title"])
        for n in range(count):
            day = date(2021, 1, 4) + timedelta(days=n % 900)
            rows.writerow([f"I{n:06d}", f"Ines {n:06d}", f"i{n}@bench.example", "north", day, "Clerk"])
