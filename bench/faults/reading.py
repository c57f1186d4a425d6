"""Opens every sealed value over and over, each time from the wrapped key; prints how often, and what failed."""

import json
import sys
import time

from tenure.config.terminal import start_django


def main() -> None:
    """Read until the file named first is there."""
    from pathlib import Path

    start_django()
    from tenure.domains.people import queries
    from tenure.domains.people.models import BankAccount, IdentityPaper
    from tenure.foundation.crypto import wrapping
    from tenure.foundation.identity.permissions import all_permissions
    from tenure.shell.actor import system_actor

    by = system_actor("faults", *[one.code for one in all_permissions()], channel="cli")
    end, reads, failed = Path(sys.argv[1]), 0, []
    kept = (
        (queries.number_of_paper, list(IdentityPaper.objects.values_list("uid", flat=True)[:20])),
        (queries.number_of_account, list(BankAccount.objects.values_list("uid", flat=True)[:20])),
    )
    while not end.exists():
        for read, uids in kept:
            for uid in uids:
                wrapping.forget()
                try:
                    read(by, uid)
                    reads += 1
                except Exception as failure:  # noqa: BLE001 — every failure counts
                    failed.append(repr(failure))
        time.sleep(0.01)
    print(json.dumps({"reads": reads, "failed": failed[:5], "count": len(failed)}))


if __name__ == "__main__":
    main()
