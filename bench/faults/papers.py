"""Adds papers of two kinds, as many of each, alike but for the sealed number: ``papers <person> <count>``."""

import json
import sys
from uuid import UUID

from tenure.config.terminal import start_django


def main() -> None:
    """National ids have a number, social security papers none; they come in turn."""
    start_django()
    from tenure.domains.people import actions
    from tenure.foundation.identity.permissions import all_permissions
    from tenure.shell.actor import system_actor

    by = system_actor("faults", *[one.code for one in all_permissions()], channel="cli")
    person, count = UUID(sys.argv[1]), int(sys.argv[2])
    for n in range(count):
        for kind, number in (("national_id", str(10**8 + n)), ("social_security", "")):
            actions.add_paper(person, kind=kind, country="US", number=number, by=by)
    print(json.dumps({"added": 2 * count}))


if __name__ == "__main__":
    main()
