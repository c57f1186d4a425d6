"""What lies ahead, wherever it could be learnt: nobody who may not know does, until it is announced."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from tenure.domains.change_sets import actions
from tenure.domains.organisation.models import Unit
from tenure.domains.people import actions as people
from tenure.domains.people.models import Assignment
from tenure.domains.people.tests.cast import Company
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.models import User
from tenure.shell.actor import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-05")]
WORD = "zebra"
READERS = ("bo", "ada", "cy", "auditor", "executive")
TABS = ("job", "timeline", "history", "pay", "personal", "access")


class House(Company):
    """The company, with a set that moves Bo and Cy into a unit that begins with it."""

    def __init__(self):
        super().__init__()
        self.day = self.today + timedelta(days=30)
        self.later = self.today + timedelta(days=60)
        self.clients = {name: self.client(getattr(self, name)) for name in ("bo", "ada", "cy")}
        roles = ("auditor", "executive")
        self.clients |= {name: self.client(None, name) for name in roles}
        self.preparer, self.approver = self.of_hr(), self.of_hr(self.hal)

    def of_hr(self, person=None):
        self.client(person, "hr_manager")
        return actor_for(User.objects.order_by("pk").last(), channel="web")

    def write(self, **more):
        by = self.preparer
        held = actions.create_change_set(name="Zebra set", why="Zebra", on=self.day, by=by, **more)
        if more:
            actions.let_in(held.uid, person=self.hal, part="approves", by=by)
        actions.add_unit(held.uid, verb="unit_new", code="zebra", name="Zebra house", by=by)
        people = [self.bo, self.cy]
        actions.add_people(held.uid, people=people, unit="new:zebra", title="Zebra keeper", by=by)
        actions.submit_change_set(held.uid, by=by)
        return actions.approve_change_set(held.uid, by=self.approver)

    def places(self):
        """Give every address where it could be learnt."""
        bo, later = self.bo.uid, f"as_of={self.later}"
        known = urlencode({"as_of": self.later, "as_known": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"})
        plain = [
            "/",
            "/me",
            "/inbox/",
            "/insights",
            f"/insights/M04?{later}",
            f"/people/shape?{later}",
            "/audit",
        ]
        plain += [f"/people/{bo}", *(f"/people/{bo}/{tab}" for tab in TABS), "/organisation/change-sets"]
        lists = ("/people", "/organisation/units", "/organisation/positions", "/organisation/units/tree")
        chart = ("", "/chart.json", "/chart/paper", "/chart/branch", f"/history/unit/{self.unit.uid}")
        api = ("people", "assignments", "units", "positions", "change-sets", "approvals", "employments")
        dated = [f"/people/{bo}", f"/people/{bo}/job", *lists, *(f"/organisation{one}" for one in chart)]
        dated += [f"/api/v1/{one}" for one in api]
        found = [f"/search?q={WORD}", f"/people/options?q={WORD}", f"/organisation/chart/search?q={WORD}"]
        found += [f"/people?q={WORD}&{later}", f"/people?export=csv&columns=title&columns=unit&{later}"]
        found += [f"/people/records/{kind}?q={WORD}" for kind in ("person", "unit", "position")]
        found += [f"/people?group=unit&{later}"]
        believed = [one for one in dated if one.endswith((str(bo), "job", "chart.json", "units", "s"))]
        found += [f"{one}?{known}" for one in believed]
        return plain + found + [f"{one}?{later}" for one in dated]

    def learnt(self, reader):
        """Give where a reader meets the word; what was asked for does not count as an answer."""
        return {one for one in self.places() if WORD in self.told(reader, one)}

    def of_job(self, reader):
        """Say whether a reader meets the word on Bo's page, and by program."""
        places = (f"/people/{self.bo.uid}/job", f"/api/v1/assignments?as_of={self.later}")
        return [WORD in self.told(reader, one) for one in places]

    def told(self, reader, address):
        answer = self.clients[reader].get(address)
        assert answer.status_code < 500, address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        asked = (f"q={WORD}", f'value="{WORD}"', f"“{WORD}”")
        text = content.decode(errors="replace").lower()
        for own in asked:
            text = text.replace(own, "")
        return text


@pytest.fixture
def house():
    return House()


def test_who_plans_sees_a_written_set_ahead_of_its_day(house):
    house.write()
    house.clients["planner"] = house.client(None, "hr_manager")
    seen = house.learnt("planner")
    assert {f"/people/{house.bo.uid}/job", "/organisation/units?" + f"as_of={house.later}"} <= seen


@pytest.mark.parametrize("reader", READERS)
def test_nobody_else_learns_of_it_anywhere(house, reader):
    house.write()
    assert house.learnt(reader) == set()


