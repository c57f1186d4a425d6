"""The rows of the organisation that imports write."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.exchange.targets import Target

from .. import models

EDIT: Final = "organisation.edit"
LEGAL_ENTITY: Final = Target(
    "legal_entity",
    _("legal entities"),
    models.LegalEntity,
    key=("code",),
    facts=("name", "country", "subdivision", "currency", "language", "registration"),
    order=10,
    permission=EDIT,
)
COST_CENTRE: Final = Target(
    "cost_centre",
    _("cost centres"),
    models.CostCentre,
    key=("code",),
    facts=("name", "legal_entity"),
    refs={"legal_entity": "legal_entity"},
    order=12,
    permission=EDIT,
)
PLACE: Final = Target(
    "place",
    _("places"),
    models.Place,
    key=("code",),
    facts=("name", "country", "subdivision", "locality", "address", "time_zone"),
    order=14,
    permission=EDIT,
)
JOB_FAMILY: Final = Target(
    "job_family",
    _("job families"),
    models.JobFamily,
    key=("code",),
    facts=("name", "parent"),
    refs={"parent": "job_family"},
    order=16,
    permission=EDIT,
)
LEVEL: Final = Target(
    "level", _("levels"), models.Level, key=("code",), facts=("name", "rank"), order=18, permission=EDIT
)
JOB: Final = Target(
    "job",
    _("jobs"),
    models.Job,
    key=("code",),
    facts=("title", "family", "level", "soc_code", "isco_code", "summary"),
    refs={"family": "job_family", "level": "level"},
    order=20,
    permission=EDIT,
)
WORK_PATTERN: Final = Target(
    "work_pattern",
    _("work patterns"),
    models.WorkPattern,
    key=("code",),
    facts=("name", "minutes", "full_time_minutes"),
    order=21,
    permission=EDIT,
)
UNIT: Final = Target("unit", _("units"), models.Unit, key=("code",), facts=(), order=22, permission=EDIT)
POSITION: Final = Target(
    "position",
    _("positions"),
    models.Position,
    key=("code",),
    facts=("is_pooled",),
    order=24,
    permission=EDIT,
)
UNIT_TERM: Final = Target(
    "unit_term",
    _("names and places of units"),
    models.UnitTerm,
    key=("unit",),
    facts=("name", "kind", "parent", "legal_entity", "cost_centre"),
    refs={"unit": "unit", "parent": "unit", "legal_entity": "legal_entity", "cost_centre": "cost_centre"},
    is_dated=True,
    order=26,
    permission=EDIT,
)
POSITION_TERM: Final = Target(
    "position_term",
    _("terms of positions"),
    models.PositionTerm,
    key=("position",),
    facts=("title", "job", "level", "unit", "place", "cost_centre", "reports_to", "capacity", "state"),
    refs={
        "position": "position",
        "job": "job",
        "level": "level",
        "unit": "unit",
        "place": "place",
        "cost_centre": "cost_centre",
        "reports_to": "position",
    },
    is_dated=True,
    order=28,
    permission=EDIT,
)
POSITION_PAY: Final = Target(
    "position_pay",
    _("pay ranges of positions"),
    models.PositionPay,
    key=("position",),
    facts=("minimum", "maximum", "currency", "period"),
    refs={"position": "position"},
    is_dated=True,
    order=30,
    permission="pay.edit",
)
UNIT_HEAD: Final = Target(
    "unit_head",
    _("heads of units"),
    models.UnitHead,
    key=("unit",),
    facts=("position",),
    refs={"unit": "unit", "position": "position"},
    is_dated=True,
    order=32,
    permission=EDIT,
)

TARGETS: Final = (
    LEGAL_ENTITY,
    COST_CENTRE,
    PLACE,
    JOB_FAMILY,
    LEVEL,
    JOB,
    WORK_PATTERN,
    UNIT,
    POSITION,
    UNIT_TERM,
    POSITION_TERM,
    POSITION_PAY,
    UNIT_HEAD,
)
