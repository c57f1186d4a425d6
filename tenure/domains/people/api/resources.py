"""The lists about people that programs can read."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from tenure.domains.organisation.scopes import embargo
from tenure.domains.people import models, queries
from tenure.domains.people.queries.merging import successor
from tenure.foundation.access import Actor
from tenure.foundation.http.api import Resource

from . import schemas
from .custom import CUSTOM

OF_PERSON = {"person": (UUID, "person__uid"), "number": (str, "person__number")}
BY_DAY = {"valid_from": "valid_from"}
BY_PERSON = {"person": "person__sort_key"}


def _dated(
    name: str, model: type[Model], schema: Any, permission: str, *related: str, **filters: Any
) -> Resource:
    return Resource(
        name,
        model,
        schema,
        permission,
        filters=OF_PERSON | filters,
        sort=BY_DAY | BY_PERSON,
        dated=True,
        related=("person", *related),
        **embargo(model),
        about="person_id",
    )


def _undated(name: str, model: type[Model], schema: Any, permission: str, **filters: Any) -> Resource:
    return Resource(
        name,
        model,
        schema,
        permission,
        filters=OF_PERSON | filters,
        sort=BY_PERSON,
        related=("person",),
        about="person_id",
    )


PERSONAL, KIND = "people.view_personal", {"kind": (str, "kind")}

DATED = (
    _dated(
        "employments",
        models.Employment,
        schemas.EmploymentOut,
        "people.view",
        "legal_entity",
        legal_entity=(UUID, "legal_entity__uid"),
    ),
    _dated(
        "assignments",
        models.Assignment,
        schemas.AssignmentOut,
        "people.view",
        "employment",
        "job",
        "level",
        "position",
        "unit",
        "place",
        "manager",
        "cost_centre",
        "work_pattern",
        unit=(UUID, "unit__uid"),
        place=(UUID, "place__uid"),
        position=(UUID, "position__uid"),
        primary=(bool, "primary"),
    ),
    _dated("dotted-lines", models.DottedLine, schemas.DottedLineOut, "people.directory", "manager"),
    _dated("pay", models.Pay, schemas.PayOut, "pay.view", "employment", **KIND),
    _dated("addresses", models.Address, schemas.AddressOut, PERSONAL),
    _dated("bank-accounts", models.BankAccount, schemas.BankAccountOut, "people.view_bank"),
)

TERMS = Resource(
    "employment-terms",
    models.EmploymentTerm,
    schemas.EmploymentTermOut,
    "people.view",
    filters={"person": (UUID, "employment__person__uid"), "employment": (UUID, "employment__uid")},
    sort=BY_DAY,
    dated=True,
    related=("employment",),
    **embargo(models.EmploymentTerm),
)

UNDATED = (
    _undated("personal-details", models.PersonalDetails, schemas.PersonalDetailsOut, PERSONAL),
    _undated("contacts", models.Contact, schemas.ContactOut, PERSONAL, **KIND),
    _undated("emergency-contacts", models.EmergencyContact, schemas.EmergencyContactOut, PERSONAL),
    _undated("dependants", models.Dependant, schemas.DependantOut, PERSONAL),
    _undated(
        "identity-papers", models.IdentityPaper, schemas.IdentityPaperOut, "people.view_identity", **KIND
    ),
    _undated("qualifications", models.Qualification, schemas.QualificationOut, "people.view", **KIND),
    _undated("notes", models.Note, schemas.NoteOut, "notes.view", visibility=(str, "visibility")),
)


def _directory(_rows: QuerySet[Any], actor: Actor, day: date) -> QuerySet[Any]:
    return queries.directory(actor, day=day)


def _moved(actor: Actor, uid: UUID) -> UUID | None:
    found = successor(actor, uid)
    return found.uid if found else None


PEOPLE = Resource(
    "people",
    models.Person,
    schemas.PersonOut,
    "people.directory",
    filters={
        "number": (str, "number"),
        "work_email": (str, "work_email"),
        "unit": (UUID, "unit_uid"),
        "place": (UUID, "place_uid"),
        "legal_entity": (UUID, "entity_uid"),
        "manager": (UUID, "manager_uid"),
        "status": (str, "status"),
    },
    sort={"name": "sort_key", "number": "number"},
    search=("folded",),
    prepare=_directory,
    attach=queries.attach_custom,
    moved=_moved,
)

FINDINGS = Resource(
    "findings",
    models.Finding,
    schemas.FindingOut,
    "people.edit",
    filters={
        **OF_PERSON,
        "kind": (str, "kind"),
        "found_since": (date, "found_on__gte"),
        "waits": (bool, "dismissed_until__isnull"),
    },
    sort={"found_on": "found_on", "kind": "kind"} | BY_PERSON,
    related=("person", "other", "proposed", "unit", "position"),
    about="person_id",
)

MERGES = Resource(
    "merges",
    models.Merge,
    schemas.MergeOut,
    "people.edit",
    filters={"person": (UUID, "survivor__uid"), "number": (str, "absorbed__number")},
    sort={"merged_on": "merged_on"},
    related=("survivor", "absorbed"),
)

RESOURCES = (PEOPLE, *DATED, TERMS, *UNDATED, FINDINGS, MERGES, *CUSTOM)
