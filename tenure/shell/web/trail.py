"""The trail: what was done, seen and refused, for those who check."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_GET

from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.audit.models import Entry, Kind
from tenure.foundation.http.request import Request
from tenure.foundation.identity.models import User
from tenure.foundation.lists import screen
from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, Row, State, register
from tenure.foundation.lists.filters import Choice, Dates, Lookup, Text
from tenure.foundation.refusal import NotAllowed, NotThere
from tenure.foundation.ui.filters import channel
from tenure.foundation.ui.render import render
from tenure.shell.navigation import reads_all
from tenure.shell.verbs import in_words

READ = "audit.view"
COLOURS = {Kind.ACT: "green", Kind.VIEW: "blue", Kind.DENIED: "red"}


def load(ask: Ask, rows: list[Row]) -> list[Row]:
    """Name who acted and whom it was about, in two queries."""
    wanted = {pk for row in rows for pk in (row.actor_person_id, *row.about) if pk}
    people = {p.pk: p for p in Person.objects.allowed(ask.actor, "people.directory").filter(pk__in=wanted)}
    users = dict(User.objects.filter(pk__in={row.actor_user_id for row in rows}).values_list("pk", "email"))
    for row in rows:
        person = people.get(row.actor_person_id)
        itself = gettext("Tenure") if row.channel == "job" else row.actor_label or gettext("Tenure")
        row.who = person.called if person else users.get(row.actor_user_id, itself)
        row.concerns = [people[pk] for pk in row.about if pk in people]
    return rows


def _about(row: Row) -> Any:
    if not row.concerns:
        return row.subject_type.split(".")[-1].replace("_", " ").capitalize()
    first, more = row.concerns[0], len(row.about) - 1
    detail = gettext("and %(count)s more") % {"count": more} if more else ""
    return Link(first.called, reverse("person", args=[first.uid]), detail=detail)


def _what(row: Row) -> Link:
    return Link(in_words(row.verb), reverse("trail-entry", args=[row.pk]))


def _person(uid: str, ask: Ask) -> str | None:
    from tenure.domains.people.web.choices import person_called

    found = person_called(uid, ask.actor)
    return found.called if found else None


def _id_of(uid: str) -> int:
    return Person.objects.filter(uid=uid).values_list("pk", flat=True).first() or 0


def _days(start: date | None, end: date | None, _ask: Ask) -> Q:
    found = Q(at__date__gte=start) if start else Q()
    return found & Q(at__date__lte=end) if end else found


def _rows(ask: Ask) -> QuerySet[Any]:
    rows: QuerySet[Entry] = Entry.objects.allowed(ask.actor, READ)
    return rows


trail = register(
    Listing(
        key="trail",
        title=_("Trail"),
        url_name="trail",
        rows=_rows,
        columns=(
            Column("what", _("What"), _what, sort="verb", fixed=True, groups=True),
            Column("at", _("When"), lambda row: row.at, sort="at", kind="moment"),
            Column("who", _("Who"), lambda row: row.who),
            Column("about", _("About"), _about),
            Column("kind", _("Kind"), lambda r: State(r.get_kind_display(), COLOURS[r.kind]), sort="kind", groups=True),
            Column("channel", _("By way of"), lambda row: channel(row.channel), sort="channel", groups=True),
            Column("reason", _("Why"), lambda row: row.reason),
            Column("request", _("Request"), lambda row: row.request_id, shown=False),
        ),
        filters=(
            Choice("kind", _("Kind"), options=lambda _a: [(k, str(words)) for k, words in Kind.choices], where=lambda k, _a: Q(kind__in=k)),
            Text("verb", _("What was done"), column="verb"),
            Lookup("who", _("Who did it"), url_name="people-options", find=_person, where=lambda u, _a: Q(actor_person_id=_id_of(u))),
            Lookup("about", _("Whom it is about"), url_name="people-options", find=_person, where=lambda u, _a: Q(about__contains=[_id_of(u)])),
            Dates("day", _("Day"), where=_days),
        ),
        order="-at",
        also=("verb", "reason", "request_id"),
        load=load,  # type: ignore[arg-type]
        export=READ,
        search_label=_("Verb, reason or request"),
    )
)  # fmt: skip


@require_GET
def trail_list(request: Request) -> HttpResponse:
    """Show the whole trail to those who read all of it."""
    if not reads_all(request.actor):
        raise NotAllowed
    return screen.show(request, trail, "shell/trail.html")


@require_GET
def trail_entry(request: Request, number: int) -> HttpResponse:
    """Show one entry: to those who read the trail, over everybody or over the people it is about."""
    entry = Entry.objects.filter(pk=number).first()
    if entry is None or not _may_read(request.actor, entry):
        raise NotThere
    (row,) = load(Ask(request.actor, request.actor.today), [entry])
    facts = [(name.replace("_", " ").capitalize(), str(value)) for name, value in row.details.items()]
    return render(
        request, "shell/trail_entry.html", {"entry": row, "verb": in_words(row.verb), "facts": facts}
    )


def _may_read(actor: Actor, entry: Entry) -> bool:
    if reads_all(actor):
        return True
    if not entry.about or entry.kind != Kind.ACT:
        return False
    reached = Person.objects.allowed(actor, READ).filter(pk__in=entry.about)
    return bool(reached.count() == len(entry.about))
