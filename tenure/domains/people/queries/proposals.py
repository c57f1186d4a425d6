"""What people proposed to change of their own details, old and new side by side."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.approvals.models import Approval
from tenure.foundation.approvals.states import State
from tenure.foundation.audit import trail
from tenure.foundation.ui.filters import date as day_in_words

from ..models import Person, PersonalDetails, Proposal
from ..models.self_service import SHEETS, current
from ..scopes import people_with
from ..states import ProposalState

SEALED = "account"


@dataclass(frozen=True)
class Changed:
    """One field: as it was when asked, as it is to be, and as it is now where that differs by now."""

    name: str
    label: str
    before: str
    after: str
    now: str = ""
    is_stale: bool = False


@dataclass(frozen=True)
class Side:
    """A proposal as its reader may see it; without the right to the facts, only which fields it is about."""

    proposal: Proposal
    person: Person
    changes: tuple[Changed, ...]
    labels: tuple[str, ...]
    on: date | None
    why: str
    path: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the reader may see the values."""
        return bool(self.changes)

    @property
    def is_stale(self) -> bool:
        """Whether the record changed since it was asked for."""
        return any(one.is_stale for one in self.changes)


@transaction.atomic
def side_by_side(by: Actor, proposal: Proposal) -> Side:
    """Lay old and new beside each other; that it was read is written down, but for one's own."""
    sheet, person = SHEETS[proposal.what], proposal.person
    labels = tuple(str(sheet.fields[name]) for name in proposal.fields if name in sheet.fields)
    own = by.person_id == person.pk
    if not own and not Person.objects.filter(people_with(by, sheet.view), pk=person.pk).exists():
        return Side(proposal, person, (), labels, proposal.on, proposal.why)
    if not own:
        trail.viewed(by, "people.proposal", proposal, about=person, fields=proposal.fields)
    return Side(proposal, person, _changes(proposal), labels, proposal.on, proposal.why)


def decision(by: Actor, approval: Approval) -> dict[str, Any]:
    """Give the inbox what a decision on a proposal needs."""
    proposal = Proposal.objects.select_related("person").get(pk=approval.subject_id)
    return {"side": side_by_side(by, proposal), "what": proposal.get_what_display()}


def waiting_of(by: Actor, person: Person) -> list[Side]:
    """Give one's own proposals that wait; what others proposed is nobody's profile."""
    if by.person_id != person.pk:
        return []
    rows = Proposal.objects.allowed(by, "people.propose").filter(person=person, state=ProposalState.WAITING)
    waiting = Approval.objects.filter(asked_by=by.user_id, state=State.WAITING)
    paths = {one.subject_uid: one.path for one in waiting}
    return [
        replace(side_by_side(by, row), path=paths.get(row.uid, ""))
        for row in rows.select_related("person").order_by("pk")
    ]


def _changes(proposal: Proposal) -> tuple[Changed, ...]:
    values = proposal.values
    waits = proposal.state == ProposalState.WAITING
    now = current(proposal.person, proposal.what, proposal.fields, proposal.on) if waits else values["old"]
    labels = SHEETS[proposal.what].fields
    return tuple(
        Changed(
            name,
            str(labels.get(name, name)),
            _words(name, values["old"].get(name), shown=False),
            _words(name, values["new"].get(name), shown=True),
            _words(name, now.get(name), shown=False),
            now.get(name) != values["old"].get(name),
        )
        for name in labels
        if name in proposal.fields
    )


def _words(name: str, value: Any, *, shown: bool) -> str:
    """Say a value; the account that is there shows its end only."""
    if not value:
        return ""
    if name == SEALED and not shown:
        return _("ends in %(ending)s") % {"ending": str(value)[-4:]}
    if name.endswith("_date"):
        return day_in_words(date.fromisoformat(value))
    if name == "sex":
        return str(PersonalDetails.Sex(value).label)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
