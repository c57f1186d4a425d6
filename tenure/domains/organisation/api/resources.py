"""The lists of the organisation that programs can read."""

from uuid import UUID

from tenure.domains.organisation import models
from tenure.domains.organisation.scopes import embargo
from tenure.foundation.http.api import Resource

from . import schemas

VIEW = "organisation.view"

RESOURCES = (
    Resource(
        "legal-entities",
        models.LegalEntity,
        schemas.LegalEntityOut,
        VIEW,
        filters={"code": (str, "code"), "country": (str, "country")},
        sort={"name": "name", "code": "code"},
        search=("name", "code"),
    ),
    Resource(
        "cost-centres",
        models.CostCentre,
        schemas.CostCentreOut,
        VIEW,
        filters={"code": (str, "code"), "legal_entity": (UUID, "legal_entity__uid")},
        sort={"code": "code"},
        search=("name", "code"),
        related=("legal_entity",),
    ),
    Resource(
        "places",
        models.Place,
        schemas.PlaceOut,
        VIEW,
        filters={"code": (str, "code"), "country": (str, "country")},
        sort={"name": "name", "code": "code"},
        search=("name", "code"),
    ),
    Resource("work-patterns", models.WorkPattern, schemas.WorkPatternOut, VIEW, sort={"name": "name"}),
    Resource(
        "job-families",
        models.JobFamily,
        schemas.JobFamilyOut,
        VIEW,
        filters={"parent": (UUID, "parent__uid")},
        sort={"name": "name"},
        search=("name",),
        related=("parent",),
    ),
    Resource("levels", models.Level, schemas.LevelOut, VIEW, sort={"rank": "rank", "code": "code"}),
    Resource(
        "jobs",
        models.Job,
        schemas.JobOut,
        VIEW,
        filters={"code": (str, "code"), "family": (UUID, "family__uid"), "soc_code": (str, "soc_code")},
        sort={"title": "title", "code": "code"},
        search=("title", "code"),
        related=("family", "level"),
    ),
    Resource(
        "units",
        models.UnitTerm,
        schemas.UnitTermOut,
        VIEW,
        filters={"unit": (UUID, "unit__uid"), "parent": (UUID, "parent__uid"), "code": (str, "unit__code")},
        sort={"name": "name", "valid_from": "valid_from"},
        search=("name",),
        dated=True,
        related=("unit", "parent", "legal_entity", "cost_centre"),
        **embargo(models.UnitTerm),
    ),
    Resource(
        "positions",
        models.PositionTerm,
        schemas.PositionTermOut,
        VIEW,
        filters={
            "position": (UUID, "position__uid"),
            "unit": (UUID, "unit__uid"),
            "reports_to": (UUID, "reports_to__uid"),
            "code": (str, "position__code"),
        },
        sort={"title": "title", "valid_from": "valid_from"},
        search=("title",),
        dated=True,
        related=("position", "job", "level", "unit", "place", "reports_to"),
        **embargo(models.PositionTerm),
    ),
)
