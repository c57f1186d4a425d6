"""Who may see what waits, decide on it, and say who decides.

To see gives what one asked for and what one is, or was, asked to sign. To decide reaches only the
open steps that wait for one's own signature: no role reaches further, the administrator's neither.
"""

from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import NOTHING, Actor, Policy, Targets, everyone, guard, machinery
from tenure.foundation.identity.permissions import permission

from .models import Approval, ApprovalStep, Chain, ChainStep, Delegation, Signature
from .states import State, StepState

VIEW: Final = "approvals.view"
DECIDE: Final = "approvals.decide"
CONFIGURE: Final = "approvals.configure"


def register_permissions() -> None:
    """Name what roles may allow here."""
    permission(VIEW, _("See approvals"), _("What one asked for, and what one is asked to decide."))
    permission(DECIDE, _("Decide and delegate"), _("Sign or decline what waits for oneself."))
    permission(CONFIGURE, _("Say who decides"), _("The chains of approval, and delegates of others."))


def mine(actor: Actor, _targets: Targets) -> Q:
    """Name what the actor asked for, and what the actor is or was asked to sign."""
    if actor.user_id is None:
        return NOTHING
    asked = Signature.objects.filter(step__approval=OuterRef("pk"), user=actor.user_id)
    return Q(asked_by=actor.user_id) | Q(Exists(asked))


def waits_for(actor: Actor) -> Q:
    """Name what waits for the actor's signature now; never what the actor asked for or is about."""
    if actor.user_id is None:
        return NOTHING
    open_to = Signature.objects.filter(
        step__approval=OuterRef("pk"), step__state=StepState.OPEN, user=actor.user_id, signed_at=None
    )
    own = Q(asked_by=actor.user_id) | Q(prepared_by__contains=[actor.user_id])
    if actor.person_id is not None:
        own |= Q(about__contains=[actor.person_id])
    # An asker that is nobody is not the actor: null must not hide the row.
    return Q(Exists(open_to)) & Q(state=State.WAITING) & ~own


class ApprovalPolicy(Policy):
    """Whoever decides, decides on what waits for them."""

    def rows(self, actor: Actor, permission: str) -> Q:
        if permission != DECIDE:
            return super().rows(actor, permission)
        return waits_for(actor) if actor.holds(DECIDE) else NOTHING


def _own_delegations(actor: Actor, _targets: Targets) -> Q:
    return NOTHING if actor.user_id is None else Q(user=actor.user_id)


guard(Approval, ApprovalPolicy(scopes={"own": mine, "everyone": everyone}))
guard(Chain, Policy())
guard(ChainStep, Policy())
guard(Delegation, Policy(scopes={"own": _own_delegations, "everyone": everyone}))
machinery(ApprovalStep, Signature)
