"""What the roles may do to each table, tried and not only asked."""

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tenure.foundation.postgres import Role, roles
from tenure.foundation.postgres.roles import RIGHTS, Kind
from tenure.foundation.postgres.tables import kinds

pytestmark = pytest.mark.django_db


def refused(statement: str, role: Role = Role.APP) -> bool:
    """Tell whether the database refuses a statement for want of rights."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(statement)
    except DatabaseError as failure:
        return isinstance(failure.__cause__, psycopg.errors.InsufficientPrivilege)
    return False


def tables_of(kind: Kind) -> list[str]:
    return sorted(table for table, found in kinds().items() if found == kind)


def test_the_tests_run_with_the_rights_of_the_application():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("tenure_app", False)


def test_every_table_has_exactly_the_rights_of_its_kind():
    with connection.cursor() as cursor:
        assert roles.breaches(cursor, kinds()) == []


def test_every_table_of_the_database_has_a_kind():
    with connection.cursor() as cursor:
        assert set(roles.tables(cursor)) <= set(kinds())


def test_the_application_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relowner IN ('tenure_app'::regrole, 'tenure_keeper'::regrole)"
        )
        assert cursor.fetchall() == []


def test_the_trail_and_its_links_can_only_grow():
    assert {"audit_entry", "audit_link"} <= set(tables_of(Kind.APPEND_ONLY))
    for table in tables_of(Kind.APPEND_ONLY):
        assert refused(f'UPDATE "{table}" SET ctid = ctid') or refused(f'DELETE FROM "{table}"')
        assert refused(f'DELETE FROM "{table}"')
        assert refused(f'TRUNCATE "{table}"')
        assert not refused(f'SELECT 1 FROM "{table}"')


def test_history_is_read_only_to_the_application():
    found = tables_of(Kind.HISTORY)
    assert "pghistory_context" in found
    for table in found:
        assert refused(f'DELETE FROM "{table}"')
        assert refused(f'INSERT INTO "{table}" DEFAULT VALUES')
        assert refused(f'TRUNCATE "{table}"')


def test_nobody_but_the_owner_truncates_or_changes_a_table():
    for role in (Role.APP, Role.KEEPER):
        for table in kinds():
            assert refused(f'TRUNCATE "{table}"', role), table
        assert refused("ALTER TABLE audit_entry DISABLE TRIGGER ALL", role)
        assert refused("CREATE TABLE mine ()", role)
        assert refused("SET session_replication_role = replica", role)


def test_no_session_can_silence_history():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{append_only}'")
        cursor.execute("SELECT public._pgtrigger_should_ignore('append_only')")
        assert cursor.fetchone() == (False,)
        assert roles.open_functions(cursor) == []


def test_nobody_can_hang_the_functions_of_history_on_a_table_of_their_own():
    with connection.cursor() as cursor:
        cursor.execute(roles.TRIGGER_FUNCTIONS)
        name = cursor.fetchone()[0]
        cursor.execute("CREATE TEMPORARY TABLE forged (id int)")

    assert refused(f"CREATE TRIGGER forge AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION {name}")


def test_the_rights_of_a_kind_are_those_of_the_design():
    assert RIGHTS[Kind.APPEND_ONLY][Role.APP] == {"SELECT", "INSERT"}
    assert RIGHTS[Kind.HISTORY][Role.APP] == {"SELECT"}
    assert not any("TRUNCATE" in rights for kind in RIGHTS.values() for rights in kind.values())
