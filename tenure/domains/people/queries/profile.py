"""A person's profile: only the parts that the viewer may see; the others are absent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from tenure.foundation.access import EVERYTHING, Actor
from tenure.foundation.audit import trail
from tenure.foundation.records.sensitivity import READS_LOGGED
from tenure.foundation.refusal import NotThere

from ..models import BankAccount, IdentityPaper, Person, SpecialDetails
from ..scopes import people_with
from .directory import directory
from .history import Section, Told
from .sections import PARTS, Part

CHANGES = re.compile(r"\.(edit|write)")
NOTES = ("notes.view_hr", "notes.view_manager", "notes.view_employee")


@dataclass(frozen=True)
class Profile:
    """What one viewer may know of one person on one day.

    ``person`` carries the directory's annotations (title, unit, manager, status …); ``codes`` are
    the parts there are for this viewer, ``sections`` those that were asked for.
    """

    person: Any
    day: date
    codes: tuple[str, ...]
    permissions: frozenset[str]
    sections: dict[str, Section] = field(default_factory=dict)

    def may(self, permission: str) -> bool:
        """Say whether the viewer holds a permission over this person."""
        return permission in self.permissions


def profile(
    by: Actor, person_uid: UUID, *, day: date | None = None, show: tuple[str, ...] | None = None
) -> Profile:
    """Give a person's profile; ``show`` names the parts to read, all there are if it is left out.

    Reading pay, identity, bank and special facts is written down, one line a part.
    """
    on = day or by.today
    person = directory(by, day=on).filter(uid=person_uid).first() or _known(by, person_uid)
    held = _held(by, person)
    codes = tuple(code for code, part in PARTS.items() if _opens(part, held))
    return showing(by, Profile(person, on, codes, held), codes if show is None else show)


def showing(by: Actor, found: Profile, show: Iterable[str]) -> Profile:
    """Give a profile with these parts read as well, as far as there are such for the viewer."""
    wanted = set(show) - found.sections.keys()
    read = {
        code: _section(by, found.person, PARTS[code], found.day, found.permissions)
        for code in found.codes
        if code in wanted
    }
    return replace(found, sections={**found.sections, **read})


def section(by: Actor, person_uid: UUID, code: str, *, day: date | None = None) -> Section:
    """Give one part of a profile."""
    found = profile(by, person_uid, day=day, show=(code,)).sections.get(code)
    if found is None:
        raise NotThere
    return found


@transaction.atomic
def number_of_paper(by: Actor, paper_uid: UUID, *, reason: str = "") -> str:
    """Unseal the number of a paper; that it was read is written down."""
    paper = IdentityPaper.objects.allowed(by, "people.view_identity").get(uid=paper_uid)
    trail.viewed(by, "people.paper", paper, about=paper.person_id, fields=["number"], reason=reason)
    return str(paper.number)


@transaction.atomic
def number_of_account(by: Actor, account_uid: UUID, *, reason: str = "") -> str:
    """Unseal the number of a bank account; that it was read is written down."""
    row = BankAccount.objects.allowed(by, "people.view_bank").select_related("person").get(uid=account_uid)
    trail.viewed(by, "people.bank_account", row, about=row.person_id, fields=["account"], reason=reason)
    return str(row.account)


@transaction.atomic
def special_answers(by: Actor, person_uid: UUID) -> dict[str, str]:
    """Unseal what somebody said of themself, for that person."""
    row = SpecialDetails.objects.allowed(by, "people.view_special").filter(person__uid=person_uid).first()
    if row is None:
        return {}
    trail.viewed(by, "people.special", row, about=row.person_id, fields=["answers"])
    return dict(row.answers)


def log_form(by: Actor, row: Any, names: Iterable[str]) -> None:
    """Write down that a form shows these facts of a row, where reads of its kind are logged."""
    if row.sensitivity in READS_LOGGED:
        trail.viewed(by, f"people.{row._meta.model_name}", row, about=row.person_id, fields=names)


def _known(by: Actor, uid: UUID) -> Any:
    """Find somebody whom the directory of the day leaves out: who came later, or is still to come."""
    person = directory(by).filter(uid=uid).first()
    if person is None:
        raise NotThere
    return person


def _held(by: Actor, person: Person) -> frozenset[str]:
    """Name the permissions that the actor holds over one person; each pair of scope is asked once.

    What was once believed is to be read only: the permissions to change are left out there.
    """
    codes = {one.permission for one in by.held if by.holds(one.permission)}
    if by.known_at:
        codes = {code for code in codes if not CHANGES.search(code)}
    answers: dict[tuple[Any, ...], bool] = {}
    held = set()
    for code in codes:
        scopes = tuple(by.grants(code))
        if scopes not in answers:
            reached = people_with(by, code)
            is_all = reached == EVERYTHING
            answers[scopes] = is_all or Person.objects.filter(reached, pk=person.pk).exists()
        if answers[scopes]:
            held.add(code)
    return frozenset(held)


def _opens(part: Part, held: frozenset[str]) -> bool:
    return bool(held.intersection(NOTES)) if part.code == "notes" else part.permission in held


@transaction.atomic
def _section(by: Actor, person: Any, part: Part, on: date, held: frozenset[str]) -> Section:
    ends = None if "people.plan" in held else by.today
    found = list(part.found(by, person.pk))
    if (part.is_logged and found) or person.pk in by.broken_into:
        trail.viewed(by, f"people.{part.code}", found, about=person.pk, fields=part.labels)
    rows = Told(part.labels, on, ends, min(on, by.today)).rows(found)
    return Section(part.code, str(part.label), part.permission, part.is_dated, part.edit in held, rows)
