"""Fields that HR made as columns and filters of the directory.

Only classes whose reading is not logged stand in lists. Each column, filter and order asks the
permission of its field, so that nobody learns by sorting what they may not see.
"""

# ruff: noqa: ARG002 — every kind of filter has the same methods

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When

from tenure.foundation.fields.hosts import people_named
from tenure.foundation.fields.kinds import LISTS, NUMBERS, TEXTS, Kind
from tenure.foundation.fields.models import CustomField
from tenure.foundation.fields.queries import in_words, known_on
from tenure.foundation.lists.declaration import Ask, Column, Grown
from tenure.foundation.lists.filters import Choice, Dates, Filter, Flag, Text
from tenure.foundation.lists.refusals import BadValue

from ..models import PersonValue
from ..queries.custom import customs_of, host, listed_fields

PREFIX: Final = "custom_"
OPEN_TO_ALL: Final = "people.directory"


def grown() -> Grown:
    """Give the columns and filters of the fields that HR made on people."""
    made = [one for one in listed_fields() if one.kind != Kind.LONG_TEXT]
    if not made:
        return Grown()
    filters = [one for one in map(_filter, made) if one is not None]
    return Grown(tuple(map(_column, made)), tuple(filters), lambda ask, rows: _load(ask, rows, made))


def _load(ask: Ask, rows: Sequence[Any], made: Sequence[CustomField]) -> Sequence[Any]:
    """Hang what holds on the day onto a page of people, in words: two queries at most."""
    found = customs_of(ask.actor, [row.pk for row in rows], made, ask.day)
    pointing = [one.code for one in made if one.kind == Kind.PERSON]
    uids = [told[code] for told in found.values() for code in pointing if told.get(code)]
    names = people_named(ask.actor, uids) if uids else {}
    for row in rows:
        told = found.get(row.pk, {})
        row.custom = {one.code: _cell(one, told.get(one.code), ask, names) for one in made}
    return rows


def _cell(one: CustomField, value: Any, ask: Ask, names: Any) -> Any:
    if one.kind == Kind.PERSON:
        return names.get(value, "")
    if one.kind in (Kind.DATE, Kind.WHOLE, Kind.DECIMAL):
        return value
    return in_words(one, value, ask.actor)


def _column(one: CustomField) -> Column:
    kind = {Kind.DATE: "date", Kind.WHOLE: "number", Kind.DECIMAL: "number"}
    return Column(
        PREFIX + one.code,
        one.called,
        lambda row: row.custom[one.code],
        sort=_order(one),
        kind=kind.get(Kind(one.kind), "text"),
        permission=_permission(one),
        shown=False,
        groups=one.kind in (Kind.CHOICE, Kind.YES_NO),
    )


def _permission(one: CustomField) -> str:
    return "" if one.see == OPEN_TO_ALL else one.see


def _order(one: CustomField) -> Callable[[Ask], Any] | None:
    """Build what the column is sorted by: what holds on the day, lists by the words of their options."""
    if one.kind in (Kind.CHOICES, Kind.PERSON, Kind.MONEY):
        return None

    def order(ask: Ask) -> Any:
        held = _held(one, ask).filter(person_id=OuterRef("pk"))
        if one.kind != Kind.CHOICE:
            return Subquery(held.values(one.column)[:1])
        words = [When(text=option.code, then=Value(option.label)) for option in one.options.all()]
        told = Case(*words, default=Value(""), output_field=CharField())
        return Subquery(held.annotate(word=told).values("word")[:1])

    return order


def _held(one: CustomField, ask: Ask) -> QuerySet[Any]:
    """Give the values that hold on the day, as the actor may know it; the list asks who may see them."""
    rows: QuerySet[Any] = PersonValue.objects.filter(known_on(host(), ask.actor, ask.day), field=one)
    return rows


def _people(one: CustomField, ask: Ask, where: Q) -> Q:
    return Q(pk__in=_held(one, ask).filter(where).values("person_id"))


@dataclass(frozen=True)
class Words(Text):
    """Texts that hold some words."""

    field: CustomField | None = None

    def narrow(self, value: str, ask: Ask) -> Q:
        assert self.field is not None  # noqa: S101
        return _people(self.field, ask, Q(text__icontains=value))


@dataclass(frozen=True)
class Numbers(Words):
    """One number, or a span: "40" or "40..44"; either end may be left out."""

    def read(self, params: Any, ask: Ask) -> str | None:
        found = super().read(params, ask)
        if found is not None:
            self._span(found)
        return found

    def narrow(self, value: str, ask: Ask) -> Q:
        assert self.field is not None  # noqa: S101
        least, most = self._span(value)
        where = Q() if least is None else Q(number__gte=least)
        return _people(self.field, ask, where if most is None else where & Q(number__lte=most))

    def in_words(self, value: str, ask: Ask) -> str:
        return value

    def _span(self, text: str) -> tuple[Decimal | None, Decimal | None]:
        low, dots, high = (part.strip() for part in text.partition(".."))
        try:
            least = Decimal(low) if low else None
            most = (Decimal(high) if high else None) if dots else least
        except InvalidOperation:
            raise BadValue(value=text[:40], name=self.label) from None
        if (least is None and most is None) or any(
            one is not None and not one.is_finite() for one in (least, most)
        ):
            raise BadValue(value=text[:40], name=self.label)
        return least, most


def _filter(one: CustomField) -> Filter | None:
    key, label, permission = PREFIX + one.code, one.called, _permission(one)
    if one.kind in LISTS:
        column = "text__in" if one.kind == Kind.CHOICE else "codes__overlap"
        return Choice(
            key,
            label,
            options=lambda _ask: [(option.code, str(option)) for option in one.options.all()],
            where=lambda codes, ask: _people(one, ask, Q(**{column: list(codes)})),
            permission=permission,
        )
    if one.kind == Kind.YES_NO:
        return Flag(key, label, lambda yes, ask: _people(one, ask, Q(flag=yes)), permission)
    if one.kind == Kind.DATE:
        return Dates(key, label, lambda start, end, ask: _people(one, ask, _between(start, end)), permission)
    if one.kind in TEXTS:
        return Words(key, label, "text", permission, one)
    return Numbers(key, label, "number", permission, one) if one.kind in NUMBERS - {Kind.MONEY} else None


def _between(start: date | None, end: date | None) -> Q:
    found = Q(on_day__gte=start) if start else Q()
    return found & Q(on_day__lte=end) if end else found
