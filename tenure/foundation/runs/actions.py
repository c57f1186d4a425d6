"""The verbs of runs: keep what can be taken back, and take it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, policy_of, require
from tenure.foundation.audit import run as runs, trail
from tenure.foundation.effective.clock import now
from tenure.foundation.refusal import Clash, NotThere, Refused

from .back import check, put_back, without_past
from .models import KeptRun
from .reading import Deeds, counts, done_in
from .registry import followers, hold, permission_of
from .since import SHOWN, Built, built_on

OWN: Final = "runs.own"
DAY: Final = timedelta(hours=24)


class TakenBackAlready(Clash):
    message = _("This was taken back already, on {when}.")


class TooLate(Refused):
    message = _("This could be taken back until {when}. Change or correct the records instead.")


class BuiltUpon(Refused):
    message = _("This cannot be taken back: since then something was built on it. {what}")

    def __init__(self, built: Sequence[Built]) -> None:
        words = "; ".join(str(one) for one in built[:SHOWN])
        super().__init__(what=words)
        self.built = built


class OutOfReach(Refused):
    message = _("This cannot be taken back: {count} of its rows are no longer yours to change.")


@transaction.atomic
def keep(*, kind: str, label: str, permission: str, by: Actor, open_for: timedelta | None = DAY) -> KeptRun:
    """Keep the run of this transaction as one that can be taken back, for a time or (``None``) always."""
    require(by, permission)
    run = runs.current()
    kept: KeptRun = KeptRun.objects.create(
        uid=run,
        kind=kind,
        label=label[:300],
        permission=permission,
        owner_user_id=by.user_id,
        counts=counts(done_in(run)),
        open_until=now() + open_for if open_for else None,
    )
    trail.record(by, "runs.run.kept", kept, kind=kind)
    return kept


@transaction.atomic
def take_back(uid: UUID, *, by: Actor) -> KeptRun:
    """Put everything back that a run made, changed or removed; refuse where something was built on it."""
    kept: KeptRun | None = KeptRun.objects.allowed(by, OWN).select_for_update().filter(uid=uid).first()
    if kept is None:
        raise NotThere
    _refuse_late(kept, now())
    deeds = _undo(uid, by)
    kept.taken_back_at = now()
    kept.save(update_fields=["taken_back_at"])
    trail.record(by, "runs.run.taken_back", kept, kind=kept.kind, counts=counts(deeds))
    return kept


@transaction.atomic
def undo_run(run: UUID, *, kind: str, by: Actor) -> None:
    """Put everything back that a run did which a domain keeps itself, and over which it asked its own right."""
    deeds = _undo(run, by)
    trail.record(by, "runs.run.undone", kind=kind, undone=run, counts=counts(deeds))


def _undo(run: UUID, by: Actor) -> Sequence[Deeds]:
    hold()
    deeds = done_in(run)
    _refuse_out_of_reach(deeds, by)
    _refuse_built(deeds, run, by)
    _put_back(deeds, run, by)
    return deeds


def _put_back(deeds: Sequence[Deeds], run: UUID, by: Actor) -> None:
    touched: Mapping[Any, frozenset[int]] = {one.model: one.all for one in deeds}
    try:
        with transaction.atomic():
            put_back(deeds, run)
            for follower in followers():
                follower(touched, by)
            check()
    except IntegrityError as clash:
        other = Built(str(_("another record")), "", str(_("it has taken the place of what was there")))
        raise BuiltUpon([other]) from clash


def _refuse_late(kept: KeptRun, instant: datetime) -> None:
    if kept.taken_back_at is not None:
        raise TakenBackAlready(when=_moment(kept.taken_back_at))
    if kept.open_until is not None and instant > kept.open_until:
        raise TooLate(when=_moment(kept.open_until))


def _refuse_out_of_reach(deeds: Sequence[Deeds], by: Actor) -> None:
    """Refuse unless the actor may write every row that is touched, as it is now."""
    missing = 0
    for one in deeds:
        permission, there = permission_of(one.model), one.made | one.changed
        if permission is None or not policy_of(one.model).opens(by, permission):
            missing += len(one.all)
        elif not any(scope == "everyone" for scope, _targets in by.grants(permission)):
            rows = one.model._default_manager.allowed(by, permission)  # type: ignore[attr-defined]
            alive = one.model._default_manager.filter(pk__in=there).count()
            missing += alive - rows.filter(pk__in=there).count()
    if missing:
        raise OutOfReach(count=missing)


def _refuse_built(deeds: Sequence[Deeds], run: UUID, by: Actor) -> None:
    built = built_on(deeds, run, by)
    if built:
        raise BuiltUpon(built)
    if unknown := without_past(deeds, run):
        words = _("history does not know what they were: %(count)s") % {"count": unknown}
        raise BuiltUpon([Built(str(_("records")), "", words)])


def _moment(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
