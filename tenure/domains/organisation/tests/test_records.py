from dataclasses import replace
from datetime import date

import pytest

from tenure.domains.organisation import actions, queries, rules
from tenure.domains.organisation.models import Job, LegalEntity
from tenure.foundation.access import Held
from tenure.foundation.refusal import Clash, NotAllowed

from .factories import EDITOR, READER, TODAY, entity, place

pytestmark = pytest.mark.django_db


@pytest.mark.capability("GLB-01")
def test_companies_of_several_countries_stand_side_by_side() -> None:
    entity("uk")
    entity("de", country="DE", currency="EUR")
    assert set(LegalEntity.objects.values_list("country", "currency")) == {("GB", "GBP"), ("DE", "EUR")}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"country": "XX"}, "country"),
        ({"currency": "XXQ"}, "currency"),
        ({"subdivision": "ZZ"}, "subdivision"),
    ],
)
def test_an_entity_in_no_known_country_or_currency_is_refused(facts, field) -> None:
    with pytest.raises(actions.NotValid) as refused:
        entity("uk", **facts)
    assert list(refused.value.errors) == [field]


def test_a_code_stands_for_one_record() -> None:
    entity("uk")
    with pytest.raises(actions.CodeTaken):
        entity("uk")


def test_a_stale_form_is_refused_and_an_unchanged_one_too() -> None:
    uk = entity("uk")
    actions.edit_legal_entity(uk.pk, version=uk.version, name="Tenure Ltd", by=EDITOR)
    with pytest.raises(Clash):
        actions.edit_legal_entity(uk.pk, version=uk.version, name="Other Ltd", by=EDITOR)
    with pytest.raises(actions.NothingChanges):
        actions.edit_legal_entity(uk.pk, name="Tenure Ltd", by=EDITOR)


def test_a_reader_edits_nothing() -> None:
    uk = entity("uk")
    with pytest.raises(LegalEntity.DoesNotExist):
        actions.edit_legal_entity(uk.pk, name="Mine Ltd", by=READER)
    with pytest.raises(NotAllowed):
        actions.create_place(code="x", name="X", country="GB", by=READER)


def test_a_place_needs_a_zone_that_there_is() -> None:
    with pytest.raises(actions.NotValid):
        place("mars", time_zone="Mars/Olympus")


def days(where, year: int = 2026) -> dict[date, str]:
    return {one.day: one.name for one in queries.holiday_calendar(where, year=year).days if one.is_off}


def test_holidays_follow_the_part_of_the_country() -> None:
    england = place("leeds")
    scotland = place("perth", subdivision="SCT")
    assert date(2026, 4, 6) in days(england)  # Easter Monday
    assert date(2026, 4, 6) not in days(scotland)
    assert date(2026, 11, 30) in days(scotland)  # Saint Andrew's Day


def test_a_place_has_days_of_its_own_and_works_on_some_holidays() -> None:
    leeds = place("leeds")
    actions.add_place_day(leeds.pk, day=date(2026, 8, 7), name="Founders' day", by=EDITOR)
    actions.add_place_day(leeds.pk, day=date(2026, 12, 25), name="Open", is_off=False, by=EDITOR)
    assert days(leeds)[date(2026, 8, 7)] == "Founders' day"
    assert date(2026, 12, 25) not in days(leeds)
    with pytest.raises(actions.DayTaken):
        actions.add_place_day(leeds.pk, day=date(2026, 8, 7), name="Again", by=EDITOR)
    actions.remove_place_day(leeds.own_days.get(day=date(2026, 12, 25)).pk, by=EDITOR)
    assert date(2026, 12, 25) in days(leeds)


def test_a_calendar_says_what_it_rests_on() -> None:
    found = queries.holiday_calendar(place("leeds"), year=TODAY.year)
    assert found.is_known
    assert found.source.startswith("holidays ")
    assert found.source.endswith(": GB-ENG")


@pytest.mark.capability("ORG-11")
@pytest.mark.parametrize(
    ("code", "fits"),
    [("15-1252", True), ("15-1252.01", True), ("151252", False), ("15-125", False), ("", False)],
)
def test_soc_codes_have_their_shape(code, fits) -> None:
    assert rules.is_soc(code) is fits


@pytest.mark.capability("ORG-11")
def test_a_job_is_mapped_to_occupations_or_refused() -> None:
    family = actions.create_job_family(code="eng", name="Engineering", by=EDITOR)
    level = actions.create_level(code="l4", name="Senior", rank=4, by=EDITOR)
    actions.create_job(
        code="swe", title="Software engineer", family=family, level=level, soc_code="15-1252", isco_code="2512",
        by=EDITOR,
    )  # fmt: skip
    assert Job.objects.get().family.jobs.count() == 1
    with pytest.raises(actions.NotValid):
        actions.create_job(code="bad", title="Bad", soc_code="12345", by=EDITOR)


@pytest.mark.capability("ORG-11")
def test_families_do_not_stand_in_themselves() -> None:
    top = actions.create_job_family(code="a", name="A", by=EDITOR)
    low = actions.create_job_family(code="b", name="B", parent=top, by=EDITOR)
    with pytest.raises(actions.FamilyInItself) as refused:
        actions.edit_job_family(top.pk, parent=low, by=EDITOR)
    assert str(refused.value) == "A would stand in itself: A → B → A."


def test_a_week_has_seven_days() -> None:
    with pytest.raises(actions.NotValid):
        actions.create_work_pattern(code="w", name="W", minutes=[480] * 5, by=EDITOR)
    week = actions.create_work_pattern(code="w", name="W", minutes=[480] * 5 + [0, 0], by=EDITOR)
    assert week.full_time_minutes == 2400


def test_who_keeps_one_company_edits_that_one_and_adds_none() -> None:
    uk, de = entity("uk"), entity("de", country="DE", currency="EUR")
    keeper = replace(EDITOR, held=(Held("organisation.edit", "entity", (uk.pk,)),))
    actions.edit_legal_entity(uk.pk, name="Tenure Ltd", by=keeper)
    with pytest.raises(LegalEntity.DoesNotExist):
        actions.edit_legal_entity(de.pk, name="Mine GmbH", by=keeper)
    with pytest.raises(NotAllowed):
        actions.create_legal_entity(code="x", name="X", country="GB", currency="GBP", by=keeper)
