"""Who may reach what of whom. One permission opens one class of facts, over one set of people.

| class of facts | models | to see | to change |
|---|---|---|---|
| public | Person, DottedLine | people.directory | people.edit; one's own parts: people.edit_contact |
| internal | Employment, EmploymentTerm, Assignment, Qualification | people.view | people.edit |
| personal | PersonalDetails, Contact, Address, EmergencyContact, Dependant | people.view_personal | people.edit_personal, people.edit_contact |
| identity | IdentityPaper / BankAccount | people.view_identity / people.view_bank | people.edit_identity / people.edit_bank |
| pay | Pay | pay.view | pay.edit |
| special | SpecialDetails | people.view_special, own only | people.edit_special, own only |
| notes | Note | notes.view_hr, notes.view_manager, notes.view_employee | notes.write |
"""

from django.db.models import Exists, OuterRef, Q

from tenure.foundation.access import NOTHING, Actor, Policy, guard, machinery

from . import models, scopes

DIRECTORY, VIEW, PLAN = "people.directory", "people.view", "people.plan"


class PersonPolicy(Policy):
    """Colleagues know of colleagues: not of who has left, nor of who is still to come.

    Who has left is for those who may see the record; a first contract that lies in the future is
    for those who plan.
    """

    def rows(self, actor: Actor, permission: str) -> Q:
        granted = super().rows(actor, permission)
        if permission == PLAN:
            return granted
        contracts = models.Employment.objects.filter(person_id=OuterRef("pk"))
        announced = ~Exists(contracts) | Exists(contracts.filter(valid_from__lte=actor.today))
        seen = granted & (Q(announced) | super().rows(actor, PLAN))
        if permission != DIRECTORY:
            return seen
        return seen & (
            Q(Exists(contracts.as_of(actor.today))) | super().rows(actor, VIEW) | super().rows(actor, PLAN)
        )


class NotePolicy(Policy):
    """A note is read by those who hold the permission of its visibility over its person.

    Notes that are not meant for the person never reach that person, whatever roles they hold.
    """

    def rows(self, actor: Actor, permission: str) -> Q:
        granted = self._seen(actor) if permission == "notes.view" else super().rows(actor, permission)
        if permission == "notes.write":  # nobody opens a note to edit that they could not read
            granted &= self._seen(actor)
        if actor.person_id is None:
            return granted
        return granted & (Q(visibility=models.Note.Visibility.EMPLOYEE) | ~Q(person_id=actor.person_id))

    def _seen(self, actor: Actor) -> Q:
        seen = NOTHING
        for level in models.Note.Visibility.values:
            seen |= super().rows(actor, f"notes.view_{level}") & Q(visibility=level)
        return seen


guard(models.Person, PersonPolicy(scopes=scopes.over("pk")))

for model in (models.Employment, models.Assignment, models.Pay, models.Address, models.BankAccount):
    guard(model, scopes.dated_about_people())
guard(models.DottedLine, scopes.dated_about_people())
guard(models.EmploymentTerm, scopes.through_employment())

for undated in (
    models.PersonalDetails,
    models.Contact,
    models.EmergencyContact,
    models.Dependant,
    models.IdentityPaper,
    models.Qualification,
):
    guard(undated, scopes.about_people())

guard(models.SpecialDetails, Policy(scopes={"own": scopes.over("person_id")["own"]}))
guard(models.Note, NotePolicy(scopes=scopes.over("person_id")))
machinery(models.ReportingLine, models.Told)
