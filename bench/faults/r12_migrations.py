"""R12: ``tenure migrate`` is killed at every step and started again: the schema is that of a clean install."""

import subprocess
from pathlib import Path

from tenure.foundation.postgres import Role, dump, lease, server
from tests.operations.tenure import ask, facts

from .scene import Report, Scene, inside

# 0 before a migration, 1 and 2 around its work, 3 and 4 around its mark, 5 after its commit.
STEPS = ("5", "2,4,5")
SEEDED = ("identity_role", "identity_rolepermission", "django_content_type", "django_migrations")


def run(here: Scene) -> Report:
    """Compare schema, rights and seeded rows of an interrupted and of an undisturbed installation."""
    clean, broken = here.migrated("clean"), here.home / "interrupted"
    found = inside(broken, "bench.faults.migrating", STEPS[not here.smoke])
    lease.hold(broken)
    again = facts(broken, "migrate")
    wrong = [] if schema(clean) == schema(broken) else ["the schema differs from a clean install"]
    wrong += [f"{table} differs" for table in SEEDED if _rows(clean, table) != _rows(broken, table)]
    wrong += ["a step was left"] if again["applied"] else []
    return Report(
        "R12 migrations killed", also=f"{found['deaths']} kills on the way to the same schema", wrong=wrong
    )


def schema(data: Path) -> list[str]:
    """Write the schema with owners and rights; a random word that newer releases add is left out."""
    running = server.ensure_running(data)
    release = int((running.cluster / "PG_VERSION").read_text())
    told = subprocess.run(
        [dump.program("pg_dump", release), "--schema-only", running.dsn(Role.OWNER)],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    return [line for line in told.stdout.splitlines() if "restrict " not in line]


def _rows(data: Path, table: str) -> list[tuple[object, ...]]:
    """Give the rows without what differs from day to day."""
    columns = {"django_migrations": "app, name", "django_content_type": "app_label, model"}.get(table, "*")
    if table == "identity_rolepermission":
        columns = "(SELECT name FROM identity_role r WHERE r.id = role_id), permission, scope"
    if table == "identity_role":
        columns = "name"
    return sorted(ask(data, f"SELECT {columns} FROM {table}"))
