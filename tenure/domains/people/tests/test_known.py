"""What was believed at an instant: awkward cases, and who may see it."""

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.domains.organisation.models import UnitLine
from tenure.domains.people import actions, queries
from tenure.domains.people.models import Assignment, DottedLine, Employment, Pay, Person, ReportingLine
from tenure.foundation.access.today import of_today
from tenure.foundation.audit import past
from tenure.foundation.audit.history import looking_back, past_of
from tenure.foundation.audit.models import Entry

from . import factories as make
from .cast import Company

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.capability("CORE-03")]
TODAY, START = make.TODAY, make.START


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def title(person: Person, day: date, at: datetime) -> str | None:
    rows = Assignment.objects.as_known(at).as_of(day).filter(person=person)
    return rows.values_list("title", flat=True).first()


def change(person: Person, title: str, on: date = date(2025, 1, 1)) -> Assignment:
    return actions.change_assignment(make.job_of(person).uid, on=on, title=title, by=make.hr())


def test_a_change_a_correction_and_a_rescission_are_each_known_from_when_they_were_saved() -> None:
    bo = make.hired("Bo", title="Clerk")
    hired = now()
    row = change(bo, "Buyer")
    changed = now()
    actions.correct_assignment(row.uid, title="Head buyer", by=make.hr())
    corrected = now()
    actions.rescind_assignment(row.uid, by=make.hr())
    said = [title(bo, TODAY, at) for at in (hired, changed, corrected, now())]
    assert said == ["Clerk", "Buyer", "Head buyer", "Clerk"]
    assert [title(bo, START, at) for at in (hired, changed, corrected, now())] == ["Clerk"] * 4


def test_a_row_that_is_gone_is_there_before_and_one_made_again_is_another() -> None:
    ada, bo = make.hired("Ada"), make.hired("Bo")
    none = now()
    first = actions.add_dotted_line(bo.uid, manager=ada, on=START, by=make.hr())
    one = now()
    actions.rescind_dotted_line(first.uid, by=make.hr())
    gone = now()
    again = actions.add_dotted_line(bo.uid, manager=ada, on=START, by=make.hr())
    there = [
        list(DottedLine.objects.as_known(at).values_list("pk", flat=True)) for at in (none, one, gone, now())
    ]
    assert there == [[], [first.pk], [], [again.pk]]


def test_what_one_transaction_did_is_known_whole_and_only_when_it_was_saved() -> None:
    bo = make.hired("Bo", title="Clerk")
    with transaction.atomic():
        row = change(bo, "Buyer")
        within = now()
        actions.correct_assignment(row.uid, title="Head buyer", by=make.hr())
    assert title(bo, TODAY, within) == "Clerk"
    assert title(bo, TODAY, now()) == "Head buyer"


def test_what_was_rolled_back_was_never_known() -> None:
    bo = make.hired("Bo", title="Clerk")
    with transaction.atomic():
        change(bo, "Buyer")
        transaction.set_rollback(True)
    with transaction.atomic():
        with transaction.atomic():
            change(bo, "Baker")
            transaction.set_rollback(True)
        change(bo, "Brewer")
    assert title(bo, TODAY, now()) == "Brewer"
    assert not past_of(Assignment).objects.filter(title__in=("Buyer", "Baker")).exists()


def test_a_transaction_that_began_first_and_ended_last_is_known_last() -> None:
    bo, cy = make.hired("Bo", title="Clerk"), make.hired("Cy", title="Clerk")
    wrote, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                change(bo, "Slow")
                wrote.set()
                go_on.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert wrote.wait(10)
    actions.change_pay(make.contract_of(cy).uid, on=START, amount=Decimal(9), currency="EUR", by=make.hr())
    between = now()
    assert title(bo, TODAY, between) == "Clerk"
    go_on.set()
    thread.join()
    assert title(bo, TODAY, between) == "Clerk"
    assert Pay.objects.as_known(between).filter(person=cy).count() == 1
    assert title(bo, TODAY, now()) == "Slow"


