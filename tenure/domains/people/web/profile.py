"""The profile: a header for everybody, and tabs for what each may see."""

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tenure.domains.organisation.models import Place
from tenure.foundation.audit.queries import readers_of
from tenure.foundation.http.looking_back import looks_back
from tenure.foundation.http.request import Request
from tenure.foundation.lists.filters import day as read_day
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.htmx import is_htmx, redirect
from tenure.foundation.ui.render import render

from .. import queries
from ..models import Person
from ..queries.fieldlog import field_history
from ..queries.lines import chain_above, dotted_below
from ..queries.merging import merges_of, successor
from ..queries.next_dates import next_dates
from ..queries.profile import Profile, number_of_account, number_of_paper, profile
from ..queries.proposals import waiting_of
from ..queries.service import service_of
from ..queries.timeline import KINDS, moments_of
from . import custom, sheets
from .employment_forms import LINES

TABS: Final = {
    "job": (gettext_lazy("Job"), ("employment", "terms", "job", "dotted_lines"), "job"),
    "pay": (gettext_lazy("Pay"), ("pay",), "pay"),
    "personal": (
        gettext_lazy("Personal"),
        ("personal", "contacts", "addresses", "emergency_contacts", "dependants"),
        "personal",
    ),
    "papers": (gettext_lazy("Papers and bank"), ("papers", "bank"), ""),
    "qualifications": (gettext_lazy("Qualifications"), ("qualifications",), "qualifications"),
    "notes": (gettext_lazy("Notes"), ("notes",), ""),
}
OPENED_BY: Final = {"history": "audit.view", "access": "audit.view_reads"}
PROPOSES: Final = ("overview", "personal", "papers")
QUIET: Final = ("pay", "papers")


@require_GET
@looks_back
def overview(request: Request, uid: UUID) -> HttpResponse:
    """Show who this is, and what happened; a record put into another leads there."""
    try:
        found = _profile(request, uid, ("dotted_lines",))
    except NotThere:
        return _moved(request, uid)
    kinds = _kinds(found)
    chosen = request.GET.get("kind", "")
    if chosen and chosen not in kinds:
        raise NotThere
    shown = [chosen] if chosen else [kind for kind in kinds if kind not in QUIET]
    moments = moments_of(request.actor, found, shown)
    context = {
        "moments": moments,
        "kinds": sheets.kind_links(kinds, chosen, request),
        "dotted": found.sections.get("dotted_lines"),
        "dates": next_dates(request.actor, found.person.pk),
        "icons": sheets.ICONS,
        "may_merge": found.may("people.edit") and request.actor.person_id != found.person.pk,
        "merges": list(merges_of(request.actor, found.person.pk)) if found.may("people.edit") else [],
    }
    return _page(request, found, "overview", context)


def _moved(request: Request, uid: UUID) -> HttpResponse:
    """Lead from a closed record to the one that it was put into."""
    moved = successor(request.actor, uid)
    if moved is None:
        raise NotThere
    return redirect(request, reverse("person", args=[moved.uid]))


@require_GET
@looks_back
def tab(request: Request, uid: UUID, tab: str) -> HttpResponse:
    """Show one part of the file."""
    if tab == "history":
        return _history(request, uid)
    if tab == "access":
        return _access(request, uid)
    if tab == custom.TAB:
        return _custom(request, uid)
    if tab not in TABS:
        raise NotThere
    found = _profile(request, uid, TABS[tab][1])
    if not _opens(found, tab):
        raise NotThere
    context = sheets.parts(request, found)
    if tab == "notes":
        context |= sheets.notes(request.actor, found)
    if tab == "job":
        context |= _service(request, found)
    return _page(request, found, tab, context)


def _service(request: Request, found: Profile) -> dict[str, Any]:
    served = service_of(request.actor, found.person.uid)
    gone = served is not None and not served.is_here
    below = dotted_below(request.actor, found.person.pk, found.day)
    return {
        "served": served,
        "dotted_below": below,
        "kinds_of_lines": LINES,
        "may_rehire": gone and found.may("people.edit"),
    }


@require_POST
def paper_reveal(request: Request, uid: UUID) -> HttpResponse:
    """Open the number of a paper; that it was opened is written down."""
    return _revealed(request, number_of_paper(request.actor, uid))


