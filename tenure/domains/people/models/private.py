"""What only those who need it may know of a person: each class of facts in tables of its own."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

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


class PersonalDetails(Personal):
    """The facts of civil life that contracts and filings need."""

    class Sex(models.TextChoices):
        FEMALE = "female"
        MALE = "male"
        OTHER = "other"

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


class Contact(Personal):
    """A private way to reach somebody."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=254)
    label = models.CharField(max_length=60, blank=True)


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


class Dependant(Personal):
    """A member of the family whom benefits may cover, or who is named to receive them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dependants")
    name = models.CharField(max_length=300)
    relationship = models.CharField(max_length=80)
    birth_date = models.DateField(null=True, blank=True)
    is_beneficiary = models.BooleanField(default=False)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)


class IdentityPaper(Record):
    """A number or paper of a state: identity, tax, passport, permit; the number is sealed."""

    sensitivity = Sensitivity.IDENTITY
    retention = Retention.IDENTITY

    class Kind(models.TextChoices):
        NATIONAL_ID = "national_id"
        TAX_NUMBER = "tax_number"
        SOCIAL_SECURITY = "social_security"
        PASSPORT = "passport"
        VISA = "visa"
        WORK_PERMIT = "work_permit"
        DRIVING_LICENCE = "driving_licence"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    country = models.CharField(max_length=2)
    number_sealed = models.BinaryField(null=True, editable=True)
    number_ending = models.CharField(max_length=4, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, db_index=True)
    issuer = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)


class BankAccount(Effective):
    """Where pay goes, for a time; the account number is sealed."""

    sensitivity = Sensitivity.IDENTITY
    retention = Retention.IDENTITY
    owners = ("person", "purpose")
    facts = ("holder", "country", "currency", "account_sealed", "account_ending", "bank", "bank_code")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bank_accounts")
    purpose = models.CharField(max_length=40, default="pay")
    holder = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    account_sealed = models.BinaryField(editable=True)
    account_ending = models.CharField(max_length=4)
    bank = models.CharField(max_length=160, blank=True)
    bank_code = models.CharField(max_length=20, blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("person", name="bank_account_one_at_a_time", condition=models.Q(purpose="pay")),
        ]


class SpecialDetails(Record):
    """What somebody chose to say of themself for equality reports; sealed as one."""

    sensitivity = Sensitivity.SPECIAL
    retention = Retention.SPECIAL

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="special")
    answers_sealed = models.BinaryField(editable=True)
    answered_on = models.DateField()

    class Meta:
        verbose_name_plural = "special details"