def test_rows_without_a_day_and_rows_ahead_are_known_as_they_were() -> None:
    bo = make.hired("Bo", title="Clerk")
    change(bo, "Later", on=TODAY + timedelta(days=90))
    row = make.job_of(bo)
    row.valid_until = row.valid_from
    row.save()
    empty = now()
    Assignment.objects.filter(pk=row.pk).delete()
    rows = Assignment.objects.as_known(empty).filter(person=bo)
    assert rows.count() == 2
    assert [one.title for one in rows.as_of(TODAY + timedelta(days=100))] == ["Later"]
    assert list(rows.as_of(START)) == []


def test_lines_are_known_as_they_were() -> None:
    ada, eve = make.hired("Ada"), make.hired("Eve")
    bo = make.hired("Bo", manager=ada)
    before = now()
    actions.change_assignment(make.job_of(bo).uid, on=START, manager=eve, by=make.hr())
    paths = [ReportingLine.objects.as_known(at).as_of(TODAY).get(person=bo).path for at in (before, now())]
    assert paths == [[ada.pk, bo.pk], [eve.pk, bo.pk]]


def test_people_of_the_past_are_called_by_todays_name() -> None:
    bo = make.hired("Bo")
    before = now()
    actions.update_person(bo.uid, name="Beau", work_phone="1", by=make.hr())
    was = Person.objects.as_known(before).get(pk=bo.pk)
    assert (was.name, was.sort_key, was.work_phone) == ("Beau", "beau", "")


def test_every_table_kept_in_history_can_be_looked_back_at() -> None:
    make.hired("Bo", pay=Decimal(1))
    at = now()
    assert {UnitLine, ReportingLine, Person, Pay} <= looking_back().keys()
    for model in looking_back():
        then = past.as_known(model._default_manager.all(), past.known(at))
        assert list(then) == list(model._default_manager.all())


def test_what_is_read_for_a_while_is_read_in_every_table() -> None:
    bo = make.hired("Bo", title="Clerk", unit=make.unit("sales"))
    before = past.known(now())
    change(bo, "Buyer", on=START)
    with past.reading(before):
        seen = [row.title for row in queries.directory(make.hr(), day=TODAY)]
        contracts = Employment.objects.filter(assignments__title="Clerk").count()
    assert (seen, contracts) == (["Clerk"], 1)
    assert [row.title for row in queries.directory(make.hr(), day=TODAY)] == ["Buyer"]


@pytest.mark.parametrize("later", [timedelta(seconds=30), timedelta(days=300)])
def test_nobody_knows_what_will_be_known(later: timedelta) -> None:
    make.hired("Bo")
    with pytest.raises(past.NotYetKnown):
        past.known(timezone.now() + later)


def test_nothing_was_known_before_history_began() -> None:
    with pytest.raises(past.BeforeHistory):
        past.known(now())
    make.hired("Bo")
    with pytest.raises(past.BeforeHistory):
        past.known(datetime(2001, 1, 1, tzinfo=UTC))


def test_an_instant_is_refused_while_a_change_that_may_count_is_being_saved() -> None:
    make.hired("Bo")
    wrote, go_on = threading.Event(), threading.Event()

    def saving() -> None:
        try:
            with transaction.atomic():
                make.hired("Cy")
                connection.check_constraints()
                wrote.set()
                go_on.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=saving)
    before = now()
    past.known(before - timedelta(milliseconds=1))
    thread.start()
    assert wrote.wait(10)
    with pytest.raises(past.BeingSaved):
        past.known(now())
    go_on.set()
    thread.join()
    assert Person.objects.as_known(now()).filter(name="Cy").count() == 1


@pytest.mark.parametrize(
    "raw", ["", "yesterday", "2025-04-05", "2025-04-05T12:00:00", "2025-13-05T12:00:00Z"]
)
def test_an_instant_without_a_zone_is_none(raw: str) -> None:
    with pytest.raises(past.NoInstant):
        past.read_instant(raw)


