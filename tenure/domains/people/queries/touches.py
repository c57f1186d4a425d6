"""What a change of somebody's record touches besides it, as far as the reader may know.

Each line has an address to look at. Other domains add their own (``forms.touches.add``).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from tenure.domains.organisation.models import Place, PositionTerm, UnitHead, UnitTerm
from tenure.domains.organisation.scopes import known_on
from tenure.foundation.access import Actor
from tenure.foundation.audit.models import Entry
from tenure.foundation.deadlines.calendars import Calendar, calendar_for
from tenure.foundation.forms.touches import Move, Touch
from tenure.foundation.ui.filters import date as words_of_day

from ..models import Assignment, EmploymentTerm, Pay, Person
from .lines import reports_of

NAMED: Final = 5
FAR: Final = timedelta(days=3 * 366)
LEADS: Final = frozenset({"manager", "position", "primary"})


def touched(by: Actor, move: Move) -> Iterator[Touch]:
    """Name what a change of a dated fact about a person touches."""
    if not move.changed:
        return
    person = _person(move.row)
    if person is None:
        return
    for find in (_lines, _rights, _heads, _pay, _terms, _calendar, _made):
        yield from find(by, move, person)


def touched_below(by: Actor, move: Move) -> Iterator[Touch]:
    """Name the people who sit in the units or seats that a change of the organisation moves."""
    row = move.row
    if isinstance(row, UnitTerm) and "parent" in move.changed:
        where, url = Q(unit=row.unit_id), reverse("organisation-unit", args=[row.unit.uid])
    elif isinstance(row, PositionTerm) and "reports_to" in move.changed:
        where, url = Q(position=row.position_id), reverse("organisation-position", args=[row.position.uid])
    else:
        return
    rows = Assignment.objects.filter(known_on(Assignment, by, move.on), where).values("person_id")
    people = Person.objects.allowed(by, "people.directory").filter(pk__in=rows).count()
    if people:
        text = ngettext("%(n)s person in it moves along.", "%(n)s people in it move along.", people)
        yield Touch("people", text % {"n": people}, url)


def _person(row: Any) -> Person | None:
    if isinstance(row, EmploymentTerm):
        return row.employment.person
    person = getattr(row, "person", None)
    return person if isinstance(person, Person) else None


def _tab(person: Person, tab: str) -> str:
    return reverse("person-tab", args=[person.uid, tab])


def _lines(by: Actor, move: Move, person: Person) -> Iterator[Touch]:
    """Name the direct reports, and count all below: their chain upwards changes too."""
    if not (isinstance(move.row, Assignment) and LEADS & move.changed):
        return
    day = min(move.on, by.today)
    below = reports_of(by, person.pk, day, deep=True).count()
    direct = list(reports_of(by, person.pk, day).order_by("sort_key")[:NAMED])
    for one in direct:
        text = _("%(name)s reports here: the chain above them changes along.") % {"name": one.called}
        yield Touch("reports", text, reverse("person", args=[one.uid]))
    if below > len(direct):
        more = below - len(direct)
        text = ngettext("%(n)s more person below moves along.", "%(n)s more people below move along.", more)
        yield Touch("reports", text % {"n": more}, f"{reverse('organisation')}?reach={person.uid}")


def _rights(_by: Actor, move: Move, person: Person) -> Iterator[Touch]:
    """Say whose rights as a manager move: rights are today's, whatever day is looked at."""
    if not (isinstance(move.row, Assignment) and "manager" in move.changed):
        if isinstance(move.row, Assignment) and "position" in move.changed:
            yield Touch(
                "rights", _("The manager, and with it who may see the record, follows from the seat.")
            )
        return
    for name, text in (
        ("before", _("%(name)s no longer sees %(who)s and whoever is below, as their manager.")),
        ("after", _("%(name)s comes to see %(who)s and whoever is below, as their manager.")),
    ):
        manager = getattr(move, name).get("manager")
        if isinstance(manager, Person):
            told = text % {"name": manager.called, "who": person.called}
            yield Touch("rights", told, reverse("person", args=[manager.uid]))


