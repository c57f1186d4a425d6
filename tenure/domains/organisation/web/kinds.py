"""The undated records that have pages: for each its list, its form, its verbs and its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.lists.declaration import Listing

from .. import actions, models
from ..models import OfTheOrganisation
from . import forms, lists, words

Values = Mapping[str, Any]
Facts = list[tuple[Any, Any]]


def _same(values: Values) -> dict[str, Any]:
    return dict(values)


def _columns(row: Any) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in row._meta.concrete_fields}


@dataclass(frozen=True)
class Kind:
    """One kind of undated record: what it is, and how its form and its page speak of it.

    One ``of_all`` is added by whoever changes the whole organisation, and edited by right over it.
    """

    key: str
    model: type[OfTheOrganisation]
    listing: Listing
    form: type[PlainForm]
    create: Callable[..., Any]
    edit: Callable[..., Any]
    new: Any
    teaches: Any
    example: Any
    facts: Callable[[Any], Facts]
    tab: str = ""
    of_all: bool = False
    values: Callable[[Values], dict[str, Any]] = _same
    initial: Callable[[Any], dict[str, Any]] = _columns

    @property
    def active(self) -> str:
        """The tab that it stands under."""
        return self.tab or self.listing.key


def _hours(values: Values) -> dict[str, Any]:
    week = [int(values[name] * 60) for name, _label in words.WEEKDAYS]
    full = int(values["full_time"] * 60)
    return {"code": values["code"], "name": values["name"], "minutes": week, "full_time_minutes": full}


def _week(row: Any) -> dict[str, Any]:
    days = {name: Decimal(row.minutes[i]) / 60 for i, (name, _label) in enumerate(words.WEEKDAYS)}
    return {"code": row.code, "name": row.name, "full_time": Decimal(row.full_time_minutes) / 60, **days}


def _located(row: Any) -> Facts:
    part = words.subdivision_name(row.country, row.subdivision) if row.subdivision else ""
    return [(_("Code"), row.code), (_("Country"), words.country_name(row.country)), (_("Part"), part)]


def _entity(row: Any) -> Facts:
    return [
        *_located(row),
        (_("Currency"), row.currency),
        (_("Language"), row.language),
        (_("Registration"), row.registration),
    ]


def _place(row: Any) -> Facts:
    return [
        *_located(row),
        (_("Town"), row.locality),
        (_("Address"), row.address),
        (_("Time zone"), row.time_zone),
    ]


def _pattern(row: Any) -> Facts:
    days = [(label, f"{row.minutes[i] / 60:g} h") for i, (_name, label) in enumerate(words.WEEKDAYS)]
    return [(_("Code"), row.code), *days, (_("Full time"), f"{row.full_time_minutes / 60:g} h")]


def _job(row: Any) -> Facts:
    return [
        (_("Code"), row.code),
        (_("Family"), row.family),
        (_("Level"), row.level),
        (_("SOC or O*NET"), row.soc_code),
        (_("ISCO-08"), row.isco_code),
        (_("Summary"), row.summary),
    ]


KINDS = (
    Kind(
        "legal-entity", models.LegalEntity, lists.ENTITIES, forms.LegalEntityForm,
        actions.create_legal_entity, actions.edit_legal_entity, _("Add legal entity"),
        _("A legal entity is a company that employs people. It has one country and pays in one currency."),
        _("Example: Tenure Deutschland GmbH, Germany, EUR."), _entity, of_all=True,
    ),
    Kind(
        "cost-centre", models.CostCentre, lists.COST_CENTRES, forms.CostCentreForm,
        actions.create_cost_centre, actions.edit_cost_centre, _("Add cost centre"),
        _("A cost centre is an account that people's cost is booked on."),
        _("Example: 4100 Support, of Tenure UK Ltd."),
        lambda row: [(_("Code"), row.code), (_("Legal entity"), row.legal_entity)],
    ),
    Kind(
        "place", models.Place, lists.PLACES, forms.PlaceForm,
        actions.create_place, actions.edit_place, _("Add place"),
        _("A place is where people work. It fixes their time zone and their public holidays."),
        _("Example: Leeds, England, Europe/London."), _place,
    ),
    Kind(
        "work-pattern", models.WorkPattern, lists.PATTERNS, forms.WorkPatternForm,
        actions.create_work_pattern, actions.edit_work_pattern, _("Add work pattern"),
        _("A work pattern says how long which weekday is worked, and what full time means."),
        _("Example: Monday to Friday, 8 hours each; full time is 40."), _pattern, values=_hours, initial=_week,
    ),
    Kind(
        "job", models.Job, lists.JOBS, forms.JobForm, actions.create_job, actions.edit_job, _("Add job"),
        _("A job is what somebody does, whoever does it: it belongs to a family and a level."),
        _("Example: Software engineer, in Engineering, SOC 15-1252."), _job,
    ),
    Kind(
        "job-family", models.JobFamily, lists.FAMILIES, forms.JobFamilyForm,
        actions.create_job_family, actions.edit_job_family, _("Add job family"),
        _("A job family is a kind of work; families stand within others."),
        _("Example: Engineering, with Software and Hardware in it."),
        lambda row: [(_("Code"), row.code), (_("Within"), row.parent)], tab="jobs",
    ),
    Kind(
        "level", models.Level, lists.LEVELS, forms.LevelForm,
        actions.create_level, actions.edit_level, _("Add level"),
        _("A level is a step of responsibility that jobs share."),
        _("Example: Senior, rank 4."),
        lambda row: [(_("Code"), row.code), (_("Rank"), row.rank)], tab="jobs",
    ),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}
