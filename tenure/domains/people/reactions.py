"""What people answer to."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.events import SeatsMoved
from tenure.foundation.access import Actor
from tenure.foundation.approvals import Kind, StepSpec, kind, steps as approvals
from tenure.foundation.crypto import ending
from tenure.foundation.dual_control.models import Facts
from tenure.foundation.dual_control.registry import Act, act
from tenure.foundation.events import at_once, react_to
from tenure.foundation.identity.events import InvitationAccepted
from tenure.foundation.identity.permissions import permission_of
from tenure.foundation.notify import send
from tenure.foundation.records.sensitivity import Sensitivity
from tenure.foundation.ui.filters import date as day_in_words

from . import actions, queries
from .actions.bank_accounts import CHANGE, RESCIND
from .actions.glass import GLASS, REVIEW
from .actions.lines import Lines
from .actions.proposals import OWN_BANK, OWN_DETAILS
from .events import (
    AssignmentChanged,
    EmploymentEnding,
    FileChanged,
    FindingsMade,
    GlassBroken,
    ManagersChanged,
    PaperExpiring,
    PayChanged,
    PeopleLoaded,
    PersonChanged,
)
from .models import BankAccount, BreakGlass, Finding, Person, Proposal
from .notices import GLASS_BROKEN, PAPER_EXPIRING, RECORDS_CHECKED
from .queries.glass import review
from .queries.proposals import decision


class OfAPerson(Protocol):
    """Something that happened to one person."""

    @property
    def person_id(self) -> int: ...


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


@react_to(FindingsMade)
def tell_of_findings(happened: FindingsMade) -> None:
    """Tell HR how many of the new findings are theirs; the message names nobody."""
    for user_id, number in queries.told_of(happened.finding_ids, happened.on).items():
        send(
            user_id,
            RECORDS_CHECKED.name,
            key=f"records-{happened.on}-{max(happened.finding_ids)}",
            url=reverse("quality"),
            number=number,
        )


@react_to(PersonChanged, FileChanged, AssignmentChanged, EmploymentEnding, PayChanged, holds=["people.edit"])
def look_again(happened: OfAPerson, by: Actor) -> None:
    """Take what was put right off the data quality list; what is new is found in the night."""
    if Finding.objects.filter(Q(person_id=happened.person_id) | Q(other_id=happened.person_id)).exists():
        actions.check_records([happened.person_id], by=by)


@react_to(PeopleLoaded, holds=["people.edit"])
def look_again_after_an_import(_happened: PeopleLoaded, by: Actor) -> None:
    """Check the whole record once an import is in."""
    actions.check_records(by=by)


@at_once(GlassBroken)
def tell_of_the_glass(happened: GlassBroken) -> None:
    """Tell the person, those who keep the record and those who may break glass; not whoever did it."""
    row = BreakGlass.objects.select_related("person", "user").get(pk=happened.glass_id)
    day = row.begins_at.date()
    keepers = {*queries.users_who_can("people.edit", row.person_id, day)}
    keepers |= {*queries.users_who_can(GLASS, row.person_id, day)}
    for user_id in sorted({*keepers, row.person.user_id or 0} - {row.user_id, 0}):
        send(
            user_id,
            GLASS_BROKEN.name,
            key=f"glass-{row.pk}",
            url=reverse("break-glass") if user_id in keepers else reverse("me"),
            who=row.user.email,
            number=row.person.number,
            until=row.ends_at,
            is_own=user_id == row.person.user_id,
        )


@at_once(ManagersChanged)
def ask_anew_who_decides(happened: ManagersChanged) -> None:
    """Let what waits about these people wait for their managers of today: a former one sees it no more."""
    approvals.refresh_about(happened.person_ids)


_BY_HR = StepSpec(("holders:people.edit_personal",), escalate_after=5, escalate_to="role:hr_manager")
_BY_PAYROLL = StepSpec(("holders:people.edit_bank",), escalate_after=3, escalate_to="role:hr_manager")
for _code, _label, _step, _sensitivity in (
    (OWN_DETAILS, _("Change of one's own details"), _BY_HR, Sensitivity.PERSONAL),
    (OWN_BANK, _("Change of one's own bank account"), _BY_PAYROLL, Sensitivity.PAY),
):
    kind(
        Kind(
            _code,
            _label,
            Proposal,
            approve=actions.approve_proposal,
            decline=actions.decline_proposal,
            withdraw=actions.withdraw_proposal,
            default=(_step,),
            sensitivity=_sensitivity,
            conditions={"what": _("Part"), "fields": _("Fields")},
            template="people/decision.html",
            shows=decision,
        )
    )


def _bank_facts(facts: Facts) -> dict[str, Any]:
    """Give the facts of the verb, its day as a day."""
    rest = {name: value for name, value in facts.items() if name not in ("person", "on")}
    return {**rest, "on": date.fromisoformat(facts["on"])}


def _says_bank(facts: Facts) -> list[tuple[Any, Any]]:
    """Tell of an account what tells it apart; the number stays sealed but for its end."""
    return [
        (_("Person"), Person.objects.get(uid=facts["person"]).called),
        (_("From when"), day_in_words(date.fromisoformat(facts["on"]))),
        (_("Account holder"), facts["holder"]),
        (_("Account number or IBAN"), f"… {ending(facts['account'])}"),
        (_("Bank"), facts.get("bank", "")),
        (_("Country"), facts["country"]),
        (_("Currency"), facts["currency"]),
    ]


def _says_rescinding(facts: Facts) -> list[tuple[Any, Any]]:
    row = BankAccount.objects.filter(uid=facts["row"]).select_related("person").first()
    if row is None:  # taken back by now
        return []
    return [(_("Person"), row.person.called), (_("Account number or IBAN"), f"… {row.account_ending}")]


_EDITS_BANK = ("holders:people.edit_bank",)
act(
    Act(
        CHANGE,
        _("Change of a bank account"),
        lambda facts, by: actions.change_bank_account(UUID(facts["person"]), by=by, **_bank_facts(facts)),
        _says_bank,
        _EDITS_BANK,
    )
)
act(
    Act(
        RESCIND,
        _("Taking back a bank account"),
        lambda facts, by: actions.rescind_bank_account(UUID(facts["row"]), why=facts["why"], by=by),
        _says_rescinding,
        _EDITS_BANK,
    )
)


def _break(facts: Facts, by: Actor) -> object:
    given = {name: facts[name] for name in ("parts", "reason", "hours")}
    return actions.break_glass(facts["number"], to=UUID(facts["to"]), by=by, **given)


def _says_glass(facts: Facts) -> list[tuple[Any, Any]]:
    return [
        (_("Personnel number"), facts["number"]),
        (_("Parts"), ", ".join(str(permission_of(code).label) for code in facts["parts"])),
        (_("Hours"), facts["hours"]),
    ]


act(Act(GLASS, _("Emergency access to a file"), _break, _says_glass, ("role:hr_manager",)))
kind(
    Kind(
        REVIEW,
        _("Review of an emergency access"),
        BreakGlass,
        approve=actions.find_glass_justified,
        decline=actions.find_glass_not_justified,
        withdraw=actions.keep_glass_review,
        default=(StepSpec(("role:hr_manager",), escalate_after=3, escalate_to="role:administrator"),),
        template="people/glass_review.html",
        shows=review,
    )
)
