"""Plants sealed values through the verbs of the product, changed and corrected so that history holds some too.

``planting <person> <secret> …`` of which a third each become papers, accounts and answers.
"""

import json
import sys
from datetime import date, timedelta
from uuid import UUID

from tenure.config.terminal import start_django


def main() -> None:
    """Print how many were planted."""
    start_django()
    from tenure.domains.people import actions, queries
    from tenure.domains.people.models import Person
    from tenure.foundation.identity.permissions import all_permissions
    from tenure.shell.actor import actor_for, system_actor

    by = system_actor("faults", *[one.code for one in all_permissions()], channel="cli")
    person = Person.objects.select_related("user").get(uid=UUID(sys.argv[1]))
    oneself = actor_for(person.user, channel="cli") if person.user else None
    day, paper = date(2024, 1, 1), None
    for n, secret in enumerate(sys.argv[2:]):
        if n % 3 == 0 or oneself is None:
            if paper is None or n % 2:
                paper = actions.add_paper(person.uid, kind="tax_number", country="US", number=secret, by=by)
            else:
                actions.update_paper(paper.uid, number=secret, by=by)
            queries.whose_number(by, secret)
        elif n % 3 == 1:
            day += timedelta(days=1)
            facts = {"holder": "Ana", "country": "US", "currency": "USD", "account": secret}
            actions.change_bank_account(person.uid, on=day, by=by, **facts)
        else:
            actions.set_special_details(person.uid, answers={"religion": secret}, by=oneself)
    print(json.dumps({"planted": len(sys.argv) - 2, "special": int(oneself is not None)}))


if __name__ == "__main__":
    main()
