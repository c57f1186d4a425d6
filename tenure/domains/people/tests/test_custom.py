"""Fields and tables that HR made, about people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenure.domains.people import actions
from tenure.domains.people.models import PersonValue
from tenure.domains.people.queries.custom import custom
from tenure.foundation.access import Actor
from tenure.foundation.fields import actions as made
from tenure.foundation.fields.actions import Choice, HasValues, NoLongerFits, NotYoursToNarrow
from tenure.foundation.fields.defining import NotADefinition
from tenure.foundation.fields.keeping import NothingNew, ValuesChanged, ValuesUnfit, When
from tenure.foundation.fields.kinds import Amount
from tenure.foundation.fields.lists import NotIntoYourOwnList, Roles
from tenure.foundation.fields.models import CustomField
from tenure.foundation.jobs import run_due_now
from tenure.foundation.refusal import NotAllowed
from tenure.foundation.search.finding import find

from . import factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-09")]
DAY = timedelta(days=1)
TODAY = factories.TODAY
LEVELS = ("public", "internal", "personal", "pay", "identity", "special")


@pytest.fixture
def maker() -> Actor:
    return factories.hr("fields.configure", "people.view_bank")


@pytest.fixture
def bo(maker: Actor):
    return factories.hired("Bo Bergström", by=maker)


def make(maker: Actor, label: str, kind: str, **facts) -> CustomField:
    return made.make_field("person", label=label, kind=kind, by=maker, **{"level": "internal", **facts})


def told(by: Actor, person, day: date = TODAY) -> dict[str, str]:
    found = custom(by, person, day=day)
    return {one.field.code: one.text for group in found.groups for one in group.fields}


GIVEN = [
    ("text", "Blue", "Blue"),
    ("long_text", "Two\nlines", "Two\nlines"),
    ("whole", "42", "42"),
    ("decimal", "1.50", "1.5"),
    ("money", {"amount": "1234.5", "currency": "EUR"}, "€1,234.50"),
    ("date", "2026-03-31", "31 Mar 2026"),
    ("yes_no", False, "No"),
    ("choice", "small", "Small"),
    ("choices", ["large", "small"], "Large, Small"),
    ("url", "https://example.org/x", "https://example.org/x"),
    ("email", "bo@example.org", "bo@example.org"),
]
WRONG = [
    ("text", 5, "This must be a text."),
    ("whole", "4.5", "This must be a whole number."),
    ("whole", True, "This must be a number."),
    ("decimal", "NaN", "This must be a number."),
    ("money", {"amount": "1", "currency": "XXZ"}, "There is no currency with the code XXZ."),
    ("date", "31.3.2026", "This must be a day, written as 2026-03-31."),
    ("yes_no", "yes", "This must be yes or no."),
    ("choice", "huge", "Choose one of: small, large."),
    ("url", "javascript:alert(1)", "This must be an address that begins with https:// or http://."),
    ("email", "bo", "This must be an e-mail address."),
    ("person", "01900000-0000-7000-8000-000000000000", "Choose one from the list."),
]
OPTIONS = (Choice("Small"), Choice("Large"))


def options(kind: str) -> dict:
    return {"options": OPTIONS} if kind in ("choice", "choices") else {}


@pytest.mark.parametrize("level", ["internal", "special"])
@pytest.mark.parametrize(("kind", "given", "text"), GIVEN)
def test_a_value_of_every_kind_is_kept_and_told(maker, bo, level, kind, given, text) -> None:
    field = make(
        maker, "Thing", kind, **options(kind), level=level, own_list=level == "special", roles=LISTED
    )
    by = factories.hr("fields.see.person.thing", "fields.edit.person.thing")
    actions.set_custom(bo.uid, values={field.code: given}, by=by)
    row = PersonValue.objects.get()
    assert (row.sealed is not None) == (level == "special")
    assert told(by, bo) == {"thing": text}


LISTED = Roles(see=("hr_manager",), edit=("hr_manager",))


@pytest.mark.parametrize(("kind", "given", "words"), WRONG)
def test_a_value_of_another_kind_is_refused_in_words(maker, bo, kind, given, words) -> None:
    field = make(maker, "Thing", kind, **options(kind))
    with pytest.raises(ValuesUnfit) as refused:
        actions.set_custom(bo.uid, values={field.code: given}, by=maker)
    assert refused.value.errors == {"thing": words}


def test_bounds_and_shapes_are_kept(maker, bo) -> None:
    make(maker, "Size", "whole", least=Decimal(30), most=Decimal(50))
    make(maker, "Plate", "text", mask="AA-999")
    make(maker, "Badge", "text", required=True)
    given = {"size": 51, "plate": "B-12", "badge": ""}
    with pytest.raises(ValuesUnfit) as refused:
        actions.set_custom(bo.uid, values=given, by=maker)
    assert refused.value.errors == {
        "size": "It must be 50 or less.",
        "plate": "It must look like AA-999: A is a letter, 9 a digit, * either.",
        "badge": "This is required.",
    }
    actions.set_custom(bo.uid, values={"size": 40, "plate": "BX-123", "badge": "7"}, by=maker)


def test_a_stale_form_and_one_without_news_are_refused(maker, bo) -> None:
    make(maker, "Size", "whole")
    actions.set_custom(bo.uid, values={"size": 40}, version=0, by=maker)
    with pytest.raises(NothingNew):
        actions.set_custom(bo.uid, values={"size": "40"}, by=maker)
    with pytest.raises(ValuesChanged):
        actions.set_custom(bo.uid, values={"size": 41}, version=0, by=maker)
    actions.set_custom(bo.uid, values={"size": None}, version=1, by=maker)
    assert told(maker, bo) == {"size": ""}


def test_a_dated_value_is_changed_corrected_and_rescinded(maker, bo) -> None:
    make(maker, "Grade", "text", dated=True)
    first = actions.change_custom(bo.uid, code="grade", value="A", when=When(TODAY - 10 * DAY), by=maker)
    second = actions.change_custom(bo.uid, code="grade", value="B", when=When(TODAY - DAY, "moved"), by=maker)
    actions.correct_custom(first.uid, value="A1", by=maker)
    assert [told(maker, bo, TODAY - n * DAY)["grade"] for n in (11, 5, 1)] == ["", "A1", "B"]
    actions.rescind_custom(second.uid, by=maker)
    assert told(maker, bo) == {"grade": "A1"}
    with pytest.raises(ValuesUnfit):
        actions.set_custom(bo.uid, values={"grade": "C"}, by=maker)


def test_what_lies_ahead_is_for_planners(maker, bo) -> None:
    make(maker, "Grade", "text", dated=True)
    actions.change_custom(bo.uid, code="grade", value="A", when=When(TODAY), by=maker)
    actions.change_custom(bo.uid, code="grade", value="SOON", when=When(TODAY + DAY), by=maker)
    viewer = factories.actor(*factories.over("everyone", "people.directory", "people.view"))
    assert told(viewer, bo, TODAY + DAY) == {"grade": ""}
    (group,) = custom(viewer, bo, day=TODAY).groups
    assert (group.fields[0].text, group.fields[0].future, group.fields[0].now.until) == ("A", (), None)
    assert told(maker, bo, TODAY + DAY) == {"grade": "SOON"}


SEES = {
    "employee": {"public", "internal", "personal", "pay", "identity", "special"},
    "colleague": {"public"},
    "manager": {"public", "internal"},
    "hr": {"public", "internal", "personal", "pay", "identity"},
    "stranger": set(),
}


@pytest.mark.capability("CPL-08")
def test_each_class_is_seen_by_who_may_see_such_facts(maker, bo) -> None:
    boss = factories.hired("Ada", by=maker)
    actions.change_assignment(factories.job_of(bo).uid, on=TODAY, manager=boss, by=maker)
    colleague = factories.hired("Cy", by=maker)
    for level in LEVELS:
        make(maker, level, "text", level=level)
    oneself = factories.actor(*factories.EMPLOYEE, *factories.over("own", "people.edit_special"), person=bo)
    everyone = {level: f"SECRET {level}" for level in LEVELS if level != "special"}
    actions.set_custom(bo.uid, values=everyone, by=maker)
    actions.set_custom(bo.uid, values={"special": "SECRET special"}, by=oneself)
    who = {
        "employee": oneself,
        "colleague": factories.actor(*factories.EMPLOYEE, person=colleague),
        "manager": factories.actor(*factories.EMPLOYEE, *factories.MANAGER, person=boss),
        "hr": factories.hr("people.view_special", "people.edit_special"),
        "stranger": factories.actor(),
    }
    seen = {name: {code for code, text in told(by, bo).items() if text} for name, by in who.items()}
    assert seen == SEES
    rows = {
        n: set(PersonValue.objects.allowed(by, "fields.see").values_list("field__code", flat=True))
        for n, by in who.items()
    }
    assert rows == SEES


def test_nobody_writes_what_is_not_theirs(maker, bo) -> None:
    make(maker, "Shoe", "whole", level="personal")
    manager = factories.actor(*factories.over("everyone", "people.directory", "people.view", "people.edit"))
    with pytest.raises(ValuesUnfit) as refused:
        actions.set_custom(bo.uid, values={"shoe": 41}, by=manager)
    assert refused.value.errors == {"shoe": "There is no such field, or it is not yours to change."}
    with pytest.raises(bo.DoesNotExist):
        actions.set_custom(bo.uid, values={"shoe": 41}, by=factories.actor(*factories.EMPLOYEE))


@pytest.mark.capability("CORE-10")
def test_an_own_list_lets_in_its_roles_and_no_other(maker, bo) -> None:
    roles = Roles(see=("payroll",), edit=("hr_generalist",))
    made.make_field(
        "person", label="Fit", kind="yes_no", level="special", own_list=True, roles=roles, by=maker
    )
    nurse = factories.actor(*factories.over("everyone", "fields.see.person.fit", "fields.edit.person.fit"))
    actions.set_custom(bo.uid, values={"fit": True}, by=nurse)
    reader = factories.actor(*factories.over("everyone", "fields.see.person.fit"))
    assert (told(nurse, bo), told(reader, bo), told(maker, bo)) == ({"fit": "Yes"}, {"fit": "Yes"}, {})
    with pytest.raises(bo.DoesNotExist):
        actions.set_custom(bo.uid, values={"fit": False}, by=reader)


def test_a_rule_that_values_break_is_refused_with_their_number(maker, bo) -> None:
    field = make(maker, "Size", "whole")
    actions.set_custom(bo.uid, values={"size": 60}, by=maker)
    with pytest.raises(NoLongerFits) as refused:
        made.change_field(field.uid, most=Decimal(50), by=maker)
    assert str(refused.value) == ("1 have values that would no longer be allowed, among them: Bo Bergström.")
    made.change_field(field.uid, most=Decimal(50), accept=True, by=maker)
    assert told(maker, bo) == {"size": "60"}


def test_who_does_not_see_the_values_does_not_learn_of_them_by_rules(maker, bo) -> None:
    field = make(maker, "Bonus", "whole", level="pay")
    actions.set_custom(bo.uid, values={"bonus": 60}, by=maker)
    administrator = factories.actor(*factories.over("everyone", "fields.configure"))
    with pytest.raises(NotYoursToNarrow):
        made.change_field(field.uid, most=Decimal(50), by=administrator)


@pytest.mark.parametrize(
    "facts", [{"kind": "text"}, {"level": "public"}, {"own_list": True, "roles": LISTED}]
)
def test_kind_and_class_stay_while_there_are_values(maker, bo, facts) -> None:
    field = make(maker, "Size", "whole")
    actions.set_custom(bo.uid, values={"size": 60}, by=maker)
    with pytest.raises(HasValues):
        made.change_field(field.uid, by=maker, **facts)
    with pytest.raises(HasValues):
        made.remove(CustomField, field.uid, by=maker)
    made.retire(CustomField, field.uid, by=maker)
    assert told(maker, bo) == {"size": "60"}
    with pytest.raises(ValuesUnfit):
        actions.set_custom(bo.uid, values={"size": 61}, by=maker)


def test_an_option_that_was_chosen_is_retired_not_removed(maker, bo) -> None:
    field = make(maker, "Size", "choice", options=OPTIONS)
    actions.set_custom(bo.uid, values={"size": "small"}, by=maker)
    made.change_field(field.uid, options=[Choice("Medium")], by=maker)
    assert list(field.options.values_list("code", "retired").order_by("code")) == [
        ("medium", False),
        ("small", True),
    ]
    assert told(maker, bo) == {"size": "Small"}


def test_who_may_not_make_fields_makes_none(bo) -> None:
    with pytest.raises(NotAllowed):
        make(factories.hr(), "Size", "whole")


def test_a_row_of_a_table_is_added_changed_and_removed(maker, bo) -> None:
    table = made.make_table("person", label="Company car", level="internal", dated=True, by=maker)
    for label, kind in (("Plate", "text"), ("List price", "money")):
        made.make_field("person", table=table.uid, label=label, kind=kind, by=maker)
    price = {"amount": "40000", "currency": "EUR"}
    cells = {"plate": "B-AB 1", "list_price": price}
    span = (TODAY - DAY, None)
    row = actions.add_custom_row(bo.uid, table="company_car", cells=cells, span=span, by=maker)
    actions.update_custom_row(row.uid, cells={"plate": "B-AB 2"}, by=maker)
    (sheet,) = custom(maker, bo, day=TODAY).sheets
    assert sheet.lines[0].values == {"plate": "B-AB 2", "list_price": Amount(Decimal(40000), "EUR")}
    with pytest.raises(ValuesUnfit):
        actions.update_custom_row(row.uid, cells={"colour": "red"}, by=maker)
    actions.remove_custom_row(row.uid, by=maker)
    assert custom(maker, bo, day=TODAY).sheets[0].lines == ()


def test_nobody_lets_themself_into_a_list(maker, bo) -> None:
    roles = Roles(see=("payroll",), edit=("payroll",))
    field = make(maker, "Fit", "yes_no", level="special", own_list=True, roles=roles)
    keeper = factories.actor(*factories.over("everyone", "fields.see.person.fit", "fields.edit.person.fit"))
    actions.set_custom(bo.uid, values={"fit": True}, by=keeper)
    from tenure.foundation.identity.models import Grant, Role, User

    user = User.objects.create_user("x@example.org")
    Grant.objects.create(user=user, role=Role.objects.get(code="hr_manager"), valid_from=TODAY - DAY)
    somebody = factories.actor(*factories.over("everyone", "fields.configure"), user=user)
    with pytest.raises(NotIntoYourOwnList):
        made.change_field(field.uid, roles=Roles(see=("payroll", "hr_manager")), by=somebody)


class TestSearch:
    def test_a_value_is_found_until_it_goes_or_its_field_retires(self, maker, bo) -> None:
        field = make(maker, "Badge", "text", level="public", searchable=True)
        actions.set_custom(bo.uid, values={"badge": "Zebra 77"}, by=maker)
        assert found("zebra") == found("77") == [bo.pk]
        actions.set_custom(bo.uid, values={"badge": "Yak"}, by=maker)
        assert (found("zebra"), found("yak")) == ([], [bo.pk])
        made.retire(CustomField, field.uid, by=maker)
        run_due_now()
        assert found("yak") == []

    def test_what_was_filled_before_is_found_once_search_is_told(self, maker, bo) -> None:
        options = (Choice("Quokka", labels={"de": "Kurzschwanzkänguru"}), Choice("Emu"))
        field = make(maker, "Totem", "choices", level="public", options=options)
        actions.set_custom(bo.uid, values={"totem": ["quokka"]}, by=maker)
        assert found("quokka") == []
        made.change_field(field.uid, searchable=True, by=maker)
        run_due_now()
        assert found("quokka") == found("kurzschwanz") == [bo.pk]
        assert found("emu") == []

    @pytest.mark.parametrize("facts", [{"level": "internal"}, {"level": "public", "dated": True}])
    def test_what_not_everybody_may_see_on_every_day_is_not_in_the_index(self, maker, facts) -> None:
        with pytest.raises(NotADefinition) as refused:
            make(maker, "Badge", "text", searchable=True, **facts)
        assert "searchable" in refused.value.errors


def found(text: str) -> list[int]:
    return [one.id for one in find(factories.hr(), text, kinds=["people.person"]).hits]
