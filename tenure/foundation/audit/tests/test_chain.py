"""The chain and its anchors: an edit, a gap, a cut tail and a rewritten chain all show."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tenure.foundation.access import Actor
from tenure.foundation.audit import anchors, chain, trail
from tenure.foundation.audit.models import Entry, Link
from tenure.foundation.audit.verify import verify
from tests.database import as_owner

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-08")]

SOMEBODY = Actor(user_id=1, person_id=1, today=date(2026, 3, 1))


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def entries() -> list[int]:
    made = [trail.record(SOMEBODY, "people.person.hired", number=n, name="Zoë") for n in range(6)]
    chain.extend()
    anchors.drop()
    return [one.pk for one in made]


def tamper(sql: str) -> None:
    """Do what only the owner of the tables can: switch the protection off and write."""
    with as_owner(), connection.cursor() as cursor:
        for table in ("audit_entry", "audit_link"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)


def test_a_whole_trail_is_called_whole(entries: list[int]) -> None:
    verdict = verify()
    assert (verdict.entries, verdict.links, verdict.anchors, verdict.broken) == (6, 6, 1, None)


def test_linking_twice_links_once(entries: list[int]) -> None:
    assert chain.extend() == 0
    assert Link.objects.count() == 6


def test_a_reader_in_another_time_zone_finds_it_whole_too(entries: list[int]) -> None:
    with timezone.override("Asia/Tokyo"):
        assert verify().broken is None


def test_the_first_changed_entry_is_named(entries: list[int]) -> None:
    tamper(f"UPDATE audit_entry SET reason = 'x' WHERE id IN ({entries[2]}, {entries[4]})")
    broken = verify().broken
    assert broken is not None
    assert (broken.entry_id, broken.words) == (entries[2], f"entry {entries[2]} was changed")


def test_a_missing_entry_is_named(entries: list[int]) -> None:
    tamper(f"DELETE FROM audit_entry WHERE id = {entries[3]}")
    broken = verify().broken
    assert broken is not None
    assert broken.words == f"entry {entries[3]} is gone"


def test_a_missing_link_is_named(entries: list[int]) -> None:
    tamper("DELETE FROM audit_link WHERE number = 3")
    broken = verify().broken
    assert broken is not None
    assert broken.words == "link 3 is gone"


def test_a_cut_tail_shows_by_the_anchor(entries: list[int]) -> None:
    tamper(f"DELETE FROM audit_entry WHERE id >= {entries[4]}; DELETE FROM audit_link WHERE number >= 5")
    broken = verify().broken
    assert broken is not None
    assert (broken.number, "its end was cut off" in broken.words) == (6, True)


def test_a_chain_rewritten_as_a_whole_shows_by_the_anchor(entries: list[int]) -> None:
    tamper(f"UPDATE audit_entry SET reason = 'x' WHERE id = {entries[0]}; DELETE FROM audit_link")
    chain.extend()
    broken = verify().broken
    assert broken is not None
    assert broken.words == "the chain up to link 6 was rewritten"


def test_a_forged_anchor_shows(entries: list[int], own_folder: Path) -> None:
    place = own_folder / "anchors" / "anchors.jsonl"
    line = json.loads(place.read_text())
    place.write_text(json.dumps({**line, "number": 2}) + "\n")
    broken = verify().broken
    assert broken is not None
    assert broken.words == "an anchor was changed or signed with another key"


def test_an_entry_slipped_into_the_past_shows(entries: list[int]) -> None:
    tamper(
        "INSERT INTO audit_entry (at, kind, verb, channel, request_id, subject_type, actor_label, about, details,"
        " reason) VALUES (now() - interval '9 days', 'act', 'x', 'web', '', '', '', '{}', '{}', '')"
    )
    broken = verify().broken
    assert broken is not None
    assert broken.entry_id == Entry.objects.order_by("-pk")[0].pk


def test_an_unchanged_head_is_anchored_once(entries: list[int]) -> None:
    anchors.drop()
    assert anchors.count() == 1


def test_an_anchor_goes_to_a_second_place_too(
    entries: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENURE_ANCHORS", str(tmp_path / "elsewhere" / "anchors.jsonl"))
    anchors.drop()
    assert len((tmp_path / "elsewhere" / "anchors.jsonl").read_text().splitlines()) == 1
