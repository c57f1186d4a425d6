"""The steps of an approval: laid out, opened one after the other, kept in step with who may sign."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from tenure.foundation.events import announce

from .events import StepOpened
from .models import Approval, ApprovalStep, Signature
from .registry import StepSpec
from .resolving import places
from .states import STEP, Rule, State, StepState


def lay(approval: Approval, specs: Iterable[StepSpec]) -> None:
    """Write the steps down as the chain is now."""
    for number, spec in enumerate(specs, start=1):
        ApprovalStep.objects.create(
            approval=approval,
            position=number,
            rule=spec.rule,
            approvers=list(spec.approvers),
            escalate_after=spec.escalate_after,
            escalate_to=spec.escalate_to,
        )


def open_next(approval: Approval, day: date) -> bool:
    """Open the next step; say whether there was one."""
    step = approval.steps.filter(state=StepState.AHEAD).order_by("position").first()
    if step is None:
        return False
    step.state, step.opened_on = STEP.after("open", StepState(step.state)), day
    step.save(update_fields=["state", "opened_on"])
    refresh(step, day)
    announce(StepOpened(step.pk))
    return True


def close(step: ApprovalStep) -> None:
    """Close a step that has its signatures."""
    step.state = STEP.after("close", StepState(step.state))
    step.save(update_fields=["state"])


def is_signed(step: ApprovalStep) -> bool:
    """Say whether a step has the signatures that its rule asks for."""
    rows = list(step.signatures.all())
    signed = [one for one in rows if one.signed_at]
    if step.rule == Rule.ONE or any(one.stands_in for one in signed):
        return bool(signed)
    given = {one.in_place_of_id or one.user_id for one in signed}
    return {one.user_id for one in rows if not one.in_place_of_id and not one.stands_in} <= given


def refresh(step: ApprovalStep, day: date) -> None:
    """Bring those who may sign in step with whom the chain names today; what is signed stays."""
    wanted = {one.user: one for one in places(step.approval, step, day)}
    held = {one.user_id: one for one in step.signatures.all()}
    for user, row in held.items():
        if user not in wanted and row.signed_at is None:
            row.delete()
    for user, place in wanted.items():
        row = held.get(user) or Signature(step=step, user_id=user)
        if row.pk and (row.signed_at or _is_same(row, place.in_place_of, stands_in=place.stands_in)):
            continue
        row.in_place_of_id, row.stands_in = place.in_place_of, place.stands_in
        row.save()


def refresh_about(people: Iterable[int], day: date | None = None) -> None:
    """Ask anew who decides on what waits about these people: whoever moved away sees it no more."""
    for step in open_steps().filter(approval__about__overlap=list(people)):
        refresh(step, day or timezone.localdate())


def refresh_of(users: Iterable[int], day: date) -> None:
    """Ask anew where these users may sign, for someone else or for themselves."""
    for step in open_steps().filter(signatures__user__in=list(users)).distinct():
        refresh(step, day)


def open_steps() -> QuerySet[ApprovalStep]:
    """Give the steps that wait."""
    rows: QuerySet[ApprovalStep] = ApprovalStep.objects.filter(
        state=StepState.OPEN, approval__state=State.WAITING
    )
    return rows.select_related("approval")


def _is_same(row: Signature, in_place_of: int | None, *, stands_in: bool) -> bool:
    return row.in_place_of_id == in_place_of and row.stands_in == stands_in
