import json
from pathlib import Path

import pytest
from django.db import connection

from tenure.config.doctor import database, machine
from tenure.config.doctor.findings import Finding, Level
from tenure.foundation.postgres import server
from tenure.foundation.postgres.tables import kinds
from tests.database import as_owner
from tests.operations.tenure import tenure


@pytest.fixture(scope="module")
def data(migrated) -> Path:
    return migrated("patient")


def findings(data: Path, **environment: str) -> dict[str, dict]:
    done = tenure(data, "doctor", "--json", **environment)
    assert done.stdout, done.stderr
    return {each["subject"]: each for each in json.loads(done.stdout)["findings"]}


def after(statement: str, look) -> Finding:
    """Look after the owner did something."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)
    with connection.cursor() as cursor:
        return look(cursor)


def test_a_well_tenure_has_its_rights_and_migrations_in_order(data):
    found = findings(data)

    for subject in ("Database", "PostgreSQL", "Database role", "Migrations", "Rights", "History", "Clock"):
        assert found[subject]["level"] == "good", found[subject]
    assert found["Worker"]["level"] == "warning"


def test_one_login_for_owner_and_application_is_a_warning(data):
    running = server.ensure_running(data)
    url = f"postgresql://{server.SUPERUSER}@/tenure?host={running.socket_dir}"

    found = findings(data, DATABASE_URL=url)

    assert found["Database role"]["level"] == "warning"
    assert "set DATABASE_URL to a login of its own" in found["Database role"]["repair"]


def test_a_database_that_does_not_answer_is_said_in_words(data):
    found = findings(data, DATABASE_URL="postgresql://app@127.0.0.1:1/hr")

    assert found["Database"]["level"] == "problem"
    assert "DATABASE_URL says where" in found["Database"]["repair"]


def test_wrong_usage_is_exit_code_2(data):
    assert tenure(data, "doctor", "--nonsense").returncode == 2
    assert tenure(data, "no-such-command").returncode == 2


@pytest.mark.django_db
def test_it_names_each_right_too_many_and_the_command_that_takes_it_back():
    found = after(
        "GRANT UPDATE, TRUNCATE ON audit_entry TO tenure_app", lambda cursor: database.rights(cursor, kinds())
    )

    assert found.level == Level.PROBLEM
    assert found.words == "tenure_app may TRUNCATE audit_entry, tenure_app may UPDATE audit_entry"
    assert found.repair.startswith("tenure migrate")


@pytest.mark.django_db
def test_it_finds_a_history_that_the_application_could_silence():
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(oid::regprocedure::text) FROM pg_proc WHERE proname LIKE 'pgtrigger_%'")
        (name,) = cursor.fetchone()

    found = after(f"ALTER FUNCTION {name} SECURITY INVOKER", database.history)

    assert found.level == Level.PROBLEM
    assert name in found.words


@pytest.mark.django_db
def test_an_application_that_owns_tables_is_a_problem():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        (is_mighty,) = cursor.fetchone()
        cursor.execute("CREATE TABLE mine ()")
        found = database.login(cursor)

    assert found.level == Level.PROBLEM
    assert found.words.endswith("who may do anything" if is_mighty else "who owns tables")


def test_it_finds_keys_that_others_may_read(tmp_path):
    home = tmp_path / "keys"
    home.mkdir(mode=0o700)
    (home / "secret-key").touch(mode=0o644)

    (found,) = machine.keys(home)

    assert (found.level, found.words) == (Level.PROBLEM, "others may read secret-key")
    assert found.repair.startswith(f"chmod 700 {home}")


@pytest.mark.parametrize(
    ("free", "level"), [(10**8, Level.PROBLEM), (10**9, Level.WARNING), (10**10, Level.GOOD)]
)
def test_it_warns_before_the_disk_is_full(free, level):
    assert machine.space(free).level == level
