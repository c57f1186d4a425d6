"""What people do with their messages, and an administrator with mails that failed."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.jobs import defer
from tenure.foundation.refusal import NotThere

from . import jobs
from .declare import kind_of
from .models import Mail, Notice, Preference
from .queries import notices


@transaction.atomic
def mark_read(uids: list[UUID], *, by: Actor) -> int:
    """Mark one's own messages as read; of an empty list, all of them."""
    mine = notices(by).filter(read_at=None)
    chosen = mine.filter(uid__in=uids) if uids else mine
    count = chosen.order_by().update(read_at=timezone.now())
    trail.record(by, "notify.notices.read", Notice, count=count)
    return count


@transaction.atomic
def choose(kind: str, *, by_mail: bool, by: Actor) -> None:
    """Say whether one wants a kind of message by mail."""
    if by.user_id is None or kind_of(kind).essential:
        raise NotThere
    row, _ = Preference.objects.update_or_create(user_id=by.user_id, kind=kind, defaults={"by_mail": by_mail})
    trail.record(by, "notify.preference.chosen", row, kind=kind, by_mail=by_mail)


@transaction.atomic
def send_again(mail_id: int, *, by: Actor) -> None:
    """Put a mail that was given up on its way again."""
    require(by, "system.configure")
    mail = Mail.objects.select_for_update().filter(pk=mail_id, state=Mail.State.FAILED).first()
    if mail is None:
        raise NotThere
    mail.state, mail.attempts = Mail.State.WAITING, 0
    mail.save(update_fields=["state", "attempts"])
    defer(jobs.deliver, mail_id=mail.pk)
    trail.record(by, "notify.mail.sent_again", mail)
