"""What the API takes about people: one schema for each verb's facts."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import ConfigDict, Field

from tenure.domains.organisation import models as organisation
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Words = Annotated[str, Field(max_length=10_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]

REFERENCES: dict[str, tuple[Any, str]] = {
    "unit": (organisation.Unit, "organisation.view"),
    "place": (organisation.Place, "organisation.view"),
    "job": (organisation.Job, "organisation.view"),
    "level": (organisation.Level, "organisation.view"),
    "position": (organisation.Position, "organisation.view"),
    "cost_centre": (organisation.CostCentre, "organisation.view"),
    "work_pattern": (organisation.WorkPattern, "organisation.view"),
    "legal_entity": (organisation.LegalEntity, "organisation.view"),
    "manager": (Person, "people.directory"),
}


class UnknownReference(Refused):
    message = _("Some records named in the request do not exist, or are not yours to name.")


class Facts(Schema):
    """Base of what is taken: unknown fields are refused, fields left out stay as they are."""

    model_config = ConfigDict(extra="forbid")

    def facts(self, actor: Actor, *leave_out: str) -> dict[str, Any]:
        """Give what was sent, with records in place of their identifiers."""
        sent = self.model_dump(exclude_unset=True, exclude=set(leave_out))
        found, missing = {}, {}
        for name, value in sent.items():
            found[name] = value
            if name in REFERENCES and value is not None:
                model, permission = REFERENCES[name]
                found[name] = model.objects.allowed(actor, permission).filter(uid=value).first()
                if found[name] is None:
                    missing[name] = str(_("Unknown."))
        if missing:
            raise UnknownReference(errors=missing)
        return found


class Reasoned(Facts):
    """Why something is done: a code from the list of reasons and words."""

    reason: Text = ""
    why: Words = ""


class AnnouncementIn(Facts):
    """From which day a planned row may be known; today, if it is left out."""

    on: date | None = None


class PersonIn(Facts):
    name: Text | None = None
    given_name: Text | None = None
    family_name: Text | None = None
    preferred_name: Text | None = None
    pronouns: Text | None = None
    pronunciation: Text | None = None
    work_email: Text | None = None
    work_phone: Text | None = None


class PersonChangeIn(PersonIn):
    """``custom`` holds fields without dates that HR made, by their codes."""

    custom: dict[str, Any] | None = None


class ProposalIn(Schema):
    """A change of one's own details: ``what`` is card, personal, address, bank or dependant."""

    model_config = ConfigDict(extra="forbid")

    what: Text
    values: dict[str, Text | list[Text] | None]
    on: date | None = None
    why: Text = ""


class WorkIn(Facts):
    """What an assignment says."""

    title: Text | None = None
    job: UUID | None = None
    level: UUID | None = None
    position: UUID | None = None
    unit: UUID | None = None
    place: UUID | None = None
    manager: UUID | None = None
    fte: Decimal | None = None
    cost_centre: UUID | None = None
    work_pattern: UUID | None = None


class WorkChangeIn(WorkIn, Reasoned):
    """Something happened: from ``on`` these facts hold."""

    on: date


class WorkCorrectionIn(WorkIn, Reasoned):
    """The record was wrong: these facts held for the row's whole time."""


class TermsIn(Facts):
    worker_type: Text | None = None
    contract: Text | None = None
    contract_ends_on: date | None = None
    status: Text | None = None


class TermsChangeIn(TermsIn, Reasoned):
    on: date


class TermsCorrectionIn(TermsIn, Reasoned):
    pass


class AmountIn(Schema):
    amount: Decimal
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class PayChangeIn(Reasoned):
    """From ``on`` this is paid for one job of an employment."""

    on: date
    pay: AmountIn
    period: Text = "year"
    line: int = 1
    kind: Text = "base"


class PayCorrectionIn(Reasoned):
    pay: AmountIn | None = None
    period: Text | None = None


class HireIn(Facts):
    """Somebody new, or under ``person`` somebody known: the contract and the first job, maybe the pay."""

    person: PersonIn
    number: Text
    legal_entity: UUID
    starts_on: date
    employment_number: Text = ""
    worker_type: Text = "employee"
    contract: Text = "permanent"
    contract_ends_on: date | None = None
    job: WorkIn
    pay: AmountIn | None = None
    pay_period: Text = "year"


class RehireIn(Facts):
    """Another contract of somebody on file; ``service_date`` goes before the calculated one."""

    legal_entity: UUID
    starts_on: date
    service_date: date | None = None
    employment_number: Text = ""
    worker_type: Text = "employee"
    contract: Text = "permanent"
    contract_ends_on: date | None = None
    job: WorkIn
    pay: AmountIn | None = None
    pay_period: Text = "year"


class EndIn(Facts):
    last_day: date
    reason: Text
    why: Words = ""


class NoteIn(Facts):
    visibility: Text
    text: Words


class NoteEditIn(Facts):
    text: Words


class PersonalDetailsIn(Facts):
    legal_name: Text | None = None
    legal_given_name: Text | None = None
    legal_family_name: Text | None = None
    birth_date: date | None = None
    birth_place: Text | None = None
    sex: Text | None = None
    nationalities: list[Text] | None = None
    marital_status: Text | None = None


class ContactIn(Facts):
    kind: Text | None = None
    value: Text | None = None
    label: Text | None = None


class EmergencyContactIn(Facts):
    name: Text | None = None
    relationship: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    rank: int | None = None


class DependantIn(Facts):
    name: Text | None = None
    relationship: Text | None = None
    birth_date: date | None = None
    is_beneficiary: bool | None = None
    share: Decimal | None = None


class IdentityPaperIn(Facts):
    kind: Text | None = None
    country: Text | None = None
    number: Text | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    issuer: Text | None = None


class QualificationIn(Facts):
    kind: Text | None = None
    title: Text | None = None
    issuer: Text | None = None
    grade: Text | None = None
    started_on: date | None = None
    awarded_on: date | None = None
    expires_on: date | None = None


class AddressIn(Facts):
    on: date
    lines: Words
    locality: Text = ""
    postcode: Text = ""
    subdivision: Text = ""
    country: Text


class BankAccountIn(Facts):
    on: date
    holder: Text
    account: Text
    country: Text
    currency: Text
    purpose: Text = "pay"
    bank: Text = ""
    bank_code: Text = ""


class DismissalIn(Facts):
    """Why a finding may stay as it is, and until when."""

    until: date
    why: Words


class MergeIn(Facts):
    """The record that is closed, the facts that come from it, and whose job stays the main one."""

    absorbed: UUID
    take: tuple[Text, ...] = ()
    main_job: Text = ""
    why: Words = ""


class SplitIn(Facts):
    """To whom each entry made since the merge belongs: to the other person, or here."""

    give: tuple[UUID, ...] = ()
    keep: tuple[UUID, ...] = ()
    why: Words = ""
