"""Pay: a dated amount for one job, changed by those who hold ``pay.edit`` over somebody else."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused

from ..events import PayChanged
from ..models import Employment, Pay, Person
from ._checks import Check, NotValid
from ._dated import Because, Dated

EDIT: Final = "pay.edit"
ROWS: Final = Dated(Pay, EDIT)


class NotYourOwnPay(Refused):
    message = _("Nobody changes their own pay. Ask a colleague who may.")
    status = 403


@transaction.atomic
def change_pay(
    employment_uid: UUID,
    *,
    on: date,
    amount: Decimal,
    currency: str,
    period: str = Pay.Period.YEAR,
    line: int = 1,
    kind: str = "base",
    reason: str = "",
    why: str = "",
    version: int | None = None,
    by: Actor,
) -> Pay:
    """Pay another amount from a day on, or begin to pay; ``version`` is that of the row seen."""
    employment = _employment(employment_uid, by)
    facts = _clean({"amount": amount, "currency": currency, "period": period})
    Check.within(employment, on)
    rows = Pay.objects.filter(employment=employment, line=line, kind=kind)
    held = rows.as_of(on).first()
    if held is None:
        row = _first(employment, on, line=line, kind=kind, facts=facts, because=Because(reason, why))
    else:
        Check.version(held, version, facts)
        row = ROWS.change(held, on, facts, Because(reason, why))
    announce(PayChanged(person_id=row.person_id, employment_id=employment.pk, on=on))
    trail.record(by, "people.pay.changed", row, about=row.person_id, reason=why, on=on)
    return row


@transaction.atomic
def correct_pay(
    pay_uid: UUID, *, reason: str = "", why: str = "", version: int | None = None, by: Actor, **facts: object
) -> Pay:
    """Put right an amount, a currency or a period that was wrong for the whole time of this row."""
    row = ROWS.fetch(pay_uid, by, version, facts)
    _refuse_own(row.person_id, by)
    right = ROWS.correct(row, _clean(facts))
    announce(PayChanged(person_id=right.person_id, employment_id=right.employment_id, on=right.valid_from))
    trail.record(
        by, "people.pay.corrected", right, about=right.person_id, reason=why or reason, fields=sorted(facts)
    )
    return right


@transaction.atomic
def rescind_pay(
    pay_uid: UUID, *, reason: str = "", why: str = "", version: int | None = None, by: Actor
) -> None:
    """Take back a row of pay that never was agreed; what it hid holds again."""
    row = ROWS.fetch(pay_uid, by, version, {})
    _refuse_own(row.person_id, by)
    acts.rescind(row)
    announce(PayChanged(person_id=row.person_id, employment_id=row.employment_id, on=row.valid_from))
    trail.record(
        by, "people.pay.rescinded", row, about=row.person_id, reason=why or reason, on=row.valid_from
    )


def _employment(uid: UUID, by: Actor) -> Employment:
    """Fetch and lock a contract of somebody over whom the actor may change pay."""
    reachable = Person.objects.allowed(by, EDIT).values("pk")
    employment: Employment = Employment.objects.get(uid=uid, person__in=reachable)
    acts.lock_owner(Pay(employment=employment))
    _refuse_own(employment.person_id, by)
    return employment


def _refuse_own(person_id: int, by: Actor) -> None:
    if person_id == by.person_id:
        raise NotYourOwnPay


def _clean(facts: dict[str, object]) -> dict[str, object]:
    clean = ROWS.clean(facts)
    amount = clean.get("amount")
    if isinstance(amount, Decimal) and amount < 0:
        raise NotValid(errors={"amount": __("Pay is not negative.")})
    return clean


def _first(
    employment: Employment, on: date, *, line: int, kind: str, facts: dict[str, object], because: Because
) -> Pay:
    """Begin to pay, up to the next row or the end of the contract."""
    later = Pay.objects.filter(employment=employment, line=line, kind=kind, valid_from__gt=on)
    following = later.exclude(valid__isempty=True).in_order().first()
    if not employment.assignments.filter(line=line).exists():
        raise NotValid(errors={"line": __("There is no such job in this contract.")})
    return acts.begin(
        Pay(
            employment=employment,
            person_id=employment.person_id,
            line=line,
            kind=kind,
            valid_from=on,
            valid_until=following.valid_from if following else employment.valid_until,
            reason=because.reason,
            why=because.why,
            **facts,
        )
    )
