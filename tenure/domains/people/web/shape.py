"""Spans and layers: the figures, and the people behind each."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tenure.foundation.access import require
from tenure.foundation.http.request import Request
from tenure.foundation.lists import screen
from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, Row, State, register
from tenure.foundation.lists.filters import Choice, Flag
from tenure.foundation.refusal import NotAllowed

from ..queries import shape as queries
from ..queries.worklists import over_others
from ..rules import shape as rules

SPANS = {
    rules.NARROW: (_("Narrow"), "orange"),
    rules.WITHIN: (_("Within"), "green"),
    rules.WIDE: (_("Wide"), "orange"),
}
MOST_LAYERS = 30


def _rows(ask: Ask) -> QuerySet[Any]:
    return queries.standing(ask.actor)


def _load(ask: Ask, rows: list[Row]) -> list[Row]:
    """Count those below and those by dotted lines, and judge the spans, in three queries."""
    low, high = queries.thresholds(ask.actor)
    deep, dotted = queries.below_each(ask.actor, [row.pk for row in rows])
    for row in rows:
        row.deep, row.dotted = deep.get(row.pk, 0), dotted.get(row.pk, 0)
        row.span = rules.kind_of(row.direct, low, high) if row.direct else ""
    return rows


def _name(row: Row) -> Link:
    return Link(row.called, reverse("person", args=[row.uid]), face=True)


def _span(row: Row) -> State | None:
    return State(*SPANS[row.span]) if row.span else None


def _direct(row: Row) -> Link | str:
    return Link(str(row.direct), f"{reverse('people')}?manager={row.uid}") if row.direct else ""


def _of_spans(kinds: tuple[str, ...], ask: Ask) -> Q:
    found = Q(pk__in=())
    for kind in kinds:
        found |= queries.is_outlier(kind, *queries.thresholds(ask.actor))
    return found


LISTING = register(
    Listing(
        key="shape",
        title=_("Spans and layers"),
        url_name="shape",
        rows=_rows,
        columns=(
            Column("name", _("Name"), _name, sort="sort_key", fixed=True),
            Column("title", _("Title"), lambda row: row.title),
            Column("layer", _("Layer"), lambda row: row.layer, sort="layer", kind="number"),
            Column("direct", _("Reports"), _direct, sort="direct", kind="number"),
            Column("deep", _("All below"), lambda row: row.deep, kind="number"),
            Column("dotted", _("By dotted line"), lambda row: row.dotted or "", kind="number"),
            Column("span", _("Span"), _span),
        ),
        order="-direct",
        filters=(
            Choice(
                "span",
                _("Span"),
                options=lambda _ask: [(k, str(w)) for k, (w, _c) in SPANS.items()],
                where=_of_spans,
            ),
            Choice(
                "layer",
                _("Layer"),
                options=lambda _ask: [(str(n), str(n)) for n in range(1, MOST_LAYERS + 1)],
                where=lambda layers, _ask: Q(layer__in=[int(one) for one in layers]),
            ),
            Flag("manages", _("Has reports"), lambda yes, _ask: Q(direct__gt=0) if yes else Q(direct=0)),
        ),
        folded=("folded",),
        load=_load,  # type: ignore[arg-type]
        export="people.export",
        search_label=_("Name or number"),
        defaults={"manages": "yes"},
    )
)


@require_GET
def shape(request: Request) -> HttpResponse:
    """Show how many report to whom, and how many layers there are."""
    by = request.actor
    require(by, queries.SEE)
    if not over_others(by, queries.SEE):
        raise NotAllowed
    return screen.show(request, LISTING, "people/shape.html", {"figures": queries.shape(by), "tab": "shape"})
