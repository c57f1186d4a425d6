"""Changes that people propose of their own details, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.access.second_person import is_needed
from tenure.foundation.approvals import chain
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.refusal import Clash, NotThere

from ..events import ProposalDecided
from ..models import Person, Proposal
from ..models.self_service import APPROVAL, HR, NOW, SHEETS, Sheet, current, modes, plain, restored
from ..states import PROPOSAL, ProposalState
from ._checks import NothingChanges, NotValid
from .addresses import change_address
from .bank_accounts import CHANGE, change_bank_account
from .persons import update_person
from .private import add_dependant, set_personal_details

PROPOSE: Final = "people.propose"
OWN_DETAILS, OWN_BANK = "people.own_details", "people.own_bank"


class Outdated(Clash):
    message = _(
        "The record changed since this was asked for, so it cannot be approved as it stands. "
        "Decline it, or have it withdrawn and asked for again."
    )


@dataclass(frozen=True)
class Proposed:
    """What became of a change: the fields that hold at once, and the proposal that waits for the others."""

    applied: tuple[str, ...]
    proposal: Proposal | None


@transaction.atomic
def propose_change(
    person_uid: UUID,
    what: str,
    facts: Mapping[str, object],
    *,
    on: date | None = None,
    why: str = "",
    by: Actor,
) -> Proposed:
    """Change one's own details: at once where that is allowed, else by proposing it to those who decide."""
    sheet = _sheet(what)
    person = _oneself(person_uid, by)
    day = on or by.today
    new = _new(sheet, person, facts, day)
    mine = modes(what, by.today)
    if sheet.what == Proposal.What.BANK and is_needed(by, CHANGE, about=[person.pk]):
        mine = {name: APPROVAL if mode == NOW else mode for name, mode in mine.items()}
    _refuse_held_back(mine, new)
    _try_out(sheet, person, new, on=day, by=by)
    waits = {name: value for name, value in new.items() if mine[name] == APPROVAL}
    at_once = {name: value for name, value in new.items() if name not in waits}
    if at_once:
        _carry_out(sheet, person, at_once, on=day, by=chain.empowered(by, sheet.edit))
    proposal = _keep(sheet, person, waits, on=day, why=why, by=by) if waits else None
    trail.record(by, "people.proposal.made", proposal or person, about=person, what=what, fields=sorted(new))
    return Proposed(tuple(sorted(at_once)), proposal)


@transaction.atomic
def approve_proposal(uid: UUID, *, by: Actor, words: str = "") -> Proposal:
    """Sign a proposed change; the last signature makes it, unless the record has moved on meanwhile."""
    row = chain.waiting(Proposal, uid, by=by)
    PROPOSAL.after("apply", ProposalState(row.state))
    stood = current(row.person, row.what, row.fields, row.on)
    if stood != row.values["old"]:
        raise Outdated
    if chain.sign(row, by=by, note=words):
        sheet = SHEETS[row.what]
        new = restored(row.what, row.values["new"])
        signed = replace(chain.empowered(by, sheet.edit), seconded=CHANGE)
        _carry_out(sheet, row.person, new, on=row.on or by.today, by=signed)
        _move(row, "apply")
    trail.record(by, "people.proposal.signed", row, about=row.person_id, state=row.state)
    return row


@transaction.atomic
def decline_proposal(uid: UUID, *, by: Actor, words: str = "") -> Proposal:
    """Say no to a proposed change, with a reason."""
    row = chain.waiting(Proposal, uid, by=by)
    chain.decline(row, by=by, reason=words)
    _move(row, "decline")
    trail.record(by, "people.proposal.declined", row, about=row.person_id)
    return row


@transaction.atomic
def withdraw_proposal(uid: UUID, *, by: Actor, words: str = "") -> Proposal:
    """Take back what one proposed."""
    row = chain.asked(Proposal, uid, by=by)
    chain.withdraw(row, by=by)
    _move(row, "withdraw")
    trail.record(by, "people.proposal.withdrawn", row, about=row.person_id, reason=words)
    return row