def _heads(_by: Actor, move: Move, person: Person) -> Iterator[Touch]:
    """Name the units that lose their head with the seat that is left."""
    seat = move.before.get("position")
    if seat is None or "position" not in move.changed:
        return
    for head in UnitHead.objects.as_of(move.on).filter(position=seat).select_related("unit")[:NAMED]:
        others = Assignment.objects.as_of(move.on).filter(position=seat).exclude(person=person)
        if not others.exists():
            name = UnitTerm.objects.filter(unit=head.unit, valid_from__lte=move.on).in_order().last()
            text = _("The seat that leads %(unit)s is vacant then.") % {"unit": name or head.unit}
            yield Touch("positions", text, reverse("organisation-unit", args=[head.unit.uid]))


def _during(rows: Any, move: Move) -> Any:
    return rows.exclude(valid__isempty=True).overlapping(move.on, move.until).in_order()


def _pay(by: Actor, move: Move, person: Person) -> Iterator[Touch]:
    """Name the pay of these days, for who may see it: amounts stay unsaid."""
    if isinstance(move.row, Pay):
        return
    mine = Pay.objects.allowed(by, "pay.view").filter(person=person)
    for row in _during(mine, move)[:NAMED]:
        text = _("Pay since %s holds in these days: see whether it still fits.")
        yield Touch("pay", text % words_of_day(row.valid_from), _tab(person, "pay"))


def _terms(by: Actor, move: Move, person: Person) -> Iterator[Touch]:
    """Name the terms of the contract that hold in these days."""
    if isinstance(move.row, EmploymentTerm) or not isinstance(move.row, Assignment | Pay):
        return
    mine = EmploymentTerm.objects.allowed(by, "people.view").filter(employment__person=person)
    for row in _during(mine, move)[:NAMED]:
        told = {"what": row.get_contract_display(), "day": words_of_day(row.valid_from)}
        text = _("Contract since %(day)s (%(what)s) holds in these days.")
        yield Touch("terms", text % told, _tab(person, "job"))


def _calendar(by: Actor, move: Move, _whose: Person) -> Iterator[Touch]:
    """Count the days off that the two places do not share: leave and deadlines are counted by them."""
    old, new = move.before.get("place"), move.after.get("place")
    if not (isinstance(old, Place) and isinstance(new, Place)) or old == new:
        return
    end = min(move.until or max(by.today, move.on) + timedelta(days=365), move.on + FAR)
    one, other = _calendar_of(old), _calendar_of(new)
    apart = [day for day in _days(move.on, end) if one.is_working(day) != other.is_working(day)]
    if apart:
        text = ngettext(
            "%(n)s day is off at one of the two places only, %(first)s the first: leave is counted anew.",
            "%(n)s days are off at one of the two places only, %(first)s the first: leave is counted anew.",
            len(apart),
        )
        told = text % {"n": len(apart), "first": words_of_day(apart[0])}
        yield Touch("calendar", told, reverse("organisation-record", args=["place", new.uid]))


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days)]


def _calendar_of(place: Place) -> Calendar:
    own = {one.day: one.name if one.is_off else "" for one in place.own_days.all()}
    return calendar_for(place.country, place.subdivision, own)


def _made(by: Actor, move: Move, person: Person) -> Iterator[Touch]:
    """Name files made, and imports, since the day: they say what was believed then."""
    if not move.is_past(by.today):
        return
    mine = Q(pk__in=Entry.objects.allowed(by, "audit.view").values("pk")) | Q(actor_user_id=by.user_id or 0)
    since = Entry.objects.filter(mine, at__date__gte=move.on)
    files = since.filter(verb__in=("lists.exported", "exchange.export.made"))
    brought = since.filter(verb="people.import.committed", about__contains=[person.pk])
    for rows, words in (
        (files, _("A file was made on %s: it says what stood here then.")),
        (brought, _("An import of %s brought or changed this record.")),
    ):
        for entry in rows.order_by("-at")[:NAMED]:
            told = words % words_of_day(entry.at.date())
            yield Touch("reports", told, reverse("trail-entry", args=[entry.pk]))
