"""What waits, what was asked and decided, and how far an approval has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor

from .access import DECIDE, VIEW
from .models import Approval, ApprovalStep, Chain, Delegation, Signature
from .registry import Kind, StepSpec, UnknownResolver, kinds, resolver_of
from .resolving import places
from .states import Rule, State, StepState

MOST = 200


def waiting(by: Actor) -> QuerySet[Approval]:
    """Give what waits for the actor's signature, the oldest first."""
    rows: QuerySet[Approval] = Approval.objects.allowed(by, DECIDE)
    return rows.select_related("asked_by").order_by("pk")


def count_waiting(by: Actor) -> int:
    """Count what waits for the actor, up to 100."""
    return waiting(by)[:100].count() if by.user_id and by.holds(DECIDE) else 0


def asked(by: Actor) -> QuerySet[Approval]:
    """Give what the actor asked for, the newest first."""
    rows: QuerySet[Approval] = Approval.objects.allowed(by, VIEW).filter(asked_by=by.user_id or 0)
    return rows.select_related("asked_by").order_by("-pk")


def signed(by: Actor) -> QuerySet[Approval]:
    """Give what the actor signed or declined, the newest first."""
    mine = Signature.objects.filter(
        step__approval=OuterRef("pk"), user=by.user_id or 0, signed_at__isnull=False
    )
    rows: QuerySet[Approval] = Approval.objects.allowed(by, VIEW).exclude(state=State.WITHDRAWN)
    rows = rows.filter(Exists(mine)) | rows.filter(decided_by=by.user_id or 0)
    return rows.exclude(asked_by=by.user_id or 0).select_related("asked_by").order_by("-pk")


@dataclass(frozen=True)
class Signed:
    """Somebody who may sign a step, or did."""

    user_id: int
    email: str
    at: datetime | None
    note: str
    in_place_of: int | None


@dataclass(frozen=True)
class StepShown:
    """One step as a page shows it."""

    number: int
    who: str
    rule: str
    state: StepState
    signatures: tuple[Signed, ...]


def progress(approval: Approval) -> list[StepShown]:
    """Give the steps of an approval with who signed and who is still asked."""
    rows = approval.steps.prefetch_related("signatures__user").order_by("position")
    return [_step(row) for row in rows]


def may_decide(by: Actor, approval: Approval) -> bool:
    """Say whether an approval waits for the actor, as rights are at this moment."""
    if not Approval.objects.allowed(by, DECIDE).filter(pk=approval.pk).exists():
        return False
    step = approval.steps.get(state=StepState.OPEN)
    return any(one.user == by.user_id for one in places(approval, step, by.today))


def delegations(by: Actor) -> QuerySet[Delegation]:
    """Give one's own delegations that hold or are still to come."""
    rows: QuerySet[Delegation] = Delegation.objects.filter(user=by.user_id or 0)
    later = rows.filter(valid_until__isnull=True) | rows.filter(valid_until__gt=by.today)
    return later.select_related("delegate").order_by("valid_from")


@dataclass(frozen=True)
class ChainShown:
    """Who decides on a kind of thing: a chain that was set, or what the kind comes with."""

    kind: Kind
    chain: Chain | None
    steps: tuple[tuple[str, str, str], ...]


def chains() -> list[ChainShown]:
    """List who decides on what: of each kind the chains in the order in which they are tried."""
    rows = Chain.objects.filter(is_active=True).prefetch_related("steps").order_by("rank", "pk")
    set_by_kind: dict[str, list[Chain]] = {}
    for row in rows:
        set_by_kind.setdefault(row.kind, []).append(row)
    found = []
    for kind in kinds():
        mine = set_by_kind.get(kind.code, [])
        found += [ChainShown(kind, row, in_words(step.spec for step in row.steps.all())) for row in mine]
        if all(row.conditions for row in mine):
            found.append(ChainShown(kind, None, in_words(kind.default)))
    return found


def in_words(specs: Iterable[StepSpec]) -> tuple[tuple[str, str, str], ...]:
    """Say who decides in each step, how many of them, and what happens when nobody does."""
    return tuple((_who(one.approvers), str(Rule(one.rule).label), _later(one)) for one in specs)


def words_of(name: str) -> str:
    """Say a resolver with its argument."""
    argument = name.partition(":")[2]
    try:
        found = resolver_of(name)
    except UnknownResolver:
        return name
    if not argument:
        return str(found.label)
    known: Any = found.takes() if found.takes else {}
    return f"{found.label}: {known.get(argument, argument)}"


def _who(names: Iterable[str]) -> str:
    return ", ".join(words_of(name) for name in names)


def _later(spec: StepSpec) -> str:
    if not (spec.escalate_after and spec.escalate_to):
        return ""
    words = {"days": spec.escalate_after, "who": words_of(spec.escalate_to)}
    return _("after %(days)s working days also: %(who)s") % words


def _step(row: ApprovalStep) -> StepShown:
    signers = tuple(
        Signed(one.user_id, one.user.email, one.signed_at, one.note, one.in_place_of_id)
        for one in row.signatures.all()
    )
    return StepShown(
        row.position, _who(row.approvers), str(Rule(row.rule).label), StepState(row.state), signers
    )
