"""Fetches sets to act on, locked, and keeps who took part."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.approvals import steps
from tenure.foundation.refusal import Clash

from ..access import KIND, PREPARE
from ..models import ChangeSet, Member
from ..states import STEPS, State


class Overtaken(Clash):
    message = _("Somebody changed this set while you had it open. Look again, then decide.")


class Fetch:
    """How verbs get at their set."""

    @staticmethod
    def held(
        uid: UUID, step: str, by: Actor, *, permission: str = PREPARE, version: int | None = None
    ) -> ChangeSet:
        """Lock a set on which a step may be taken now."""
        require(by, permission)
        held: ChangeSet = ChangeSet.objects.allowed(by, permission).select_for_update().get(uid=uid)
        if version is not None and held.version != version:
            raise Overtaken
        STEPS.after(step, State(held.state))
        return held

    @staticmethod
    def step(held: ChangeSet, step: str) -> None:
        """Bring a set to where a step leads."""
        held.state = STEPS.after(step, State(held.state))
        held.save(update_fields=["state"])

    @staticmethod
    def touched(held: ChangeSet, by: Actor) -> None:
        """Keep that somebody prepared it, so that they never approve it; what was found no longer holds."""
        if by.user_id is not None:
            mine = {"user_id": by.user_id, "part": Member.Part.PREPARES}
            Member.objects.update_or_create(change_set=held, user_id=by.user_id, defaults=mine)
        held.is_checked, held.found, held.problem = False, {}, ""
        held.save(update_fields=["is_checked", "found", "problem"])

    @staticmethod
    def about(held: ChangeSet, people: Iterable[int] | None = None, reason: str = "") -> dict[str, Any]:
        """Give what the trail may say: of a set that is still a secret, neither whom it is about nor why."""
        if held.is_confidential and held.state not in (State.APPLIED, State.UNDONE):
            return {}
        keys = held.lines.exclude(person=None).values_list("person_id", flat=True)
        return {"about": list(keys if people is None else people), "reason": reason}

    @staticmethod
    def ask_anew(held: ChangeSet, by: Actor) -> None:
        """Bring who may sign in step with who was let in."""
        for step in steps.open_steps().filter(approval__kind=KIND, approval__subject_id=held.pk):
            steps.refresh(step, by.today)
