"""Home, and oneself."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from tenure.foundation.approvals import queries as approvals
from tenure.foundation.audit.models import Entry, Kind
from tenure.foundation.http.request import Request
from tenure.foundation.jobs import queries as jobs
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.render import render
from tenure.shell import home, set_up
from tenure.shell.navigation import reads_all


@require_GET
def show(request: Request) -> HttpResponse:
    """Show what waits, by role."""
    by = request.actor
    context = {
        "mine": home.mine(by),
        "waiting": list(approvals.waiting(by)[:3]) if by.holds("approvals.decide") else [],
        "waiting_count": approvals.count_waiting(by),
        "groups": home.groups(by),
        "headcount": home.headcount(by),
        "stages": set_up.stages(by) if by.holds("system.configure") else [],
        "health": jobs.health() if by.holds("system.configure") else None,
        "trail": _trail(request),
        "today": by.today,
    }
    return render(request, "shell/home.html", context)


@require_GET
def me(request: Request) -> HttpResponse:
    """Lead to one's own profile; an account without a person leads to its security."""
    from tenure.domains.people.models import Person

    person = Person.objects.filter(pk=request.actor.person_id).first() if request.actor.person_id else None
    return redirect("person", uid=person.uid) if person else redirect("account_security")


def _trail(request: Request) -> dict[str, int] | None:
    """Count the day's entries for those who read the whole trail."""
    if not reads_all(request.actor):
        return None
    rows = Entry.objects.allowed(request.actor, "audit.view").filter(at__date=request.actor.today)
    return {kind: rows.filter(kind=kind).count() for kind in Kind.values}


@require_GET
def setup(request: Request) -> HttpResponse:
    """Show how far the set-up has come."""
    stages = set_up.stages(request.actor)
    if not any(stage.url for stage in stages):
        raise NotThere
    done = sum(stage.is_done for stage in stages)
    return render(request, "shell/setup.html", {"stages": stages, "done": done})
