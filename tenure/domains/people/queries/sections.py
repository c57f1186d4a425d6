"""The parts of a profile: which facts each shows, who may see it and who may change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import READS_LOGGED

from .. import models

Labels = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One part of a profile, and the facts it shows."""

    code: str
    label: Any
    model: type[Record]
    permission: str
    edit: str
    labels: Labels
    person: str = "person_id"
    related: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        return issubclass(self.model, Effective)

    @property
    def is_logged(self) -> bool:
        """Whether reading it is written down."""
        return self.model.sensitivity in READS_LOGGED

    def found(self, by: Actor, person_id: int) -> QuerySet[Any]:
        """Give the rows of a person that the actor may see, the oldest first."""
        rows: QuerySet[Any] = self.model.objects.allowed(by, self.permission).filter(
            **{self.person: person_id}
        )
        order = ("valid_from", "pk") if self.is_dated else ("pk",)
        return rows.select_related(*self.related).order_by(*order)


JOB: Final = {
    "title": _("Title"),
    "job": _("Job"),
    "level": _("Level"),
    "position": _("Position"),
    "unit": _("Unit"),
    "place": _("Place"),
    "manager": _("Manager"),
    "fte": _("Share of full time"),
    "cost_centre": _("Cost centre"),
    "work_pattern": _("Work pattern"),
    "primary": _("Main job"),
}
PARTS: Final[dict[str, Part]] = {
    one.code: one
    for one in (
        Part(
            "employment",
            _("Employment"),
            models.Employment,
            "people.view",
            "people.edit",
            {
                "legal_entity": _("Legal entity"),
                "number": _("Number"),
                "service_date": _("Counts as here since"),
                "probation_until": _("Probation until"),
            },
            related=("legal_entity",),
        ),
        Part(
            "terms",
            _("Contract"),
            models.EmploymentTerm,
            "people.view",
            "people.edit",
            {
                "worker_type": _("Worker type"),
                "contract": _("Contract"),
                "contract_ends_on": _("Contract ends on"),
                "status": _("Status"),
            },
            person="employment__person_id",
        ),
        Part(
            "job",
            _("Job"),
            models.Assignment,
            "people.view",
            "people.edit",
            JOB,
            related=tuple(name for name in JOB if name not in ("title", "fte", "primary")),
        ),
        Part(
            "dotted_lines",
            _("Dotted lines"),
            models.DottedLine,
            "people.directory",
            "people.edit",
            {"manager": _("Manager"), "kind": _("Kind")},
            related=("manager",),
        ),
        Part(
            "pay",
            _("Pay"),
            models.Pay,
            "pay.view",
            "pay.edit",
            {"amount": _("Amount"), "currency": _("Currency"), "period": _("For each"), "kind": _("Kind")},
        ),
        Part(
            "personal",
            _("Personal details"),
            models.PersonalDetails,
            "people.view_personal",
            "people.edit_personal",
            {
                "legal_name": _("Legal name"),
                "birth_date": _("Date of birth"),
                "birth_place": _("Place of birth"),
                "sex": _("Sex, for filings"),
                "nationalities": _("Nationalities"),
                "marital_status": _("Marital status"),
            },
        ),
        Part(
            "contacts",
            _("Private contact"),
            models.Contact,
            "people.view_personal",
            "people.edit_contact",
            {"kind": _("Kind"), "value": _("Address or number"), "label": _("Label")},
        ),
        Part(
            "addresses",
            _("Address"),
            models.Address,
            "people.view_personal",
            "people.edit_personal",
            {
                "lines": _("Street"),
                "postcode": _("Postcode"),
                "locality": _("Town"),
                "subdivision": _("Part of the country"),
                "country": _("Country"),
            },
        ),
        Part(
            "emergency_contacts",
            _("Emergency contacts"),
            models.EmergencyContact,
            "people.view_personal",
            "people.edit_contact",
            {"name": _("Name"), "relationship": _("Relationship"), "phone": _("Phone"), "email": _("E-mail")},
        ),
        Part(
            "dependants",
            _("Family"),
            models.Dependant,
            "people.view_personal",
            "people.edit_personal",
            {"name": _("Name"), "relationship": _("Relationship"), "birth_date": _("Date of birth")},
        ),
        Part(
            "papers",
            _("Papers"),
            models.IdentityPaper,
            "people.view_identity",
            "people.edit_identity",
            {
                "kind": _("Kind"),
                "country": _("Country"),
                "number_ending": _("Number ends in"),
                "issued_on": _("Issued on"),
                "expires_on": _("Expires on"),
                "issuer": _("Issued by"),
                "note": _("Remark"),
            },
        ),
        Part(
            "bank",
            _("Bank account"),
            models.BankAccount,
            "people.view_bank",
            "people.edit_bank",
            {
                "holder": _("Account holder"),
                "account_ending": _("Account ends in"),
                "bank": _("Bank"),
                "bank_code": _("Bank code or BIC"),
                "country": _("Country"),
                "currency": _("Currency"),
            },
        ),
        Part(
            "special",
            _("Self-identification"),
            models.SpecialDetails,
            "people.view_special",
            "people.edit_special",
            {"answered_on": _("Answered on")},
        ),
        Part(
            "qualifications",
            _("Qualifications"),
            models.Qualification,
            "people.view",
            "people.edit",
            {
                "kind": _("Kind"),
                "title": _("Title"),
                "issuer": _("Issued by"),
                "grade": _("Grade"),
                "awarded_on": _("Awarded on"),
                "expires_on": _("Expires on"),
                "check_state": _("Checked"),
            },
        ),
        Part(
            "notes",
            _("Notes"),
            models.Note,
            "notes.view",
            "notes.write",
            {
                "text": _("Note"),
                "visibility": _("Who can read it"),
                "author": _("Written by"),
                "written_at": _("Written"),
            },
            related=("author",),
        ),
    )
}
