"""Whether a value fits its field; what does not is told in words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import pycountry
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.forms.fields import no_control_characters

from .hosts import person_named
from .kinds import LONGEST, TEXTS, Amount, Kind, Plain, fits_mask
from .models import CustomField

PLACES: Final = {Kind.WHOLE: 0, Kind.DECIMAL: 6, Kind.MONEY: 4}
BIGGEST: Final = Decimal(10) ** 13
WEB: Final = URLValidator(schemes=["http", "https"])


class Unfit(Exception):
    """A value that its field does not take, in words."""


def clean(field: CustomField, given: Any, by: Actor) -> Plain:
    """Turn what a form, a program or a file gave into a value of the field."""
    if given is None or given in ("", []):
        if field.required:
            raise Unfit(_("This is required."))
        return None
    value = READ[field.kind](field, given, by)
    _check(field, value)
    return value


def unfit(field: CustomField, value: Plain) -> str:
    """Say why a value that is there would not be taken today, or nothing."""
    try:
        _check(field, value)
    except Unfit as told:
        return str(told)
    return ""


def _check(field: CustomField, value: Plain) -> None:
    amount = value.amount if isinstance(value, Amount) else value
    if isinstance(amount, int | Decimal) and not isinstance(amount, bool):
        _within(field.least, field.most, amount, lambda one: f"{one.normalize():f}")
    if isinstance(value, date):
        _within(field.earliest, field.latest, value, date_format)
    if field.kind in TEXTS:
        _check_text(field, str(value))


def _within(least: Any, most: Any, value: Any, words: Callable[[Any], str]) -> None:
    if least is not None and value < least:
        raise Unfit(_("It must be %(least)s or more.") % {"least": words(least)})
    if most is not None and value > most:
        raise Unfit(_("It must be %(most)s or less.") % {"most": words(most)})


def _check_text(field: CustomField, text: str) -> None:
    most = min(field.longest or LONGEST[Kind(field.kind)], LONGEST[Kind(field.kind)])
    if len(text) > most:
        raise Unfit(_("It is longer than %(most)s characters.") % {"most": most})
    if field.mask and not fits_mask(field.mask, text):
        words = _("It must look like %(mask)s: A is a letter, 9 a digit, * either.")
        raise Unfit(words % {"mask": field.mask})


def _text(_field: CustomField, given: Any, _by: Actor) -> str:
    if not isinstance(given, str):
        raise Unfit(_("This must be a text."))
    try:
        no_control_characters(given)
    except ValidationError as error:
        raise Unfit(" ".join(error.messages)) from None
    return given.strip()


def _number(field: CustomField, given: Any, _by: Actor) -> Decimal | int:
    value = _decimal(given)
    kind = Kind(field.kind)
    if -int(value.normalize().as_tuple().exponent) > PLACES[kind]:
        raise Unfit(_("This must be a whole number.") if kind == Kind.WHOLE else _("Too many decimals."))
    return int(value) if kind == Kind.WHOLE else value


def _decimal(given: Any) -> Decimal:
    try:
        value = Decimal(str(given)) if not isinstance(given, bool) else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= BIGGEST:
        raise Unfit(_("This must be a number."))
    return value


def _money(field: CustomField, given: Any, by: Actor) -> Amount:
    if isinstance(given, Amount):
        given = {"amount": given.amount, "currency": given.currency}
    if not isinstance(given, dict) or set(given) != {"amount", "currency"}:
        raise Unfit(_("Money has an amount and a currency."))
    if pycountry.currencies.get(alpha_3=str(given["currency"])) is None:
        raise Unfit(_("There is no currency with the code %(code)s.") % {"code": given["currency"]})
    return Amount(Decimal(_number(field, given["amount"], by)), str(given["currency"]))


def _day(_field: CustomField, given: Any, _by: Actor) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise Unfit(_("This must be a day, written as 2026-03-31.")) from None


def _flag(_field: CustomField, given: Any, _by: Actor) -> bool:
    if not isinstance(given, bool):
        raise Unfit(_("This must be yes or no."))
    return given


def _choice(field: CustomField, given: Any, _by: Actor) -> str:
    found = field.option(given) if isinstance(given, str) else None
    if found is None:
        known = ", ".join(one.code for one in field.options.all() if not one.retired)
        raise Unfit(_("Choose one of: %(known)s.") % {"known": known})
    return str(found.code)


def _choices(field: CustomField, given: Any, by: Actor) -> tuple[str, ...]:
    if not isinstance(given, list | tuple):
        raise Unfit(_("This must be a list."))
    return tuple(dict.fromkeys(_choice(field, one, by) for one in given))


def _person(_field: CustomField, given: Any, by: Actor) -> Any:
    from uuid import UUID

    if person_named(by, given) is None:
        raise Unfit(_("Choose one from the list."))
    return given if isinstance(given, UUID) else UUID(str(given))


def _url(field: CustomField, given: Any, by: Actor) -> str:
    text = _text(field, given, by)
    try:
        WEB(text)
    except ValidationError:
        raise Unfit(_("This must be an address that begins with https:// or http://.")) from None
    return text


def _email(field: CustomField, given: Any, by: Actor) -> str:
    text = _text(field, given, by)
    try:
        validate_email(text)
    except ValidationError:
        raise Unfit(_("This must be an e-mail address.")) from None
    return text


READ: Final[dict[str, Callable[[CustomField, Any, Actor], Plain]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.WHOLE: _number,
    Kind.DECIMAL: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.YES_NO: _flag,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.PERSON: _person,
    Kind.URL: _url,
    Kind.EMAIL: _email,
}
