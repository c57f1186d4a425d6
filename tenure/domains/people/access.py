"""Who may reach what of whom. One permission opens one class of facts, over one set of people."""

from django.db.models import Model, Q

from tenure.foundation.access import NOTHING, Actor, Policy, guard, machinery

from . import models, scopes

guard(models.Person, scopes.about_people("pk"))

DATED: tuple[type[Model], ...] = (
    models.Employment,
    models.Assignment,
    models.DottedLine,
    models.Pay,
    models.Address,
    models.BankAccount,
)
UNDATED: tuple[type[Model], ...] = (
    models.PersonalDetails,
    models.Contact,
    models.EmergencyContact,
    models.Dependant,
    models.IdentityPaper,
    models.SpecialDetails,
    models.Qualification,
)

for model in DATED:
    guard(model, scopes.dated_about_people())
for model in UNDATED:
    guard(model, scopes.about_people())
guard(models.EmploymentTerm, scopes.through_employment())


class NotePolicy(Policy):
    """A note is read by those who hold the permission of its visibility over its person."""

    def rows(self, actor: Actor, permission: str) -> Q:
        if permission != "notes.view":
            return super().rows(actor, permission)
        seen = NOTHING
        for level in models.Note.Visibility.values:
            seen |= super().rows(actor, f"notes.view_{level}") & Q(visibility=level)
        return seen


guard(models.Note, NotePolicy(scopes=scopes.over("person_id")))
machinery(models.ReportingLine)
