"""Migrates the database as its owner and gives the other roles their rights."""

from dataclasses import dataclass

from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tenure.foundation.audit.models import Entry
from tenure.foundation.crypto import proof, renewal
from tenure.foundation.postgres import Role, address, is_derived, is_external, roles
from tenure.foundation.postgres.tables import kinds
from tenure.foundation.refusal import Refused

# Any number will do, as long as every Tenure takes the same one.
ONE_AT_A_TIME = 7_305_001


@dataclass(frozen=True)
class Migrated:
    """What a run of the migrations did; nothing was ever done in a database that is empty.

    ``keys`` says what is wrong with the key files, if anything is.
    """

    applied: int
    is_empty: bool
    keys: str = ""


def migrate() -> Migrated:
    """Apply what is missing and grant; a second run at the same time waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    make_roles()
    missing = len(pending())
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    else:  # a run that was killed after its last migration did not come to what follows them all
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    grant_rights()
    return Migrated(applied=missing, is_empty=count_acts() == 0, keys=_try_keys())


def _try_keys() -> str:
    """Note the keys' marks, try them, and fingerprint sealed numbers that have none; say what is wrong."""
    try:
        proof.keep_prints()
        proof.prove()
        renewal.reindex(only_missing=True)
    except Refused as refusal:
        return str(refusal)
    return ""


def count_acts() -> int:
    """Count what was ever done here, by the trail; in a database that was never migrated, nothing."""
    if Entry._meta.db_table not in connection.introspection.table_names():
        return 0
    return int(Entry.objects.count())


def pending() -> list[str]:
    """Name the migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def make_roles() -> None:
    """Create the roles on an external server; the embedded one has them from its first start."""
    if not is_external():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        roles.make(cursor, login=False)
        if not is_derived():
            roles.let_in(cursor, Role.APP, address(Role.APP).user)


def grant_rights() -> None:
    """Give each role the rights of each table, in one step that no reader sees half done."""
    with transaction.atomic(), connection.cursor() as cursor:
        roles.grant(cursor, kinds())
