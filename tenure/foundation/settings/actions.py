"""Changes settings."""

from datetime import date
from typing import Final

from django.db import transaction

from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import second_person
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts

from .declare import Value, setting_of
from .models import SettingKey, SettingValue

GUARDED: Final = "settings.value"


@transaction.atomic
def set_value(key: str, value: Value, *, start: date, by: Actor, reason: str = "") -> SettingValue:
    """Let a setting have this value from a day on, up to the next change that is already planned."""
    setting = setting_of(key)
    require(by, setting.permission)
    checked = setting.checked(value)
    if setting.guarded:
        second_person(by, GUARDED)
    peg, _ = SettingKey.objects.select_for_update().get_or_create(key=key)
    rows = SettingValue.objects.filter(key=peg)
    current = rows.as_of(start).first()
    row = acts.change_from(current, start, value=checked) if current else _first(peg, checked, start)
    trail.record(by, "settings.value.set", row, key=key, start=start, reason=reason)
    return row


def _first(peg: SettingKey, value: Value, start: date) -> SettingValue:
    """Begin the values of a setting, or fill the time before the first of them."""
    later = SettingValue.objects.filter(key=peg, valid_from__gt=start).in_order().first()
    end = later.valid_from if later else None
    row: SettingValue = SettingValue.objects.create(key=peg, value=value, valid_from=start, valid_until=end)
    return row
