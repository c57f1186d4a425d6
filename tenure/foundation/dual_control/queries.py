"""What waits for a second person, in words for whoever decides."""

from typing import Any

from django.utils import timezone

from tenure.foundation.access import Actor
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit import trail

from .models import PendingAct, State
from .registry import act_of


def decision(by: Actor, approval: Approval) -> dict[str, Any]:
    """Give the inbox what a decision needs; reading what others asked for is written down."""
    row = PendingAct.objects.get(pk=approval.subject_id)
    declared = act_of(row.code)
    if row.asked_by_id != by.user_id:
        trail.viewed(by, "dual_control.act", row, about=approval.about)
    usable = row.state == State.DONE and row.used_at is None and row.asked_by_id == by.user_id
    return {
        "act": row,
        "lines": declared.says(row.facts),
        "permit_url": _address(row)
        if usable and row.valid_until and row.valid_until > timezone.now()
        else "",
    }


def _address(row: PendingAct) -> str:
    return str(row.facts.get("url", ""))