@pytest.mark.parametrize(
    "raw", ["2025-04-05T12:00:00Z", "2025-04-05T14:00:00+02:00", "2025-04-05T14:00:00 02:00"]
)
def test_an_instant_has_a_zone(raw: str) -> None:
    assert past.read_instant(raw) == datetime(2025, 4, 5, 12, tzinfo=UTC)


class TestRights:
    """Rights are today's, whatever day and whatever knowledge is looked at."""

    def test_a_manager_of_that_time_sees_nothing_and_one_of_today_does(self) -> None:
        ada, eve = make.hired("Ada"), make.hired("Eve")
        bo = make.hired("Bo", manager=ada, title="Clerk")
        before = now()
        actions.change_assignment(make.job_of(bo).uid, on=START, manager=eve, by=make.hr())
        seen = {who.name: set(self._as(who, before).values_list("title", flat=True)) for who in (ada, eve)}
        assert seen == {"Ada": set(), "Eve": {"Clerk"}}

    def _as(self, who: Person, at: datetime, permission: str = "people.view"):
        by = make.actor(*make.MANAGER, person=who).back_at(at, TODAY)
        return Assignment.objects.allowed(by, permission).as_known(at).exclude(title="")

    def test_a_plan_that_came_to_nothing_is_for_planners(self) -> None:
        bo = make.hired("Bo", title="Clerk")
        row = change(bo, "Nothing", on=date(2026, 6, 1))
        before = now()
        actions.rescind_assignment(row.uid, by=make.hr())
        later = make.actor(*make.over("everyone", "people.directory", "people.view"), today=date(2027, 1, 1))
        planner = make.hr(today=date(2027, 1, 1))
        told = [
            set(
                Assignment.objects.allowed(by.back_at(before, TODAY), "people.view")
                .as_known(before)
                .values_list("title", flat=True)
            )
            for by in (later, planner)
        ]
        assert told == [{"Clerk"}, {"Clerk", "Nothing"}]

    def test_what_was_believed_of_somebody_is_for_who_sees_the_record(self) -> None:
        make.hired("Bo", title="Clerk")
        before = now()
        colleague = make.actor(*make.EMPLOYEE)
        assert Person.objects.allowed(colleague, "people.directory").count() == 1
        back = colleague.back_at(before, TODAY)
        assert Person.objects.allowed(back, "people.directory").as_known(before).count() == 0


