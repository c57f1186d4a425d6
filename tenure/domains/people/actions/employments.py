"""Contracts: their end, taken back or moved, and their first day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused

from ..events import EmploymentEnding, ManagersChanged
from ..models import Assignment, DottedLine, Employment
from ._checks import Check, Fetch
from ._jobs import Jobs
from ._lines import Lines

EDIT = "people.edit"


class LaterRows(Refused):
    message = _(
        "{count} entries are planned from {day} on. Ending the employment takes them out: confirm that."
    )
    status = 409


class NoEndSet(Refused):
    message = _("No end is set for this employment.")


class RowsBetween(Refused):
    message = _("Something else begins on {day}, before the new first day. Correct that first.")


class MainJobElsewhere(Refused):
    message = _("From {day} on another contract holds the main job. Settle that first.")


@transaction.atomic
def end_employment(
    employment_uid: UUID,
    *,
    last_day: date,
    reason: str,
    why: str = "",
    with_later: bool = False,
    version: int | None = None,
    by: Actor,
) -> Employment:
    """Set the last day of a contract; jobs, terms, pay and dotted lines end with it.

    What is planned for later is taken out only ``with_later``; otherwise it is named and refused.
    """
    employment = Fetch.dated(Employment, employment_uid, EDIT, by)
    Check.version(employment, version, {"end_reason": reason})
    until, was = last_day + timedelta(days=1), employment.valid_until
    Check.period(employment.valid_from, until)
    if not with_later:
        _refuse_later(employment, until)
    if was is not None and until > was:
        _reopen(employment, was, until)
    for rows in _inside(employment):
        acts.cut(rows, until)
    employment.end_reason = reason
    acts.move(employment, employment.valid_from, until)
    _loosen(employment, until)
    Jobs.promote(employment.person_id, until)
    _announce(employment, last_day)
    trail.record(
        by, "people.employment.ended", employment, about=employment.person_id, reason=why, on=last_day
    )
    return employment


@transaction.atomic
def undo_end(employment_uid: UUID, *, why: str = "", by: Actor) -> Employment:
    """Take a last day back: what ended with the contract goes on."""
    employment = Fetch.dated(Employment, employment_uid, EDIT, by)
    was = employment.valid_until
    if was is None:
        raise NoEndSet
    acts.move(employment, employment.valid_from, None)
    _reopen(employment, was, None)
    employment.end_reason = ""
    employment.save(update_fields=["end_reason"])
    _announce(employment, None)
    trail.record(by, "people.employment.end_undone", employment, about=employment.person_id, reason=why)
    return employment


@transaction.atomic
def move_start(employment_uid: UUID, *, to: date, why: str = "", by: Actor) -> Employment:
    """Let a contract begin on another day; what began with it moves along."""
    employment = Fetch.dated(Employment, employment_uid, EDIT, by)
    was = employment.valid_from
    Check.period(to, employment.valid_until)
    for rows in _inside(employment):
        _refuse_between(rows, was, to)
    acts.move(employment, to, employment.valid_until)
    for rows in _inside(employment):
        for row in rows.filter(valid_from=was):
            row.valid_from = to
            row.save(update_fields=["valid_from"])
    Lines.refresh([employment.person_id])
    announce(ManagersChanged(person_ids=(employment.person_id,)))
    trail.record(
        by, "people.employment.start_moved", employment, about=employment.person_id, reason=why, on=to
    )
    return employment


def _inside(employment: Employment) -> list[QuerySet[Any]]:
    """Give the dated rows that run inside a contract."""
    return [employment.assignments.all(), employment.terms.all(), employment.pay.all()]


def _refuse_later(employment: Employment, until: date) -> None:
    days = [
        day
        for rows in _inside(employment)
        for day in rows.filter(valid_from__gte=until).values_list("valid_from", flat=True)
    ]
    if days:
        raise LaterRows(count=len(days), day=date_format(min(days)))


def _refuse_between(rows: QuerySet[Any], was: date, to: date) -> None:
    between = rows.filter(valid_from__gt=was, valid_from__lte=to).order_by("valid_from").first()
    ended = rows.filter(valid_from=was, valid_until__lte=to).first()
    if found := between or ended:
        raise RowsBetween(day=date_format(found.valid_from))


def _reopen(employment: Employment, was: date, until: date | None) -> None:
    """Let the rows that ended with the contract go on up to another day."""
    others = Assignment.objects.overlapping(was, until).exclude(employment=employment)
    main = others.filter(person_id=employment.person_id, primary=True).in_order().first()
    if main is not None and employment.assignments.filter(valid_until=was, primary=True).exists():
        raise MainJobElsewhere(day=date_format(main.valid_from))
    for rows in _inside(employment):
        for row in rows.filter(valid_until=was):
            row.valid_until = until
            row.save(update_fields=["valid_until"])


def _loosen(employment: Employment, until: date) -> None:
    """End the dotted lines to and from somebody who has no other contract then."""
    others = Employment.objects.as_of(until).filter(person_id=employment.person_id)
    if not others.exists():
        either = Q(person_id=employment.person_id) | Q(manager_id=employment.person_id)
        acts.cut(DottedLine.objects.filter(either), until)


def _announce(employment: Employment, last_day: date | None) -> None:
    Lines.refresh([employment.person_id])
    happened: Iterable[object] = (
        ManagersChanged(person_ids=(employment.person_id,)),
        EmploymentEnding(person_id=employment.person_id, employment_id=employment.pk, last_day=last_day),
    )
    for one in happened:
        announce(one)
