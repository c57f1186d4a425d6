"""The flat sheet of people: one row a person, with contract, job and pay beside the name."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.domains.organisation.models import Job
from tenure.foundation.exchange import values
from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.lookup import relations
from tenure.foundation.exchange.sheets import Column, Given, Sheet
from tenure.foundation.exchange.spans import FROM, end_of
from tenure.foundation.exchange.targets import Key
from tenure.foundation.exchange.values import one_of, text
from tenure.foundation.search.folding import fold

from ..models import Person
from . import own_fields
from .said import EmploymentSaid, RowSaid, said
from .standing import contract_facts, is_second_job, leaves
from .words import PERIODS, SEX, STATUS, WORKERS

PERSONAL: Final = "people.edit_personal"
PAY: Final = "pay.edit"


def _person(given: Given, desk: Desk) -> None:
    name = given.get("name") or f"{given.get('given_name', '')} {given.get('family_name', '')}".strip()
    if not name:
        desk.error(given.source, "required", _("A person needs a name, or a given and a family name."))
        return
    key: Key = (given.get("number"),)
    if is_second_job(given, desk, key, name):
        told = said(desk)
        told.lines[key] = told.lines.get(key, 1) + 1
        _job(given, desk, key, told.lines[key])
        return
    if (
        not _is_first(given, desk, key)
        or _is_placeholder(given, desk, name)
        or not _dates_are_possible(given, desk)
        or not leaves(given, desk, name)
    ):
        return
    desk.put("person", key, {**given.only(*Person.facts), "name": name}, given.source)
    _private(given, desk, key)
    own_fields.take(given, desk, key)
    _names(desk, key, name, given)
    _work(given, desk, key)


_PRIVATE: Final = ("legal_name", "birth_date", "birth_place", "sex", "marital_status")


def _is_first(given: Given, desk: Desk, key: Key) -> bool:
    """Report a number that another row has, unless it is another contract of the same person."""
    told = said(desk)
    contract = (key, given.get("employment_number", ""))
    if key not in told.people or (given.has("employment_number") and contract not in told.employments):
        told.people.setdefault(key, given.source)
        return True
    if given.source in told.skipped:
        return False
    words = _("The number %(number)s stands in row %(row)s already.")
    desk.error(
        given.at("number"), "duplicate_number", words % {"number": key[0], "row": told.people[key].row}
    )
    return False


def _is_placeholder(given: Given, desk: Desk, name: str) -> bool:
    """List rows that are marked as placeholders, or whose name is the title of the job."""
    is_title = given.has("title") and fold(given.get("title")) == fold(name)
    if not given.get("placeholder") and not is_title:
        return False
    words = _("“%(name)s” (%(number)s) is marked as a placeholder.")
    if is_title:
        words = _("“%(name)s” (%(number)s) is the title of the job, not a name.")
    told = words % {"name": name, "number": given.get("number")}
    code = "name_is_title" if is_title else "placeholder"
    return desk.warn(given.at("name"), code, told, Choice.ACCEPT, Choice.SKIP) == Choice.SKIP


def _dates_are_possible(given: Given, desk: Desk) -> bool:
    born, hired, end = given.get("birth_date"), given.get("hire_date"), end_of(given)
    if born and (born >= desk.by.today or (hired and born >= hired)):
        desk.error(
            given.at("birth_date"),
            "impossible_birth_date",
            _("Nobody is born on %(day)s and works here then.") % {"day": born},
        )
        return False
    if hired and end and end <= hired:
        desk.error(given.at("last_day"), "ends_before_start", _("The last day lies before the first."))
        return False
    return True


def _private(given: Given, desk: Desk, key: Key) -> None:
    facts: dict[str, Any] = given.only(*_PRIVATE)
    if given.has("nationality"):
        facts["nationalities"] = (given.get("nationality"),)
    if facts:
        desk.put("personal", (key,), facts, given.source)
    for kind, column in (("email", "private_email"), ("phone", "private_phone")):
        if given.has(column):
            desk.put("contact", (key, kind, given.get(column)), {}, given.source)


def _names(desk: Desk, key: Key, name: str, given: Given) -> None:
    told = said(desk)
    for one in {fold(name), fold(given.get("preferred_name", ""))} - {""}:
        told.names[one].add(key)
    if given.has("work_email"):
        told.emails[given.get("work_email")] = key


def _work(given: Given, desk: Desk, key: Key) -> None:
    told, number = said(desk), given.get("employment_number", "")
    entity = relations(given, desk, "legal_entity").get("legal_entity")
    told.employments[(key, number)] = EmploymentSaid(
        key,
        number,
        given.source,
        entity,
        given.get("hire_date"),
        end_of(given),
        given.only("service_date", "probation_until", "end_reason"),
        contract_facts(given),
    )
    _job(given, desk, key, 1)


def _job(given: Given, desk: Desk, key: Key, line: int) -> None:
    """Say what a row tells of one job of somebody, and of the pay for it."""
    told, number = said(desk), given.get("employment_number", "")
    start: date | None = given.get("from")
    facts = job_facts(given, desk)
    if facts or given.has("manager"):
        row = RowSaid(
            "assignment", str(key[0]), number, line, start, None, facts, given, given.get("manager", "")
        )
        told.rows.append(row)
    if given.has("pay_amount"):
        told.rows.append(
            RowSaid("pay", str(key[0]), number, line, start, None, pay_facts(given), given, kind="base")
        )


def job_facts(given: Given, desk: Desk) -> dict[str, Any]:
    """Give what a row says about the job."""
    found = relations(given, desk, "job", "level", "position", "unit", "place", "cost_centre", "work_pattern")
    facts = given.only("title", "fte", "reason") | found
    if facts.get("job") and not facts.get("title"):
        facts |= _title_of(facts["job"], desk)
    return facts


def _title_of(job: Key, desk: Desk) -> dict[str, Any]:
    """Give the title of a job to those of whom only the job is told."""
    draft = desk.drafts["job"].get(job)
    if draft is not None:
        return {"title": draft.facts["title"]}
    titles = desk.aside.setdefault("titles", dict(Job.objects.values_list("code", "title")))
    return {"title": titles[job[0]]} if job[0] in titles else {}


def pay_facts(given: Given) -> dict[str, Any]:
    """Give what a row says about pay."""
    return {
        "amount": given.get("pay_amount"),
        "currency": given.get("pay_currency", ""),
        "period": given.get("pay_period", "year"),
        **given.only("reason"),
    }


JOB: Final = (
    Column(
        "title",
        lazy("Job title"),
        text(300),
        also=("title", "position title", "role", "position"),
        example="Analyst",
    ),
    Column("job", lazy("Job"), text(200), also=("job code", "job id")),
    Column("level", lazy("Level"), text(160), also=("grade", "job grade")),
    Column("position", lazy("Position"), text(300), also=("position id", "seat")),
    Column(
        "unit", lazy("Unit"), text(300), also=("department", "team", "org unit", "dept no"), example="Finance"
    ),
    Column("place", lazy("Place"), also=("location", "office", "site"), example="London"),
    Column("cost_centre", lazy("Cost centre"), also=("cost center",)),
    Column("work_pattern", lazy("Work pattern"), also=("schedule", "work schedule")),
    Column(
        "manager",
        lazy("Manager"),
        also=("reports to", "supervisor", "manager id", "line manager", "reporting manager"),
        help=lazy("Number, e-mail or name."),
    ),
    Column(
        "fte", lazy("Part of full time (1 is full)"), values.number(4, Decimal(0), Decimal(2)), also=("fte",)
    ),
)
PAID: Final = (
    Column(
        "pay_amount",
        lazy("Pay"),
        values.number(),
        permission=PAY,
        also=("salary", "base salary", "amount", "basic salary"),
        example="52000",
    ),
    Column(
        "pay_currency",
        lazy("Pay currency"),
        values.currency,
        permission=PAY,
        also=("currency",),
        example="EUR",
    ),
    Column(
        "pay_period",
        lazy("Paid per"),
        one_of(PERIODS),
        choices=tuple(PERIODS),
        permission=PAY,
        also=("pay frequency",),
    ),
)
SHEETS: Final = (
    Sheet(
        "people",
        lazy("People"),
        lazy("One row a person: name, contract, job and pay together."),
        (
            Column(
                "number",
                lazy("Number"),
                values.code(60),
                required=True,
                also=(
                    "employee id",
                    "emp id",
                    "employee number",
                    "emp no",
                    "badge id",
                    "person number",
                    "id",
                ),
                example="1001",
            ),
            Column(
                "name",
                lazy("Name"),
                text(300),
                also=("full name", "employee name", "display name"),
                example="Ada Lovelace",
            ),
            Column("given_name", lazy("Given name"), text(160), also=("first name", "forename")),
            Column("family_name", lazy("Family name"), text(160), also=("last name", "surname")),
            Column("preferred_name", lazy("Preferred name"), text(300), also=("known as", "nickname")),
            Column("pronouns", lazy("Pronouns"), text(60)),
            Column("pronunciation", lazy("Pronunciation"), text(200)),
            Column(
                "work_email", lazy("Work e-mail"), values.email, also=("email", "e-mail", "email address")
            ),
            Column("work_phone", lazy("Work phone"), text(40), also=("work telephone", "phone number")),
            Column("legal_name", lazy("Legal name"), text(300), permission=PERSONAL),
            Column(
                "birth_date",
                lazy("Date of birth"),
                values.day,
                permission=PERSONAL,
                also=("dob", "birthday", "birth date"),
            ),
            Column("birth_place", lazy("Place of birth"), text(160), permission=PERSONAL),
            Column(
                "sex", lazy("Sex"), one_of(SEX), choices=tuple(SEX), permission=PERSONAL, also=("gender",)
            ),
            Column(
                "nationality", lazy("Nationality"), values.country, permission=PERSONAL, also=("citizenship",)
            ),
            Column("marital_status", lazy("Marital status"), text(40), permission=PERSONAL),
            Column(
                "private_email",
                lazy("Private e-mail"),
                values.email,
                permission=PERSONAL,
                also=("personal email", "other email"),
            ),
            Column(
                "private_phone",
                lazy("Private phone"),
                text(40),
                permission=PERSONAL,
                also=("mobile", "home phone", "home telephone"),
            ),
            Column(
                "hire_date",
                lazy("First day"),
                values.day,
                also=("hire date", "start date", "joined date", "date of hire", "date joining"),
                example="2024-03-01",
            ),
            Column(
                "last_day",
                lazy("Last day"),
                values.day,
                also=("end date", "termination date", "date of termination", "leave date"),
            ),
            Column("until", lazy("Employed until (not included)"), values.day),
            Column(
                "end_reason", lazy("Reason of leaving"), text(40), also=("term reason", "termination reason")
            ),
            Column("service_date", lazy("Service date"), values.day, also=("seniority date",)),
            Column("probation_until", lazy("Probation until"), values.day),
            Column("legal_entity", lazy("Legal entity"), also=("company", "employer")),
            Column("employment_number", lazy("Contract number"), text(60)),
            Column(
                "worker_type",
                lazy("Kind of worker"),
                one_of(WORKERS),
                choices=tuple(WORKERS),
                also=("employee type", "employment status"),
            ),
            Column(
                "contract",
                lazy("Kind of contract"),
                one_of({"permanent": (), "fixed_term": ("fixed term", "temporary")}),
                choices=("permanent", "fixed_term"),
            ),
            Column("contract_ends_on", lazy("Contract ends on"), values.day, also=("contract end date",)),
            Column("status", lazy("Status"), one_of(STATUS), choices=tuple(STATUS)),
            *JOB,
            *PAID,
            Column("placeholder", lazy("Is a placeholder"), values.yes_or_no, also=("placeholder",)),
            FROM,
        ),
        _person,
        order=40,
        permission="people.edit",
        grows=own_fields.columns,
    ),
)
