"""Who may reach what of whom. One permission opens one class of facts, over one set of people.

| class of facts | models | to see | to change |
|---|---|---|---|
| public | Person, DottedLine | people.directory | people.edit; one's own parts: people.edit_contact |
| internal | Employment, EmploymentTerm, Assignment, Qualification | people.view | people.edit |
| personal | PersonalDetails, Contact, Address, EmergencyContact, Dependant | people.view_personal | people.edit_personal, people.edit_contact |
| identity | IdentityPaper / BankAccount | people.view_identity / people.view_bank | people.edit_identity / people.edit_bank |
| pay | Pay | pay.view | pay.edit |
| special | SpecialDetails | people.view_special, own only | people.edit_special, own only |
| what does not fit | Finding | people.edit, and what opens the facts it is about | people.edit |
| made by HR | PersonValue, PersonRow | the permission that the definition names: of its class, or its own |  |
| notes | Note | notes.view_hr, notes.view_manager, notes.view_employee | notes.write |
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import EVERYTHING, NOTHING, Actor, Policy, everyone, guard, machinery
from tenure.foundation.audit.access import planned_with
from tenure.foundation.fields.access import ValuePolicy
from tenure.foundation.fields.hosts import Host, Opens, name_people_with, offer
from tenure.foundation.records.sensitivity import Sensitivity

from . import models, scopes
from .rules import quality

DIRECTORY, VIEW, PLAN = "people.directory", "people.view", "people.plan"
planned_with(PLAN)


class PersonPolicy(Policy):
    """Colleagues know of colleagues: not of who has left, nor of who is still to come.

    Who has left is for those who may see the record; a first contract that lies in the future is
    for those who plan.
    """

    def rows(self, actor: Actor, permission: str) -> Q:
        granted = super().rows(actor, permission) & Q(merged_into__isnull=True)
        plans = super().rows(actor, PLAN)
        if permission == PLAN or (plans == EVERYTHING and not actor.known_at):
            return granted
        contracts = models.Employment.objects.filter(person_id=OuterRef("pk"))
        announced = ~Exists(contracts) | Exists(contracts.filter(valid_from__lte=actor.today))
        seen = granted & (Q(announced) | plans)
        if permission != DIRECTORY:
            return seen
        if actor.known_at:
            seen &= super().rows(actor, VIEW)
        return seen & (Q(Exists(contracts.as_of(actor.now))) | super().rows(actor, VIEW) | plans)


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

    def behind(self, permission: str) -> tuple[str, ...]:
        """Name what roles hold: reading is given by visibility."""
        if permission != "notes.view":
            return (permission,)
        return tuple(f"notes.view_{level}" for level in models.Note.Visibility.values)

    def _seen(self, actor: Actor) -> Q:
        seen = NOTHING
        for level in models.Note.Visibility.values:
            seen |= super().rows(actor, f"notes.view_{level}") & Q(visibility=level)
        return seen


class FindingPolicy(Policy):
    """A finding is for those who may edit the people it is about and see the facts that it is about."""

    def rows(self, actor: Actor, permission: str) -> Q:
        edited = models.Person.objects.allowed(actor, permission).values("pk")
        both = Q(person_id__in=edited) & (Q(other__isnull=True) | Q(other_id__in=edited))
        return both & self._seen(actor) | self._of_the_organisation(actor, permission)

    def _seen(self, actor: Actor) -> Q:
        kinds: dict[str, list[str]] = {}
        for kind, permission in quality.needs().items():
            kinds.setdefault(permission, []).append(kind)
        seen = NOTHING
        for permission, found in kinds.items():
            about = scopes.about_people("person_id").rows(actor, permission)
            with_other = Q(other__isnull=True) | scopes.about_people("other_id").rows(actor, permission)
            seen |= Q(kind__in=found) & about & with_other
        return seen

    def _of_the_organisation(self, actor: Actor, permission: str) -> Q:
        if permission != "people.edit" or not any(
            s == "everyone" for s, _t in actor.grants(quality.ORGANISATION)
        ):
            return NOTHING
        return Q(person__isnull=True)


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

guard(models.Proposal, scopes.about_people())
guard(models.SpecialDetails, Policy(scopes={"own": scopes.over("person_id")["own"]}))
guard(
    models.BreakGlass,
    Policy(scopes={"own": lambda actor, _t: Q(user_id=actor.user_id or 0), "everyone": everyone}),
)
guard(models.Merge, scopes.about_people("survivor_id"))
guard(models.Finding, FindingPolicy())
guard(models.Note, NotePolicy(scopes=scopes.over("person_id")))
machinery(models.ReportingLine, models.Told)

ONES_OWN = Policy(scopes={"own": scopes.over("person_id")["own"]})
CLASSES = {
    Sensitivity.PUBLIC: Opens(DIRECTORY, "people.edit"),
    Sensitivity.INTERNAL: Opens(VIEW, "people.edit"),
    Sensitivity.PERSONAL: Opens("people.view_personal", "people.edit_personal"),
    Sensitivity.PAY: Opens("pay.view", "pay.edit"),
    Sensitivity.IDENTITY: Opens("people.view_identity", "people.edit_identity"),
    Sensitivity.SPECIAL: Opens("people.view_special", "people.edit_special"),
}
SELF_SAID = frozenset({"people.view_special", "people.edit_special"})


def _made_by_hr(through: str) -> ValuePolicy:
    opening = frozenset(code for one in CLASSES.values() for code in (one.see, one.edit))
    narrow = dict.fromkeys(SELF_SAID, ONES_OWN)
    return ValuePolicy(
        base=scopes.dated_about_people(), narrow=narrow, opening=opening, through=through, plan=PLAN
    )


def _reaches(actor: Actor, permission: str, pk: int) -> bool:
    if permission in SELF_SAID and pk != actor.person_id:
        return False
    return bool(models.Person.objects.allowed(actor, permission).filter(pk=pk).exists())


def _named(actor: Actor, uids: Sequence[UUID]) -> dict[UUID, str]:
    known = models.Person.objects.allowed(actor, DIRECTORY).filter(uid__in=uids)
    return {one.uid: one.called for one in known}


name_people_with(_named)
guard(models.PersonValue, _made_by_hr("field"))
guard(models.PersonRow, _made_by_hr("table"))
offer(
    Host(
        "person",
        _("Person"),
        models.PersonValue,
        models.PersonRow,
        CLASSES,
        plan=PLAN,
        reaches=_reaches,
        implied={"employee": "own", "manager": "reports"},
    )
)
