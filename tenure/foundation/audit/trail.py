"""Writes the trail: one explicit line for each act, each sensitive reading, each refusal.

A line is written in the transaction of the act, so that neither is there without the other.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import InternalError, OperationalError, ProgrammingError, transaction
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

from . import committed
from .models import Entry, Kind

UNWRITABLE = (InternalError, OperationalError, ProgrammingError)
About = Model | int | Iterable[Model | int] | None
Subject = Model | type[Model] | None


class TrailUnwritable(Refused):
    """Without its line nothing is done, and nothing sensitive is shown: the transaction goes back."""

    message = _(
        "Tenure cannot write its trail just now, so nothing was changed and nothing sensitive is shown. "
        "Try again in a minute; if it stays so, tell whoever runs Tenure."
    )
    status = 503


def record(
    by: Actor, verb: str, subject: Subject = None, *, about: About = None, reason: str = "", **details: Any
) -> Entry:
    """Write that ``by`` did ``verb`` to the subject.

    ``verb`` is "people.person.hired"; ``about`` names the people concerned (rows or keys);
    ``details`` hold identifiers and names of fields. Amounts are refused: values belong in history.
    """
    return _write(by, Kind.ACT, verb, subject=subject, about=about, reason=reason, details=details)


def viewed(
    by: Actor,
    what: str,
    subjects: Model | Iterable[Model] = (),
    *,
    about: About = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> Entry:
    """Write that ``by`` saw sensitive values, one entry for a whole list: ``what`` is "people.pay"."""
    rows = [subjects] if isinstance(subjects, Model) else list(subjects)
    details: dict[str, Any] = {"fields": sorted(fields)} if fields else {}
    if len(rows) > 1:
        details["rows"] = rows
    if by.broken_into & set(_keys(about)):
        details["break_glass"] = True
    subject = rows[0] if len(rows) == 1 else type(rows[0]) if rows else None
    return _write(
        by, Kind.VIEW, f"{what}.viewed", subject=subject, about=about, reason=reason, details=details
    )


def denied(by: Actor, verb: str, subject: Subject = None, **details: Any) -> Entry:
    """Write that ``by`` was refused, in a transaction of its own: the act's is rolled back."""
    with transaction.atomic():
        return _write(by, Kind.DENIED, verb, subject=subject, about=None, reason="", details=details)


def _write(
    by: Actor,
    kind: Kind,
    verb: str,
    *,
    subject: Subject,
    about: About,
    reason: str,
    details: Mapping[str, Any],
) -> Entry:
    facts = {
        "kind": kind,
        "verb": verb,
        "actor_user_id": by.user_id,
        "actor_person_id": by.person_id,
        "actor_label": "" if by.user_id else by.label[:80],
        "channel": by.channel,
        "request_id": by.request_id,
        "about": _keys(about),
        "reason": reason[:500],
        "details": {name: _plain(value) for name, value in details.items()},
        **_subject(subject),
    }
    try:
        entry: Entry = Entry.objects.create(**facts)
    except UNWRITABLE as error:
        raise TrailUnwritable from error
    committed.note()
    return entry


def _subject(subject: Subject) -> dict[str, Any]:
    if subject is None:
        return {}
    kind = {"subject_type": subject._meta.label_lower}
    if not isinstance(subject, Model):
        return kind
    uid = getattr(subject, "uid", None)
    return {**kind, "subject_id": subject.pk if isinstance(subject.pk, int) else None, "subject_uid": uid}


def _keys(about: About) -> list[int]:
    if about is None:
        return []
    many = [about] if isinstance(about, Model | int) else about
    return sorted({one if isinstance(one, int) else one.pk for one in many})


def _plain(value: Any) -> Any:
    """Turn an identifier into what JSON can hold; anything that may be an amount is a mistake."""
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, UUID | date | Promise):
        return str(value)
    if isinstance(value, Model):
        return value.pk
    return _plain_many(value)


def _plain_many(value: Any) -> Any:
    match value:
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case set() | frozenset():
            return sorted(_plain(one) for one in value)
        case Iterable():
            return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} does not belong in the trail: values stand in row history")
