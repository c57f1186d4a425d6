"""Where pay goes, for a time; the account numbers are sealed."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts

from ..models import BankAccount
from ..rules import checks as rules
from ._checks import Check, Fetch, NotValid
from ._dated import Dated

EDIT: Final = "people.edit_bank"
PLAIN: Final = frozenset({"holder", "country", "currency", "bank", "bank_code"})
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
    acts.rescind(row)
    trail.record(by, "people.bank_account.rescinded", row, about=row.person_id, reason=why)


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
        fresh.account_sealed, fresh.account_ending = held.account_sealed, held.account_ending
    else:
        fresh.keep_account(number)


def _facts(row: BankAccount) -> dict[str, object]:
    return {name: getattr(row, name) for name in BankAccount.facts}


def _begin(fresh: BankAccount) -> BankAccount:
    later = fresh.siblings().filter(valid_from__gt=fresh.valid_from).order_by("valid_from").first()
    fresh.valid_until = later.valid_from if later else None
    return acts.begin(fresh)
