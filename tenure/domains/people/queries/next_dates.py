"""The next days of a person that somebody should have in mind."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor

from ..models import Assignment, Employment, EmploymentTerm, IdentityPaper, Qualification

AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class NextDate:
    """A day to come, and what happens then."""

    day: date
    text: str


def next_dates(by: Actor, person_id: int) -> list[NextDate]:
    """Give up to eight days ahead, of the facts that the actor may see; reads no number."""
    found = [*_contracts(by, person_id), *_papers(by, person_id), *_planned(by, person_id)]
    return sorted(found, key=lambda one: one.day)[:8]


def _span(by: Actor, column: str) -> Q:
    return Q(**{f"{column}__gte": by.today, f"{column}__lte": by.today + AHEAD})


def _contracts(by: Actor, person_id: int) -> list[NextDate]:
    running = Employment.objects.allowed(by, "people.view").filter(person_id=person_id).as_of(by.today)
    terms = EmploymentTerm.objects.allowed(by, "people.view").filter(employment__person_id=person_id)
    ends = terms.as_of(by.today).filter(_span(by, "contract_ends_on"))
    return [
        *(
            NextDate(one.probation_until, _("Probation ends"))
            for one in running.filter(_span(by, "probation_until"))
        ),
        *(NextDate(one.contract_ends_on, _("Fixed term ends")) for one in ends),
    ]


def _papers(by: Actor, person_id: int) -> list[NextDate]:
    papers = IdentityPaper.objects.allowed(by, "people.view_identity").filter(_span(by, "expires_on"))
    learnt = Qualification.objects.allowed(by, "people.view").filter(_span(by, "expires_on"))
    return [
        *(
            NextDate(one.expires_on, _expires(one.get_kind_display()))
            for one in papers.filter(person_id=person_id)
        ),
        *(NextDate(one.expires_on, _expires(one.title)) for one in learnt.filter(person_id=person_id)),
    ]


def _expires(what: Any) -> str:
    return _("%(what)s expires") % {"what": what}


def _planned(by: Actor, person_id: int) -> list[NextDate]:
    jobs = Assignment.objects.allowed(by, "people.plan").filter(person_id=person_id, valid_from__gt=by.today)
    ends = Employment.objects.allowed(by, "people.plan").filter(person_id=person_id, valid_until__gt=by.today)
    day = timedelta(days=1)
    return [
        *(NextDate(one.valid_from, _("Job changes")) for one in jobs[:4]),
        *(NextDate(one.valid_until - day, _("Last day")) for one in ends),
    ]
