"""The tab of fields and tables that HR made, as its page draws it."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from tenure.foundation.fields.models import CustomTable
from tenure.foundation.fields.queries import Line, Stretch, Told
from tenure.foundation.http.request import Request

from ..queries.audience import who_can_see
from ..queries.custom import Custom, Group
from ..queries.profile import Profile
from . import reasons, sheets

TITLES: dict[str, Any] = {
    "public": gettext_lazy("More that colleagues know"),
    "internal": gettext_lazy("More about the work"),
    "personal": gettext_lazy("More personal details"),
    "pay": gettext_lazy("More about pay"),
    "identity": gettext_lazy("More numbers and papers"),
    "special": gettext_lazy("More self-identification"),
}
DAY = timedelta(days=1)


def drawn(request: Request, found: Profile, told: Custom) -> dict[str, Any]:
    """Give groups of fields and tables, each with who can see it."""
    see = {one.see for one in told.groups} | {one.table.see for one in told.sheets}
    by = request.actor
    readers = {
        code: [sheets.in_words(one) for one in who_can_see(code, found.person.pk, by.today)] for code in see
    }
    return {
        "groups": [_group(one) for one in told.groups],
        "tables": [
            {"sheet": one, "heads": _heads(one.table), "lines": [_line(row) for row in one.lines]}
            for one in told.sheets
        ],
        "readers": readers,
    }


def _group(one: Group) -> dict[str, Any]:
    own = ", ".join(told.field.called for told in one.fields)
    return {
        "group": one,
        "title": own if one.own_list else TITLES[one.level],
        "lives": {told.field.code: _life(told) for told in one.dated},
    }


def _life(told: Told) -> list[dict[str, Any]]:
    now = [_stretch(told.now, "current", told)] if told.now else []
    ahead = [_stretch(one, "future", told) for one in reversed(told.future)]
    return [*ahead, *now, *(_stretch(one, "past", told) for one in told.past)]


def _stretch(one: Stretch, state: str, told: Told) -> dict[str, Any]:
    return {
        "title": one.text,
        "text": one.why,
        "from": one.since,
        "until": one.until - DAY if one.until else None,
        "state": state,
        "reason": reasons.words(one.reason) if one.reason else "",
        "url": reverse("custom-rescind", args=[one.uid]) if told.may_edit and state == "future" else "",
    }


def _heads(table: CustomTable) -> list[dict[str, Any]]:
    heads: list[dict[str, Any]] = [{"label": one.called} for one in table.columns.all() if not one.retired]
    dates = [{"label": _("From")}, {"label": _("Last day")}] if table.dated else []
    return [*heads, *dates, {"label": _("Actions"), "hidden": True}]


def _line(row: Line) -> dict[str, Any]:
    last = row.until - DAY if row.until else None
    return {
        "uid": row.uid,
        "cells": [text for _name, text in row.cells],
        "since": row.since,
        "last": last,
        "state": row.state,
    }
