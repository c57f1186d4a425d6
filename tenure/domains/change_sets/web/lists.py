"""The list of change sets."""

from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, State, register
from tenure.foundation.lists.filters import Choice

from .. import queries, states

COLOURS: Final = {
    "draft": "secondary",
    "submitted": "orange",
    "approved": "blue",
    "applied": "green",
    "undone": "secondary",
    "dropped": "secondary",
}


def state_of(row: Any) -> State:
    """Give the state of a set with its colour."""
    return State(row.get_state_display(), COLOURS[row.state])


def _states(_ask: Ask) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in states.State.choices]


SETS = register(
    Listing(
        "change-sets",
        _("Change sets"),
        "change-sets",
        lambda ask: queries.listed(ask.actor),
        (
            Column(
                "name",
                _("Name"),
                lambda r: Link(r.name, reverse("change-set", args=[r.uid])),
                "name",
                fixed=True,
            ),
            Column("on", _("Effective day"), lambda r: r.on, "on", kind="date"),
            Column("state", _("State"), state_of, "state", groups=True),
            Column("size", _("Lines"), lambda r: r.size, "size", kind="number"),
            Column(
                "secret",
                _("Known to"),
                lambda r: _("Those let in") if r.is_confidential else _("Who prepares or approves"),
            ),
        ),
        "-on",
        filters=(Choice("state", _("State"), options=_states, where=lambda keys, _ask: Q(state__in=keys)),),
        also=("name",),
        search_label=_("Name"),
    )
)
