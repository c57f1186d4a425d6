"""Who may reach change sets: one Q for pages, lists, counts and the API.

A set is seen by those let in to it, as long as they hold a permission to prepare or to approve; one
that is not confidential also by whoever holds that permission over everybody.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tenure.domains.people.models import Person
from tenure.foundation.access import EVERYTHING, NOTHING, Actor, Policy, everyone, guard
from tenure.foundation.approvals import resolver, resolver_of
from tenure.foundation.approvals.registry import Matter
from tenure.foundation.identity.models import Grant

from .models import ChangeSet, Line, Member

KIND: Final = "change_set"
PREPARE, APPROVE, VIEW = "change_sets.prepare", "change_sets.approve", "change_sets.view"


@dataclass(frozen=True)
class SetPolicy(Policy):
    """Names the sets; ``through`` is the way from another model to its set."""

    through: str = ""

    def rows(self, actor: Actor, permission: str) -> Q:
        if permission == VIEW:
            return self.rows(actor, PREPARE) | self.rows(actor, APPROVE)
        if not actor.holds(permission):
            return NOTHING
        key = f"{self.through}_id" if self.through else "pk"
        mine = Member.objects.filter(change_set_id=OuterRef(key), user_id=actor.user_id or 0)
        prefix = f"{self.through}__" if self.through else ""
        over_all = super().rows(actor, permission) & Q(**{f"{prefix}is_confidential": False})
        return Q(Exists(mine)) | over_all | (EVERYTHING if _is_machine(actor) else NOTHING)


def _is_machine(actor: Actor) -> bool:
    """Say whether a job acts: it writes sets on their day, whoever prepared them."""
    return actor.user_id is None and actor.channel == "job"


@resolver("change_set", _("Those who approve change sets"))
def deciders(matter: Matter, _argument: str) -> set[int]:
    """Give the accounts that decide on the set of this matter; of another kind there are none."""
    held = ChangeSet.objects.filter(pk=matter.subject_id).first() if matter.kind == KIND else None
    return approvers(held, matter.day) if held else set()


def approvers(held: ChangeSet, day: date) -> set[int]:
    """Give the accounts let in to approve a set; of one that is no secret, also those who approve for all."""
    grants = Grant.objects.as_of(day).filter(role__permissions__permission=APPROVE)
    let_in = held.members.filter(part=Member.Part.APPROVES).values("user_id")
    found = set(grants.filter(user__in=let_in).values_list("user_id", flat=True))
    if held.is_confidential:
        return found - _moved(held)
    return found | set(resolver_of("administrators").finds(Matter((), None, day), APPROVE))


def admitted(set_id: int, users: set[int]) -> set[int]:
    """Give, of these accounts, those who may know of a set and did not prepare it."""
    held = ChangeSet.objects.get(pk=set_id)
    parts = dict(held.members.filter(user__in=users).values_list("user_id", "part"))
    if held.is_confidential:
        return {one for one, part in parts.items() if part == Member.Part.APPROVES} - _moved(held)
    return {one for one in users if parts.get(one) != Member.Part.PREPARES}


def _moved(held: ChangeSet) -> set[int]:
    """Give the accounts of the people whom a set moves."""
    people = Person.objects.filter(pk__in=held.lines.values("person_id"), user__isnull=False)
    return {one for one in people.values_list("user_id", flat=True) if one}


SCOPES = {"everyone": everyone}
guard(ChangeSet, SetPolicy(scopes=SCOPES))
guard(Line, SetPolicy(scopes=SCOPES, through="change_set"))
guard(Member, SetPolicy(scopes=SCOPES, through="change_set"))
