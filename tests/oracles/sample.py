"""The employees sample database: its published checksums, and a plain reading of its files."""

import csv
import hashlib
from collections import defaultdict
from datetime import date
from pathlib import Path

FAR = date(9999, 1, 1)
CHAINS = {
    "employees": "2b9ee8043563317634407daf42a9ef0b",
    "departments": "d1af5e170d2d1591d776d5638d71fc5f",
    "dept_emp": "fc43a976d1406705d9707f6fea1df9df",
    "titles": "ffa808be19d75619f415e2964cbe0320",
    "salaries": "0fcb81f97f6b0eacb01a22a085e6512d",
}


def chain(rows):
    """Chain rows as the source repository's test_employee_md5.sql does."""
    crc = ""
    for row in rows:
        crc = hashlib.md5("#".join([crc, *map(str, row)]).encode()).hexdigest()
    return crc


def rows(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported(folder: Path, name: str):
    return rows(folder / f"{name}.csv")


def spans(folder: Path, column: str):
    """Join rows of the export that follow one another with the same value: (person, value, from, until)."""
    people = {one["uid"]: one["number"] for one in exported(folder, "people.person")}
    mine = [one for one in exported(folder, "people.assignment") if one["line"] == "1" and one[column]]
    out = []
    for one in sorted(mine, key=lambda one: (int(people[one["person"]]), one["valid_from"])):
        last = out[-1] if out else None
        end = one["valid_until"] or "9999-01-01"
        if last and last[:2] == [people[one["person"]], one[column]] and last[3] == one["valid_from"]:
            last[3] = end
        else:
            out.append([people[one["person"]], one[column], one["valid_from"], end])
    past = [
        one for one in exported(folder, "people.assignment.rescinded") if one[column] and one["line"] == "1"
    ]
    out += [[people[one["person"]], one[column], one["valid_from"], one["valid_until"]] for one in past]
    return out


class Plain:
    """A brute-force reading of the files."""

    def __init__(self, folder: Path) -> None:
        self.hired = {one["emp_no"]: _day(one["hire_date"]) for one in rows(folder / "employees.csv")}
        self.titles = self._history(folder / "titles.csv", "title")
        self.units = self._history(folder / "dept_emp.csv", "dept_no")
        self.pay = self._history(folder / "salaries.csv", "salary")
        self.heads = [
            (one["dept_no"], one["emp_no"], _day(one["from_date"]), _day(one["to_date"]))
            for one in rows(folder / "dept_manager.csv")
        ]

    def _history(self, path: Path, column: str):
        out = defaultdict(list)
        for one in rows(path):
            out[one["emp_no"]].append((_day(one["from_date"]), _day(one["to_date"]), one[column]))
        return out

    def left(self, person: str) -> date:
        return max(end for history in (self.titles, self.units, self.pay) for _, end, _ in history[person])

    def headcount(self, day: date) -> int:
        return sum(start <= day < self.left(person) for person, start in self.hired.items())

    def on(self, history, person: str, day: date):
        return next((value for start, end, value in history[person] if start <= day < end), None)

    def manager(self, person: str, day: date):
        """Give the head of the person's department that day; who leads a department has no manager."""
        if any(boss == person and start <= day < end for _, boss, start, end in self.heads):
            return None
        unit = self.on(self.units, person, day)
        return next(
            (boss for one, boss, start, end in self.heads if one == unit and start <= day < end), None
        )


def _day(text: str) -> date:
    return date.fromisoformat(text)
