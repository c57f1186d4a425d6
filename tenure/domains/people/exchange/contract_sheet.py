"""The sheet of contracts, for files that tell of people in one place and of their contracts in another."""

from typing import Final

from django.utils.translation import gettext_lazy as lazy

from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.lookup import relations
from tenure.foundation.exchange.sheets import Given, Sheet
from tenure.foundation.exchange.spans import end_of

from .dated_sheets import PERSON
from .people_sheets import JOB, PAID, SHEETS as PEOPLE, job_facts, pay_facts
from .said import ContractSaid, EmploymentSaid, RowSaid, said
from .settle_people import person_of
from .standing import contract_facts

KEYS: Final = (
    "hire_date", "last_day", "until", "end_reason", "service_date", "probation_until", "legal_entity",
    "employment_number", "worker_type", "contract", "contract_ends_on", "status",
)  # fmt: skip


def _contract(given: Given, desk: Desk) -> None:
    facts = EmploymentSaid(
        (given.get("person"),),
        given.get("employment_number", ""),
        given.source,
        relations(given, desk, "legal_entity").get("legal_entity"),
        given.get("hire_date"),
        end_of(given),
        given.only("service_date", "probation_until", "end_reason"),
        contract_facts(given),
    )
    said(desk).contracts.append(ContractSaid(given.get("person"), facts, given))
    job = job_facts(given, desk)
    if job or given.has("manager"):
        manager = given.get("manager", "")
        said(desk).rows.append(
            RowSaid("assignment", given.get("person"), facts.number, 1, None, None, job, given, manager)
        )
    if given.has("pay_amount"):
        said(desk).rows.append(
            RowSaid(
                "pay", given.get("person"), facts.number, 1, None, None, pay_facts(given), given, kind="base"
            )
        )


def settle_contracts(desk: Desk) -> None:
    """Lay what rows of contracts say over what the rows of people said of theirs."""
    told = said(desk)
    for one in told.contracts:  # a row without a contract's number means the only one there is
        row = RowSaid("employment", one.person, one.facts.number, 1, None, None, {}, one.given)
        key = person_of(row, desk)
        if key is None:
            continue
        one.facts.person = key
        own = [number for person, number in told.employments if person == key]
        number = own[0] if len(own) == 1 and not one.facts.number else one.facts.number
        known = told.employments.setdefault((key, number), one.facts)
        known.entity = one.facts.entity or known.entity
        known.hired_on = one.facts.hired_on or known.hired_on
        known.until = one.facts.until or known.until
        known.facts |= one.facts.facts
        known.terms |= one.facts.terms


SHEET: Final = Sheet(
    "employments",
    lazy("Employments"),
    lazy("Contracts of people who stand in another file: first and last day, kind, job and pay."),
    (PERSON, *(PEOPLE[0].column(key) for key in KEYS), *JOB, *PAID),
    _contract,
    order=45,
    permission="people.edit",
)