class TestPagesAndApi:
    """What people see, and what programs read, of the past."""

    @pytest.fixture(autouse=True)
    def _company(self) -> None:
        self.company = Company()
        with_pay = actions.change_pay(
            make.contract_of(self.company.bo).uid,
            on=self.company.start,
            amount=Decimal(41000),
            currency="EUR",
            by=self.company.hr,
        )
        assert with_pay.amount == 41000
        self.before = now().isoformat().replace("+00:00", "Z")
        job = Assignment.objects.get(person=self.company.bo)
        actions.correct_assignment(job.uid, title="Kraken keeper", by=self.company.hr)
        actions.correct_assignment(
            job.uid, manager=self.company.hal, why="wrong", version=None, by=self.company.hr
        )
        actions.correct_pay(
            Pay.objects.get(person=self.company.bo).uid, amount=Decimal(52000), by=self.company.hr
        )
        self.hr = self.company.client(self.company.hal, role="hr_manager")

    def get(self, path: str, status: int = 200, **query: str) -> Any:
        response = self.hr.get(path, query)
        assert response.status_code == status, response.content[:2000]
        return response

    def test_the_directory_shows_who_was_what(self) -> None:
        today = self.get("/people").content.decode()
        then = self.get("/people", as_known=self.before).content.decode()
        assert ("Kraken keeper" in today, "Kraken keeper" in then) == (True, False)
        assert "as known on" in then
        assert "as known on" not in today

    def test_the_profile_and_its_parts_show_what_was_believed(self) -> None:
        for path in ("", "/job", "/pay"):
            page = self.get(f"/people/{self.company.bo.uid}{path}", as_known=self.before).content.decode()
            assert "Kraken keeper" not in page
            assert "as known on" in page
        assert "41,000" in page
        assert "52,000" not in page

    def test_reading_pay_of_the_past_is_written_down(self) -> None:
        seen = Entry.objects.filter(kind="view", verb="people.pay.viewed")
        count = seen.count()
        self.get(f"/people/{self.company.bo.uid}/pay", as_known=self.before)
        assert seen.count() == count + 1

    def test_chart_and_tree_show_who_led_whom(self) -> None:
        data = self.get("/organisation/chart.json", as_known=self.before).json()
        parents = {card["name"]: card["parent"] for card in data["cards"]}
        assert parents["Bo Bergström"] == str(self.company.ada.uid)
        tree = self.get("/organisation/", view="tree", as_known=self.before).content.decode()
        assert "as_known=" in tree

    def test_nonsense_is_refused_in_words(self) -> None:
        page = self.get("/people", 422, as_known="yesterday").content.decode()
        assert "takes a date and a time" in page
        self.get("/people", 422, as_known="2999-01-01T00:00")
        self.get("/people", 422, as_known="1999-01-01T00:00")

    def test_programs_read_what_was_believed(self) -> None:
        bo = str(self.company.bo.uid)
        for name, of, was, is_now in (
            ("assignments", lambda row: row["title"], "Clerk", "Kraken keeper"),
            ("pay", lambda row: str(row["pay"]["amount"])[:5], "41000", "52000"),
        ):
            then = self.get(f"/api/v1/{name}", person=bo, as_known=self.before).json()["items"]
            today = self.get(f"/api/v1/{name}", person=bo).json()["items"]
            assert ([of(one) for one in then], [of(one) for one in today]) == ([was], [is_now])
            single = self.get(f"/api/v1/{name}/{then[0]['uid']}", as_known=self.before)
            assert (of(single.json()), single.has_header("ETag")) == (was, False)
        people = self.get("/api/v1/people", as_known=self.before, as_of=str(self.company.start)).json()[
            "items"
        ]
        assert {one["title"] for one in people if one["uid"] == bo} == {"Clerk"}
        assert len(self.get("/api/v1/units", as_known=self.before).json()["items"]) == 1

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("2025-04-05T12:00:00", "timezone"),
            ("2999-01-01T00:00:00Z", "nobody knows yet"),
            ("1999-01-01T00:00:00Z", "history begins"),
            ("soon", "datetime"),
        ],
    )
    def test_programs_hear_why_an_instant_is_none(self, raw: str, words: str) -> None:
        assert words in self.get("/api/v1/assignments", 422, as_known=raw).content.decode()

    def test_the_queries_of_the_past_are_as_many_for_one_as_for_many(self) -> None:
        counts = []
        self.get("/people", as_known=self.before)
        for _round in range(2):
            with CaptureQueriesContext(connection) as queries_made:
                self.get("/people", as_known=self.before)
            counts.append(len(queries_made))
            for name in ("Eve", "Flo", "Gil"):
                self.company.hire(name)
            self.before = now().isoformat().replace("+00:00", "Z")
        assert counts[0] == counts[1]

    def test_colleagues_learn_nothing_of_what_was_believed(self) -> None:
        colleague = self.company.client(self.company.cy)
        page = colleague.get("/people", {"as_known": self.before}).content.decode()
        assert "Bo Bergstr" not in page
        assert colleague.get(f"/people/{self.company.bo.uid}", {"as_known": self.before}).status_code == 404
        rows = colleague.get("/api/v1/people", {"as_known": self.before}).json()["items"]
        assert [one["name"] for one in rows] == ["Cy Young"]

    def test_rights_inside_rights_read_todays_tables(self) -> None:
        by = make.actor(*make.over("colleagues", "people.view"), person=self.company.bo)
        inner = Employment.objects.allowed(by, "people.view").values("person_id")
        rows = Person.objects.filter(of_today(of_today(Q(pk__in=inner)) & ~Q(pk__in=inner.none())))
        assert '"public"."public"' not in str(rows.query)
        assert rows.count() == 5
