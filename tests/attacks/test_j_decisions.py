"""Deciding twice, too late, or on something else than what was asked; bulk rows out of reach."""

from datetime import timedelta

import pytest
from django.test import Client

from tenure.domains.people.models import PersonalDetails
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.models import Entry
from tenure.foundation.bulk.models import BulkChange
from tests.access.world import World

pytestmark = pytest.mark.capability("PLT-02")
JSON = "application/json"


def _waiting(world: World) -> Approval:
    return Approval.objects.get(uid=world.kept["north"]["approvals"])


def _decide(client: Client, waits: Approval, what: str, body: dict[str, object] | None = None) -> int:
    answer = client.post(f"/api/v1/approvals/{waits.uid}/{what}", body or {}, content_type=JSON)
    return answer.status_code


def _name(world: World) -> str:
    return str(PersonalDetails.objects.get(person=world.people["north-employee"]).legal_name)


def _changes() -> int:
    return Entry.objects.filter(verb="people.personal_details.set").count()


def test_j01_a_second_decision_changes_nothing(world: World) -> None:
    waits, client = _waiting(world), world.client("generalist")
    assert _decide(client, waits, "approval") == 200
    done = _changes()
    assert _decide(client, waits, "approval") == 409
    assert _decide(client, waits, "rejection", {"reason": "No"}) == 409
    waits.refresh_from_db()
    assert (waits.state, _changes()) == ("approved", done)


def test_j07_what_was_withdrawn_is_not_approved(world: World) -> None:
    waits, before = _waiting(world), _name(world)
    assert _decide(world.client("employee"), waits, "withdrawal") == 200
    assert _decide(world.client("generalist"), waits, "approval") == 409
    assert _name(world) == before


def test_j06_who_asked_does_not_approve_not_as_a_delegate_nor_by_another_door(world: World) -> None:
    waits, client = _waiting(world), world.client("employee")
    assert _decide(client, waits, "approval") == 403
    assert client.post(f"/inbox/{waits.uid}/approval").status_code == 403
    to_asker = {"delegate": str(world.users["employee"].uid), "start": str(world.by.today)}
    made = world.client("generalist").post("/api/v1/delegations", to_asker, content_type=JSON)
    assert made.status_code == 201
    assert _decide(client, waits, "approval") == 403
    waits.refresh_from_db()
    assert waits.state == "waiting"


def test_b12_whoever_approves_approves_what_was_asked(world: World) -> None:
    waits = _waiting(world)
    other = {"legal_name": "Mallory", "values": {"new": {"legal_name": "Mallory"}}, "amount": 9}
    assert _decide(world.client("generalist"), waits, "approval", {"note": "", **other}) in (200, 422)
    assert "Mallory" not in _name(world)


@pytest.mark.parametrize("act", ["change", "correct"])
def test_a14_one_row_out_of_reach_holds_up_the_whole_bulk_change(world: World, act: str) -> None:
    rows = [str(world.people[f"{name}-employee"].uid) for name in ("north", "south")]
    on = str(world.by.today + timedelta(days=1))
    body = {"verb": "job", "rows": rows, "facts": {"title": "Mine"}, "on": on, "act": act}
    answer = world.client("generalist").post("/api/v1/bulk-changes", body, content_type=JSON)
    if answer.status_code == 201:
        run = world.client("generalist").post(
            f"/api/v1/bulk-changes/{answer.json()['uid']}/run", {"rows": "all"}, content_type=JSON
        )
        assert run.status_code in (409, 422)
    assert not world.people["north-employee"].assignments.filter(title="Mine").exists()
    assert not world.people["south-employee"].assignments.filter(title="Mine").exists()
    assert not BulkChange.objects.filter(state="done").exists()


def test_a11_a_bulk_change_takes_no_odd_identifiers(world: World) -> None:
    body = {"verb": "job", "rows": ["1 OR 1", -1, None], "facts": {"title": "Mine"}, "on": "2026-12-01"}
    answer = world.client("generalist").post("/api/v1/bulk-changes", body, content_type=JSON)
    assert answer.status_code == 422


def test_k10_a_line_of_the_log_is_not_written_by_whoever_asks(world: World, capsys) -> None:
    forged = '{"event": "request", "user": 1, "status": 200}'
    client = world.client("employee")
    client.get("/people?q=%0A" + forged, headers={"X-Request-ID": "x" + forged})
    out = capsys.readouterr()
    assert forged not in [line.strip() for line in (out.out + out.err).splitlines()]
