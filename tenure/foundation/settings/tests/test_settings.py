"""Settings: declared, dated, in the trail, with a history."""

from datetime import date

import pytest

from tenure.foundation.access import Actor, Held
from tenure.foundation.audit import changes
from tenure.foundation.audit.models import Entry
from tenure.foundation.refusal import NotAllowed
from tenure.foundation.settings import Setting, declare
from tenure.foundation.settings.actions import set_value
from tenure.foundation.settings.declare import NotASetting, NotAValue
from tenure.foundation.settings.models import SettingValue
from tenure.foundation.settings.queries import listed, value

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-20")]

ADMINISTRATOR = Actor(1, None, date(2026, 3, 1), held=(Held("system.configure", "everyone"),))
LAMPS = declare(Setting("tests.lamps", 3, "Lamps", least=0, most=9))
LIT = declare(Setting("tests.lit", default=False, label="Lit", permission="lamps.light"))
COLOUR = declare(Setting("tests.colour", "red", "Colour", choices={"red": "Red", "blue": "Blue"}))
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def on(day: date) -> int:
    return value(LAMPS, on=day)


def test_a_setting_has_its_default_until_it_is_set() -> None:
    set_value("tests.lamps", 5, start=APRIL, by=ADMINISTRATOR)
    assert (on(MARCH), on(APRIL), on(MAY)) == (3, 5, 5)


def test_a_planned_change_takes_effect_by_itself_and_stays_when_an_earlier_one_comes() -> None:
    set_value("tests.lamps", 7, start=MAY, by=ADMINISTRATOR)
    set_value("tests.lamps", 5, start=APRIL, by=ADMINISTRATOR)
    assert (on(MARCH), on(APRIL), on(MAY)) == (3, 5, 7)


def test_a_second_change_of_the_same_day_puts_the_first_right() -> None:
    for lamps in (5, 6):
        set_value("tests.lamps", lamps, start=APRIL, by=ADMINISTRATOR)
    assert (on(APRIL), SettingValue.objects.count()) == (6, 1)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("tests.lamps", 10),
        ("tests.lamps", True),
        ("tests.lamps", "5"),
        ("tests.lit", 1),
        ("tests.colour", "green"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(key: str, wrong: bool | int | str) -> None:
    both = Actor(1, None, MARCH, held=(*ADMINISTRATOR.held, Held("lamps.light", "everyone")))
    with pytest.raises(NotAValue):
        set_value(key, wrong, start=APRIL, by=both)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(NotASetting):
        set_value("tests.unknown", 1, start=APRIL, by=ADMINISTRATOR)


def test_each_setting_asks_for_its_own_permission() -> None:
    with pytest.raises(NotAllowed):
        set_value("tests.lit", value=True, start=APRIL, by=ADMINISTRATOR)
    assert {s.setting.key for s in listed(ADMINISTRATOR)} & {"tests.lit", "tests.lamps"} == {"tests.lamps"}


def test_a_page_shows_what_is_and_what_is_planned() -> None:
    set_value("tests.lamps", 5, start=MARCH, by=ADMINISTRATOR)
    set_value("tests.lamps", 6, start=MAY, by=ADMINISTRATOR)
    shown = next(s for s in listed(ADMINISTRATOR) if s.setting is LAMPS)
    assert (shown.value, shown.since, [p.value for p in shown.planned]) == (5, MARCH, [6])


@pytest.mark.capability("CPL-08")
def test_the_history_says_who_changed_what_when_why_and_from_where() -> None:
    by = Actor(7, 3, MARCH, held=ADMINISTRATOR.held, channel="api", request_id="r9")
    first = set_value("tests.lamps", 5, start=MARCH, by=ADMINISTRATOR, reason="More light")
    set_value("tests.lamps", 6, start=MARCH, by=by, reason="Still dark")
    made, changed = changes.of(first)
    assert [(f.name, f.old, f.new) for f in changed.fields] == [("value", 5, 6)]
    assert {f.name: f.new for f in made.fields} == {"key_id": first.key_id, "valid_from": MARCH, "value": 5}
    assert (made.act, made.entry and made.entry.reason) == ("insert", "More light")
    assert changed.entry is not None
    seen = (
        changed.entry.actor_user_id,
        changed.entry.actor_person_id,
        changed.entry.channel,
        changed.entry.reason,
    )
    assert seen == (7, 3, "api", "Still dark")


@pytest.mark.capability("CPL-08")
def test_an_update_that_asks_nobody_is_in_the_history_too() -> None:
    row = set_value("tests.lamps", 5, start=MARCH, by=ADMINISTRATOR)
    SettingValue.objects.filter(pk=row.pk).update(value=8)
    SettingValue.objects.filter(pk=row.pk).delete()
    assert [(c.act, c.values["value"]) for c in changes.of_rows(SettingValue, key_id=row.key_id)] == [
        ("insert", 5),
        ("update", 8),
        ("delete", 8),
    ]


@pytest.mark.capability("CPL-08")
def test_a_save_that_changes_nothing_leaves_no_line() -> None:
    row = set_value("tests.lamps", 5, start=MARCH, by=ADMINISTRATOR)
    row.save()
    assert [c.act for c in changes.of(row)] == ["insert"]


def test_what_was_set_is_in_the_trail() -> None:
    set_value("tests.lamps", 5, start=APRIL, by=ADMINISTRATOR, reason="More light")
    line = Entry.objects.get()
    assert (line.verb, line.details, line.reason) == (
        "settings.value.set",
        {"key": "tests.lamps", "start": "2026-04-01"},
        "More light",
    )
