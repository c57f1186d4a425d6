"""Which of their own details people change at once, which after approval, and which HR alone changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenure.foundation.settings.declare import Setting, declare
from tenure.foundation.settings.models import SettingValue

from .person import Person
from .private import Address, BankAccount, Dependant, PersonalDetails
from .proposals import Proposal

What = Proposal.What
NOW, APPROVAL, HR = "now", "approval", "hr"
MODES: Final = {NOW: _("At once"), APPROVAL: _("After approval"), HR: _("By HR only")}
KEY: Final = "people.self_service."
CONFIGURE: Final = "approvals.configure"


@dataclass(frozen=True)
class Sheet:
    """A part of one's own details that is changed together.

    ``whole`` parts have one mode for all their fields; of the others each field has its own.
    """

    what: str
    model: type[models.Model]
    fields: Mapping[str, Any]
    view: str
    edit: str
    default: str = APPROVAL
    whole: bool = False
    dated: bool = False


SHEETS: Final[dict[str, Sheet]] = {
    one.what: one
    for one in (
        Sheet(
            What.CARD,
            Person,
            {
                "preferred_name": _("Preferred name"),
                "pronouns": _("Pronouns"),
                "pronunciation": _("How the name is said"),
                "work_phone": _("Phone at work"),
            },
            "people.directory",
            "people.edit_contact",
            default=NOW,
        ),
        Sheet(
            What.PERSONAL,
            PersonalDetails,
            {
                "legal_name": _("Legal name"),
                "legal_given_name": _("Legal given name"),
                "legal_family_name": _("Legal family name"),
                "birth_date": _("Date of birth"),
                "birth_place": _("Place of birth"),
                "sex": _("Sex, for filings"),
                "nationalities": _("Nationalities"),
                "marital_status": _("Marital status"),
            },
            "people.view_personal",
            "people.edit_personal",
        ),
        Sheet(
            What.ADDRESS,
            Address,
            {
                "lines": _("Street and number"),
                "postcode": _("Postcode"),
                "locality": _("Town"),
                "subdivision": _("State or region"),
                "country": _("Country"),
            },
            "people.view_personal",
            "people.edit_personal",
            whole=True,
            dated=True,
        ),
        Sheet(
            What.BANK,
            BankAccount,
            {
                "holder": _("Account holder"),
                "account": _("Account number or IBAN"),
                "bank": _("Bank"),
                "bank_code": _("Bank code or BIC"),
                "country": _("Country"),
                "currency": _("Currency"),
            },
            "people.view_bank",
            "people.edit_bank",
            whole=True,
            dated=True,
        ),
        Sheet(
            What.DEPENDANT,
            Dependant,
            {"name": _("Name"), "relationship": _("Relationship"), "birth_date": _("Date of birth")},
            "people.view_personal",
            "people.edit_personal",
            whole=True,
        ),
    )
}


def _declare() -> dict[tuple[str, str], Setting[str]]:
    """Declare one setting for each field, or one for a part that is changed as a whole."""
    found: dict[tuple[str, str], Setting[str]] = {}
    for sheet in SHEETS.values():
        named = {"": What(sheet.what).label} if sheet.whole else sheet.fields
        for name, label in named.items():
            key = f"{KEY}{sheet.what}.{name}" if name else f"{KEY}{sheet.what}"
            setting = Setting(key, sheet.default, label, permission=CONFIGURE, choices=MODES)
            found[sheet.what, name] = declare(setting)
    return found


SETTINGS: Final = _declare()


def modes(what: str, day: date) -> dict[str, str]:
    """Give the mode of each field of a part on a day."""
    sheet = SHEETS[what]
    rows = SettingValue.objects.as_of(day).filter(key__key__startswith=f"{KEY}{what}")
    chosen = dict(rows.values_list("key__key", "value"))
    return {name: _mode(sheet, name, chosen) for name in sheet.fields}


def _mode(sheet: Sheet, name: str, chosen: Mapping[str, Any]) -> str:
    setting = SETTINGS[sheet.what, "" if sheet.whole else name]
    found = chosen.get(setting.key, setting.default)
    return str(found) if found in MODES else setting.default


def current(person: Person, what: str, names: Iterable[str], on: date | None) -> dict[str, Any]:
    """Give what stands in a part now, or on the day from which it is to change, as plain values."""
    row = row_of(person, what, on)
    if row is None:
        return dict.fromkeys(names, "")
    return {name: plain(getattr(row, name)) for name in names}


def row_of(person: Person, what: str, on: date | None) -> Any:
    """Give the row behind a part, now or on the day from which it is to change."""
    if what == What.CARD:
        return person
    if what == What.PERSONAL:
        return PersonalDetails.objects.filter(person=person).first()
    if what == What.ADDRESS and on:
        return Address.objects.as_of(on).filter(person=person).first()
    if what == What.BANK and on:
        return BankAccount.objects.as_of(on).filter(person=person, purpose="pay").first()
    return None


def plain(value: Any) -> Any:
    """Turn a fact into what JSON holds."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, date | Decimal) else value


def restored(what: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn what JSON held into facts as verbs take them."""
    model = SHEETS[what].model
    found: dict[str, Any] = {}
    for name, value in values.items():
        column = model._meta.get_field(name) if name != "account" else None
        is_date = isinstance(column, models.DateField)
        found[name] = (date.fromisoformat(value) if value else None) if is_date else value
    return found
