"""The directory as a list: columns, filters and cards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import NOTHING
from tenure.foundation.lists.declaration import Ask, Card, Column, Link, Listing, State, register
from tenure.foundation.lists.filters import Choice, Dates, Lookup

from .. import queries, scopes
from ..models import Employment
from ..queries.directory import CONTRACT_OF, LINE, WORK
from . import choices
from .custom_listing import grown

SEE = "people.view"

STATUS: dict[str, tuple[Any, str]] = {
    "active": (_("Active"), "green"),
    "on_leave": (_("Away"), "yellow"),
    "released": (_("Released"), "yellow"),
    "joining": (_("Joining"), "blue"),
    "leaving": (_("Leaving"), "orange"),
    "left": (_("Left"), "secondary"),
}


HERE = "here"
STANDINGS: list[tuple[str, Any]] = [
    (HERE, _("Works here")),
    *((code, label) for code, (label, _c) in STATUS.items()),
]

COMPARED = {
    **dict.fromkeys(("title", "unit", "place"), WORK),
    "manager": LINE,
    **dict.fromkeys(("status", "entity", "worker_type", "starts_on"), CONTRACT_OF),
}


def _rows(ask: Ask) -> QuerySet[Any]:
    return queries.directory(ask.actor, day=ask.day)


def _at_once(ask: Ask, columns: Sequence[str]) -> QuerySet[Any] | None:
    kinds = frozenset(COMPARED[key] for key in columns if key in COMPARED)
    return queries.directory(ask.actor, day=ask.day, at_once=kinds) if kinds else None


def _profile(uid: Any) -> str:
    return reverse("person", args=[uid]) if uid else ""


def _name(row: Any) -> Link:
    return Link(row.called, _profile(row.uid), detail=row.pronouns, face=True)


def _manager(row: Any) -> Link | None:
    return Link(row.manager_name, _profile(row.manager_uid)) if row.manager_uid else None


def _unit(row: Any) -> str:
    return row.unit_name or ""


def _state(row: Any) -> State | None:
    if not row.status:
        return None
    label, colour = STATUS.get(row.status, (row.status, "secondary"))
    return State(label, colour)


def _card(row: Any) -> Card:
    where = " · ".join(filter(None, [row.unit_name, row.place_name]))
    return Card(row.called, _profile(row.uid), row.title or "", where, link=_manager(row), state=_state(row))


def _worker(row: Any) -> Any:
    return choices.WORKERS.get(row.worker_type, row.worker_type or "")


def _rights(ask: Ask, permission: str) -> Q:
    return scopes.people_with(ask.actor, permission)


def _works_here(ask: Ask) -> Q:
    """Name those employed on the day; of a day ahead, by what the actor may know of it."""
    if ask.day > ask.actor.today:
        return ~Q(status__in=("joining", "left")) & Q(status__isnull=False)
    return Q(Exists(Employment.objects.as_of(ask.day).filter(person_id=OuterRef("pk"))))


def _standing(codes: Sequence[str], ask: Ask) -> Q:
    """Name those of some standings; the costly question is asked only where one of them needs it."""
    words = [code for code in codes if code != HERE]
    found = Q(status__in=words) if words else NOTHING
    return found | _works_here(ask) if HERE in codes else found


def _called(uid: str, ask: Ask) -> str | None:
    found = choices.person_called(uid, ask.actor)
    return found.called if found else None


def _started(start: date | None, end: date | None, _ask: Ask) -> Q:
    found = Q(starts_on__gte=start) if start else Q()
    return found & Q(starts_on__lte=end) if end else found


COLUMNS = (
    Column("name", _("Name"), _name, sort="sort_key", fixed=True),
    Column("title", _("Title"), lambda p: p.title, sort="title", groups=True),
    Column("unit", _("Unit"), _unit, sort="unit_name", groups=True),
    Column("place", _("Place"), lambda p: p.place_name, sort="place_name", groups=True),
    Column("manager", _("Manager"), _manager, sort="manager_name", groups=True),
    Column("status", _("Status"), _state, sort="status", groups=True),
    Column(
        "entity", _("Legal entity"), lambda p: p.entity_name, sort="entity_name", groups=True, shown=False
    ),
    Column("number", _("Number"), lambda p: p.number, sort="number", permission=SEE, shown=False),
    Column("email", _("E-mail"), lambda p: p.work_email, sort="work_email", shown=False),
    Column("phone", _("Phone"), lambda p: p.work_phone, shown=False),
    Column(
        "worker_type", _("Worker type"), _worker, sort="worker_type", groups=True, permission=SEE, shown=False
    ),
    Column(
        "starts_on",
        _("Started"),
        lambda p: p.starts_on,
        sort="starts_on",
        kind="date",
        permission=SEE,
        shown=False,
    ),
)

FILTERS = (
    Choice("unit", _("Unit"), options=choices.units, where=choices.in_units),
    Choice("place", _("Place"), options=choices.places, where=lambda uids, _ask: Q(place_uid__in=uids)),
    Choice(
        "entity", _("Legal entity"), options=choices.entities, where=lambda uids, _ask: Q(entity_uid__in=uids)
    ),
    Lookup(
        "manager",
        _("Manager"),
        url_name="people-options",
        find=_called,
        where=lambda uid, _ask: Q(manager_uid=uid),
    ),
    Choice(
        "status",
        _("Status"),
        options=lambda _ask: [(code, str(label)) for code, label in STANDINGS],
        where=_standing,
    ),
    Choice(
        "worker_type",
        _("Worker type"),
        options=lambda _ask: [(code.value, str(label)) for code, label in choices.WORKERS.items()],
        where=lambda codes, _ask: Q(worker_type__in=codes),
        permission=SEE,
    ),
    Dates("started", _("Started"), where=_started, permission=SEE),
)

directory = register(
    Listing(
        key="people",
        title=_("People"),
        url_name="people",
        rows=_rows,
        columns=COLUMNS,
        filters=FILTERS,
        order="name",
        folded=("folded",),
        found_by=choices.working_as,
        suggest="name",
        rights=_rights,
        card=_card,
        history=SEE,
        export="people.export",
        search_label=_("Name, title, unit, place or number"),
        defaults={"status": HERE},
        grows=grown,
        at_once=_at_once,
    )
)
