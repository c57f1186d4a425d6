"""Change, correct, rescind: the acts of ``rules`` carried out on locked rows.

Each act has a look-ahead twin (``plan_*``) that changes and locks nothing and says what would be
touched. They are mechanisms: the verb that calls them checks rights and writes the trail.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import ForeignKey, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from . import rules
from .models import Announcement, Effective

E = TypeVar("E", bound=Effective)


class NothingHolds(Refused):
    message = _("Nothing holds on {day}, so there is nothing to change from then. Choose another day.")


class AlreadyHolds(Refused):
    message = _("Something else already holds from {start} on. Change that instead.")
    status = 409


class PeriodWithoutDays(Refused):
    message = _("The last day lies before the first.")


@dataclass(frozen=True)
class Effect:
    """What an act does to the rows of one owner."""

    before: tuple[rules.Span, ...]
    outcome: rules.Outcome

    @property
    def reached(self) -> tuple[int, ...]:
        """Keys of later rows that carried the old value and follow the new one."""
        return self.outcome.reached


@dataclass(frozen=True)
class Cut:
    """What ending a set of rows did: the keys that were shortened, and those that are gone."""

    shortened: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def begin(row: E) -> E:
    """Save a first row, or one after a gap; refuse, in words, days that are taken."""
    lock_owner(row)
    _refuse_taken(row)
    row.save()
    return row


def move(row: E, start: date, end: date | None) -> E:
    """Let a row hold at another time, and save it whole; refuse, in words, days that are taken."""
    lock_owner(row)
    row.valid_from, row.valid_until = start, end
    _refuse_taken(row)
    row.save()
    return row


def change_from(row: E, day: date, *, stamp: Mapping[str, Any] | None = None, **new: Any) -> E:
    """From ``day`` on, let these facts hold; return the row that begins then.

    ``stamp`` are columns beside the facts (reason, why) that only the new row gets.
    """
    lock_owner(row)
    effect = plan_change(row, day, **new)
    begun: E = _carry_out(row, effect)[day]
    return _stamp(begun, stamp)


def correct(row: E, *, stamp: Mapping[str, Any] | None = None, **new: Any) -> E:
    """Put right a row whose facts were wrong for its whole time."""
    lock_owner(row)
    _carry_out(row, plan_correction(row, **new))
    row.refresh_from_db()
    return _stamp(row, stamp)


def rescind(row: Effective) -> Effect:
    """Take out a row that never was true; what it hid holds again."""
    lock_owner(row)
    effect = plan_rescission(row)
    _carry_out(row, effect)
    return effect


def announce(rows: Iterable[Effective], on: date) -> None:
    """Let rows that begin in the future be known from a day on; announced again, on the new day."""
    for row in rows:
        Announcement.objects.update_or_create(row=row.uid, defaults={"on": on})


def hush(rows: Iterable[Effective]) -> None:
    """Take announcements back: the rows are about to be gone."""
    Announcement.objects.filter(row__in=[row.uid for row in rows]).delete()


def cut(rows: QuerySet[Any], until: date) -> Cut:
    """End rows: none holds on ``until`` or later; rows that would have begun by then are gone."""
    done = Cut()
    for row in rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=until)).order_by("valid_from"):
        if row.valid_from >= until:
            done.gone.append(row.pk)
            row.delete()
        else:
            done.shortened.append(row.pk)
            row.valid_until = until
            row.save()
    return done


def lock_owner(row: Effective) -> None:
    """Make whoever else acts on the same owner wait; the owner exists before its first row does.

    Rows are read only after this, in a statement of their own: one that waits for a lock would
    not see the rows that the other one made.
    """
    owner = type(row)._meta.get_field(row.owners[0])
    if not isinstance(owner, ForeignKey):
        raise TypeError(f"the first owner of {type(row).__name__} is no relation that could be locked")
    above = owner.remote_field.model._base_manager.select_for_update(no_key=True)
    above.values_list("pk").get(pk=getattr(row, owner.attname))


def plan_change(row: Effective, day: date, **new: Any) -> Effect:
    """Say what ``change_from`` would do."""
    spans = _spans(row)
    try:
        return Effect(spans, rules.change(spans, day, values_of(row, new)))
    except rules.NoRowThatDay:
        raise NothingHolds(day=date_format(day)) from None


def plan_correction(row: Effective, **new: Any) -> Effect:
    """Say what ``correct`` would do."""
    spans = _spans(row)
    return Effect(spans, rules.correct(spans, _place(spans, row), values_of(row, new)))


def plan_rescission(row: Effective) -> Effect:
    """Say what ``rescind`` would do."""
    spans = _spans(row)
    return Effect(spans, rules.rescind(spans, _place(spans, row)))


def values_of(row: Effective, new: Mapping[str, Any]) -> dict[str, Any]:
    """Key values by column, as the spans are: ``unit=row`` and ``unit_id=7`` are one; "0.5" is a number."""
    found: dict[str, Any] = {}
    for name, value in new.items():
        column: Any = type(row)._meta.get_field(name)
        if column.name not in row.facts:
            raise TypeError(f"{name} is no dated fact of {type(row).__name__}")
        plain = getattr(value, "pk", value)
        found[column.attname] = plain if column.is_relation else column.to_python(plain)
    return found


def _columns(row: Effective) -> tuple[str, ...]:
    fields: list[Any] = [type(row)._meta.get_field(name) for name in row.facts]
    return tuple(one.attname for one in fields)


def _alive(row: Effective) -> QuerySet[Any]:
    """Give the siblings that hold on any day at all."""
    return row.siblings().exclude(valid__isempty=True)


def _refuse_taken(row: Effective) -> None:
    start, end = row.valid_from, row.valid_until
    if end is not None and end <= start:
        raise PeriodWithoutDays
    taken = _alive(row).exclude(pk=row.pk).filter(_on_days(start, end)).order_by("valid_from").first()
    if taken is not None:
        raise AlreadyHolds(start=date_format(taken.valid_from))


def _on_days(start: date, end: date | None) -> Q:
    ends = Q(valid_until__isnull=True) | Q(valid_until__gt=start)
    return ends if end is None else ends & Q(valid_from__lt=end)


def _spans(row: Effective) -> tuple[rules.Span, ...]:
    columns = _columns(row)
    rows = _alive(row).order_by("valid_from")
    return tuple(
        rules.Span(r.valid_from, r.valid_until, {c: getattr(r, c) for c in columns}, r.pk) for r in rows
    )


def _place(spans: tuple[rules.Span, ...], row: Effective) -> int:
    at = next((i for i, one in enumerate(spans) if one.key == row.pk), None)
    if at is None:
        raise NothingHolds(day=date_format(row.valid_from))
    return at


def _carry_out(row: Effective, effect: Effect) -> dict[date, Any]:
    """Delete, shorten, then write the rest, so that no two rows ever hold at once; rows by first day."""
    manager, was = type(row)._default_manager, {s.key: s for s in effect.before}
    objects = {r.pk: r for r in manager.filter(pk__in=[k for k in was if k])}
    for key in effect.outcome.gone:
        objects[key].delete()
    moved = [s for s in effect.outcome.rows if s.key is not None and s != was[s.key]]
    for one in sorted(moved, key=lambda s: _grows(s, was[s.key])):
        _write(objects[one.key], one)
    for one in effect.outcome.rows:
        if one.key is None:
            source = next(s for s in effect.before if s.covers(one.start))
            objects[None] = _write(_copy(objects[source.key]), one)
    return {kept.valid_from: kept for kept in objects.values() if kept.pk is not None}


def _grows(new: rules.Span, old: rules.Span) -> bool:
    if old.end is None:
        return False
    return new.end is None or new.end > old.end


def _write(row: Effective, one: rules.Span) -> Effective:
    row.valid_from, row.valid_until = one.start, one.end
    for name, value in one.facts.items():
        setattr(row, name, value)
    row.save()
    return row


def _stamp(row: E, stamp: Mapping[str, Any] | None) -> E:
    changed = {name: value for name, value in (stamp or {}).items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=changed)
    return row


def _copy(row: Effective) -> Effective:
    """Make an unsaved row with the same columns, its own key and identifier."""
    model = type(row)
    own = {"id", "uid", "version", "valid"}
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in own]
    return model(**{name: getattr(row, name) for name in names})
