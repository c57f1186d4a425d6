"""People who come back: the record goes on, and the service date says why."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tenure.domains.people import actions, queries
from tenure.domains.people.models import Employment, Person
from tenure.domains.people.queries.former import Wanted, former
from tenure.domains.people.queries.service import service_of
from tenure.domains.people.rules.service import Bridging, Stint, months_later, service, whole_months
from tenure.foundation.settings.actions import set_value

from . import factories as make
from .cast import Company

pytestmark = pytest.mark.capability("CORE-22")
FIRST = Stint(date(2020, 1, 1), date(2022, 1, 1))


class TestTheRule:
    @pytest.mark.parametrize(
        ("stints", "bridging", "adjusted", "told"),
        [
            ([FIRST], Bridging(), date(2020, 1, 1), ["began"]),
            # 2022-01-01 to 2023-01-01 is twelve months to the day: bridged; a day later it is not.
            ([FIRST, Stint(date(2023, 1, 1))], Bridging(), date(2020, 1, 1), ["began", "bridged"]),
            # 731 days served before: 2023-01-02 less 731 days.
            ([FIRST, Stint(date(2023, 1, 2))], Bridging(), date(2021, 1, 1), ["began", "added"]),
            ([FIRST, Stint(date(2023, 1, 2))], Bridging(12, False), date(2023, 1, 2), ["began", "anew"]),
            ([FIRST, Stint(date(2022, 1, 2))], Bridging(0, False), date(2022, 1, 2), ["began", "anew"]),
            ([FIRST, Stint(date(2022, 1, 1))], Bridging(0, False), date(2020, 1, 1), ["began"]),
            ([FIRST, Stint(date(2021, 6, 1))], Bridging(0, False), date(2020, 1, 1), ["began"]),
            (
                [FIRST, Stint(date(2024, 1, 1), None, date(2019, 5, 1))],
                Bridging(),
                date(2019, 5, 1),
                ["began", "stated"],
            ),
        ],
    )
    def test_breaks(self, stints, bridging, adjusted, told):
        found = service(reversed(stints), bridging)
        assert (found.original, found.adjusted) == (date(2020, 1, 1), adjusted)
        assert [step.what for step in found.steps] == told

    def test_every_break_is_judged_by_itself(self):
        stints = [FIRST, Stint(date(2022, 6, 1), date(2022, 12, 1)), Stint(date(2024, 6, 1))]
        found = service(stints, Bridging(6))
        # Bridged at first, so 2020-01-01 to 2022-12-01 counts: 1,065 days before 2024-06-01.
        assert found.adjusted == date(2024, 6, 1) - timedelta(days=1065)
        assert [(step.away, step.prior) for step in found.steps] == [(0, 0), (151, 731), (548, 1065)]

    def test_nobody_has_service_without_a_contract(self):
        assert service([], Bridging()) is None

    @pytest.mark.parametrize(
        ("since", "until", "length"),
        [
            (date(2024, 2, 29), date(2025, 2, 28), (1, 0)),
            (date(2024, 1, 31), date(2024, 2, 29), (0, 1)),
            (date(2024, 1, 31), date(2024, 2, 28), (0, 0)),
            (date(2020, 3, 15), date(2026, 3, 14), (5, 11)),
            (date(2026, 1, 1), date(2025, 1, 1), (0, 0)),
        ],
    )
    def test_whole_years_and_months(self, since, until, length):
        assert whole_months(since, until) == length

    def test_a_month_later_in_a_shorter_month_is_its_last_day(self):
        assert months_later(date(2025, 12, 31), 2) == date(2026, 2, 28)


@pytest.mark.django_db
class TestComingBack:
    def test_service_by_the_setting_of_the_day(self):
        ana = make.hired("Ana", on=date(2020, 1, 1), until=date(2021, 12, 31))
        actions.hire(ana.uid, job=actions.FirstJob(make.entity(), date(2023, 6, 1)), by=make.hr())
        assert service_of(make.hr(), ana.uid).service.adjusted == date(2021, 5, 31)
        admin = make.hr("system.configure")
        set_value("people.service_bridge_months", 18, start=make.TODAY, by=admin)
        assert service_of(make.hr(), ana.uid).service.adjusted == date(2020, 1, 1)
        assert service_of(make.hr(today=date(2026, 3, 1)), ana.uid).service.adjusted == date(2021, 5, 31)

    def test_an_end_that_lies_ahead_is_not_told(self):
        ana = make.hired("Ana", until=date(2026, 12, 31))
        assert service_of(make.hr(), ana.uid).is_here

    def test_who_may_not_see_the_record_reads_no_service(self):
        ana = make.hired("Ana")
        with pytest.raises(Person.DoesNotExist):
            service_of(make.actor(*make.EMPLOYEE, person=make.hired("Bo")), ana.uid)

    def test_who_left_is_found_by_name_birth_date_and_address_by_those_who_may_see_it(self):
        ana = make.hired("Ana Sá", until=date(2025, 1, 31), title="Clerk")
        make.hired("Ana Sá Pires")
        actions.set_personal_details(ana.uid, birth_date=date(1990, 1, 2), by=make.hr())
        actions.add_contact(ana.uid, kind="email", value="Ana@example.org", by=make.hr())
        for wanted in (
            Wanted(name="sa ana"),
            Wanted(birth_date=date(1990, 1, 2)),
            Wanted(email="ana@EXAMPLE.org"),
        ):
            (found,) = former(make.hr(), wanted)
            assert (found, found.title_then, found.last_day) == (ana, "Clerk", date(2025, 1, 31))
        narrow = make.actor(*make.over("everyone", "people.edit", "people.plan"))
        assert former(narrow, Wanted(birth_date=date(1990, 1, 2))) == []
        assert former(make.actor(*make.EMPLOYEE), Wanted(name="ana")) == []
        assert former(make.hr(), Wanted()) == []

    def test_in_the_browser(self):
        company = Company()
        client = company.client(company.hal, "hr_generalist")
        actions.end_employment(
            make.contract_of(company.cy).uid,
            last_day=company.today - timedelta(days=9),
            reason="other",
            by=company.hr,
        )
        page = client.get(reverse("people-former"), {"name": "Cy"}).content.decode()
        assert reverse("person-rehire", args=[company.cy.uid]) in page
        assert (
            "Hire again" in client.get(reverse("person-tab", args=[company.cy.uid, "job"])).content.decode()
        )
        address = reverse("person-rehire", args=[company.cy.uid])
        assert "Clerk" in client.get(address).content.decode()
        data = {
            "legal_entity": company.north.pk,
            "starts_on": company.today,
            "worker_type": "employee",
            "contract": "permanent",
            "title": "Lead",
            "fte": "1",
        }
        assert client.post(address, data).status_code == 302
        assert Employment.objects.filter(person=company.cy).count() == 2
        assert (
            "the break is bridged"
            in client.get(reverse("person-tab", args=[company.cy.uid, "job"])).content.decode()
        )
        told = client.get(f"/api/v1/people/{company.cy.uid}/service").json()
        assert (told["original"], told["steps"][1]["what"]) == (str(company.start), "bridged")

    def test_whoever_hires_a_namesake_of_a_leaver_is_asked_first(self):
        company = Company()
        client = company.client(company.hal, "hr_generalist")
        actions.end_employment(
            make.contract_of(company.cy).uid,
            last_day=company.today - timedelta(days=9),
            reason="other",
            by=company.hr,
        )
        data = {
            "name": "Cy Young",
            "legal_entity": company.north.pk,
            "starts_on": company.today,
            "worker_type": "employee",
            "contract": "permanent",
            "title": "Clerk",
            "fte": "1",
        }
        answer = client.post(reverse("person-create"), data)
        assert answer.status_code == 422
        assert "Was here before: Cy Young" in answer.content.decode()
        assert client.post(reverse("person-create"), data | {"somebody_else": "on"}).status_code == 302
        assert queries.directory(company.hr).filter(name="Cy Young").count() == 2
