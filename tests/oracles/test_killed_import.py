"""An import that is killed half way leaves nothing, and run again equals one that never was."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, GeneratedField

from tenure.domains.people.models import Assignment, Pay, Person
from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.exchange import run
from tenure.foundation.exchange.findings import answers
from tests import database

MAY = ("people.import", "people.edit", "people.edit_personal", "pay.edit", "organisation.edit")
BY = Actor(None, None, date(2026, 3, 1), tuple(Held(one, "everyone") for one in MAY), "cli", label="oracle")
ACCEPT = ("same_name", "head_works_elsewhere", "head_before_hire")
PEOPLE = 400

pytestmark = [pytest.mark.capability("PLT-07"), pytest.mark.django_db(transaction=True)]

# Runs in a process of its own, on the database of the tests; dies without a word half way through writing.
CHILD = """
import json, os, signal, sys
import django
django.setup()
from django.db import connection
connection.close()
connection.settings_dict.update(json.loads(sys.argv[2]))
from pathlib import Path
from tests.oracles import test_killed_import as told
told.bring_in(Path(sys.argv[1]), told.Deadly())
"""


class Deadly:
    """Counts rows and kills its own process at the two thousandth."""

    def __init__(self):
        self.done = 0

    def __call__(self, count):
        self.done += count
        if self.done > 2000:
            os.kill(os.getpid(), signal.SIGKILL)


def bring_in(folder, progress=lambda _count: None):
    tables = run.read_files([folder])
    order = run.Order(BY.today, answers(accept=ACCEPT))
    prepared = run.prepare(tables, run.mapping_for("employees-sample-db", tables), order, by=BY)
    run.commit(prepared, by=BY, progress=progress)


@pytest.fixture
def some(shared, tmp_path):
    """Give the history of the first few hundred people."""
    source, chosen = shared("data/employees-sample-db-10k"), None
    folder = tmp_path / "some"
    folder.mkdir()
    for name in ("employees", "departments", "titles", "dept_emp", "salaries"):
        with (source / f"{name}.csv").open(newline="") as file:
            head, *rows = csv.reader(file)
        chosen = chosen or {row[0] for row in rows[:PEOPLE]}
        kept = rows if name == "departments" else [row for row in rows if row[0] in chosen]
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([head, *kept])
    return folder


def facts():
    """Sum up every fact of people and organisation, whatever the order and the keys."""
    lines = []
    for model in apps.get_models():
        if model._meta.app_label in ("people", "organisation") and not model.__name__.endswith("Event"):
            fields = [
                field.attname
                for field in model._meta.concrete_fields
                if not isinstance(field, ForeignKey | GeneratedField)
                and field.name not in ("id", "uid", "path")
            ]
            lines += [f"{model.__name__} {row}" for row in model._default_manager.values_list(*fields)]
    return len(lines), hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def test_a_killed_import_leaves_nothing_and_run_again_equals_a_clean_one(some):
    way_in = {
        name: connection.settings_dict[name]
        for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    }
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", CHILD, str(some), json.dumps(way_in)]
    died = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "DJANGO_SETTINGS_MODULE": "tenure.config.settings"},
        capture_output=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()[-2000:]
    assert (Person.objects.count(), Pay.objects.count(), Entry.objects.count()) == (0, 0, 0)
    bring_in(some)
    again = facts()
    database.empty()
    bring_in(some)
    assert facts() == again
    assert Person.objects.count() == PEOPLE
    assert Assignment.objects.count() >= PEOPLE
