"""Where pay goes, for a time; the account numbers are sealed."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __

from tenure.foundation.access import Actor
from tenure.foundation.access.second_person import second_person
from tenure.foundation.audit import trail
from tenure.foundation.dual_control.actions import ask_for_act
from tenure.foundation.dual_control.models import PendingAct
from tenure.foundation.effective import acts
from tenure.foundation.identity.step_up import step_up

from ..models import BankAccount
from ..rules import checks as rules
from ._checks import Check, Fetch, NotValid
from ._dated import Dated
from ._own import Own

EDIT: Final = "people.edit_bank"
PLAIN: Final = frozenset({"holder", "country", "currency", "bank", "bank_code"})
CHANGE: Final = "people.bank.change"
RESCIND: Final = "people.bank.rescind"
ROWS: Final = Dated(BankAccount, EDIT)


@transaction.atomic
def change_bank_account(
    person_uid: UUID,
    *,
    on: date,
    holder: str,
    account: str,
    country: str,
    currency: str,
    purpose: str = "pay",
    bank: str = "",
    bank_code: str = "",
    by: Actor,
) -> BankAccount:
    """From a day on, let pay go to another account; an IBAN must have the right check digits."""
    person = Fetch.person(person_uid, EDIT, by)
    step_up(by)
    Own.check(person.pk, "bank", ["account"], by)
    second_person(by, CHANGE, about=[person.pk])
    given = {"holder": holder, "country": country, "currency": currency, "bank": bank, "bank_code": bank_code}
    fresh = BankAccount(
        person=person, purpose=purpose, valid_from=on, **Check.facts(BankAccount, given, PLAIN)
    )
    number = _checked(account)
    held = BankAccount.objects.as_of(on).filter(person=person, purpose=purpose).first()
    _keep(fresh, number, held)
    row = _begin(fresh) if held is None else ROWS.change(held, on, _facts(fresh))
    trail.record(by, "people.bank_account.changed", row, about=person, on=on)
    return row


@transaction.atomic
def rescind_bank_account(uid: UUID, *, why: str = "", by: Actor) -> None:
    """Take back an account that never was to be used."""
    row = ROWS.fetch(uid, by, None, {})
    step_up(by)
    Own.check(row.person_id, "bank", ["account"], by)
    second_person(by, RESCIND, about=[row.person_id])
    acts.rescind(row)
    trail.record(by, "people.bank_account.rescinded", row, about=row.person_id, reason=why)


@transaction.atomic
def ask_for_bank_account(person_uid: UUID, *, on: date, by: Actor, **facts: str) -> PendingAct:
    """Ask a second person to let pay go to another account; the facts are those of the change."""
    person = Fetch.person(person_uid, EDIT, by)
    asked = {"person": str(person.uid), "on": on.isoformat(), **facts}
    row = ask_for_act(CHANGE, asked, label=person.called, about=[person.pk], by=by)
    trail.record(by, "people.bank_account.asked", row, about=person, on=on)
    return row


@transaction.atomic
def ask_to_rescind_bank_account(uid: UUID, *, why: str = "", by: Actor) -> PendingAct:
    """Ask a second person to take back an account that never was to be used."""
    held = ROWS.fetch(uid, by, None, {})
    asked = {"row": str(uid), "why": why}
    row = ask_for_act(RESCIND, asked, label=held.person.called, why=why, about=[held.person_id], by=by)
    trail.record(by, "people.bank_account.asked", row, about=held.person_id)
    return row


def _checked(account: str) -> str:
    number = rules.account_digits(account)
    if rules.looks_like_iban(number) and not rules.is_iban(number):
        raise NotValid(errors={"account": __("This IBAN is mistyped: its check digits do not fit.")})
    if not number.isalnum():
        raise NotValid(errors={"account": __("An account number has letters and digits only.")})
    return number


def _keep(fresh: BankAccount, number: str, held: BankAccount | None) -> None:
    """Seal the number, or take the sealed one where it is the same: each sealing looks different."""
    if held is not None and held.account == number:
        for name in ("account_sealed", "account_ending", "account_blind"):
            setattr(fresh, name, getattr(held, name))
    else:
        fresh.keep_account(number)


def _facts(row: BankAccount) -> dict[str, object]:
    return {name: getattr(row, name) for name in BankAccount.facts}


def _begin(fresh: BankAccount) -> BankAccount:
    later = fresh.siblings().filter(valid_from__gt=fresh.valid_from).order_by("valid_from").first()
    fresh.valid_until = later.valid_from if later else None
    return acts.begin(fresh)
