"""The rows of people that imports write."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.exchange.targets import Target

from .. import models

PERSON: Final = Target(
    "person",
    _("people"),
    models.Person,
    key=("number",),
    facts=models.Person.facts,
    derived=("sort_key", "folded"),
    fill=models.Person.set_keys,
    order=40,
    permission="people.edit",
)
PERSONAL: Final = Target(
    "personal",
    _("personal details"),
    models.PersonalDetails,
    key=("person",),
    facts=models.PersonalDetails.facts,
    refs={"person": "person"},
    order=42,
    permission="people.edit_personal",
)
CONTACT: Final = Target(
    "contact",
    _("private contacts"),
    models.Contact,
    key=("person", "kind", "value"),
    facts=("label",),
    refs={"person": "person"},
    order=43,
    permission="people.edit_personal",
)
EMERGENCY: Final = Target(
    "emergency_contact",
    _("emergency contacts"),
    models.EmergencyContact,
    key=("person", "name"),
    facts=("relationship", "phone", "email", "rank"),
    refs={"person": "person"},
    order=43,
    permission="people.edit_personal",
)
EMPLOYMENT: Final = Target(
    "employment",
    _("employments"),
    models.Employment,
    key=("person", "legal_entity", "number"),
    facts=("valid_from", "valid_until", "service_date", "probation_until", "start_reason", "end_reason"),
    refs={"person": "person", "legal_entity": "legal_entity"},
    order=44,
    permission="people.edit",
)
TERM: Final = Target(
    "employment_term",
    _("terms of employment"),
    models.EmploymentTerm,
    key=("employment",),
    facts=("worker_type", "contract", "contract_ends_on", "status"),
    refs={"employment": "employment"},
    is_dated=True,
    order=46,
    permission="people.edit",
)
ASSIGNMENT: Final = Target(
    "assignment",
    _("assignments"),
    models.Assignment,
    key=("employment", "line"),
    facts=(
        "primary",
        "title",
        "job",
        "level",
        "position",
        "unit",
        "place",
        "manager",
        "fte",
        "cost_centre",
        "work_pattern",
        "reason",
    ),
    refs={
        "employment": "employment",
        "job": "job",
        "level": "level",
        "position": "position",
        "unit": "unit",
        "place": "place",
        "manager": "person",
        "cost_centre": "cost_centre",
        "work_pattern": "work_pattern",
    },
    copied={"person": "employment"},
    is_dated=True,
    order=48,
    permission="people.edit",
)
PAY: Final = Target(
    "pay",
    _("pay"),
    models.Pay,
    key=("employment", "line", "kind"),
    facts=("amount", "currency", "period", "reason"),
    refs={"employment": "employment"},
    copied={"person": "employment"},
    is_dated=True,
    order=50,
    permission="pay.edit",
)
DOTTED: Final = Target(
    "dotted_line",
    _("dotted lines"),
    models.DottedLine,
    key=("person", "manager"),
    facts=("kind",),
    refs={"person": "person", "manager": "person"},
    is_dated=True,
    order=52,
    permission="people.edit",
)

TARGETS: Final = (PERSON, PERSONAL, CONTACT, EMERGENCY, EMPLOYMENT, TERM, ASSIGNMENT, PAY, DOTTED)
