"""Decides on any approval by its own uid: finds the kind and calls the verb of its domain."""

from collections.abc import Callable
from uuid import UUID

from tenure.foundation.access import Actor

from .access import VIEW
from .models import Approval
from .registry import Kind


def approve(uid: UUID, *, note: str = "", by: Actor) -> Approval:
    """Sign; with the last signature the effect takes place in the same transaction."""
    return _call(uid, by, lambda kind, subject: kind.approve(subject, by=by, words=note))


def decline(uid: UUID, *, reason: str, by: Actor) -> Approval:
    """Say no."""
    return _call(uid, by, lambda kind, subject: kind.decline(subject, by=by, words=reason))


def withdraw(uid: UUID, *, by: Actor) -> Approval:
    """Take back what one asked for."""
    return _call(uid, by, lambda kind, subject: kind.withdraw(subject, by=by))


def _call(uid: UUID, by: Actor, verb: Callable[[Kind, UUID], object]) -> Approval:
    found: Approval = Approval.objects.allowed(by, VIEW).get(uid=uid)
    verb(found.declared, found.subject_uid)
    found.refresh_from_db()
    return found
