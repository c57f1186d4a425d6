"""What only those who need it may know of a person: each class of facts in tables of its own."""

import json
from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenure.foundation.audit.history import tracked
from tenure.foundation.crypto import blind, ending, seal, unseal
from tenure.foundation.crypto.columns import sealed_column
from tenure.foundation.effective.models import Effective
from tenure.foundation.effective.ranges import one_at_a_time
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


class Personal(Record):
    """What all tables of personal facts share."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    class Meta:
        abstract = True


@tracked()
class PersonalDetails(Personal):
    """The facts of civil life that contracts and filings need."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")

    facts: ClassVar[tuple[str, ...]] = (
        "legal_name",
        "legal_given_name",
        "legal_family_name",
        "birth_date",
        "birth_place",
        "sex",
        "nationalities",
        "marital_status",
    )

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="personal")
    legal_name = models.CharField(max_length=300, blank=True)
    legal_given_name = models.CharField(max_length=160, blank=True)
    legal_family_name = models.CharField(max_length=160, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_place = models.CharField(max_length=160, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    nationalities = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    marital_status = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "personal details"


@tracked()
class Contact(Personal):
    """A private way to reach somebody."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=254)
    label = models.CharField(max_length=60, blank=True)


@tracked()
class Address(Effective):
    """Where somebody lives, for a time."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT
    owners = ("person",)
    facts = ("lines", "locality", "postcode", "subdivision", "country")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    lines = models.TextField()
    locality = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    subdivision = models.CharField(max_length=6, blank=True)
    country = models.CharField(max_length=2)

    class Meta(Effective.Meta):
        verbose_name_plural = "addresses"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("person", name="address_one_at_a_time"),
        ]


@tracked()
class EmergencyContact(Personal):
    """Whom to call when something happens."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emergency_contacts")
    name = models.CharField(max_length=300)
    relationship = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["rank", "pk"]


@tracked()
class Dependant(Personal):
    """A member of the family whom benefits may cover, or who is named to receive them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dependants")
    name = models.CharField(max_length=300)
    relationship = models.CharField(max_length=80)
    birth_date = models.DateField(null=True, blank=True)
    is_beneficiary = models.BooleanField(default=False)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)


@tracked(exclude=["number_blind"])
class IdentityPaper(Record):
    """A number or paper of a state: identity, tax, passport, permit; the number is sealed."""

    sensitivity = Sensitivity.IDENTITY
    retention = Retention.IDENTITY

    class Kind(models.TextChoices):
        NATIONAL_ID = "national_id", _("National identity number")
        TAX_NUMBER = "tax_number", _("Tax number")
        SOCIAL_SECURITY = "social_security", _("Social security number")
        PASSPORT = "passport", _("Passport")
        VISA = "visa", _("Visa")
        WORK_PERMIT = "work_permit", _("Work permit")
        DRIVING_LICENCE = "driving_licence", _("Driving licence")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    country = models.CharField(max_length=2)
    number_sealed = models.BinaryField(null=True, editable=True)
    number_ending = models.CharField(max_length=4, blank=True)
    number_blind = models.BinaryField(null=True, editable=True, db_index=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, db_index=True)
    issuer = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)

    SEALED_AS: ClassVar[str] = "people.identity_paper.number"

    @property
    def number(self) -> str:
        """The number, unsealed: reading it is for queries, which log it."""
        if self.number_sealed is None:
            return ""
        return unseal(self.number_sealed, bound_to=self.uid, purpose=self.SEALED_AS)

    def keep_number(self, number: str) -> None:
        """Seal the number to this row; an empty one is none."""
        self.number_sealed = seal(number, bound_to=self.uid, purpose=self.SEALED_AS) if number else None
        self.number_ending = ending(number)
        self.number_blind = blind(number, purpose=self.SEALED_AS) if number else None


@tracked(exclude=["account_blind"])
class BankAccount(Effective):
    """Where pay goes, for a time; the account number is sealed."""

    sensitivity = Sensitivity.IDENTITY
    retention = Retention.IDENTITY
    owners = ("person", "purpose")
    facts = (
        "holder",
        "country",
        "currency",
        "account_sealed",
        "account_ending",
        "account_blind",
        "bank",
        "bank_code",
    )

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bank_accounts")
    purpose = models.CharField(max_length=40, default="pay")
    holder = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    account_sealed = models.BinaryField(editable=True)
    account_ending = models.CharField(max_length=4)
    account_blind = models.BinaryField(null=True, editable=True, db_index=True)
    bank = models.CharField(max_length=160, blank=True)
    bank_code = models.CharField(max_length=20, blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("person", name="bank_account_one_at_a_time", condition=models.Q(purpose="pay")),
        ]

    SEALED_AS: ClassVar[str] = "people.bank_account.account"

    @property
    def account(self) -> str:
        """The account number, unsealed: reading it is for queries, which log it."""
        return unseal(self.account_sealed, bound_to=self.person.uid, purpose=self.SEALED_AS)

    def keep_account(self, account: str) -> None:
        """Seal the account to its person, since dated rows are split and joined."""
        self.account_sealed = seal(account, bound_to=self.person.uid, purpose=self.SEALED_AS)
        self.account_ending = ending(account)
        self.account_blind = blind(account, purpose=self.SEALED_AS)


@tracked()
class SpecialDetails(Record):
    """What somebody chose to say of themself for equality reports; sealed as one."""

    sensitivity = Sensitivity.SPECIAL
    retention = Retention.SPECIAL

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="special")
    answers_sealed = models.BinaryField(editable=True)
    answered_on = models.DateField()

    SEALED_AS: ClassVar[str] = "people.special_details.answers"

    class Meta:
        verbose_name_plural = "special details"

    @property
    def answers(self) -> dict[str, str]:
        """The answers, unsealed: for the person alone."""
        text = unseal(self.answers_sealed, bound_to=self.uid, purpose=self.SEALED_AS)
        found: dict[str, str] = json.loads(text)
        return found

    def keep_answers(self, answers: Mapping[str, str]) -> None:
        """Seal the answers to this row, as one."""
        text = json.dumps(dict(answers), sort_keys=True, ensure_ascii=False)
        self.answers_sealed = seal(text, bound_to=self.uid, purpose=self.SEALED_AS)


sealed_column(IdentityPaper, "number_sealed", IdentityPaper.SEALED_AS, blind="number_blind")
sealed_column(BankAccount, "account_sealed", BankAccount.SEALED_AS, owner="person", blind="account_blind")
sealed_column(SpecialDetails, "answers_sealed", SpecialDetails.SEALED_AS)