def _sheet(what: str) -> Sheet:
    if what not in SHEETS:
        raise NotThere
    return SHEETS[what]


def _oneself(uid: UUID, by: Actor) -> Person:
    """Find and lock the actor's own record; nobody proposes for others."""
    mine = Person.objects.allowed(by, PROPOSE).filter(pk=by.person_id or 0)
    found: Person = mine.select_for_update(no_key=True, of=("self",)).get(uid=uid)
    return found


def _new(sheet: Sheet, person: Person, facts: Mapping[str, object], day: date) -> dict[str, Any]:
    """Keep what differs from what stands there; a part that is changed as a whole is kept whole."""
    unknown = sorted(set(facts) - set(sheet.fields))
    if unknown:
        raise NotValid(errors={name: __("This cannot be set here.") for name in unknown})
    given = {name: plain(value) for name, value in facts.items()}
    stood = current(person, sheet.what, sheet.fields, day)
    differ = {name: value for name, value in given.items() if stood[name] != value}
    if not differ:
        raise NothingChanges
    _check_days(sheet, differ)
    return {**stood, **given} if sheet.whole else differ


def _check_days(sheet: Sheet, new: Mapping[str, Any]) -> None:
    for name, value in new.items():
        try:
            restored(sheet.what, {name: value})
        except (TypeError, ValueError):
            raise NotValid(errors={name: __("This is not a day.")}) from None


def _refuse_held_back(mine: Mapping[str, str], new: Mapping[str, Any]) -> None:
    held_back = [name for name in new if mine[name] == HR]
    if held_back:
        raise NotValid(errors={name: __("This is for HR to change: ask them.") for name in held_back})


def _try_out(sheet: Sheet, person: Person, new: Mapping[str, Any], *, on: date, by: Actor) -> None:
    """Make the change and take it back, so that what the record would refuse is refused now."""
    somebody = replace(chain.empowered(by, sheet.edit), person_id=None, seconded=CHANGE)
    with transaction.atomic():
        _carry_out(sheet, person, new, on=on, by=somebody)
        transaction.set_rollback(True)
    person.refresh_from_db()


def _keep(sheet: Sheet, person: Person, new: Mapping[str, Any], *, on: date, why: str, by: Actor) -> Proposal:
    """Keep the proposal and ask for approval."""
    if Proposal.objects.filter(person=person, what=sheet.what, state=ProposalState.WAITING).exists():
        raise chain.AlreadyWaiting
    day = on if sheet.dated else None
    row = Proposal(person=person, what=sheet.what, fields=sorted(new), on=day, why=why.strip()[:500])
    row.keep(current(person, sheet.what, sorted(new), day), new)
    row.save()
    kind = OWN_BANK if sheet.what == Proposal.What.BANK else OWN_DETAILS
    facts = {"what": [sheet.what], "fields": sorted(new)}
    chain.start(row, kind, by=by, label=person.called, about=[person.pk], facts=facts)
    return row


def _carry_out(sheet: Sheet, person: Person, new: Mapping[str, Any], *, on: date, by: Actor) -> None:
    """Call the verb that makes the change."""
    facts: dict[str, Any] = restored(sheet.what, new)
    match sheet.what:
        case Proposal.What.CARD:
            update_person(person.uid, by=by, **facts)
        case Proposal.What.PERSONAL:
            set_personal_details(person.uid, by=by, **facts)
        case Proposal.What.ADDRESS:
            change_address(person.uid, on=on, by=by, **facts)
        case Proposal.What.BANK:
            change_bank_account(person.uid, on=on, by=by, **facts)
        case _:
            add_dependant(person.uid, by=by, **facts)


def _move(row: Proposal, step: str) -> None:
    row.state = PROPOSAL.after(step, ProposalState(row.state))
    row.save(update_fields=["state"])
    announce(ProposalDecided(person_id=row.person_id, proposal_id=row.pk, state=row.state))
