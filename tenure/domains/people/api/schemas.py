"""What the API tells of people: one schema for each class of facts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema

from tenure.domains.organisation.api.schemas import Ref
from tenure.domains.organisation.scopes import told_end


class MoneyOut(Schema):
    """An amount and its currency (ISO 4217)."""

    amount: str
    currency: str


class PersonOut(Schema):
    """What a colleague may know of a person and the work on a day.

    ``worker_type`` and ``starts_on`` are null for those who may not see the record. ``custom`` holds
    the fields that HR made, by code, as far as they are filled, may be seen, and
    are of a class whose reading is not logged: those are ``custom-values``.
    """

    uid: UUID
    number: str
    name: str
    given_name: str
    family_name: str
    preferred_name: str
    pronouns: str
    pronunciation: str
    work_email: str
    work_phone: str
    title: str | None
    unit: Ref | None
    place: Ref | None
    legal_entity: Ref | None
    manager: Ref | None
    status: str | None
    worker_type: str | None
    starts_on: date | None
    custom: dict[str, Any]

    @staticmethod
    def resolve_unit(row: Any) -> Any:
        return _point(row.unit_uid, row.unit_name)

    @staticmethod
    def resolve_place(row: Any) -> Any:
        return _point(row.place_uid, row.place_name)

    @staticmethod
    def resolve_legal_entity(row: Any) -> Any:
        return _point(row.entity_uid, row.entity_name)

    @staticmethod
    def resolve_manager(row: Any) -> Any:
        return _point(row.manager_uid, row.manager_name)


def _point(uid: UUID | None, name: str | None) -> Any:
    return {"uid": uid, "name": name or ""} if uid else None


class DatedOut(Schema):
    """A row that holds from ``valid_from`` up to, and not on, ``valid_until``.

    An end that lies in the future is told only to those who plan for the person.
    """

    uid: UUID
    valid_from: date
    valid_until: date | None

    @staticmethod
    def resolve_valid_until(row: Any) -> date | None:
        return told_end(row)


class EmploymentOut(DatedOut):
    person: Ref
    legal_entity: Ref
    number: str
    service_date: date | None
    probation_until: date | None
    start_reason: str


class EmploymentTermOut(DatedOut):
    employment: UUID
    worker_type: str
    contract: str
    contract_ends_on: date | None
    status: str
    reason: str

    @staticmethod
    def resolve_employment(row: Any) -> UUID:
        return row.employment.uid  # type: ignore[no-any-return]


class AssignmentOut(DatedOut):
    person: Ref
    employment: UUID
    line: int
    primary: bool
    title: str
    job: Ref | None
    level: Ref | None
    position: Ref | None
    unit: Ref | None
    place: Ref | None
    manager: Ref | None
    fte: Decimal
    cost_centre: Ref | None
    work_pattern: Ref | None
    reason: str

    @staticmethod
    def resolve_employment(row: Any) -> UUID:
        return row.employment.uid  # type: ignore[no-any-return]


class DottedLineOut(DatedOut):
    person: Ref
    manager: Ref
    kind: str


class PayOut(DatedOut):
    person: Ref
    employment: UUID
    line: int
    kind: str
    pay: MoneyOut
    period: str
    reason: str

    @staticmethod
    def resolve_employment(row: Any) -> UUID:
        return row.employment.uid  # type: ignore[no-any-return]

    @staticmethod
    def resolve_pay(row: Any) -> MoneyOut:
        return MoneyOut(amount=f"{row.amount.normalize():f}", currency=row.currency)


class OfPerson(Schema):
    """A record about one person."""

    uid: UUID
    person: Ref


class PersonalDetailsOut(OfPerson):
    legal_name: str
    legal_given_name: str
    legal_family_name: str
    birth_date: date | None
    birth_place: str
    sex: str
    nationalities: list[str]
    marital_status: str


class ContactOut(OfPerson):
    kind: str
    value: str
    label: str


class AddressOut(DatedOut):
    person: Ref
    lines: str
    locality: str
    postcode: str
    subdivision: str
    country: str


class EmergencyContactOut(OfPerson):
    name: str
    relationship: str
    phone: str
    email: str
    rank: int


class DependantOut(OfPerson):
    name: str
    relationship: str
    birth_date: date | None
    is_beneficiary: bool
    share: Decimal | None


class IdentityPaperOut(OfPerson):
    """A paper without its number: the last characters tell papers apart."""

    kind: str
    country: str
    number_ending: str
    issued_on: date | None
    expires_on: date | None
    issuer: str


class BankAccountOut(DatedOut):
    """A bank account without its number: the last characters tell accounts apart."""

    person: Ref
    purpose: str
    holder: str
    country: str
    currency: str
    account_ending: str
    bank: str


class QualificationOut(OfPerson):
    kind: str
    title: str
    issuer: str
    grade: str
    started_on: date | None
    awarded_on: date | None
    expires_on: date | None
    check_state: str
    checked_on: date | None


class NoteOut(OfPerson):
    visibility: str
    text: str
    written_at: datetime
    edited_at: datetime | None


class MergeOut(Schema):
    """One record put into another; ``absorbed_uid`` and ``absorbed_number`` lead to the survivor."""

    uid: UUID
    survivor: Ref
    absorbed_uid: UUID
    absorbed_number: str
    merged_on: date
    split_on: date | None
    why: str

    @staticmethod
    def resolve_survivor(row: Any) -> Any:
        return _point(row.survivor.uid, row.survivor.called)

    @staticmethod
    def resolve_absorbed_uid(row: Any) -> Any:
        return row.absorbed.uid

    @staticmethod
    def resolve_absorbed_number(row: Any) -> Any:
        return row.absorbed.number


class FindingOut(Schema):
    """One thing in the record that does not fit; ``proposed`` is whom the repair would name."""

    uid: UUID
    kind: str
    person: Ref | None
    other: Ref | None
    proposed: Ref | None
    unit: UUID | None
    position: UUID | None
    row: UUID | None
    on: date | None
    found_on: date
    dismissed_until: date | None
    dismissed_why: str

    @staticmethod
    def resolve_person(row: Any) -> Any:
        return row.person and _point(row.person.uid, row.person.called)

    @staticmethod
    def resolve_other(row: Any) -> Any:
        return row.other and _point(row.other.uid, row.other.called)

    @staticmethod
    def resolve_proposed(row: Any) -> Any:
        return row.proposed and _point(row.proposed.uid, row.proposed.called)

    @staticmethod
    def resolve_unit(row: Any) -> Any:
        return row.unit and row.unit.uid

    @staticmethod
    def resolve_position(row: Any) -> Any:
        return row.position and row.position.uid
