"""The worklist of what does not fit: checked, repaired, dismissed for a time."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID
from zlib import crc32

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused

from ..events import FindingsMade
from ..models import Assignment, Finding
from . import _look_at_files, _look_at_work  # noqa: F401
from ._checks import Fetch, NotValid
from ._look import CHECKS, Check, Found, Look
from .assignments import change_assignment

EDIT: Final = "people.edit"
LOCK: Final = crc32(b"people.quality")
DIRECT: Final = ("manager-left", "no-manager")


class NoDirectRepair(Refused):
    message = _("Nothing can be done here without a decision. Open the form and put it right there.")


@transaction.atomic
def check_records(people: Collection[int] | None = None, *, by: Actor) -> Counter[str]:
    """Look at everybody's record, or at some people's, and keep what does not fit; give what is new.

    What is put right is gone; what was dismissed stays dismissed until its day.
    """
    require(by, EDIT)
    _one_at_a_time()
    look = Look(by.today, None if people is None else frozenset(people))
    checks = [one for one in CHECKS if people is None or one.by_person]
    found = {one.key: one for each in checks for one in each.find(look)}
    known = {one.key: one for one in _known(checks, look).select_for_update(no_key=True)}
    gone = [known[key].pk for key in known.keys() - found.keys()]
    Finding.objects.filter(pk__in=gone).delete()
    _bring_in_step(known, found)
    made = Finding.objects.bulk_create(
        [_finding(found[key], by.today) for key in sorted(found.keys() - known.keys())], batch_size=1000
    )
    if made:
        announce(FindingsMade(finding_ids=tuple(one.pk for one in made), on=by.today))
    if made or gone or people is None:
        trail.record(by, "people.records.checked", new=len(made), gone=len(gone), whole=people is None)
    return Counter(one.kind for one in made)


@transaction.atomic
def dismiss_finding(uid: UUID, *, until: date, why: str, by: Actor) -> Finding:
    """Say that a finding is as it should be, with the reason, until a day."""
    finding = Fetch.row(Finding, uid, EDIT, by)
    errors = {}
    if until <= by.today:
        errors["until"] = __("Choose a day after today.")
    if not why.strip():
        errors["why"] = __("Say why this may stay as it is.")
    if errors:
        raise NotValid(errors=errors)
    finding.dismissed_until, finding.dismissed_why = until, why.strip()[:300]
    finding.dismissed_by_id = by.user_id
    finding.save(update_fields=["dismissed_until", "dismissed_why", "dismissed_by"])
    trail.record(
        by, "people.finding.dismissed", finding, about=finding.person_id, kind=finding.kind, on=until
    )
    return finding


@transaction.atomic
def bring_back_finding(uid: UUID, *, by: Actor) -> Finding:
    """Put a dismissed finding back on the worklist."""
    finding = Fetch.row(Finding, uid, EDIT, by)
    finding.dismissed_until, finding.dismissed_why, finding.dismissed_by = None, "", None
    finding.save(update_fields=["dismissed_until", "dismissed_why", "dismissed_by"])
    trail.record(by, "people.finding.brought_back", finding, about=finding.person_id, kind=finding.kind)
    return finding


@transaction.atomic
def repair_finding(uid: UUID, *, by: Actor) -> None:
    """Carry out the proposed repair: from today on, the proposed manager is the manager."""
    finding = Fetch.row(Finding, uid, EDIT, by)
    if finding.kind not in DIRECT or finding.proposed is None:
        raise NoDirectRepair
    job = Assignment.objects.as_of(by.today).get(person_id=finding.person_id, primary=True)
    change_assignment(job.uid, on=by.today, reason="data", manager=finding.proposed, by=by)
    trail.record(by, "people.finding.repaired", finding, about=finding.person_id, kind=finding.kind)
    finding.delete()


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _known(checks: Collection[Check], look: Look) -> QuerySet[Any]:
    kinds = {kind for one in checks for kind in one.kinds}
    return look.among(Finding.objects.filter(kind__in=kinds))


def _bring_in_step(known: dict[str, Finding], found: dict[str, Found]) -> None:
    """Let known findings say what is proposed now, and which day it is about."""
    changed = []
    for key in known.keys() & found.keys():
        row, now = known[key], found[key]
        if (row.proposed_id, row.on) != (now.proposed, now.on):
            row.proposed_id, row.on = now.proposed, now.on
            changed.append(row)
    Finding.objects.bulk_update(changed, ["proposed", "on"], batch_size=1000)


def _finding(one: Found, today: date) -> Finding:
    return Finding(
        kind=one.kind,
        key=one.key,
        person_id=one.person,
        other_id=one.other,
        proposed_id=one.proposed,
        unit_id=one.unit,
        position_id=one.position,
        row=one.row,
        on=one.on,
        found_on=today,
    )
