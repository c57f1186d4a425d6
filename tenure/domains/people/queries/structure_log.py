"""What was changed in a record of the organisation: old and new, who, when, why, from where."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation import models as organisation
from tenure.domains.organisation.scopes import planned
from tenure.foundation.access import Actor
from tenure.foundation.audit import changes, trail
from tenure.foundation.records.models import Record
from tenure.foundation.refusal import NotThere

from .fieldlog import AUDIT, MOST, Step, called, steps_of
from .sections import Part

PAY: Final = "pay.view"
LABELS: Final = {
    "code": _("Code"),
    "name": _("Name"),
    "kind": _("Kind"),
    "parent": _("Stands in"),
    "title": _("Title"),
    "unit": _("Unit"),
    "reports_to": _("Reports to"),
    "job": _("Job"),
    "family": _("Family"),
    "level": _("Level"),
    "rank": _("Rank"),
    "place": _("Place"),
    "cost_centre": _("Cost centre"),
    "legal_entity": _("Legal entity"),
    "capacity": _("Capacity, FTE"),
    "state": _("State"),
    "is_pooled": _("Pooled"),
    "position": _("Position"),
    "minimum": _("At least"),
    "maximum": _("At most"),
    "currency": _("Currency"),
    "period": _("Per"),
    "country": _("Country"),
    "subdivision": _("Part of the country"),
    "language": _("Language"),
    "registration": _("Registration"),
    "locality": _("Town"),
    "address": _("Address"),
    "time_zone": _("Time zone"),
    "day": _("Day"),
    "is_off": _("Day off"),
    "minutes": _("Minutes of each weekday"),
    "full_time_minutes": _("Full time, minutes a week"),
    "soc_code": _("SOC or O*NET code"),
    "isco_code": _("ISCO-08 code"),
    "summary": _("Summary"),
}
PARTS: Final[dict[type[Record], tuple[tuple[type[Record], str, Any], ...]]] = {
    organisation.Unit: (
        (organisation.UnitTerm, "unit_id", _("Unit")),
        (organisation.UnitHead, "unit_id", _("Led by")),
    ),
    organisation.Position: (
        (organisation.PositionTerm, "position_id", _("Position")),
        (organisation.PositionPay, "position_id", _("Approved pay")),
    ),
    organisation.Place: ((organisation.PlaceDay, "place_id", _("Own day")),),
}
TERMS: Final[dict[type[Record], tuple[type[Any], str]]] = {
    organisation.Unit: (organisation.UnitTerm, "unit"),
    organisation.Position: (organisation.PositionTerm, "position"),
}


@transaction.atomic
def record_history(by: Actor, record: Record) -> list[Step]:
    """Give the newest 200 changes of a record and its rows; what is only planned, to its planners."""
    if not _may(by, record, AUDIT):
        raise NotThere
    told = [(part, one) for part in _parts(by, record) for one in _changes(part, record)]
    if type(record) in TERMS and not _plans(by, record):
        told = [(part, one) for part, one in told if not _lies_ahead(one, by)]
    told = sorted(told, key=lambda pair: pair[1].at, reverse=True)[:MOST]
    if any(part.is_logged for part, _one in told):
        trail.viewed(by, "organisation.history", record, fields=["organisation.position_pay"])
    names = called(one.entry for _part, one in told if one.entry)
    return list(steps_of(told, names, by.today))


def _may(by: Actor, record: Record, permission: str) -> bool:
    model, owner = TERMS.get(type(record), (type(record), "pk"))
    key = record if owner != "pk" else record.pk
    return bool(model.objects.allowed(by, permission).filter(**{owner: key}).exists())


def _plans(by: Actor, record: Record) -> bool:
    terms, owner = TERMS[type(record)]
    return bool(terms.objects.filter(planned(terms, by), **{owner: record}).exists())


def _parts(by: Actor, record: Record) -> Iterable[Part]:
    rows = ((type(record), "pgh_obj_id", _("Record")), *PARTS.get(type(record), ()))
    for model, column, label in rows:
        if model is organisation.PositionPay and not _may(by, record, PAY):
            continue
        labels = {f.name: LABELS[f.name] for f in model._meta.concrete_fields if f.name in LABELS}
        yield Part(model._meta.model_name or "", label, model, AUDIT, "", labels, person=column)


def _changes(part: Part, record: Record) -> list[changes.Change]:
    """Give the changes of a part; a column that only says whose row it is is left out."""
    own = part.person.removesuffix("_id") + "_id"
    return [
        replace(one, fields=tuple(field for field in one.fields if field.name != own))
        for one in changes.of_rows(part.model, **{part.person: record.pk})
    ]


def _lies_ahead(change: changes.Change, by: Actor) -> bool:
    """Say whether a change tells of a day to come: a row that begins then, or an end."""
    days = [change.values.get("valid_from")]
    days += [day for one in change.fields if one.name == "valid_until" for day in (one.old, one.new)]
    return any(day is not None and day > by.today for day in days)