def test_a_confidential_one_is_not_even_learnt_by_those_who_plan(house):
    house.write(is_confidential=True)
    house.clients["planner"] = house.client(None, "hr_manager")
    assert house.learnt("planner") == set()
    about = Entry.objects.filter(about__contains=[house.bo.pk], at__date=house.today)
    assert not about.filter(verb__regex="change_sets|approvals").exists()
    held = Approval.objects.get()
    for address in (f"/inbox/{held.uid}", f"/api/v1/approvals/{held.uid}"):
        assert house.clients["planner"].get(address).status_code == 404


def test_an_act_for_a_day_to_come_is_in_the_trail_of_those_who_plan_only(house):
    job = Assignment.objects.get(person=house.bo)
    people.change_assignment(job.uid, on=house.day, title="Zebra rider", why="Zebra", by=house.hr)
    house.clients["planner"] = house.client(None, "hr_manager")
    seen = {who: WORD in house.told(who, "/audit") for who in ("planner", "auditor")}
    assert seen == {"planner": True, "auditor": False}
    job = Assignment.objects.get(person=house.cy)
    people.change_assignment(job.uid, on=house.today, title="Zebra rider", why="Zebra", by=house.hr)
    assert WORD in house.told("auditor", "/audit")


class TestAnnounced:
    """Announced, it is seen by whoever may see such a row, and by them only."""

    def test_the_person_and_the_manager_see_the_job_and_a_colleague_does_not(self, house):
        held = house.write()
        actions.announce_change_set(held.uid, on=house.today, by=house.preparer)
        jobs = f"/people/{house.bo.uid}/job"
        seen = {who: WORD in house.told(who, jobs) for who in ("bo", "ada", "cy")}
        assert seen == {"bo": True, "ada": True, "cy": False}

    def test_programs_and_the_slider_follow(self, house):
        held = house.write()
        before = house.told("bo", f"/api/v1/assignments?as_of={house.later}")
        actions.announce_change_set(held.uid, on=house.today, by=house.preparer)
        items = house.clients["bo"].get(f"/api/v1/assignments?as_of={house.later}").json()["items"]
        mine = [one["title"] for one in items if one["person"]["uid"] == str(house.bo.uid)]
        assert (WORD in before, mine) == (False, ["Zebra keeper"])
        assert WORD in house.told("cy", f"/organisation/units?as_of={house.later}")
        assert WORD not in house.told("cy", "/organisation/units")

    def test_not_before_the_day_of_the_announcement(self, house):
        held = house.write()
        actions.announce_change_set(held.uid, on=house.today + timedelta(days=1), by=house.preparer)
        assert house.of_job("bo") == [False, False]

    def test_what_comes_after_what_was_announced_stays_unknown(self, house):
        held = house.write()
        actions.announce_change_set(held.uid, on=house.today, by=house.preparer)
        row = Assignment.objects.get(person=house.bo, valid_from=house.day)
        people.change_assignment(row.uid, on=house.later, title="Yak keeper", by=house.hr)
        page = house.told("bo", f"/people/{house.bo.uid}/job")
        assert ("zebra keeper" in page, "yak" in page) == (True, False)
        items = house.clients["bo"].get(f"/api/v1/assignments?as_of={house.later}").json()["items"]
        told = [
            (one["title"], one["valid_until"]) for one in items if one["person"]["uid"] == str(house.bo.uid)
        ]
        assert told == [("Zebra keeper", None)]

    def test_a_single_change_is_announced_by_itself(self, house):
        job = Assignment.objects.get(person=house.bo)
        row = people.change_assignment(job.uid, on=house.day, title="Zebra rider", by=house.hr)
        assert house.of_job("bo") == [False, False]
        planner, address = house.client(None, "hr_manager"), f"/people/jobs/{row.uid}/announcement"
        assert address in planner.get(f"/people/rows/job/{row.uid}/change").content.decode()
        assert f'value="{house.today}"' in planner.get(address).content.decode()
        assert planner.post(address, {"known_from": house.today.isoformat()}).status_code == 302
        assert (house.of_job("bo"), house.of_job("cy")) == ([True, True], [False, False])

    def test_what_holds_already_is_no_announcement(self, house):
        row = Assignment.objects.get(person=house.bo)
        with pytest.raises(people.NothingToAnnounce):
            people.announce_assignment(row.uid, by=house.hr)

    def test_a_set_undone_takes_its_announcement_along(self, house):
        held = house.write()
        actions.announce_change_set(held.uid, on=house.today, by=house.preparer)
        actions.undo_change_set(held.uid, by=house.preparer)
        assert house.of_job("bo") == [False, False]
        assert not Unit.objects.filter(code="zebra").exists()
