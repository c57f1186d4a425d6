"""Everything that happened to a person, by day, as far as the viewer may know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import changes
from tenure.foundation.audit.models import Entry, Kind

from ..models import Person
from .history import Row, Section
from .profile import Profile, profile, showing
from .sections import PARTS

# Parts that make a timeline; the others are states without a day of their own.
KINDS: Final = (
    "employment",
    "terms",
    "job",
    "dotted_lines",
    "pay",
    "addresses",
    "papers",
    "qualifications",
    "notes",
)
DAYS: Final = {"papers": "issued_on", "qualifications": "awarded_on", "notes": "written_at"}
ACCOUNT: Final = "account"


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: on which day, of which kind, who wrote it down and when.

    ``entry`` is the line of the trail, for those who may read it.
    """

    on: date
    kind: str
    title: str
    text: str
    uid: UUID | None = None
    who: str = ""
    at: datetime | None = None
    entry: int | None = None


def timeline(
    by: Actor, person_uid: UUID, *, kinds: Iterable[str] | None = None, day: date | None = None
) -> list[Moment]:
    """Give the moments of a person's file that the viewer may see, the newest first.

    ``kinds`` are the codes of ``KINDS`` or "account"; days after ``day`` are there for planners.
    """
    return moments_of(by, profile(by, person_uid, day=day, show=()), kinds)


def moments_of(by: Actor, found: Profile, kinds: Iterable[str] | None = None) -> list[Moment]:
    """Give the moments of a profile that was read already; its parts are not read again."""
    wanted = tuple(kinds) if kinds is not None else (*KINDS, ACCOUNT)
    shown = showing(by, found, (kind for kind in wanted if kind in KINDS)).sections
    read = (section for code, section in shown.items() if code in wanted)
    moments = [one for section in read for one in _of_section(found, section)]
    if ACCOUNT in wanted and found.may("people.view"):
        moments += _of_account(found)
    return sorted(moments, key=lambda one: one.on, reverse=True)


def _of_section(found: Profile, section: Section) -> Iterator[Moment]:
    written = _written(section, found.person.pk) if section.rows else {}
    called = _called(one.entry for one in written.values())
    for row in section.rows:
        on = row.valid_from or _day(row, section.code)
        if on is None:
            continue
        change = written.get(row.pk)
        entry = change.entry if change else None
        yield Moment(
            on=on,
            kind=section.code,
            title=_title(section, row),
            text=_text(row),
            uid=row.uid,
            who=_who(entry, called),
            at=change.at if change else None,
            entry=entry.pk if entry and found.may("audit.view") else None,
        )
        if section.code == "employment" and row.last_day and row.last_day < found.day:
            yield Moment(
                on=row.last_day,
                kind="employment",
                title=_("Employment ended"),
                text=_text(row),
                uid=row.uid,
            )


def _written(section: Section, person_id: int) -> dict[int, changes.Change]:
    """Find who wrote each row down, first."""
    part = PARTS[section.code]
    column = "employment_id__in" if part.code == "terms" else "person_id"
    value: Any = person_id
    if part.code == "terms":
        value = part.model._default_manager.filter(employment__person_id=person_id).values("employment_id")
    made: dict[int, changes.Change] = {}
    for one in changes.of_rows(part.model, **{column: value}):
        if one.act != "delete":
            made.setdefault(one.row_id, one)
    return made


def _day(row: Row, code: str) -> date | None:
    value = next((one.value for one in row.facts if one.name == DAYS.get(code)), None)
    return value.date() if isinstance(value, datetime) else value


def _title(section: Section, row: Row) -> str:
    if section.code == "employment":
        return _("Employment began")
    if section.dated and row.changed:
        labels = [one.label for one in row.facts if one.name in row.changed]
        return _("%(what)s changed: %(fields)s") % {"what": section.label, "fields": ", ".join(labels)}
    return section.label


def _text(row: Row) -> str:
    shown = [one for one in row.facts if one.text and (not row.changed or one.name in row.changed)]
    words = " · ".join(dict.fromkeys(one.text for one in shown[:6]))
    return f"{words} ({row.why})" if row.why else words


def _called(entries: Iterable[Entry | None]) -> dict[int, str]:
    """Name those who wrote, in one query."""
    keys = {one.actor_person_id for one in entries if one and one.actor_person_id}
    return {one.pk: one.called for one in Person.objects.filter(pk__in=keys)} if keys else {}


def _who(entry: Entry | None, called: dict[int, str]) -> str:
    if entry is None:
        return ""
    if entry.actor_person_id:
        return called.get(entry.actor_person_id, "")
    return entry.actor_label or _("an account")


def _of_account(found: Profile) -> Iterator[Moment]:
    titles = {
        "people.account.linked": _("Account linked"),
        "people.account.unlinked": _("Account unlinked"),
    }
    rows = Entry.objects.filter(about__contains=[found.person.pk], kind=Kind.ACT, verb__in=titles)
    lines = list(rows.order_by("pk"))
    called = _called(lines)
    for line in lines:
        seen = line.pk if found.may("audit.view") else None
        yield Moment(line.at.date(), ACCOUNT, titles[line.verb], "", None, _who(line, called), line.at, seen)
