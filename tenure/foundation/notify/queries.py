"""Reads messages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tenure.foundation.access import Actor, require
from tenure.foundation.identity.models import User

from .declare import Kind, kinds
from .models import Mail, Notice
from .sending import wants_mail


@dataclass(frozen=True)
class Wish:
    """One kind of message and whether its reader gets it by mail."""

    kind: Kind
    by_mail: bool


@dataclass(frozen=True)
class Undelivered:
    """A mail that could not be sent; neither address nor text are shown to whoever runs the system."""

    id: int
    kind: str
    attempts: int
    error: str
    at: datetime


def notices(by: Actor) -> QuerySet[Notice]:
    """Give one's own messages, the newest first."""
    mine: QuerySet[Notice] = Notice.objects.filter(user=by.user_id or 0)
    return mine.order_by("-pk")


def unread(by: Actor) -> int:
    """Count one's own unread messages, up to 100."""
    return notices(by).filter(read_at=None)[:100].count()


def wishes(by: Actor) -> list[Wish]:
    """List the kinds of messages with what this user wants."""
    user = User.objects.get(pk=by.user_id or 0)
    return [Wish(kind, wants_mail(user, kind)) for kind in kinds()]


def undelivered(by: Actor) -> list[Undelivered]:
    """List the mails that were given up, the newest first."""
    require(by, "system.configure")
    rows = Mail.objects.filter(state=Mail.State.FAILED).order_by("-pk")[:500]
    return [Undelivered(r.pk, r.kind, r.attempts, r.error, r.at) for r in rows]
