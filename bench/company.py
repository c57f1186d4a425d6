"""The sample company of any size as six files: the sample cut, repeated with new numbers, or an invented one."""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

CUT = 10_000
NUMBERS = 1_000_000  # what the personnel numbers of a copy are moved by
GIVEN = ("Ada", "Bo", "Chloé", "Dmitri", "Eun-ji", "Femi", "Grace", "Håkon", "Ines", "Jun", "Kwame", "Łucja")
FAMILY = ("Abbott", "Brandt", "Castillo", "Dubois", "Eze", "Fischer", "Garcia", "Huang", "Ito", "Jensen")
FILES = {
    "departments": ("dept_no", "dept_name"),
    "dept_manager": ("dept_no", "emp_no", "from_date", "to_date"),
    "employees": ("emp_no", "birth_date", "first_name", "last_name", "gender", "hire_date"),
    "dept_emp": ("emp_no", "dept_no", "from_date", "to_date"),
    "titles": ("emp_no", "title", "from_date", "to_date"),
    "salaries": ("emp_no", "salary", "from_date", "to_date"),
}
Row = Mapping[str, str]
Tables = dict[str, list[Row]]


def write(folder: Path, people: int) -> None:
    """Write the files of so many people, at most ten thousand of them different."""
    folder.mkdir(parents=True, exist_ok=True)
    cut = _cut(min(people, CUT))
    copies = max(people // CUT, 1)
    for name, columns in FILES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(columns)
            for turn in range(copies):
                out.writerows(
                    [renumbered(column, row[column], turn) for column in columns] for row in cut[name]
                )


def renumbered(column: str, value: str, turn: int) -> str:
    """Give a value as it stands in a copy: numbers of people and codes of units are its own."""
    if turn == 0:
        return value
    if column == "emp_no":
        return str(int(value) + turn * NUMBERS)
    return f"{value}-{turn}" if column in ("dept_no", "dept_name") else value


def _cut(people: int) -> Tables:
    home = os.environ.get("TENURE_SHARED")
    sample = Path(home) / "data/employees-sample-db-10k" if home else None
    if sample is None or not sample.exists():
        return _invented(people)
    tables = {name: list(_read(sample / f"{name}.csv")) for name in FILES}
    bosses = {row["emp_no"] for row in tables["dept_manager"]}
    others = [row["emp_no"] for row in tables["employees"] if row["emp_no"] not in bosses]
    chosen = bosses | set(others[: people - len(bosses)])
    return {
        name: [row for row in rows if row.get("emp_no", "") in {"", *chosen}] if people < CUT else rows
        for name, rows in tables.items()
    }


def _read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _invented(people: int) -> Tables:
    """Make people of the same shape: two titles, a pay a year, one department, its head."""
    units = [f"d{n:03d}" for n in range(1, 10)]
    tables: Tables = {name: [] for name in FILES}
    tables["departments"] = _rows("departments", ((code, f"Unit {code}") for code in units))
    heads = ((code, str(10_001 + n), "1985-01-01", "9999-01-01") for n, code in enumerate(units))
    tables["dept_manager"] = _rows("dept_manager", heads)
    for n in range(people):
        _invent(tables, n, units[n % len(units)])
    return tables


def _invent(tables: Tables, n: int, unit: str) -> None:
    number, hired = str(10_001 + n), date(1985, 1, 1) + timedelta(days=n % 5000 if n > 8 else 0)
    moved, family = hired + timedelta(days=400), f"{FAMILY[n // 7 % len(FAMILY)]}-{n:05d}"
    far, facts = "9999-01-01", (GIVEN[n % len(GIVEN)], family, "MF"[n % 2], str(hired))
    tables["employees"] += _rows("employees", [(number, "1960-05-01", *facts)])
    tables["dept_emp"] += _rows("dept_emp", [(number, unit, str(hired), far)])
    jobs = [(number, "Engineer", str(hired), str(moved)), (number, "Senior Engineer", str(moved), far)]
    tables["titles"] += _rows("titles", jobs)
    days = [hired + timedelta(days=365 * year) for year in range(9)]
    ends = [*map(str, days[1:]), far]
    pay = [(number, str(40_000 + 1000 * at), str(day), ends[at]) for at, day in enumerate(days)]
    tables["salaries"] += _rows("salaries", pay)


def _rows(name: str, rows: Iterable[tuple[str, ...]]) -> list[Row]:
    return [dict(zip(FILES[name], row, strict=True)) for row in rows]
