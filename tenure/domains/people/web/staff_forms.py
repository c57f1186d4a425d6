"""Forms for the facts of a staff file that have no date of their own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.foundation.forms.dated import SeenForm

from ..models import Contact, IdentityPaper, Note, PersonalDetails, Qualification
from .forms import DayField, countries, currencies

CONTACTS = {Contact.Kind.EMAIL: _("E-mail"), Contact.Kind.PHONE: _("Phone")}
SEXES = {
    PersonalDetails.Sex.FEMALE: _("Female"),
    PersonalDetails.Sex.MALE: _("Male"),
    PersonalDetails.Sex.OTHER: _("Other"),
}
PAPERS = {
    IdentityPaper.Kind.NATIONAL_ID: _("Identity number"),
    IdentityPaper.Kind.TAX_NUMBER: _("Tax number"),
    IdentityPaper.Kind.SOCIAL_SECURITY: _("Social security number"),
    IdentityPaper.Kind.PASSPORT: _("Passport"),
    IdentityPaper.Kind.VISA: _("Visa"),
    IdentityPaper.Kind.WORK_PERMIT: _("Work permit"),
    IdentityPaper.Kind.DRIVING_LICENCE: _("Driving licence"),
}
QUALIFICATIONS = {
    Qualification.Kind.EDUCATION: _("Education"),
    Qualification.Kind.CERTIFICATE: _("Certificate"),
    Qualification.Kind.LICENCE: _("Licence"),
    Qualification.Kind.SKILL: _("Skill"),
}
VISIBILITIES = {
    Note.Visibility.HR: _("HR only"),
    Note.Visibility.MANAGER: _("HR and the managers"),
    Note.Visibility.EMPLOYEE: _("HR, the managers and the person"),
}


class FileForm(SeenForm):
    """A form over one record of a staff file; a new record has been seen by nobody."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> Any:
        return super().clean_seen() if self.cleaned_data.get("seen") else None

    def facts(self) -> dict[str, Any]:
        """Give the facts as verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class OwnCardForm(FileForm):
    """What people may say of themselves to everybody."""

    preferred_name = forms.CharField(label=_("Preferred name"), max_length=300, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=60, required=False)
    pronunciation = forms.CharField(
        label=_("How the name is said"),
        max_length=200,
        required=False,
        help_text=_("As you would spell it out: ZOH-ee OSS-trum"),
    )
    work_phone = forms.CharField(label=_("Phone at work"), max_length=40, required=False)


class CardForm(OwnCardForm):
    """What everybody may know of a person."""

    name = forms.CharField(label=_("Name"), max_length=300)
    given_name = forms.CharField(label=_("Given name"), max_length=160, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=160, required=False)
    work_email = forms.EmailField(label=_("E-mail at work"), max_length=254, required=False)

    field_order = ("name", "given_name", "family_name", "preferred_name")


class PersonalForm(FileForm):
    """The facts of civil life."""

    legal_name = forms.CharField(label=_("Legal name"), max_length=300, required=False)
    birth_date = DayField(label=_("Date of birth"), required=False)
    birth_place = forms.CharField(label=_("Place of birth"), max_length=160, required=False)
    sex = forms.ChoiceField(label=_("Sex, for filings"), choices=[("", "–"), *SEXES.items()], required=False)
    nationalities = forms.MultipleChoiceField(label=_("Nationalities"), choices=countries, required=False)
    marital_status = forms.CharField(label=_("Marital status"), max_length=40, required=False)


class ContactForm(FileForm):
    """A private way to reach somebody."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(CONTACTS.items()))
    value = forms.CharField(label=_("Address or number"), max_length=254)
    label = forms.CharField(
        label=_("Label"), max_length=60, required=False, help_text=_("Mobile, parents, summer house")
    )


class EmergencyForm(FileForm):
    """Whom to call."""

    name = forms.CharField(label=_("Name"), max_length=300)
    relationship = forms.CharField(label=_("Relationship"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)
    rank = forms.IntegerField(label=_("Order of calling"), min_value=1, max_value=20, initial=1)


class DependantForm(FileForm):
    """A member of the family."""

    name = forms.CharField(label=_("Name"), max_length=300)
    relationship = forms.CharField(label=_("Relationship"), max_length=80)
    birth_date = DayField(label=_("Date of birth"), required=False)


class PaperForm(FileForm):
    """A paper or number of a state; the number is sealed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(PAPERS.items()))
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    number = forms.CharField(
        label=_("Number"),
        max_length=80,
        required=False,
        help_text=_("Kept sealed. Left empty, the number that is there stays."),
    )
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(label=_("Expires on"), required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=160, required=False)
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name != "number" or value}


class BankForm(FileForm):
    """Where pay goes, from a day on."""

    on = DayField(label=_("From when"))
    holder = forms.CharField(label=_("Account holder"), max_length=300)
    account = forms.CharField(label=_("Account number or IBAN"), max_length=40)
    bank = forms.CharField(label=_("Bank"), max_length=160, required=False)
    bank_code = forms.CharField(label=_("Bank code or BIC"), max_length=20, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)


class FirstAddressForm(FileForm):
    """Where somebody lives, from a day on."""

    on = DayField(label=_("From when"))
    lines = forms.CharField(label=_("Street and number"), widget=forms.Textarea(attrs={"rows": 2}))
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    locality = forms.CharField(label=_("Town"), max_length=120, required=False)
    subdivision = forms.CharField(label=_("State or region"), max_length=6, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=countries)


class QualificationForm(FileForm):
    """An education, certificate, licence or skill."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(QUALIFICATIONS.items()))
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    grade = forms.CharField(label=_("Grade"), max_length=80, required=False)
    awarded_on = DayField(label=_("Awarded on"), required=False)
    expires_on = DayField(label=_("Expires on"), required=False)


class NoteForm(FileForm):
    """A remark in the staff file."""

    visibility = forms.ChoiceField(label=_("Who can read it"), choices=list(VISIBILITIES.items()))
    text = forms.CharField(label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))


class NoteEditForm(FileForm):
    """The words of a note; who can read it stays."""

    text = forms.CharField(label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
