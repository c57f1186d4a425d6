"""Makes work for the worker inside a data folder: papers that expire soon, each told of to everybody concerned."""

import json
import sys
from datetime import timedelta
from uuid import UUID

from tenure.config.terminal import start_django


def main() -> None:
    """Add papers to a person's file and announce that they expire: ``workload <person> <count>``."""
    start_django()
    print(json.dumps({"told": make(sys.argv[1], int(sys.argv[2]))}))


def make(person: str, count: int) -> int:
    """Give the number of papers told of."""
    from tenure.domains.people import actions
    from tenure.foundation.identity.permissions import all_permissions
    from tenure.shell.actor import system_actor

    by = system_actor("faults", *[one.code for one in all_permissions()], channel="cli")
    for _ in range(count):
        soon = by.today + timedelta(days=25)
        actions.add_paper(UUID(person), kind="passport", country="US", number="", expires_on=soon, by=by)
    return int(actions.tell_expiring_papers(by=by))


if __name__ == "__main__":
    main()
