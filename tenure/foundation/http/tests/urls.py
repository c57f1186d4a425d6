"""Addresses that only these tests have."""

from threading import Barrier
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from tenure.foundation.audit import trail
from tenure.foundation.http.limits import limited
from tenure.foundation.identity.models import Role
from tenure.foundation.refusal import Clash, NotAllowed, Refused


class NoRoom(Refused):
    message = "There is no room on {day}."


REFUSALS = {"room": NoRoom(errors={"day": "Full."}, day="Friday"), "clash": Clash(), "roles": NotAllowed()}


def refuse(_request: HttpRequest, how: str) -> HttpResponse:
    raise REFUSALS[how]


def missing(_request: HttpRequest, uid: UUID, secret: str) -> HttpResponse:
    Role.objects.get(uid=uid)
    return HttpResponse(secret)


def lamps() -> int:
    return Role.objects.filter(name="lamp").count()


@csrf_exempt
@transaction.atomic
def make(request: HttpRequest) -> HttpResponse:
    made = Role.objects.create(code=request.headers.get("X-Code", f"lamp-{lamps()}"), name="lamp")
    if request.headers.get("X-Break"):
        raise ZeroDivisionError
    return HttpResponse(made.code, status=201, headers={"ETag": '"1"'})


met: list[str] = []
meeting = Barrier(2)


@csrf_exempt
@transaction.atomic
def cross(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Write two rows, one after the other; the first two who come wait for each other in between."""
    by = request.actor  # type: ignore[attr-defined]
    Role.objects.filter(code=first).update(purpose=request.path)
    trail.record(by, "tests.crossed", Role)
    met.append(request.path)
    if len(met) <= 2:
        meeting.wait()
    Role.objects.filter(code=second).update(purpose=request.path)
    return HttpResponse(first)


@csrf_exempt
def half(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Commit something, then cross: what was kept must not be done again."""
    with transaction.atomic():
        trail.record(request.actor, "tests.halved", Role)  # type: ignore[attr-defined]
    return cross(request, first, second)


@login_not_required
@limited("guess", 2, per_second=0.1)
def guess(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("no")


@login_not_required
def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("q", "") + request.GET.get("q", ""))


urlpatterns = [
    path("", include("tenure.foundation.http.urls")),
    path("", include("tenure.shell.urls")),
    path("refuse/<str:how>", refuse, name="refuse"),
    path("missing/<uuid:uid>/<str:secret>", missing, name="missing"),
    path("make", make, name="make"),
    path("cross/<str:first>/<str:second>", cross, name="cross"),
    path("half/<str:first>/<str:second>", half, name="half"),
    path("guess", guess, name="guess"),
    path("echo", echo, name="echo"),
]
