"""Every component in every state, on one page: to build with, to look at, to test."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tenure.foundation.access import Actor, require
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.render import render

LONG = "Maximiliane Theodora von Hohenstein-Württemberg de la Cruz y Montemayor-Okonkwo"
PEOPLE = [
    {"name": "Amara Nwosu", "title": "Head of Finance", "unit": "Finance", "pay": 98000, "state": "Active", "colour": "green"},
    {"name": "Łukasz Żółkiewski", "title": "Engineer", "unit": "Platform", "pay": 61500, "state": "On leave", "colour": "yellow"},
    {"name": LONG, "title": "Senior Principal Coordinator for International Works Council Affairs", "unit": "People", "pay": 1204500, "state": "Leaving", "colour": "orange"},
    {"name": "松本 さくら", "title": "Designer", "unit": "Product", "pay": 57250, "state": "Starting", "colour": "blue"},
]  # fmt: skip
RIGHT_TO_LEFT = [
    {"name": "ليلى العتيبي", "title": "مديرة الموارد البشرية", "unit": "الموارد البشرية", "pay": 84000, "state": "نشطة", "colour": "green"},
    {"name": "נועה פרידמן", "title": "מהנדסת", "unit": "פיתוח", "pay": 72500, "state": "פעילה", "colour": "green"},
]  # fmt: skip
RAIL = [
    {"title": "Head of Finance", "from": date(2027, 1, 1), "state": "future", "text": "Finance · Berlin", "reason": "Promotion"},
    {"title": "Finance Manager", "from": date(2024, 4, 1), "state": "current", "text": "Finance · London", "reason": "Transfer"},
    {"title": "Accountant", "from": date(2021, 9, 13), "until": date(2024, 3, 31), "state": "past", "text": "Accounts payable · London"},
]  # fmt: skip
TREE = [
    {"id": "1", "label": "Tenure Group", "count": 240, "icon": "building", "open": True, "children": [
        {"id": "2", "label": "Finance", "count": 18, "url": "#finance", "detail": "Amara Nwosu", "open": True, "children": [
            {"id": "3", "label": "Accounts payable", "count": 6, "url": "#payable"},
            {"id": "4", "label": "Treasury", "count": 4, "detail": "vacant"},
        ]},
        {"id": "5", "label": "Product", "count": 71, "url": "#product", "children": [{"id": "6", "label": "Design", "count": 9}]},
    ]},
]  # fmt: skip


class Sample(forms.Form):
    """A form that was filled in wrongly."""

    email = forms.EmailField(label="E-mail", help_text="Where the invitation goes.")
    starts_on = forms.DateField(label="First day", widget=forms.DateInput())
    contract = forms.ChoiceField(
        label="Contract", choices=[("", "Choose"), ("open", "Open-ended"), ("fixed", "Fixed term")]
    )
    remote = forms.BooleanField(label="Works from home", required=False)
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 2}), required=False)


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """Show the gallery to those who configure Tenure, and to developers."""
    _let_in(request)
    return render(request, "shell/gallery/page.html", _samples())


@login_not_required
def options(request: HttpRequest) -> HttpResponse:
    """Answer the gallery's combobox."""
    _let_in(request)
    wanted = request.GET.get("q", "").casefold()
    found = [
        {"value": one["name"], "label": one["name"], "detail": one["title"]}
        for one in PEOPLE
        if wanted in str(one["name"]).casefold()
    ]
    return render(request, "shell/gallery/options.html", {"found": found})


def _let_in(request: HttpRequest) -> None:
    actor: Actor | None = getattr(request, "actor", None)
    if not settings.GALLERY_OPEN:
        if actor is None:
            raise NotThere
        require(actor, "system.configure")
    request.actor = actor or Actor(None, None, timezone.localdate(), label="Ada Lovelace")  # type: ignore[attr-defined]


def _samples() -> dict[str, Any]:
    return {
        "people": PEOPLE,
        "right_to_left_people": RIGHT_TO_LEFT,
        "long": LONG,
        "rail": RAIL,
        "tree": TREE,
        "day": date(2025, 3, 1),
        "form": Sample({"email": "amara(at)example.org", "starts_on": "31.02.2026", "contract": "fixed"}),
    }
