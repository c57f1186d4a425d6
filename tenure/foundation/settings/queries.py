"""Reads settings."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tenure.foundation.access import Actor

from .declare import Setting, declared
from .models import SettingValue

T = TypeVar("T", bool, int, str)


@dataclass(frozen=True)
class Shown:
    """A setting as a page shows it: what it is on a day, since when, and what is planned."""

    setting: Setting[bool] | Setting[int] | Setting[str]
    value: bool | int | str
    since: date | None
    planned: tuple[SettingValue, ...]


def value(setting: Setting[T], *, on: date) -> T:
    """Give what a setting is on a day: the value set, or its default."""
    row = SettingValue.objects.as_of(on).filter(key__key=setting.key).first()
    return setting.default if row is None else setting.checked(row.value)


def listed(by: Actor) -> list[Shown]:
    """List the settings that the actor may change, as they are today."""
    mine = [one for one in declared() if by.holds(one.permission)]
    rows = (
        SettingValue.objects.filter(key__key__in=[one.key for one in mine]).select_related("key").in_order()
    )
    by_key: dict[str, list[SettingValue]] = {}
    for row in rows:
        by_key.setdefault(row.key.key, []).append(row)
    return [_shown(one, by_key.get(one.key, []), by.today) for one in mine]


def _shown(
    setting: Setting[bool] | Setting[int] | Setting[str], rows: list[SettingValue], day: date
) -> Shown:
    now = next((row for row in rows if row.holds_on(day)), None)
    planned = tuple(row for row in rows if row.valid_from > day)
    return Shown(setting, now.value if now else setting.default, now.valid_from if now else None, planned)
