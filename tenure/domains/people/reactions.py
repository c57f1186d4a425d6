"""What people answer to."""

from django.urls import reverse

from tenure.domains.organisation.events import SeatsMoved
from tenure.foundation.access import Actor
from tenure.foundation.events import at_once, react_to
from tenure.foundation.identity.events import InvitationAccepted
from tenure.foundation.notify import send

from . import actions, queries
from .actions.lines import Lines
from .events import PaperExpiring
from .models import Person
from .notices import PAPER_EXPIRING


@at_once(SeatsMoved)
def follow_the_seats(happened: SeatsMoved) -> None:
    """Bring the reporting lines in step in the same transaction: they decide who sees whom."""
    Lines.refresh(seats=happened.position_ids)


@react_to(InvitationAccepted, holds=["identity.manage"])
def link_the_invited(happened: InvitationAccepted, by: Actor) -> None:
    """Link the new account to the person who was invited."""
    person = (
        Person.objects.filter(uid=happened.person_uid, user=None).first() if happened.person_uid else None
    )
    if person is not None:
        actions.link_account(person.uid, user_id=happened.user_id, by=by)


@react_to(PaperExpiring)
def warn_of_the_paper(happened: PaperExpiring, by: Actor) -> None:
    """Tell the HR people of that person; the message names no kind of paper."""
    person = Person.objects.get(pk=happened.person_id)
    for user_id in queries.users_who_can("people.edit_identity", person.pk, by.today):
        send(
            user_id,
            PAPER_EXPIRING.name,
            key=f"paper-{happened.paper_id}-{happened.expires_on}-{happened.days}",
            url=reverse("person", args=[person.uid]),
            name=person.called,
            days=happened.days,
        )
