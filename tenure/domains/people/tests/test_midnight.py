"""What happens because a day came, at midnight of each place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tenure.domains.people import actions
from tenure.domains.people.events import PaperExpiring
from tenure.domains.people.reactions import warn_of_the_paper
from tenure.foundation.events.models import Announced
from tenure.foundation.identity.models import Grant, Role, RolePermission, User
from tenure.foundation.notify.models import Notice

from .factories import TODAY, contract_of, entity, hired, hr, job_of, place

pytestmark = pytest.mark.django_db


def told(*names: str) -> list[tuple[str, str]]:
    rows = Announced.objects.filter(name__in=[f"people.{name}" for name in names]).order_by("pk")
    return [
        (one.name.partition(".")[2], one.payload.get("on") or one.payload.get("last_day")) for one in rows
    ]


def tick(*at: int) -> int:
    return actions.tell_the_day(at=datetime(*at, tzinfo=UTC), by=hr())


@pytest.mark.capability("CORE-04")
class TestTheDay:
    def test_a_move_takes_effect_at_midnight_of_the_place_once(self):
        ana = hired("Ana", place=place("apia", "Pacific/Apia"))
        bo = hired("Bo", place=place("honolulu", "Pacific/Honolulu"))
        for one in (ana, bo):
            actions.change_assignment(job_of(one).uid, on=date(2026, 4, 1), title="Lead", by=hr())

        assert tick(2026, 3, 31, 10, 59) == 0
        assert tick(2026, 3, 31, 11, 0) == 1  # midnight at UTC+13
        assert tick(2026, 3, 31, 11, 15) == 0
        assert tick(2026, 4, 1, 9, 59) == 0
        assert tick(2026, 4, 1, 10, 0) == 1  # midnight at UTC-10
        assert told("AssignmentTookEffect") == [("AssignmentTookEffect", "2026-04-01")] * 2

    def test_the_change_of_the_clock_moves_the_instant_not_the_day(self):
        ana = hired("Ana", place=place("berlin", "Europe/Berlin"))
        actions.change_assignment(job_of(ana).uid, on=date(2026, 3, 29), title="Lead", by=hr())
        actions.change_assignment(
            job_of(ana, date(2026, 3, 30)).uid, on=date(2026, 3, 30), title="Chief", by=hr()
        )

        assert (tick(2026, 3, 28, 22, 59), tick(2026, 3, 28, 23, 0)) == (0, 1)  # winter time, UTC+1
        assert (tick(2026, 3, 29, 21, 59), tick(2026, 3, 29, 22, 0)) == (0, 1)  # summer time, UTC+2

    def test_a_contract_begins_and_ends(self):
        ana = hired("Ana", on=TODAY, until=TODAY + timedelta(days=1))
        tick(2026, 3, 2, 12)
        tick(2026, 3, 4, 0, 0)

        assert told("EmploymentBegan", "EmploymentEnded") == [
            ("EmploymentBegan", "2026-03-02"),
            ("EmploymentEnded", "2026-03-03"),
        ]
        assert contract_of(ana).last_day == date(2026, 3, 3)

    def test_a_tenure_that_was_off_makes_up_for_a_week_and_no_more(self):
        hired("Ana", on=TODAY)
        hired("Old", on=date(2020, 1, 1), at=entity("south"))

        assert tick(2026, 3, 8, 12) == 2  # Ana's contract and her job
        assert tick(2026, 3, 8, 12) == 0


@pytest.mark.capability("CORE-18")
class TestPapers:
    def test_each_step_is_told_once(self):
        ana = hired("Ana")
        actions.add_paper(ana.uid, kind="visa", country="DE", expires_on=TODAY + timedelta(days=90), by=hr())
        days = [0, 1, 30, 60, 61, 91]
        counts = [actions.tell_expiring_papers(by=hr(today=TODAY + timedelta(days=n))) for n in days]

        assert counts == [1, 0, 1, 1, 0, 0]

    def test_who_has_left_warns_nobody(self):
        ana = hired("Ana", until=TODAY - timedelta(days=1))
        actions.add_paper(ana.uid, kind="visa", country="DE", expires_on=TODAY + timedelta(days=9), by=hr())

        assert actions.tell_expiring_papers(by=hr()) == 0

    def test_hr_of_that_person_is_told_without_a_word_on_what_it_is(self):
        ana = hired("Ana")
        paper = actions.add_paper(ana.uid, kind="visa", country="DE", number="V1234567", by=hr())
        mine, other = (User.objects.create_user(f"{n}@example.org") for n in ("mine", "other"))
        role = Role.objects.create(code="papers", name="Papers")
        RolePermission.objects.create(role=role, permission="people.edit_identity")
        for user, where in ((mine, entity()), (other, entity("south"))):
            Grant.objects.create(user=user, role=role, scope="entity", targets=[where.pk], valid_from=TODAY)
        happened = PaperExpiring(person_id=ana.pk, paper_id=paper.pk, expires_on=TODAY, days=30)
        for _ in range(2):
            warn_of_the_paper(happened, by=hr())
        notice = Notice.objects.get()

        assert notice.user == mine
        assert notice.subject == "A paper expires in 30 days or less"
        assert not {"visa", "V1234567", "4567"} & set(f"{notice.subject} {notice.text}".lower().split())
