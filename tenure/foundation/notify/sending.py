"""Sends messages: written in the transaction of the act, mailed after it."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import override

from tenure.foundation.jobs import defer

from .declare import Kind, kind_of

if TYPE_CHECKING:
    from tenure.foundation.identity.models import User


class Written(NamedTuple):
    """A message in the language of its receiver."""

    subject: str
    text: str
    html: str


def send(user_id: int, kind: str, *, key: str, url: str = "", **context: Any) -> None:
    """Tell a user something, once for each ``key``: said again with the same key, nothing happens.

    ``url`` is a path of this Tenure. ``context`` goes to the kind's templates.
    """
    from tenure.foundation.identity.models import User

    from .models import Notice

    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    what = kind_of(kind)
    words = written(what, user.language, url=url, **context)
    _notice, made = Notice.objects.get_or_create(
        user=user,
        key=key,
        defaults={"kind": kind, "subject": words.subject, "text": words.text, "url": url},
    )
    if made and wants_mail(user, what):
        post(user, kind, f"{user.pk}:{key}", words)


def written(kind: Kind, language: str, **context: Any) -> Written:
    """Write a message in a language; its subject is one line, whatever stands in it."""
    with override(language or None):
        text = render_to_string(f"{kind.template}.txt", context, using="jinja2").strip()
        try:
            html = render_to_string(f"{kind.template}.html", context, using="jinja2").strip()
        except TemplateDoesNotExist:
            html = ""
    subject, _, body = text.partition("\n")
    return Written(" ".join(subject.split())[:200], body.strip() + "\n", html)


def wants_mail(user: "User", kind: Kind) -> bool:
    """Say whether this kind goes to this user by mail too."""
    from .models import Preference

    if kind.essential:
        return True
    chosen = Preference.objects.filter(user=user, kind=kind.name).values_list("by_mail", flat=True).first()
    return kind.by_mail if chosen is None else chosen


def post(user: "User", kind: str, key: str, words: Written) -> None:
    """Put a mail on its way, in the transaction at hand."""
    from . import jobs
    from .models import Mail

    mail, made = Mail.objects.get_or_create(
        key=key, defaults={"user": user, "kind": kind, "address": user.email, **words._asdict()}
    )
    if made:
        defer(jobs.deliver, mail_id=mail.pk)
