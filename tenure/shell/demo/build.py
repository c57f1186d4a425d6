"""Builds the whole of the demo company in one transaction: all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people.models import Employment, Person
from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

from . import company, sign_ins, staff, stories, structure
from .accounts import Accounts
from .careers import careers

# Any number will do; two builds at once wait for each other.
ONE_AT_A_TIME: Final = 7_305_011
STEPS: Final = 4
PERMISSIONS: Final = (
    "fields.configure",
    "identity.manage",
    "organisation.edit",
    "organisation.plan",
    "organisation.view",
    "pay.edit",
    "people.directory",
    "people.edit",
    "people.edit_bank",
    "people.edit_contact",
    "people.edit_identity",
    "people.edit_personal",
    "people.import",
    "people.plan",
    "people.view",
    "people.view_personal",
    "system.configure",
)
Progress = Callable[[int], None]


class SomebodyElseIsHere(Refused):
    message = _(
        "There are people or companies in this database already; the demo company needs an empty one."
    )
    status = 409


@dataclass(frozen=True)
class Built:
    """What there is once the demo company is there."""

    is_new: bool
    at_work: int
    people: int
    accounts: tuple[tuple[str, str], ...] = ()
    file: Path | None = None


@transaction.atomic
def build(folder: Path, *, by: Actor, progress: Progress = lambda _count: None) -> Built:
    """Build the company as of the actor's day, unless it is there; the sign-ins go into a file in ``folder``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if is_there():
        return _told(by, folder)
    if Person.objects.exists() or LegalEntity.objects.exists():
        raise SomebodyElseIsHere
    accounts = _build(by, progress)
    sign_ins.write(accounts, folder)
    return _told(by, folder, accounts)


def is_there() -> bool:
    """Say whether the demo company stands in this database."""
    codes = [one.code for one in company.ENTITIES]
    return bool(LegalEntity.objects.filter(code__in=codes).count() == len(codes))


def _build(by: Actor, progress: Progress) -> Accounts:
    structure.build(by)
    progress(1)
    found = careers(by.today)
    staff.bring(found, by)
    progress(1)
    accounts = Accounts(by)
    progress(1)
    stories.tell(found, accounts, by)
    progress(1)
    return accounts


def _told(by: Actor, folder: Path, accounts: Accounts | None = None) -> Built:
    at_work = Employment.objects.as_of(by.today).values("person").distinct().count()
    file = folder / sign_ins.NAME
    pairs = tuple((one.sign_in.email, one.part.title) for one in accounts or ())
    return Built(
        accounts is not None, at_work, Person.objects.count(), pairs, file if file.exists() else None
    )
