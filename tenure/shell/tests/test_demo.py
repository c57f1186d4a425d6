"""The demo company in a real database, built once for all tests of this module."""

import re
import stat
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from stdnum import iban

from tenure.domains.change_sets.models import ChangeSet
from tenure.domains.people.models import (
    Address,
    Assignment,
    BankAccount,
    Dependant,
    Employment,
    Finding,
    IdentityPaper,
    Note,
    Pay,
    Person,
    Qualification,
    ReportingLine,
)
from tenure.foundation.identity.models import User
from tenure.foundation.money.amount import Money
from tenure.foundation.money.conversion import convert
from tenure.shell.actor import system_actor
from tenure.shell.demo import build, sign_ins
from tenure.shell.demo.accounts import PARTS

TODAY = timezone.localdate()


def _actor():
    return system_actor("tests", *build.PERMISSIONS, today=TODAY)


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[build.Built]:
    """Build the company in a transaction that is undone when the module is through."""
    folder = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), transaction.atomic():
        yield build.build(folder, by=_actor())
        transaction.set_rollback(True)


def whole():
    """Give the contracts of all but the one who was hired once more as if new."""
    pair = Finding.objects.get(kind="two-records")
    return Employment.objects.exclude(person__in=[pair.person, pair.other])


def test_what_does_not_fit_is_found(company) -> None:
    kinds = {*Finding.objects.values_list("kind", flat=True)}
    assert {"two-records", "contract-over", "paper-expired", "no-pay"} <= kinds


def test_about_240_people_are_at_work_in_three_companies(company) -> None:
    here = Employment.objects.as_of(TODAY)
    assert 225 <= here.values("person").distinct().count() == company.at_work <= 255
    assert {*here.values_list("legal_entity__code", flat=True)} == {"AIN-US", "AIN-GB", "AIN-DE"}


def test_everybody_at_work_has_a_line_to_the_chief(company) -> None:
    lines = ReportingLine.objects.as_of(TODAY)
    here = Employment.objects.as_of(TODAY).values_list("person", flat=True)
    assert {*lines.values_list("person", flat=True)} == {*here}
    assert [str(line.person) for line in lines.filter(manager=None)] == ["Margaret Ashdown"]
    assert max(len(line.path) for line in lines) <= 6


def test_everybody_is_paid_in_the_currency_of_their_company(company) -> None:
    assert not Pay.objects.exclude(currency=F("employment__legal_entity__currency")).exists()
    paid = Pay.objects.as_of(TODAY).values("person")
    assert not whole().as_of(TODAY).exclude(person__in=paid).exists()


def test_nothing_outlives_the_contract(company) -> None:
    for rows in (Assignment.objects, Pay.objects):
        ended = rows.filter(employment__valid_until__isnull=False)
        assert not ended.filter(valid_until__isnull=True).exists()
        assert not ended.filter(valid_until__gt=F("employment__valid_until")).exists()


def test_something_is_planned_and_something_runs_out(company) -> None:
    soon = TODAY + timedelta(days=90)
    planned = Assignment.objects.filter(valid_from__gt=TODAY)
    assert {"promotion", "transfer"} <= {*planned.values_list("reason", flat=True)}
    assert Employment.objects.filter(valid_from__gt=TODAY).count() == 4
    assert Employment.objects.filter(valid_until__gt=TODAY, end_reason="resignation").count() == 2
    assert IdentityPaper.objects.filter(kind="work_permit", expires_on__range=(TODAY, soon)).count() == 6


def test_a_reorganisation_of_some_twelve_people_waits_for_approval(company) -> None:
    held = ChangeSet.objects.get()
    assert (held.state, held.problem, held.on > TODAY) == ("submitted", "", True)
    assert 10 <= held.lines.count() <= 14
    assert held.found["units"]


def test_notes_are_there_of_every_visibility(company) -> None:
    assert {*Note.objects.values_list("visibility", flat=True)} == {*Note.Visibility.values}


def test_staff_files_came_in_with_the_people(company) -> None:
    moved = Address.objects.values("person").annotate(count=Count("pk")).filter(count=2)
    assert not whole().exclude(person__in=Address.objects.values("person")).exists()
    assert moved.count() > 20
    assert {*Qualification.objects.values_list("check_state", flat=True)} == {*Qualification.Check.values}
    assert Dependant.objects.filter(relationship="Child", birth_date__lt=TODAY).count() > 50


def test_ibans_have_the_right_check_digits(company) -> None:
    accounts = [row.account for row in BankAccount.objects.select_related("person")]
    ibans = [account for account in accounts if account[:2].isalpha()]
    assert ibans
    assert [one for one in ibans if not iban.is_valid(one)] == []


def test_amounts_convert_on_any_day_of_four_years(company) -> None:
    for years in range(5):
        day = TODAY - timedelta(days=365 * years)
        assert convert(Money(Decimal(100), "USD"), "GBP", on=day).result.amount > 0


def test_the_sign_ins_are_for_their_owner_alone(company) -> None:
    assert stat.S_IMODE(company.file.stat().st_mode) == 0o600
    text = company.file.read_text()
    for email, title in company.accounts:
        entry = next(part for part in text.split("\n\n") if f" {email}\n" in part)
        password = re.search(r"^Password +(\S+)$", entry, re.MULTILINE)[1]
        assert title in entry
        assert User.objects.get(email=email).check_password(password)
    assert len(company.accounts) == len(PARTS)


def test_nobody_can_read_the_file_while_it_is_written(tmp_path, monkeypatch) -> None:
    modes = []
    replace = sign_ins.Path.replace

    def watch(draft, target):
        modes.append(stat.S_IMODE(draft.stat().st_mode))
        return replace(draft, target)

    monkeypatch.setattr(sign_ins.Path, "replace", watch)
    (tmp_path / sign_ins.NAME).write_text("old")
    (tmp_path / sign_ins.NAME).chmod(0o644)
    file = sign_ins.write([], tmp_path)
    assert modes == [0o600]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_administrator_is_nobody_and_the_others_are_somebody(company) -> None:
    people = {*Person.objects.exclude(user=None).values_list("user__email", flat=True)}
    emails = {email for email, _title in company.accounts}
    assert emails - people == {"auditor@alderbrook.example", "administrator@alderbrook.example"}


def test_a_second_build_changes_nothing(company) -> None:
    before = company.file.read_bytes(), Person.objects.count(), User.objects.count()
    again = build.build(company.file.parent, by=_actor())
    assert (again.is_new, again.people) == (False, company.people)
    assert (company.file.read_bytes(), Person.objects.count(), User.objects.count()) == before


@pytest.mark.django_db
def test_a_database_with_other_people_is_left_alone(tmp_path) -> None:
    Person.objects.create(number="1", name="Ada Lovelace")
    with pytest.raises(build.SomebodyElseIsHere):
        build.build(tmp_path, by=_actor())
    assert Person.objects.count() == 1
    assert [*tmp_path.iterdir()] == []
