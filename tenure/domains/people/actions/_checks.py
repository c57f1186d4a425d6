"""What must be right before something about a person is kept."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective import acts
from tenure.foundation.effective.models import Effective
from tenure.foundation.records.models import Record
from tenure.foundation.refusal import Clash, Refused

from ..models import Employment, Person
from ..rules import checks as rules

R = TypeVar("R", bound=Record)
D = TypeVar("D", bound=Effective)


class NotValid(Refused):
    message = _("Some of this cannot be kept. Look at the marked fields.")


class NothingChanges(Refused):
    message = _("This is what is there already, so there is nothing to change.")
    nothing_changes = True


class Stale(Clash):
    message = _("Somebody changed this while you had it open. Compare both, then decide.")


class OutsideEmployment(Refused):
    message = _("This lies outside the employment, which runs from {start} to {end}.")


class Check:
    """Checks that several verbs share; each refuses in words."""

    @staticmethod
    def version(row: Record, seen: int | None, mine: Mapping[str, object]) -> None:
        """Refuse a form that was opened before the row changed last; show both versions."""
        if seen is None or row.version == seen:
            return
        names = [one for one in mine if one in {f.name for f in row._meta.concrete_fields}]
        theirs = {name: str(getattr(row, name) if getattr(row, name) is not None else "") for name in names}
        yours = {name: str("" if mine[name] is None else mine[name]) for name in names}
        raise Stale(now=row.version, then=seen, theirs=theirs, yours=yours)

    @staticmethod
    def facts(
        model: type[models.Model], facts: Mapping[str, object], open_to: frozenset[str]
    ) -> dict[str, object]:
        """Turn what was given into values of the model's fields, all errors at once.

        A field outside ``open_to`` is refused, whoever names it: no form reaches further than its verb.
        """
        errors: dict[str, str] = {}
        clean: dict[str, object] = {}
        for name, value in facts.items():
            try:
                clean[name] = _value(model, name, value, open_to)
            except ValidationError as error:
                errors[name] = " ".join(error.messages)
        Check.refuse(errors or _codes(clean))
        return clean

    @staticmethod
    def refuse(errors: Mapping[str, str]) -> None:
        if errors:
            raise NotValid(errors=errors)

    @staticmethod
    def period(start: date, end: date | None, field: str = "last_day") -> None:
        if not rules.is_period(start, end):
            raise NotValid(errors={field: __("The last day lies before the first.")})

    @staticmethod
    def within(employment: Employment, start: date, end: date | None = None) -> None:
        """Refuse days on which the contract does not run; an open end ends with the contract."""
        until = employment.valid_until if end is None else end
        if not rules.lies_within(start, until, employment.valid_from, employment.valid_until):
            last = employment.last_day
            words = date_format(last) if last else __("no end set")
            raise OutsideEmployment(start=date_format(employment.valid_from), end=words)

    @staticmethod
    def differs(row: models.Model, facts: Mapping[str, object]) -> dict[str, object]:
        """Keep the facts that are not so already; refuse if none is left."""
        new = {name: value for name, value in facts.items() if _plain(getattr(row, name)) != _plain(value)}
        if not new:
            raise NothingChanges
        return new


class Fetch:
    """Rows fetched for writing: the same answer for what is not there and what is not yours.

    Whoever owns dated rows is locked before its rows, or two verbs would wait for each other; with
    "no key" locks, since other transactions point at the same people.
    """

    @staticmethod
    def person(uid: UUID, permission: str, by: Actor) -> Person:
        found: Person = (
            Person.objects.allowed(by, permission).select_for_update(no_key=True, of=("self",)).get(uid=uid)
        )
        return found

    @staticmethod
    def row(model: type[R], uid: UUID, permission: str, by: Actor) -> R:
        reachable = model._default_manager.allowed(by, permission)
        found: R = reachable.select_for_update(no_key=True, of=("self",)).get(uid=uid)
        return found

    @staticmethod
    def dated(model: type[D], uid: UUID, permission: str, by: Actor) -> D:
        reachable = model._default_manager.allowed(by, permission)
        acts.lock_owner(reachable.get(uid=uid))
        found: D = reachable.get(uid=uid)
        return found


def _value(model: type[models.Model], name: str, value: object, open_to: frozenset[str]) -> object:
    if name not in open_to:
        raise ValidationError(__("This cannot be set here."))
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        raise ValidationError(__("There is no such field.")) from None
    if isinstance(column, models.ForeignKey):
        return _relation(column, value)
    if not isinstance(column, models.Field):
        raise ValidationError(__("This cannot be set here."))
    cleaned: object = column.clean(value, None)
    return cleaned


def _relation(column: "models.ForeignKey[models.Model, models.Model]", value: object) -> object:
    """Find the row that is meant, by key or by itself."""
    if value is None and column.null:
        return None
    if isinstance(value, column.remote_field.model):
        return value
    try:
        return column.remote_field.model._base_manager.get(pk=value)
    except (ObjectDoesNotExist, TypeError, ValueError):
        raise ValidationError(__("There is nothing of this kind with this key.")) from None


def _plain(value: object) -> object:
    return getattr(value, "pk", value)


def _codes(facts: Mapping[str, object]) -> dict[str, str]:
    """Refuse countries, parts of them and currencies that no standard knows."""
    errors: dict[str, str] = {}
    country, part, currency = (str(facts.get(name) or "") for name in ("country", "subdivision", "currency"))
    nations = facts.get("nationalities") or ()
    if country and not rules.is_country(country):
        errors["country"] = __("There is no country with the code %(code)s.") % {"code": country}
    if part and country and not rules.is_subdivision(part, country):
        errors["subdivision"] = __("This country has no part with the code %(code)s.") % {"code": part}
    if currency and not rules.is_currency(currency):
        errors["currency"] = __("There is no currency with the code %(code)s.") % {"code": currency}
    if isinstance(nations, list | tuple) and not all(rules.is_country(str(one)) for one in nations):
        errors["nationalities"] = __("One of these is no country's code.")
    return errors
