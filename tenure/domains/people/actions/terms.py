"""The kind of worker and of contract, for a time."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail

from ..models import EmploymentTerm
from ._dated import Because, Dated

ROWS: Final = Dated(EmploymentTerm, "people.edit")


@transaction.atomic
def change_terms(
    term_uid: UUID,
    *,
    on: date,
    reason: str = "",
    why: str = "",
    version: int | None = None,
    by: Actor,
    **facts: object,
) -> EmploymentTerm:
    """From a day on, let other terms of the contract hold."""
    row = ROWS.fetch(term_uid, by, version, facts)
    begun = ROWS.change(row, on, ROWS.clean(facts), Because(reason, why))
    about = begun.employment.person_id
    trail.record(by, "people.terms.changed", begun, about=about, reason=why, on=on, fields=sorted(facts))
    return begun


@transaction.atomic
def correct_terms(
    term_uid: UUID, *, reason: str = "", why: str = "", version: int | None = None, by: Actor, **facts: object
) -> EmploymentTerm:
    """Put right terms that were wrong for the whole time of this row."""
    row = ROWS.fetch(term_uid, by, version, facts)
    right = ROWS.correct(row, ROWS.clean(facts))
    about = right.employment.person_id
    trail.record(by, "people.terms.corrected", right, about=about, reason=why or reason, fields=sorted(facts))
    return right


@transaction.atomic
def rescind_terms(
    term_uid: UUID, *, reason: str = "", why: str = "", version: int | None = None, by: Actor
) -> None:
    """Take back terms that never held."""
    row = ROWS.fetch(term_uid, by, version, {})
    ROWS.rescind(row)
    about = row.employment.person_id
    trail.record(by, "people.terms.rescinded", row, about=about, reason=why or reason, on=row.valid_from)
