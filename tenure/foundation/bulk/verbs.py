"""What can be done to many rows: domains register their verbs here, lists offer them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.refusal import Refused

Words = str | Promise


class NoSuchVerb(Refused):
    message = _("There is nothing called “{verb}” that can be done to many rows. Choose one of: {known}.")


class Named(NamedTuple):
    """A row as the actor may know it: what it is called, and its page."""

    label: str
    url: str


@dataclass(frozen=True)
class Wish:
    """What is to be done to each row, its facts read into values."""

    on: date
    facts: Mapping[str, Any]
    is_correction: bool = False
    reason: str = ""
    why: str = ""


@dataclass(frozen=True)
class Verb:
    """One thing that can be done to many rows of a list.

    ``form(data, actor)`` reads the facts: a field that is left blank stays as it is. ``named`` gives
    the rows the actor may know of. ``act`` does it to one row by the domain's own verb, and raises
    what that raises; ``read`` gives the facts of a row on a day in words; ``warn`` what else a row's
    change touches.
    """

    key: str
    listing: str
    title: Words
    permission: str
    form: Callable[[Mapping[str, Any] | None, Actor], PlainForm]
    named: Callable[[Actor, Sequence[UUID]], dict[UUID, Named]]
    act: Callable[[Actor, UUID, Wish], None]
    read: Callable[[Actor, UUID, date], dict[str, str]]
    warn: Callable[[Actor, UUID, Wish], list[str]] = lambda _by, _uid, _wish: []
    reasons: Sequence[tuple[str, Any]] = ()
    labels: Mapping[str, Words] = field(default_factory=dict)
    may_correct: bool = True


_verbs: dict[str, Verb] = {}


def register(*given: Verb) -> None:
    """Let rows of a list be changed together."""
    _verbs.update({one.key: one for one in given})


def verb(key: str) -> Verb:
    """Find a verb."""
    if key not in _verbs:
        raise NoSuchVerb(verb=key, known=", ".join(sorted(_verbs)))
    return _verbs[key]


def verbs() -> list[Verb]:
    """Give all verbs."""
    return list(_verbs.values())


def verbs_of(listing: str, by: Actor) -> list[Verb]:
    """Give what the actor may do to rows of a list."""
    return [one for one in _verbs.values() if one.listing == listing and by.holds(one.permission)]
