"""Hands mails to the mail server."""

import smtplib
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tenure.foundation.jobs import job

from .models import Mail

# 4 seconds, then 16, 64, 256, 1024, 4096: a mail server may be away for an hour and a half.
RETRIES: Final = 6


class NotTaken(Exception):
    """The mail server did not take the mail; the queue tries again."""


@job("notify.deliver", queue="mail", retries=RETRIES)
def deliver(mail_id: int) -> None:
    """Send a mail that is still waiting; what the server refuses for good is given up at once.

    The mark is set in the same transaction as the sending ends. If the worker dies in between, the
    mail goes out again with the same Message-ID, by which mail programs tell it is the same.
    """
    try:
        with transaction.atomic():
            mail = Mail.objects.select_for_update().filter(pk=mail_id, state=Mail.State.WAITING).first()
            if mail is None:
                return
            _message(mail).send()
            mail.state, mail.sent_at, mail.error = Mail.State.SENT, timezone.now(), ""
            mail.save(update_fields=["state", "sent_at", "error"])
    except (OSError, smtplib.SMTPException) as error:
        if not _note(mail_id, error):
            raise NotTaken(type(error).__name__) from error


def _message(mail: Mail) -> EmailMultiAlternatives:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = {"Message-ID": f"<{mail.uid}@{host}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.address], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _note(mail_id: int, error: Exception) -> bool:
    """Write down what went wrong, and say whether it is to be given up."""
    rows = Mail.objects.filter(pk=mail_id, state=Mail.State.WAITING)
    rows.update(attempts=F("attempts") + 1, error=_words(error))
    gives_up = _is_final(error) or rows.filter(attempts__gt=RETRIES).exists()
    if gives_up:
        rows.update(state=Mail.State.FAILED)
    return gives_up


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_final(error: Exception) -> bool:
    """A code of 500 and above is for good, but for sign-in to the server, which somebody will repair."""
    codes = _codes(error)
    return bool(codes) and min(codes) >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)


def _words(error: Exception) -> str:
    """Name the failure without the server's text, which may quote the address."""
    return " ".join([type(error).__name__, *map(str, _codes(error))])[:200]
