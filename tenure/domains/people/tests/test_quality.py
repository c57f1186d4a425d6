"""The data quality list: what is found, who sees it, how it is repaired and left."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse

from tenure.domains.organisation.models import UnitHead
from tenure.domains.people import actions, queries
from tenure.domains.people.models import (
    Assignment,
    Contact,
    EmploymentTerm,
    Finding,
    IdentityPaper,
    Pay,
    PersonalDetails,
)
from tenure.domains.people.rules import quality as rules
from tenure.foundation.audit.models import Entry
from tenure.foundation.jobs import run_due_now
from tenure.foundation.lists.testing import assert_list_queries
from tenure.foundation.notify.models import Notice
from tenure.foundation.refusal import NotAllowed

from . import factories as make
from .cast import Company

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-22")]
QUIET = {"no-pattern", "no-papers", "no-birth-date", "no-pay", "no-unit", "no-place"}


def found(person, *, but=QUIET):
    rows = Finding.objects.filter(person=person).exclude(kind__in=but)
    return sorted(rows.values_list("kind", flat=True))


def check(**facts):
    return actions.check_records(by=make.hr("people.edit", **facts))


class TestWhatIsFound:
    def test_a_record_without_its_facts(self):
        ana = make.hired("Ana")
        check()
        assert found(ana, but=()) == [
            "no-birth-date",
            "no-manager",
            "no-papers",
            "no-pattern",
            "no-pay",
            "no-place",
            "no-unit",
        ]

    def test_nothing_is_said_of_the_top_nor_of_those_below(self):
        ana = make.hired("Ana")
        bo = make.hired("Bo", manager=ana)
        check()
        assert (found(ana), found(bo)) == ([], [])

    def test_the_head_of_the_unit_is_proposed_to_whoever_has_no_manager(self):
        desk = make.seat("lead", unit=make.unit())
        UnitHead.objects.create(unit=make.unit(), position=desk, valid_from=make.START)
        ana = make.hired("Ana", position=desk)
        bo = make.hired("Bo", unit=make.unit())
        check()
        assert Finding.objects.get(person=bo, kind="no-manager").proposed == ana

    def test_the_manager_of_a_manager_who_left_is_proposed(self):
        top = make.hired("Top")
        ana = make.hired("Ana", manager=top)
        bo = make.hired("Bo", manager=ana)
        actions.end_employment(
            make.contract_of(ana).uid, last_day=date(2026, 2, 1), reason="resignation", by=make.hr()
        )
        check()
        finding = Finding.objects.get(person=bo, kind="manager-left")
        assert (finding.other, finding.proposed) == (ana, top)

    def test_a_ring_that_an_import_left(self):
        ana = make.hired("Ana")
        bo = make.hired("Bo", manager=ana)
        Assignment.objects.filter(person=ana).update(manager=bo)
        check()
        assert Finding.objects.get(kind="manager-ring").other in (ana, bo)

    @pytest.mark.parametrize(
        ("born", "kinds"),
        [
            (date(1990, 2, 28), []),
            (date(2024, 1, 1), ["born-late"]),
            (date(2010, 1, 2), ["age-impossible"]),
            (date(2010, 1, 1), []),
            (date(1925, 3, 2), ["age-impossible"]),
            (date(1925, 3, 3), []),
        ],
    )
    def test_births_that_cannot_be(self, born, kinds):
        ana = make.hired("Ana", manager=make.hired("Top"))
        PersonalDetails.objects.create(person=ana, birth_date=born)
        check()
        assert found(ana) == kinds

    def test_a_contract_that_ran_out_and_went_on(self):
        ana = make.hired("Ana", manager=make.hired("Top"))
        terms = EmploymentTerm.objects.filter(employment__person=ana)
        terms.update(contract="fixed_term", contract_ends_on=make.TODAY - timedelta(days=1))
        check()
        assert found(ana) == ["contract-over"]
        terms.update(contract_ends_on=make.START - timedelta(days=1))
        check()
        assert found(ana) == ["days-crossed"]

    def test_papers_that_ran_out_until_a_later_one_is_there(self):
        ana = make.hired("Ana", manager=make.hired("Top"))
        visa = {"kind": IdentityPaper.Kind.VISA, "country": "DE", "by": make.hr()}
        actions.add_paper(ana.uid, expires_on=make.TODAY - timedelta(days=1), **visa)
        check()
        assert found(ana) == ["paper-expired"]
        actions.add_paper(ana.uid, expires_on=make.TODAY + timedelta(days=10), **visa)
        check()
        assert found(ana) == ["paper-expiring"]

    def test_pay_in_another_currency_than_the_company_pays(self):
        ana = make.hired("Ana", manager=make.hired("Top"), pay=Decimal(10))
        Pay.objects.filter(person=ana).update(currency="USD")
        check()
        assert found(ana) == ["pay-currency"]

    def test_a_job_without_hours(self):
        ana = make.hired("Ana", manager=make.hired("Top"), fte=0)
        check()
        assert found(ana) == ["no-hours"]

    def test_two_records_of_one_person(self):
        top = make.hired("Top")
        one, other, third = (make.hired(n, manager=top) for n in ("Zoë Müller", "Muller Zoe", "Zoe Muller"))
        for person, born in ((one, date(1990, 1, 2)), (other, date(1990, 1, 2)), (third, date(1991, 1, 2))):
            PersonalDetails.objects.create(person=person, birth_date=born)
            Contact.objects.create(person=person, kind="email", value="zoe@example.org")
        check()
        assert [(f.person, f.other) for f in Finding.objects.filter(kind="two-records")] == [(one, other)]

    @pytest.mark.parametrize(
        ("one", "other", "likeness", "alike"),
        [
            (date(1990, 1, 1), date(1990, 1, 1), 90, True),
            (date(1990, 1, 1), date(1990, 1, 1), 80, False),
            (date(1990, 1, 1), date(1990, 1, 2), 100, False),
            (None, None, 100, False),
        ],
    )
    def test_names_alone_are_not_enough(self, one, other, likeness, alike):
        pair = rules.Known(1, ("a",), one), rules.Known(2, ("a",), other)
        assert rules.are_alike(*pair, likeness=likeness) is alike


class TestKeeping:
    def test_what_is_put_right_is_gone_and_the_rest_stays(self):
        ana = make.hired("Ana", manager=make.hired("Top"), fte=0)
        check()
        uid = Finding.objects.get(person=ana, kind="no-hours").uid
        assert check() == {}
        assert Finding.objects.get(person=ana, kind="no-hours").uid == uid
        actions.change_assignment(make.job_of(ana).uid, on=make.TODAY, fte=1, by=make.hr())
        check()
        assert found(ana) == []

    def test_a_change_is_looked_at_at_once(self):
        ana = make.hired("Ana", manager=make.hired("Top"), fte=0)
        check()
        actions.correct_assignment(make.job_of(ana).uid, fte=1, by=make.hr())
        run_due_now()
        assert found(ana) == []

    def test_left_for_now_with_a_reason_until_a_day(self):
        ana = make.hired("Ana", manager=make.hired("Top"), fte=0)
        check()
        row = Finding.objects.get(person=ana, kind="no-hours")
        with pytest.raises(actions.NotValid) as refused:
            actions.dismiss_finding(row.uid, until=make.TODAY, why=" ", by=make.hr())
        assert sorted(refused.value.errors) == ["until", "why"]
        until = make.TODAY + timedelta(days=30)
        actions.dismiss_finding(row.uid, until=until, why="On call.", by=make.hr())
        check()
        assert "no-hours" not in queries.open_counts(make.hr())
        assert queries.open_counts(make.hr(today=until))["no-hours"] == 1
        assert Entry.objects.get(verb="people.finding.dismissed").about == [ana.pk]

    def test_the_repair_is_one_act(self):
        top = make.hired("Top")
        ana = make.hired("Ana", manager=top)
        bo = make.hired("Bo", manager=ana)
        actions.end_employment(
            make.contract_of(ana).uid, last_day=date(2026, 2, 1), reason="resignation", by=make.hr()
        )
        check()
        row = Finding.objects.get(person=bo, kind="manager-left")
        actions.repair_finding(row.uid, by=make.hr())
        assert queries.manager_of(make.hr(), bo.pk, make.TODAY) == top
        assert found(bo) == []

    def test_a_finding_without_a_proposal_is_not_repaired_by_itself(self):
        make.hired("Ana", fte=0)
        check()
        row = Finding.objects.get(kind="no-hours")
        with pytest.raises(actions.NoDirectRepair):
            actions.repair_finding(row.uid, by=make.hr())

    def test_hr_is_told_of_what_is_new_and_of_theirs_only(self):
        company = Company()
        north = company.client(company.hal, "hr_generalist", "entity", (company.north.pk,))
        company.client(company.ada, "payroll")
        actions.check_records(by=company.hr)
        run_due_now()
        told = [(n.user.person, n.kind) for n in Notice.objects.all()]
        assert told == [(company.hal, "people.records_checked")]
        assert str(company.dee.uid) not in north.get(reverse("quality")).content.decode()


class TestWhoSees:
    def test_a_finding_is_for_those_who_see_what_it_is_about(self):
        ana = make.hired("Ana", fte=0)
        check()
        seen = {
            "all": make.hr(),
            "work": make.actor(*make.over("everyone", "people.edit", "people.view", "people.plan")),
            "pay": make.actor(*make.over("everyone", "people.edit", "pay.view", "people.plan")),
            "manager": make.actor(*make.over("everyone", "people.view", "people.view_personal")),
            "own": make.actor(*make.over("own", "people.edit", "people.view"), person=make.hired("Else")),
        }
        kinds = {who: set(queries.open_counts(by)) for who, by in seen.items()}
        assert kinds["all"] == set(found(ana, but=()))
        assert kinds["work"] == {"no-hours", "no-manager", "no-pattern", "no-place", "no-unit"}
        assert kinds["pay"] == {"no-pay"}
        assert kinds["manager"] == kinds["own"] == set()

    def test_a_pair_is_seen_only_by_who_may_edit_both(self):
        people = [make.hired("Zoe Li", at=make.entity(code)) for code in ("north", "south")]
        for one in people:
            PersonalDetails.objects.create(person=one, birth_date=date(1990, 1, 2))
        check()
        needs = ("people.edit", "people.view_personal", "people.plan")
        both = [make.entity(code).pk for code in ("north", "south")]
        half = make.actor(*make.over("entity", *needs, targets=(both[0],)))
        whole = make.actor(*make.over("entity", *needs, targets=tuple(both)))
        assert queries.open_counts(half).get("two-records", 0) == 0
        assert queries.open_counts(whole)["two-records"] == 1

    def test_nobody_else_has_everything_looked_through(self):
        with pytest.raises(NotAllowed):
            actions.check_records(by=make.actor(*make.MANAGER))


class TestPages:
    def test_the_list_asks_the_same_however_long_it_is(self):
        company = Company()
        client = company.client(company.hal, "hr_generalist")

        def one_more() -> None:
            company.hire("Somebody")
            actions.check_records(by=company.hr)

        assert_list_queries(client, reverse("quality"), one_more, queries=13)

    def test_a_finding_leads_to_the_form_with_the_proposal_filled_in(self):
        company = Company()
        client = company.client(company.hal, "hr_generalist")
        actions.end_employment(
            make.contract_of(company.ada).uid,
            last_day=company.today - timedelta(days=1),
            reason="resignation",
            by=company.hr,
        )
        actions.add_dotted_line(company.bo.uid, manager=company.hal, on=company.today, by=company.hr)
        actions.check_records(by=company.hr)
        row = Finding.objects.get(person=company.bo, kind="manager-left")
        Finding.objects.filter(pk=row.pk).update(proposed=company.hal)
        page = client.get(reverse("finding", args=[row.uid])).content.decode()
        assert "Make Hal Nine the manager from today" in page
        form = client.get(
            reverse("row-change", args=["job", row.row]), {"manager": str(company.hal.uid)}
        ).content.decode()
        assert "Hal Nine" in form
        client.post(reverse("finding-repair", args=[row.uid]))
        assert queries.manager_of(company.hr, company.bo.pk, company.today) == company.hal

    def test_a_first_pay_is_added_where_none_was(self):
        company = Company()
        client = company.client(company.hal, "hr_generalist")
        address = reverse("pay-create", args=[make.contract_of(company.cy).uid])
        data = {"amount": "100", "currency": "EUR", "period": "year", "on": company.start}
        assert client.post(address, data).status_code == 302
        assert [row[2] for row in make.pay_rows(company.cy)] == [Decimal(100)]


@pytest.mark.django_db(transaction=True)
def test_two_checks_at_once_find_everything_once():
    ana = make.hired("Ana", manager=make.hired("Top"), fte=0)
    failed = []

    def look() -> None:
        try:
            actions.check_records(by=make.hr())
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=look) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (failed, found(ana)) == ([], ["no-hours"])


def test_hr_of_one_company_reads_its_findings_by_rights_within_rights():
    company = Company()
    north = company.client(company.hal, "hr_generalist", "entity", (company.north.pk,))
    actions.check_records(by=company.hr)
    assert north.get(reverse("quality")).status_code == 200
    assert north.get(reverse("home")).status_code == 200
