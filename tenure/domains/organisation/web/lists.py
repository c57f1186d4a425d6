"""The lists of the organisation's undated records, and of its units."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, register
from tenure.foundation.lists.filters import Choice

from .. import models, queries
from . import words

VIEW = queries.VIEW


def _rows(model: Any, *related: str) -> Any:
    return lambda ask: model.objects.allowed(ask.actor, VIEW).select_related(*related)


def _first(name: str, label: Any, kind: str) -> Column:
    def link(row: Any) -> Link:
        return Link(getattr(row, name), reverse("organisation-record", args=[kind, row.uid]))

    return Column(name, label, link, sort=name, fixed=True)


def _plain(key: str, label: Any, *, sort: str = "", **more: Any) -> Column:
    return Column(key, label, lambda row: getattr(row, key), sort=sort or key, **more)


def _country(row: Any) -> str:
    part = f", {words.subdivision_name(row.country, row.subdivision)}" if row.subdivision else ""
    return words.country_name(row.country) + part


def _countries(model: Any) -> Choice:
    def there(ask: Ask) -> list[tuple[str, str]]:
        codes = model.objects.allowed(ask.actor, VIEW).order_by("country").values_list("country", flat=True)
        return [(code, words.country_name(code)) for code in codes.distinct()]

    return Choice("country", _("Country"), there, lambda keys, _ask: Q(country__in=keys))


CODE = _plain("code", _("Code"))
COUNTRY = Column("country", _("Country"), _country, sort="country", groups=True)

ENTITIES = register(
    Listing(
        "legal-entities",
        _("Legal entities"),
        "organisation-legal-entities",
        _rows(models.LegalEntity),
        (
            _first("name", _("Name"), "legal-entity"),
            CODE,
            COUNTRY,
            _plain("currency", _("Currency")),
            _plain("registration", _("Registration")),
        ),
        "name",
        filters=(_countries(models.LegalEntity),),
        also=("name", "code", "registration"),
        search_label=_("Name, code or registration"),
    )
)
COST_CENTRES = register(
    Listing(
        "cost-centres",
        _("Cost centres"),
        "organisation-cost-centres",
        _rows(models.CostCentre, "legal_entity"),
        (
            _first("code", _("Code"), "cost-centre"),
            _plain("name", _("Name")),
            _plain("legal_entity", _("Legal entity"), sort="legal_entity__name", groups=True),
        ),
        "code",
        also=("name", "code"),
        search_label=_("Code or name"),
    )
)
PLACES = register(
    Listing(
        "places",
        _("Places"),
        "organisation-places",
        _rows(models.Place),
        (
            _first("name", _("Name"), "place"),
            CODE,
            _plain("locality", _("Town")),
            COUNTRY,
            _plain("time_zone", _("Time zone")),
        ),
        "name",
        filters=(_countries(models.Place),),
        also=("name", "code", "locality"),
        search_label=_("Name, code or town"),
    )
)
PATTERNS = register(
    Listing(
        "work-patterns",
        _("Work patterns"),
        "organisation-work-patterns",
        _rows(models.WorkPattern),
        (
            _first("name", _("Name"), "work-pattern"),
            CODE,
            Column("hours", _("Hours a week"), lambda row: sum(row.minutes) / 60, kind="number"),
            Column(
                "full", _("Full time"), lambda row: row.full_time_minutes / 60, "full_time_minutes", "number"
            ),
        ),
        "name",
        also=("name", "code"),
        search_label=_("Name or code"),
    )
)
JOBS = register(
    Listing(
        "jobs",
        _("Jobs"),
        "organisation-jobs",
        _rows(models.Job, "family", "level"),
        (
            _first("title", _("Title"), "job"),
            CODE,
            _plain("family", _("Family"), sort="family__name", groups=True),
            _plain("level", _("Level"), sort="level__rank", groups=True),
            _plain("soc_code", _("SOC")),
            _plain("isco_code", _("ISCO")),
        ),
        "title",
        also=("title", "code", "soc_code", "isco_code"),
        search_label=_("Title, code, SOC or ISCO"),
    )
)
FAMILIES = register(
    Listing(
        "job-families",
        _("Job families"),
        "organisation-job-families",
        _rows(models.JobFamily, "parent"),
        (
            _first("name", _("Name"), "job-family"),
            CODE,
            _plain("parent", _("Within"), sort="parent__name"),
        ),
        "name",
        also=("name", "code"),
        search_label=_("Name or code"),
    )
)
LEVELS = register(
    Listing(
        "levels",
        _("Levels"),
        "organisation-levels",
        _rows(models.Level),
        (_first("name", _("Name"), "level"), CODE, _plain("rank", _("Rank"), kind="number")),
        "-rank",
        also=("name", "code"),
        search_label=_("Name or code"),
    )
)


def _unit(term: models.UnitTerm) -> Link:
    return Link(term.name, reverse("organisation-unit", args=[term.unit.uid]))


def _parent(term: Any) -> Link | None:
    if term.parent_uid is None:
        return None
    return Link(term.parent_name, reverse("organisation-unit", args=[term.parent_uid]))


UNITS = register(
    Listing(
        "units",
        _("Units"),
        "organisation-units",
        lambda ask: queries.units_on(ask.actor, ask.day),
        (
            Column("name", _("Name"), _unit, sort="name", fixed=True),
            Column("code", _("Code"), lambda term: term.unit.code, sort="unit__code"),
            Column("kind", _("Kind"), lambda term: words.word(words.KINDS, term.kind), "kind", groups=True),
            Column("parent", _("Stands in"), _parent, sort="parent_name"),
            _plain("legal_entity", _("Legal entity"), sort="legal_entity__name", groups=True),
            _plain("cost_centre", _("Cost centre"), sort="cost_centre__code"),
            Column("since", _("Since"), lambda term: term.valid_from, sort="valid_from", kind="date"),
        ),
        "name",
        filters=(Choice("kind", _("Kind"), lambda _ask: words.KINDS, lambda keys, _ask: Q(kind__in=keys)),),
        also=("name", "unit__code"),
        history=VIEW,
        search_label=_("Name or code"),
    )
)
