"""Two records of one person: what belongs to each, and what stands in the way of one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit.history import PastRow
from tenure.foundation.effective.models import Effective
from tenure.foundation.refusal import Refused

from ..models import (
    Address,
    Assignment,
    BankAccount,
    DottedLine,
    Finding,
    Merge,
    Person,
    PersonalDetails,
    PersonValue,
    ReportingLine,
)

RIGHTS: Final = ("people.edit", "people.plan", "people.edit_personal", "people.edit_identity", "pay.edit")
PUBLIC: Final = Person.facts
PERSONAL: Final = PersonalDetails.facts
# Worked out anew, or about the two as two.
APART: Final = (ReportingLine, Finding, Merge, PersonalDetails, Person)
ONE_AT_A_TIME: Final = (Address, BankAccount, PersonValue)


class TwoRecords(Refused):
    message = _("Choose two different records.")


class YourOwnRecord(Refused):
    message = _("Nobody merges or splits their own record. Ask a colleague.")
    status = 403


class CannotMerge(Refused):
    message = _("These two records cannot be made one yet.")
    status = 409


class Relation(NamedTuple):
    """A column of some table that says whose row it is."""

    model: Any
    column: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.label_lower}.{self.column}"

    def of(self, person: Person) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._base_manager.filter(**{self.column: person})
        return rows


def within(by: Actor) -> QuerySet[Any]:
    """Name the people over whom the actor holds every right that a merge needs."""
    rows: QuerySet[Any] = Person.objects.all()
    for permission in RIGHTS:
        rows = rows.filter(pk__in=Person.objects.allowed(by, permission).values("pk"))
    return rows


def relations() -> Iterator[Relation]:
    """Give every column that points at a person, of whatever domain."""
    for one in Person._meta.get_fields(include_hidden=True):
        model = getattr(one, "related_model", None)
        if not one.auto_created or one.concrete or model is None or issubclass(model, (PastRow, *APART)):
            continue
        yield Relation(model, one.field.name)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Overlap:
    """Days on which both records hold a main job."""

    start: date
    end: date | None
    rows: dict[int, Assignment] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """The record that stays and the one that goes into it."""

    survivor: Person
    absorbed: Person

    def overlaps(self) -> list[Overlap]:
        """Give the days on which both hold a main job."""
        found = []
        theirs = list(
            Assignment.objects.filter(person=self.absorbed, primary=True).exclude(valid__isempty=True)
        )
        for one in theirs:
            both = Assignment.objects.overlapping(one.valid_from, one.valid_until)
            for mine in both.filter(person=self.survivor, primary=True).exclude(valid__isempty=True):
                ends = [row.valid_until for row in (one, mine) if row.valid_until]
                rows = {self.survivor.pk: mine, self.absorbed.pk: one}
                start = max(one.valid_from, mine.valid_from)
                found.append(Overlap(start, min(ends) if ends else None, rows))
        return sorted(found, key=lambda overlap: overlap.start)

    def obstacles(self, *, main_job: str = "") -> list[str]:
        """Say in words what must be settled first."""
        words = []
        overlaps = self.overlaps()
        if overlaps and not main_job:
            day = date_format(overlaps[0].start)
            words.append(
                __(
                    "Both records hold a main job from %(day)s on. Choose whose stays the main one, or end one of them."
                )
                % {"day": day}
            )
        if self._manage_one_another():
            words.append(__("One of them is written as the other's manager. Name another manager first."))
        return words

    def _manage_one_another(self) -> bool:
        both = [self.survivor.pk, self.absorbed.pk]
        return bool(Assignment.objects.filter(person_id__in=both, manager_id__in=both).exists())

    def movable(self, relation: Relation, by: Actor) -> QuerySet[Any]:
        """Give the absorbed record's rows of a table that go over; the others stay with it."""
        rows = relation.of(self.absorbed)
        if relation.model is BankAccount and not self._may_move_accounts(by):
            return rows.none()
        if relation.model is DottedLine:
            both = [self.survivor.pk, self.absorbed.pk]
            rows = rows.exclude(person_id__in=both, manager_id__in=both)
        if (
            relation.model in (*ONE_AT_A_TIME, DottedLine)
            or relation.model._meta.get_field(relation.column).unique
        ):
            rows = rows.exclude(pk__in=[one.pk for one in rows if self._is_taken(relation, one)])
        return rows

    def _may_move_accounts(self, by: Actor) -> bool:
        both = [self.survivor.pk, self.absorbed.pk]
        return bool(Person.objects.allowed(by, "people.edit_bank").filter(pk__in=both).count() == 2)

    def _is_taken(self, relation: Relation, row: Any) -> bool:
        """Say whether the survivor has a row where this one would go."""
        mine = relation.of(self.survivor)
        if not isinstance(row, Effective):
            return mine.exists()
        if isinstance(row, DottedLine):
            other = "manager" if relation.column == "person" else "person"
            mine = mine.filter(**{other: getattr(row, f"{other}_id")})
        if isinstance(row, PersonValue):
            mine = mine.filter(field=row.field_id)
        ends = Q() if row.valid_until is None else Q(valid_from__lt=row.valid_until)
        return mine.filter(ends, Q(valid_until__isnull=True) | Q(valid_until__gt=row.valid_from)).exists()
