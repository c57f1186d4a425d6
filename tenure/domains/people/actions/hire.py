"""Hiring: a person, a contract, terms, a first job and, if it is known, the first pay."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity
from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused
from tenure.foundation.search.indexing import index

from ..events import PersonHired, PersonRehired
from ..models import Assignment, Employment, EmploymentTerm, Pay, Person
from ._checks import Check, Fetch, NotValid
from ._jobs import Jobs
from ._people import PUBLIC, Numbers

EDIT: Final = "people.edit"


class OutOfReach(Refused):
    message = _("You may not hire into this part of the organisation.")
    status = 403


@dataclass(frozen=True)
class NewPerson:
    """The public facts of somebody who is not here yet; without a number the next one is given."""

    name: str
    number: str = ""
    given_name: str = ""
    family_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    pronunciation: str = ""
    work_email: str = ""
    work_phone: str = ""


@dataclass(frozen=True)
class FirstJob:
    """The contract and the first assignment; ``facts`` are those of the assignment."""

    legal_entity: LegalEntity | int
    starts_on: date
    last_day: date | None = None
    number: str = ""
    worker_type: str = EmploymentTerm.Worker.EMPLOYEE
    contract: str = EmploymentTerm.Contract.PERMANENT
    contract_ends_on: date | None = None
    service_date: date | None = None
    probation_until: date | None = None
    reason: str = ""
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def until(self) -> date | None:
        return self.last_day + timedelta(days=1) if self.last_day else None


@dataclass(frozen=True)
class FirstPay:
    """What is paid from the first day on."""

    amount: Decimal
    currency: str
    period: str = Pay.Period.YEAR


@transaction.atomic
def hire(facts: NewPerson | UUID, *, job: FirstJob, pay: FirstPay | None = None, by: Actor) -> Employment:
    """Give somebody a contract: somebody new, or, named by their ``uid``, somebody known."""
    require(by, EDIT)
    known = isinstance(facts, UUID)
    person = Fetch.person(facts, EDIT, by) if isinstance(facts, UUID) else _new_person(facts)
    employment = _employ(person, job)
    assignment = _assign(employment, job)
    if pay:
        _pay(employment, pay, job)
    Jobs.follow(assignment, job.starts_on, {"manager": None})
    _refuse_beyond_reach(person, pay, by)
    happened = PersonRehired if known else PersonHired
    announce(happened(person_id=person.pk, employment_id=employment.pk, starts_on=job.starts_on))
    verb = "people.person.rehired" if known else "people.person.hired"
    trail.record(by, verb, employment, about=person, reason=job.why, on=job.starts_on, person=person.uid)
    return employment


def _new_person(facts: NewPerson) -> Person:
    clean = Check.facts(
        Person, {k: v for k, v in asdict(facts).items() if v or k == "name"}, PUBLIC | {"number"}
    )
    number = str(clean.pop("number", "") or Numbers.next())
    Numbers.check(number)
    Numbers.check_email(str(clean.get("work_email", "")))
    person: Person = Person.objects.create(number=number, **clean)
    index(person)
    return person


def _employ(person: Person, job: FirstJob) -> Employment:
    entity = _entity(job.legal_entity)
    Check.period(job.starts_on, job.until)
    employment = acts.begin(
        Employment(
            person=person,
            legal_entity=entity,
            number=job.number,
            service_date=job.service_date,
            probation_until=job.probation_until,
            start_reason=job.reason,
            valid_from=job.starts_on,
            valid_until=job.until,
        )
    )
    kinds = {
        "worker_type": job.worker_type,
        "contract": job.contract,
        "contract_ends_on": job.contract_ends_on,
    }
    clean = Check.facts(EmploymentTerm, kinds, frozenset(kinds))
    EmploymentTerm.objects.create(employment=employment, **_days(job), **clean)
    return employment


def _entity(entity: LegalEntity | int) -> LegalEntity:
    found: LegalEntity | None = LegalEntity.objects.filter(pk=getattr(entity, "pk", entity)).first()
    if found is None:
        raise NotValid(errors={"legal_entity": __("There is no such legal entity.")})
    return found


def _days(job: FirstJob) -> dict[str, object]:
    return {"valid_from": job.starts_on, "valid_until": job.until, "reason": job.reason, "why": job.why}


def _assign(employment: Employment, job: FirstJob) -> Assignment:
    clean = Jobs.clean(job.facts, on=job.starts_on, person_id=employment.person_id)
    free = Jobs.is_free(employment.person_id, job.starts_on, job.until)
    made: Assignment = Assignment.objects.create(
        employment=employment, person_id=employment.person_id, primary=free, **_days(job), **clean
    )
    return made


def _pay(employment: Employment, pay: FirstPay, job: FirstJob) -> Pay:
    clean = Check.facts(Pay, asdict(pay), frozenset(Pay.facts))
    if pay.amount < 0:
        raise NotValid(errors={"amount": __("Pay is not negative.")})
    made: Pay = Pay.objects.create(
        employment=employment, person_id=employment.person_id, **_days(job), **clean
    )
    return made


def _refuse_beyond_reach(person: Person, pay: FirstPay | None, by: Actor) -> None:
    """Refuse if the actor could not edit what now stands there: the contract decides about that."""
    wanted = (EDIT, "pay.edit") if pay else (EDIT,)
    if not all(Person.objects.allowed(by, one).filter(pk=person.pk).exists() for one in wanted):
        raise OutOfReach
