"""Sheets of dated history: jobs, pay, dotted lines, heads of units; and of emergency contacts."""

from typing import Final

from django.utils.translation import gettext_lazy as lazy

from tenure.foundation.exchange import values
from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.lookup import relations
from tenure.foundation.exchange.sheets import Column, Given, Sheet
from tenure.foundation.exchange.spans import FROM, SPAN, end_of, is_possible
from tenure.foundation.exchange.values import text

from .people_sheets import JOB, PAID, PERSONAL, job_facts, pay_facts
from .said import HeadSaid, RowSaid, said

PERSON: Final = Column(
    "person",
    lazy("Person"),
    text(300),
    lazy("Number, e-mail or name."),
    required=True,
    also=("number", "employee", "employee id", "emp no", "emp id", "badge id"),
    example="1001",
)
CONTRACT: Final = Column("employment_number", lazy("Contract number"), text(60))
LINE: Final = Column("line", lazy("Job of several (1 is the first)"), values.number(0))
REASON: Final = Column("reason", lazy("Reason"), text(40))


def _row(given: Given, desk: Desk, target: str, facts: dict[str, object], kind: str = "") -> None:
    if not is_possible(given, desk):
        return
    said(desk).rows.append(
        RowSaid(
            target,
            given.get("person"),
            given.get("employment_number", ""),
            int(given.get("line", 1)),
            given.get("from"),
            end_of(given),
            facts,
            given,
            given.get("manager", ""),
            kind,
        )
    )


def _assignment(given: Given, desk: Desk) -> None:
    _row(given, desk, "assignment", job_facts(given, desk))


def _pay(given: Given, desk: Desk) -> None:
    _row(given, desk, "pay", pay_facts(given), given.get("kind", "base"))


def _head(given: Given, desk: Desk) -> None:
    unit = relations(given, desk, "unit")["unit"]
    if unit and is_possible(given, desk):
        head = HeadSaid(unit, given.get("person"), given.get("from", desk.as_of), end_of(given), given)
        said(desk).heads.append(head)


def _dotted(given: Given, desk: Desk) -> None:
    if is_possible(given, desk):
        start = given.get("from", desk.as_of)
        facts = given.only("kind")
        row = RowSaid(
            "dotted_line",
            given.get("person"),
            "",
            1,
            start,
            end_of(given),
            facts,
            given,
            given.get("manager"),
        )
        said(desk).dotted.append(row)


def _emergency(given: Given, desk: Desk) -> None:
    facts = given.only("relationship", "phone", "email")
    row = RowSaid("emergency_contact", given.get("person"), "", 1, None, None, facts, given)
    said(desk).emergency.append(row)


SHEETS: Final = (
    Sheet(
        "assignments",
        lazy("Assignments"),
        lazy("Dated history of jobs: each row holds for a time. Rows may say a part, such as only titles."),
        (PERSON, CONTRACT, LINE, *JOB, REASON, *SPAN),
        _assignment,
        order=50,
        permission="people.edit",
    ),
    Sheet(
        "pay",
        lazy("Pay"),
        lazy("Dated history of pay."),
        (
            PERSON,
            CONTRACT,
            LINE,
            Column("kind", lazy("Kind of pay"), text(40), lazy("base unless said otherwise")),
            Column(
                "pay_amount",
                lazy("Amount"),
                values.number(),
                required=True,
                also=("salary", "pay", "base salary"),
            ),
            Column("pay_currency", lazy("Currency"), values.currency, required=True, also=("currency",)),
            PAID[2],
            REASON,
            *SPAN,
        ),
        _pay,
        order=52,
        permission="pay.edit",
    ),
    Sheet(
        "unit-heads",
        lazy("Heads of units"),
        lazy("Who leads a unit, from when until when: makes a seat at the head of the unit."),
        (
            Column("unit", lazy("Unit"), text(300), required=True, also=("department", "dept no")),
            PERSON,
            *SPAN,
        ),
        _head,
        order=54,
        permission="organisation.edit",
    ),
    Sheet(
        "dotted-lines",
        lazy("Dotted lines"),
        lazy("Second managers beside the one of the reporting line."),
        (
            PERSON,
            Column(
                "manager",
                lazy("Second manager"),
                text(300),
                required=True,
                also=("dotted manager", "matrix manager"),
            ),
            Column("kind", lazy("Kind"), text(40)),
            FROM,
            *SPAN[1:],
        ),
        _dotted,
        order=56,
        permission="people.edit",
    ),
    Sheet(
        "emergency-contacts",
        lazy("Emergency contacts"),
        lazy("Whom to call."),
        (
            PERSON,
            Column("name", lazy("Name"), text(300), required=True, also=("contact name",)),
            Column("relationship", lazy("Relationship"), text(80)),
            Column("phone", lazy("Phone"), text(40), required=True, also=("telephone", "mobile")),
            Column("email", lazy("E-mail"), values.email),
        ),
        _emergency,
        order=58,
        permission=PERSONAL,
    ),
)
