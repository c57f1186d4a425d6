"""Sensitivity and retention of every table, those of libraries included, so that none is forgotten."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from django.apps import apps
from django.db.models import Model

from .sensitivity import Retention, Sensitivity


class Classes(NamedTuple):
    """How sensitive a table is, and what starts the clock for its rows' disposal."""

    sensitivity: Sensitivity
    retention: Retention


_MACHINERY: Final = Classes(Sensitivity.SYSTEM, Retention.TECHNICAL)
_ACCOUNT: Final = Classes(Sensitivity.INTERNAL, Retention.ACCOUNT)

LIBRARIES: Final[Mapping[str, Classes]] = {
    "account.emailaddress": _ACCOUNT,
    "account.emailconfirmation": _ACCOUNT,
    "auth.group": _MACHINERY,
    "auth.group_permissions": _MACHINERY,
    "auth.permission": _MACHINERY,
    "contenttypes.contenttype": _MACHINERY,
    "mfa.authenticator": Classes(Sensitivity.IDENTITY, Retention.ACCOUNT),
    "pghistory.context": _MACHINERY,
    "pghistory.events": _MACHINERY,
    "procrastinate.procrastinateevent": _MACHINERY,
    # The arguments of a waiting job may name an address.
    "procrastinate.procrastinatejob": Classes(Sensitivity.INTERNAL, Retention.TECHNICAL),
    "procrastinate.procrastinateperiodicdefer": _MACHINERY,
    "procrastinate.procrastinateworker": _MACHINERY,
    "sessions.session": _ACCOUNT,
    "usersessions.usersession": _ACCOUNT,
}


class Unclassified(Exception):
    """A table of which nobody said how sensitive it is or how long it is kept."""


def classes_of(model: type[Model]) -> Classes:
    """Give the classes of a table; its history has those of the table itself."""
    label = model._meta.label_lower
    if label in LIBRARIES:
        return LIBRARIES[label]
    try:
        return Classes(model.sensitivity, model.retention)  # type: ignore[attr-defined]
    except AttributeError:
        raise Unclassified(label) from None


def every_table() -> Iterator[type[Model]]:
    """Walk all models that stand for a table."""
    return (m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy)
