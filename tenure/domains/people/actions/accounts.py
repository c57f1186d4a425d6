"""Which account belongs to which person."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.identity.models import User
from tenure.foundation.refusal import Refused

from ..models import Person
from ._checks import Fetch

LINK = "identity.manage"


class AccountTaken(Refused):
    message = _("This account belongs to somebody else.")
    status = 409


class NotYourself(Refused):
    message = _("Nobody makes their own account somebody's. Ask another administrator.")
    status = 403


class AccountAlready(Refused):
    message = _("This person has another account. Unlink that one first.")
    status = 409


@transaction.atomic
def link_account(person_uid: UUID, *, user_id: int, by: Actor) -> Person:
    """Say that an account is this person's: from the next request on it has the person's rights."""
    person = Fetch.person(person_uid, LINK, by)
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if by.user_id == user.pk:
        raise NotYourself
    if person.user_id == user.pk:
        return person
    if person.user_id is not None:
        raise AccountAlready
    if Person.objects.filter(user=user).exists():
        raise AccountTaken
    person.user = user
    person.save(update_fields=["user"])
    trail.record(by, "people.account.linked", person, about=person, user=user.uid)
    return person


@transaction.atomic
def unlink_account(person_uid: UUID, *, why: str = "", by: Actor) -> Person:
    """Say that an account is no longer this person's."""
    person = Fetch.person(person_uid, LINK, by)
    was = person.user
    person.user = None
    person.save(update_fields=["user"])
    trail.record(by, "people.account.unlinked", person, about=person, reason=why, user=was and was.uid)
    return person
