"""Pages of positions: the list with occupancy, and one position with who sits in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext

from tenure.domains.organisation import queries as organisation
from tenure.domains.organisation.models import UnitLine
from tenure.foundation.access import HIDDEN, Actor, require
from tenure.foundation.forms.dated import Seen
from tenure.foundation.http.looking_back import looks_back
from tenure.foundation.lists import screen
from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, State, register
from tenure.foundation.lists.filters import Choice, Flag
from tenure.foundation.ui.render import render

from ..queries import seats
from . import choices

VIEW, EDIT, SEE = "organisation.view", "organisation.edit", "people.view"


def _load(ask: Ask, rows: Sequence[Any]) -> Sequence[Any]:
    taken = seats.occupancy(ask.actor, [row.position_id for row in rows], day=ask.day)
    for row in rows:
        row.occupancy = taken.get(row.position_id, seats.Occupancy())
    return rows


def _holder(row: Any) -> Any:
    one = row.occupancy
    if not one.count:
        return State(_("Frozen"), "secondary") if row.state == "frozen" else State(_("Vacant"), "orange")
    if not one.holders:
        return ""
    first = one.holders[0]
    more = one.count - 1
    detail = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more else ""
    return Link(first.called, reverse("person", args=[first.uid]), detail=detail)


def _filled(row: Any) -> Any:
    return HIDDEN if row.occupancy.filled is None else row.occupancy.filled.normalize()


def _link(name: str, uid: Any, address: str) -> Link | None:
    return Link(name, reverse(address, args=[uid])) if uid else None


def _in_units(keys: tuple[str, ...], ask: Ask) -> Q:
    lines = UnitLine.objects.as_of(min(ask.day, ask.actor.today))
    tops = list(lines.filter(unit__uid__in=keys).values_list("unit_id", flat=True))
    return Q(unit_id__in=lines.filter(path__overlap=tops).values("unit_id")) if tops else Q(pk__in=())


POSITIONS = register(
    Listing(
        "positions",
        _("Positions"),
        "organisation-positions",
        lambda ask: seats.seats_with_vacancy(ask.actor, ask.day),
        (
            Column(
                "title", _("Title"), lambda t: _link(t.title, t.position.uid, "organisation-position"), "title",
                fixed=True,
            ),
            Column("code", _("Code"), lambda t: t.position.code, "position__code"),
            Column("holder", _("Held by"), _holder),
            Column(
                "unit", _("Unit"), lambda t: _link(t.unit_name, t.unit_uid, "organisation-unit"), "unit_name",
            ),
            Column(
                "above", _("Reports to"), lambda t: _link(t.above_title, t.above_uid, "organisation-position"),
                "above_title",
            ),
            Column("place", _("Place"), lambda t: t.place, "place__name", groups=True),
            Column("job", _("Job"), lambda t: t.job, "job__title", shown=False, groups=True),
            Column("level", _("Level"), lambda t: t.level, "level__rank", shown=False, groups=True),
            Column("filled", _("Filled, FTE"), _filled, kind="number", permission=SEE),
            Column("capacity", _("Capacity, FTE"), lambda t: t.capacity.normalize(), "capacity", "number"),
        ),
        "title",
        filters=(
            Choice("unit", _("Unit"), choices.units, _in_units),
            Flag("vacant", _("Vacant"), lambda yes, _ask: Q(is_held=not yes)),
            Flag("frozen", _("Frozen"), lambda yes, _ask: Q(state="frozen") if yes else ~Q(state="frozen")),
        ),
        also=("title", "position__code"),
        load=_load,
        history=VIEW,
        search_label=_("Title or code"),
        uid_of=lambda row: row.position.uid,
    )
)  # fmt: skip


@looks_back
def seat_list(request: HttpRequest) -> HttpResponse:
    by = _actor(request)
    require(by, VIEW)
    frame = {"tab": "positions", "may_edit": by.holds(EDIT), "travels": True}
    return screen.show(request, POSITIONS, "people/seat_list.html", frame)


def seat_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = _actor(request)
    sheet = organisation.seat_sheet(by, uid, day=by.today)
    life = organisation.life(by, sheet.rows)
    taken = seats.occupancy(by, [sheet.position.pk], day=by.today).get(sheet.position.pk, seats.Occupancy())
    context = {
        "tab": "positions",
        "sheet": sheet,
        "occupancy": taken,
        "unit_name": _unit_name(sheet, by),
        "vacant_since": seats.vacant_since(by, sheet.position.pk, day=by.today),
        "may_edit": by.holds(EDIT),
        "reads_trail": by.holds("audit.view"),
        "rights": organisation.rights_over(by, sheet.position),
        "life": life,
        "seen": Seen(life.version, {}).sealed(),
    }
    return render(request, "people/seat.html", context)


def _unit_name(sheet: organisation.SeatSheet, by: Actor) -> str:
    unit = sheet.term.unit_id if sheet.term else None
    names = organisation.unit_names([unit] if unit else [], day=by.today)
    return names[unit][1] if unit in names else ""


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
