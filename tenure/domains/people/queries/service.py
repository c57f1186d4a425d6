"""How long somebody has been here, across breaks, with the reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.settings import queries as settings
from tenure.foundation.settings.declare import Setting, declare

from ..models import Employment, Person
from ..rules.service import MONTHS, Bridging, Service, Stint, service, whole_months

BRIDGE: Final = declare(
    Setting(
        "people.service_bridge_months",
        MONTHS,
        _("Months of a break that are bridged"),
        _("Whoever comes back within so many months keeps the service date."),
        least=0,
        most=240,
    )
)
PRIOR: Final = declare(
    Setting(
        "people.service_counts_prior",
        True,
        _("Days served before a longer break count"),
        _("The service date then lies that many days before the new first day; else service begins anew."),
    )
)


@dataclass(frozen=True)
class Served:
    """The service of a person as one reader may know it, by the promise that holds today."""

    service: Service
    bridging: Bridging
    years: int
    months: int
    until: date
    is_here: bool


def bridging(day: date) -> Bridging:
    """Give what the employer promises to those who come back, as set on a day."""
    return Bridging(settings.value(BRIDGE, on=day), settings.value(PRIOR, on=day))


def service_of(by: Actor, person_uid: UUID) -> Served | None:
    """Give somebody's service date and how it came about; ``None`` where no contract may be seen.

    Ends that lie ahead are left out: they are for those who plan, and do not change the past.
    """
    person = Person.objects.allowed(by, "people.view").get(uid=person_uid)
    rows = Employment.objects.allowed(by, "people.view").filter(person=person, valid_from__lte=by.today)
    stints = [_stint(one, by.today) for one in rows]
    rule = bridging(by.today)
    found = service(stints, rule)
    if found is None:
        return None
    ends = [one.end for one in stints]
    until = by.today if None in ends else max(end for end in ends if end)
    return Served(found, rule, *whole_months(found.adjusted, until), until, is_here=None in ends)


def _stint(row: Employment, today: date) -> Stint:
    end = row.valid_until if row.valid_until and row.valid_until <= today else None
    return Stint(row.valid_from, end, row.service_date)