@require_POST
def bank_reveal(request: Request, uid: UUID) -> HttpResponse:
    """Open the number of a bank account; that it was opened is written down."""
    return _revealed(request, number_of_account(request.actor, uid))


def _revealed(request: Request, number: str) -> HttpResponse:
    if not is_htmx(request):
        return redirect(request, reverse("people"))
    response = render(request, "people/number.html", {"number": number})
    response["Cache-Control"] = "no-store"
    return response


def _profile(request: Request, uid: UUID, show: tuple[str, ...]) -> Profile:
    day = read_day(request.GET.get("as_of", ""), _("As of"))
    found = profile(request.actor, uid, day=day, show=show)
    if (request.actor.known_at or (day and day != request.actor.today)) and not found.may("people.view"):
        raise NotThere
    if day and day > request.actor.today and not found.may("people.plan"):
        raise NotThere
    return found


def _opens(found: Profile, tab: str) -> bool:
    _label, codes, must = TABS[tab]
    return must in found.codes if must else any(code in found.codes for code in codes)


def _kinds(found: Profile) -> list[str]:
    return [code for code in KINDS if code in found.codes]


def _history(request: Request, uid: UUID) -> HttpResponse:
    found = _profile(request, uid, ())
    return _page(request, found, "history", {"steps": field_history(request.actor, uid)})


def _access(request: Request, uid: UUID) -> HttpResponse:
    found = _profile(request, uid, ())
    if not found.may("audit.view_reads"):
        raise NotThere
    entries = list(readers_of(request.actor, found.person.pk).exclude(actor_person_id=found.person.pk)[:200])
    keys = {one.actor_person_id for one in entries if one.actor_person_id}
    called = {one.pk: one for one in Person.objects.filter(pk__in=keys)}
    reads = [
        {"entry": one, "who": called.get(one.actor_person_id or 0), **sheets.read_in_words(one)}
        for one in entries
    ]
    return _page(request, found, "access", {"reads": reads})


def _custom(request: Request, uid: UUID) -> HttpResponse:
    found = _profile(request, uid, ())
    if not custom.is_there(found):
        raise NotThere
    return _page(request, found, custom.TAB, custom.page(request, found))


def _page(request: Request, found: Profile, tab: str, more: dict[str, Any]) -> HttpResponse:
    context = {"profile": found, "person": found.person, "tab": tab, **_header(request, found, tab), **more}
    return render(request, f"people/profile_{tab}.html", context)


def _header(request: Request, found: Profile, tab: str) -> dict[str, Any]:
    person, by = found.person, request.actor
    place = Place.objects.filter(pk=person.place_id).first() if person.place_id else None
    return {
        "tabs": _tabs(request, found, tab),
        "place": place,
        "state": sheets.state_of(person.status),
        "reports": list(queries.reports_of(by, person.pk, found.day).order_by("sort_key")[:40]),
        "above": chain_above(by, person.pk, min(found.day, by.today)),
        "is_self": by.person_id == person.pk,
        "proposals": waiting_of(by, person) if tab in PROPOSES else [],
        "travels": found.may("people.view"),
        "may_card": found.may("people.edit") or found.may("people.edit_contact"),
    }


def _when(request: Request) -> str:
    """Keep the day, and the instant whose knowledge is shown, from tab to tab."""
    kept = {name: request.GET[name] for name in ("as_of", "as_known") if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _tabs(request: Request, found: Profile, active: str) -> list[dict[str, Any]]:
    day = _when(request)
    uid = found.person.uid
    tabs = [
        {"label": _("Overview"), "url": reverse("person", args=[uid]) + day, "active": active == "overview"}
    ]
    names: dict[str, Any] = {
        code: label for code, (label, _codes, _must) in TABS.items() if _opens(found, code)
    }
    if custom.is_there(found):
        names[custom.TAB] = _("More")
    if found.may("audit.view"):
        names["history"] = _("History")
    if found.may("audit.view_reads"):
        names["access"] = _("Who looked")
    for code, label in names.items():
        tabs.append(
            {
                "label": str(label),
                "url": reverse("person-tab", args=[uid, code]) + day,
                "active": code == active,
            }
        )
    return tabs
