"""Finds whose a number is: whole numbers of papers and bank accounts, by their fingerprints."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.crypto import blind
from tenure.foundation.crypto.sealing import normal
from tenure.foundation.refusal import NotAllowed, Refused

from ..models import BankAccount, IdentityPaper, Person
from ..rules import checks as rules
from .worklists import over_others

SHORTEST: Final = 4
MOST: Final = 50
WILD: Final = frozenset("*%?_")


class NotAWholeNumber(Refused):
    message = _("Give the whole number. Numbers are sealed, so no part of one can be searched for.")


class MistypedIban(Refused):
    message = _("This IBAN is mistyped: its check digits do not fit.")


@dataclass(frozen=True)
class Match:
    """A paper or an account with the number looked for, and whose it is."""

    what: str
    uid: UUID
    person: Person
    kind: str
    country: str
    ending: str
    holds: str


def may_find_numbers(by: Actor) -> bool:
    """Say whether somebody may ask whose a number is: a right over others, not over oneself alone."""
    return any(over_others(by, right) for right in ("people.view_identity", "people.view_bank"))


@transaction.atomic
def whose_number(by: Actor, number: str) -> list[Match]:
    """List the papers and accounts with exactly this number, however it is spaced, among those in reach.

    The trail keeps that somebody looked and which rows were found, never the number. Refuses parts of
    numbers and IBANs whose check digits do not fit.
    """
    if not may_find_numbers(by):
        raise NotAllowed
    _check(number)
    papers = _equal(IdentityPaper, by, "people.view_identity", "number_blind", number)
    accounts = _equal(BankAccount, by, "people.view_bank", "account_blind", number)
    found = [*papers.select_related("person")[:MOST], *accounts.select_related("person")[:MOST]]
    _log(by, found)
    return [_match(row) for row in found]


def _check(number: str) -> None:
    if WILD & set(number) or len(normal(number)) < SHORTEST:
        raise NotAWholeNumber(errors={"number": str(NotAWholeNumber.message)})
    if rules.looks_like_iban(number) and not rules.is_iban(number) and _has_length_of_iban(number):
        raise MistypedIban(errors={"number": str(MistypedIban.message)})


def _has_length_of_iban(number: str) -> bool:
    """Other numbers may begin like an IBAN too, but none is so long."""
    return len(normal(number)) >= 15  # Norway's, the shortest


def _equal(model: Any, by: Actor, permission: str, column: str, number: str) -> QuerySet[Any]:
    if not over_others(by, permission):
        nothing: QuerySet[Any] = model.objects.none()
        return nothing
    mark = blind(number, purpose=model.SEALED_AS)
    rows: QuerySet[Any] = model.objects.allowed(by, permission).filter(**{column: mark})
    return rows.order_by("person__sort_key", "pk")


def _log(by: Actor, found: list[Any]) -> None:
    if not found:
        trail.record(by, "people.number.searched", IdentityPaper, found=0)
        return
    for model, what in ((IdentityPaper, "people.paper"), (BankAccount, "people.bank_account")):
        rows = [row for row in found if isinstance(row, model)]
        if rows:
            about = sorted({row.person_id for row in rows})
            trail.viewed(by, what, rows, about=about, fields=["searched"])


def _match(row: Any) -> Match:
    if isinstance(row, IdentityPaper):
        kind, ending, holds = str(row.get_kind_display()), row.number_ending, ""
        return Match("papers", row.uid, row.person, kind, row.country, ending, holds)
    holds = "" if row.valid_until is None else str(row.valid_until)
    return Match("bank", row.uid, row.person, str(_("Bank account")), row.country, row.account_ending, holds)
