"""Runs the jobs of midnight and one act as a process with a clock of its own; prints what it saw.

``day`` tells the day and the papers and writes a note: started under libfaketime, at any instant.
"""

import json
import sys
from uuid import UUID

from tenure.config.terminal import start_django


def main() -> None:
    """Print the instant that this process believes in."""
    start_django()
    from django.utils import timezone

    from tenure.domains.people import actions, jobs
    from tenure.foundation.identity.permissions import all_permissions
    from tenure.foundation.jobs import run_due_now
    from tenure.shell.actor import system_actor

    person, key = UUID(sys.argv[1]), sys.argv[2]
    by = system_actor("faults", *[one.code for one in all_permissions()], channel="cli")
    jobs.tell_the_day()
    jobs.tell_expiring_papers()
    actions.write_note(person, visibility="hr", text=key, by=by)
    run_due_now()
    print(json.dumps({"at": timezone.now().isoformat()}))


if __name__ == "__main__":
    main()
