"""Change, correct, rescind: the acts of ``rules`` carried out on locked rows.

Each act has a look-ahead twin (``plan_*``) that changes nothing and says what would be touched.
They are mechanisms: the verb that calls them checks rights and writes the trail.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from . import rules
from .models import Effective

E = TypeVar("E", bound=Effective)


class NothingHolds(Refused):
    message = _("Nothing holds on {day}, so there is nothing to change from then. Choose a later day.")


@dataclass(frozen=True)
class Effect:
    """What an act does to the rows of one owner."""

    before: tuple[rules.Span, ...]
    outcome: rules.Outcome

    @property
    def reached(self) -> tuple[int, ...]:
        """Keys of later rows that carried the old value and follow the new one."""
        return self.outcome.reached


def change_from(row: E, day: date, **new: Any) -> E:
    """From ``day`` on, let these facts hold; return the row that begins then."""
    effect = plan_change(row, day, **new)
    _carry_out(row, effect)
    return type(row)._default_manager.get(**_owner(row), valid_from=day)


def correct(row: E, **new: Any) -> E:
    """Put right a row whose facts were wrong for its whole time."""
    _carry_out(row, plan_correction(row, **new))
    row.refresh_from_db()
    return row


def rescind(row: Effective) -> Effect:
    """Take out a row that never was true; what it hid holds again."""
    effect = plan_rescission(row)
    _carry_out(row, effect)
    return effect


def plan_change(row: Effective, day: date, **new: Any) -> Effect:
    """Say what ``change_from`` would do."""
    spans = _spans(row)
    try:
        return Effect(spans, rules.change(spans, day, _values(row, new)))
    except rules.NoRowThatDay:
        raise NothingHolds(day=day) from None


def plan_correction(row: Effective, **new: Any) -> Effect:
    """Say what ``correct`` would do."""
    spans = _spans(row)
    return Effect(spans, rules.correct(spans, _place(spans, row), _values(row, new)))


def plan_rescission(row: Effective) -> Effect:
    """Say what ``rescind`` would do."""
    spans = _spans(row)
    return Effect(spans, rules.rescind(spans, _place(spans, row)))


def _columns(row: Effective) -> tuple[str, ...]:
    return tuple(type(row)._meta.get_field(name).attname for name in row.facts)  # type: ignore[union-attr]


def _values(row: Effective, new: dict[str, Any]) -> dict[str, Any]:
    """Key the new values by column, as the spans are: ``unit=row`` and ``unit_id=7`` are one."""
    fields = {type(row)._meta.get_field(name): value for name, value in new.items()}
    return {f.attname: getattr(v, "pk", v) for f, v in fields.items()}  # type: ignore[union-attr]


def _owner(row: Effective) -> dict[str, Any]:
    fields = (type(row)._meta.get_field(name) for name in row.owners)
    return {f.attname: getattr(row, f.attname) for f in fields}  # type: ignore[union-attr]


def _spans(row: Effective) -> tuple[rules.Span, ...]:
    columns = _columns(row)
    rows = row.siblings().select_for_update().exclude(valid__isempty=True).order_by("valid_from")
    return tuple(
        rules.Span(r.valid_from, r.valid_until, {c: getattr(r, c) for c in columns}, r.pk) for r in rows
    )


def _place(spans: tuple[rules.Span, ...], row: Effective) -> int:
    return next(i for i, one in enumerate(spans) if one.key == row.pk)


def _carry_out(row: Effective, effect: Effect) -> None:
    """Delete, shorten, then write the rest, so that no two rows ever hold at once."""
    model, was = type(row), {s.key: s for s in effect.before}
    objects = {r.pk: r for r in model._default_manager.filter(pk__in=[k for k in was if k])}
    model._default_manager.filter(pk__in=effect.outcome.gone).delete()
    moved = [s for s in effect.outcome.rows if s.key is not None and s != was[s.key]]
    for one in sorted(moved, key=lambda s: _grows(s, was[s.key])):
        _write(objects[one.key], one)  # type: ignore[index]
    source = objects.get(row.pk, row)
    for one in effect.outcome.rows:
        if one.key is None:
            _write(_copy(source), one)


def _grows(new: rules.Span, old: rules.Span) -> bool:
    return new.end is None or (old.end is not None and new.end > old.end)


def _write(row: Effective, one: rules.Span) -> None:
    row.valid_from, row.valid_until = one.start, one.end
    for name, value in one.facts.items():
        setattr(row, name, value)
    row.save()


def _copy(row: Effective) -> Effective:
    """Make an unsaved row with the same columns, its own key and identifier."""
    model = type(row)
    own = {"id", "uid", "version", "valid"}
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in own]
    return model(**{name: getattr(row, name) for name in names})
