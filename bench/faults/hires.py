"""Hires one person for each of the next days, at places in three time zones; prints how many begin."""

import json
import sys
from datetime import timedelta
from uuid import UUID

from tenure.config.terminal import start_django

ZONES = {"DE": "Europe/Berlin", "US": "America/New_York", "NZ": "Pacific/Auckland"}


def main() -> None:
    """Begin ``hires <unit> <entity> <first day,first day> <days>``."""
    start_django()
    from datetime import date

    from tenure.domains.organisation import actions as organisation
    from tenure.domains.organisation.models import LegalEntity, Unit
    from tenure.domains.people import actions
    from tenure.foundation.identity.permissions import all_permissions
    from tenure.shell.actor import system_actor

    by = system_actor("faults", *[one.code for one in all_permissions()], channel="cli")
    unit, entity = Unit.objects.get(uid=UUID(sys.argv[1])), LegalEntity.objects.get(uid=UUID(sys.argv[2]))
    firsts, days = [date.fromisoformat(text) for text in sys.argv[3].split(",")], int(sys.argv[4])
    places = [
        organisation.create_place(by=by, code=f"P{land}", name=zone, country=land, time_zone=zone)
        for land, zone in ZONES.items()
    ]
    starts = [first + timedelta(days=n) for first in firsts for n in range(days) for _place in places]
    for n, day in enumerate(starts):
        facts = {"title": "Clerk", "unit": unit, "place": places[n % len(places)]}
        person = actions.NewPerson(number=f"D{n:04}", name=f"Dara {n}")
        job = actions.FirstJob(legal_entity=entity, starts_on=day, facts=facts)
        actions.hire(person, job=job, by=by)
    print(json.dumps({"hired": len(starts)}))


if __name__ == "__main__":
    main()
