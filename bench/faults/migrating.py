"""Migrates an empty database and dies at every step of it, each time going on where it was; prints the deaths."""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tenure.config.terminal import start_django
from tenure.foundation.postgres import Role

DONE = 0


@dataclass
class Fuse:
    """Burns down step by step and kills the process at its end."""

    left: int

    def burn(self) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Die at each of the steps in turn: the last of the six, after the commit, brings it forward."""
    start_django(Role.OWNER)
    from django.db import connections

    connections.close_all()
    steps, deaths = [int(step) for step in sys.argv[1].split(",")], 0
    while not _lives(steps[deaths % len(steps)]):
        deaths += 1
    print(json.dumps({"deaths": deaths}))


def _lives(step: int) -> bool:
    child = os.fork()
    if child == 0:
        _migrate(Fuse(step))
        os._exit(DONE)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a migration failed after a kill")
    return os.WIFEXITED(status)


def _migrate(fuse: Fuse) -> None:
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.migration import Migration

    from tenure.config import migration

    _burn_around(MigrationExecutor, "apply_migration", fuse)
    _burn_around(MigrationExecutor, "record_migration", fuse)
    _burn_around(Migration, "apply", fuse)
    _burn_around(migration, "grant_rights", fuse)
    try:
        migration.migrate()
    except BaseException as failure:  # noqa: BLE001 — the parent says it
        print(repr(failure), file=sys.stderr)
        os._exit(1)


def _burn_around(owner: Any, name: str, fuse: Fuse) -> None:
    """Burn before and after a function."""
    whole: Callable[..., Any] = getattr(owner, name)

    def around(*args: Any, **kwargs: Any) -> Any:
        fuse.burn()
        found = whole(*args, **kwargs)
        fuse.burn()
        return found

    setattr(owner, name, around)


if __name__ == "__main__":
    main()
