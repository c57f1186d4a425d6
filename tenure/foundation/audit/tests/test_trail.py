"""The trail: what a line holds, and that nobody takes one back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tenure.foundation.access import Actor, Held
from tenure.foundation.audit import queries, run, trail
from tenure.foundation.audit.models import Entry, Kind, Link
from tenure.foundation.identity.models import User
from tests.database import as_owner

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-08")]


def actor(*held: Held, person_id: int | None = 9) -> Actor:
    return Actor(
        user_id=5, person_id=person_id, today=date(2026, 3, 1), held=held, channel="api", request_id="r1"
    )


def test_a_line_says_who_did_what_to_which_row() -> None:
    user = User.objects.create_user("ana@example.org")
    trail.record(actor(), "identity.user.invited", user, about=[7, 3], reason="New starter", fields={"email"})
    line = Entry.objects.get()
    seen = (
        line.kind,
        line.verb,
        line.actor_user_id,
        line.channel,
        line.request_id,
        line.subject_type,
        line.about,
    )
    assert seen == (Kind.ACT, "identity.user.invited", 5, "api", "r1", "identity.user", [3, 7])
    assert (line.subject_id, line.subject_uid, line.reason) == (user.pk, user.uid, "New starter")
    assert line.details == {"fields": ["email"]}


def test_an_amount_does_not_get_into_the_trail() -> None:
    with pytest.raises(TypeError):
        trail.record(actor(), "people.pay.changed", amount=Decimal(52000))


def test_a_whole_list_seen_is_one_line() -> None:
    users = [User.objects.create_user(f"{n}@example.org") for n in range(3)]
    trail.viewed(actor(), "people.pay", users, about=[1, 2, 3], fields=["amount"])
    line = Entry.objects.get()
    assert (line.verb, line.subject_id, line.about) == ("people.pay.viewed", None, [1, 2, 3])
    assert line.details == {"fields": ["amount"], "rows": [u.pk for u in users]}


@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_takes_no_line_back_not_even_for_the_owner(table: str, statement: str) -> None:
    column = "id" if table == "audit_entry" else "number"
    command = statement.format(table, column, column)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(command)
    with pytest.raises(DatabaseError, match="added, never changed"), as_owner(), transaction.atomic():
        connection.cursor().execute(command)


def test_an_act_whose_line_cannot_be_written_does_not_happen() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012
        User.objects.create_user("ana@example.org")
        trail.record(actor(), "x" * 101)
    assert not User.objects.exists()


def test_all_lines_of_a_transaction_share_a_run() -> None:
    first = trail.record(actor(), "people.person.hired")
    second = trail.record(actor(), "people.person.moved")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.run == second.run == run.current()


def test_everybody_reads_who_looked_at_their_own_file_and_no_other() -> None:
    trail.viewed(actor(person_id=2), "people.pay", about=[9])
    trail.viewed(actor(person_id=2), "people.pay", about=[8])
    mine = actor(Held("audit.view_reads", "own"))
    assert [e.about for e in queries.readers_of(mine, 9)] == [[9]]
    assert list(queries.readers_of(mine, 8)) == []


def test_an_actor_without_a_person_reads_nothing_of_its_own() -> None:
    trail.viewed(actor(), "people.pay", about=[9])
    nobody = actor(Held("audit.view_reads", "own"), person_id=None)
    assert list(Entry.objects.allowed(nobody, "audit.view_reads")) == []


def test_the_link_table_is_empty_before_the_chain_runs() -> None:
    trail.record(actor(), "people.person.hired")
    assert Link.objects.count() == 0
