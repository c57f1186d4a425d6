from datetime import date

import pytest

from tenure.foundation.forms.dated import Conflict, DatedForm, Seen, conflicts, unseal
from tenure.foundation.forms.fields import PlainForm, RecordField

TODAY = date(2026, 3, 3)


def dated(**data):
    seen = Seen(3, {"Title": "Clerk"}).sealed()
    return DatedForm({"seen": seen, "reason": "", **data}, today=TODAY, reasons=[("promotion", "Promotion")])


def test_what_was_seen_comes_back():
    seen = Seen(3, {"Title": "Clerk"})
    assert unseal(seen.sealed()) == seen
    assert unseal(seen.sealed()[:-1] + "x") is None


@pytest.mark.parametrize(
    ("day", "may"), [("2026-03-02", True), ("2026-03-03", False), ("2026-03-04", False), ("soon", False)]
)
def test_a_correction_is_offered_for_a_past_day_only(day, may):
    assert dated(on=day).may_correct is may


@pytest.mark.parametrize(
    ("day", "act", "is_one"),
    [
        ("2026-03-02", "correct", True),
        ("2026-03-02", "change", False),
        ("2026-03-02", "", False),
        ("2026-03-04", "correct", False),
    ],
)
def test_a_day_to_come_is_never_a_correction(day, act, is_one):
    form = dated(on=day, act=act)
    assert form.is_valid(), form.errors
    assert form.is_correction is is_one


def test_a_damaged_form_is_refused():
    form = DatedForm({"seen": "x", "on": "2026-03-04"}, today=TODAY, reasons=[])
    assert list(form.errors) == ["seen"]


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "a\ud800b"])
def test_characters_that_cannot_be_stored_are_refused(text):
    form = dated(on="2026-03-04", why=text)
    assert "why" in form.errors


def test_lines_and_tabs_are_text():
    assert dated(on="2026-03-04", why="a\n\tb").is_valid()


def test_only_touched_fields_are_laid_side_by_side():
    seen = Seen(1, {"Title": "Clerk", "Place": "Bonn", "Unit": "Sales"})
    now = {"Title": "Boss", "Place": "Bonn", "Unit": "Sales"}
    assert conflicts(seen, now, {"Title": "Clerk", "Place": "Ulm", "Unit": "Sales"}) == [
        Conflict("Title", "Clerk", "Boss", "Clerk"),
        Conflict("Place", "Bonn", "Bonn", "Ulm"),
    ]


def test_a_record_must_be_one_of_the_list():
    class Form(PlainForm):
        unit = RecordField(find={"1": "Sales"}.get, kind="unit", required=False)

    assert Form({"unit": "1"}).is_valid()
    assert list(Form({"unit": "2"}).errors) == ["unit"]
    assert Form({"unit": ""}).is_valid()
