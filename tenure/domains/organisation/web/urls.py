"""Addresses of the organisation area; chart and positions are the people domain's."""

from typing import Any

from django.urls import path

from . import acts, dated, options, records, units
from .kinds import KINDS


def _lists() -> list[Any]:
    return [
        path(f"{kind.listing.key}", records.record_list, {"kind": kind.key}, name=kind.listing.url_name)
        for kind in KINDS
    ]


urlpatterns = [
    *_lists(),
    path("units", units.unit_list, name="organisation-units"),
    path("units/tree", units.unit_tree, name="organisation-unit-tree"),
    path("units/<uuid:uid>", units.unit_detail, name="organisation-unit"),
    path("options/<slug:kind>", options.options, name="organisation-options"),
    path("records/<slug:kind>/new", records.record_create, name="organisation-record-new"),
    path("records/<slug:kind>/<uuid:uid>", records.record_detail, name="organisation-record"),
    path("records/<slug:kind>/<uuid:uid>/edit", records.record_edit, name="organisation-record-edit"),
    path("places/<uuid:uid>/days", units.place_day_create, name="organisation-place-days"),
    path("place-days/<uuid:uid>/removal", units.place_day_delete, name="organisation-place-day-removal"),
    path("acts/<slug:key>/<uuid:uid>", acts.act, name="organisation-act"),
    path("terms/<slug:kind>/new", dated.term_create, name="organisation-term-new"),
    path("terms/<slug:kind>/<uuid:uid>/change", dated.term_change, name="organisation-term-change"),
    path("terms/<slug:kind>/<uuid:uid>/closing", dated.term_close, name="organisation-term-close"),
    path("terms/<slug:kind>/<uuid:uid>/rescission", dated.term_rescind, name="organisation-term-rescind"),
]
