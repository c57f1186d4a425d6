"""Tells people what waits for them, and what was decided."""

from tenure.foundation.events import react_to
from tenure.foundation.notify import Kind, send

from .events import Decided, EscalationAhead, StepEscalated, StepOpened
from .models import Approval, ApprovalStep
from .notices import AHEAD, DECIDED, ESCALATED, WAITS
from .states import State, StepState


@react_to(StepOpened)
def tell_who_decides(happened: StepOpened) -> None:
    """Tell everybody who may sign."""
    _tell(happened.step_id, WAITS)


@react_to(EscalationAhead)
def announce_escalation(happened: EscalationAhead) -> None:
    """Tell those who have not signed that it goes on tomorrow."""
    _tell(happened.step_id, AHEAD)


@react_to(StepEscalated)
def tell_stand_ins(happened: StepEscalated) -> None:
    """Tell those who may sign now."""
    _tell(happened.step_id, ESCALATED, stands_in=True)


@react_to(Decided)
def tell_who_asked(happened: Decided) -> None:
    """Tell whoever asked; who withdrew knows."""
    approval = Approval.objects.get(pk=happened.approval_id)
    if happened.state == State.WITHDRAWN or approval.asked_by_id is None:
        return
    send(
        approval.asked_by_id,
        DECIDED.name,
        key=f"approval-{approval.pk}-decided",
        url=approval.path,
        approval=approval,
        is_approved=happened.state == State.APPROVED,
    )


def _tell(step_id: int, kind: Kind, **only: bool) -> None:
    """Tell those who may still sign an open step; one that was decided meanwhile is no news."""
    step = ApprovalStep.objects.select_related("approval").get(pk=step_id)
    if step.state != StepState.OPEN or step.approval.state != State.WAITING:
        return
    for signature in step.signatures.filter(signed_at=None, **only):
        send(
            signature.user_id,
            kind.name,
            key=f"{kind.name}-{step.pk}",
            url=step.approval.path,
            approval=step.approval,
        )
