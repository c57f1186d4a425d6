"""The kinds of record that can carry fields: domains offer theirs when they start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.records.sensitivity import Sensitivity
from tenure.foundation.refusal import Refused

from .models import CustomRow, CustomValue


class NoSuchHost(Refused):
    message = _("Nothing called “{code}” can carry fields of your own.")


@dataclass(frozen=True)
class Opens:
    """The permissions that open a class of facts: to see, and to change."""

    see: str
    edit: str


@dataclass(frozen=True)
class Host:
    """A kind of record that can carry fields.

    ``classes`` says by which permissions each class of its facts is opened, ``implied`` over what
    the roles that nobody is given (employee, manager) see a field that lists them. ``reaches`` says
    whether an actor holds a permission over the record of a key.
    """

    code: str
    label: str | Promise
    values: type[CustomValue]
    rows: type[CustomRow]
    classes: Mapping[Sensitivity, Opens]
    plan: str
    reaches: Callable[[Actor, str, int], bool]
    implied: Mapping[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The relation from a value to its record."""
        return self.values.owners[0]


Finder = Callable[[Actor, Sequence[UUID]], Mapping[UUID, str]]
_hosts: dict[str, Host] = {}
_people: list[Finder] = []


def offer(host: Host) -> None:
    """Let a kind of record carry fields."""
    _hosts[host.code] = host


def host_of(code: str) -> Host:
    """Find a kind of record."""
    if code not in _hosts:
        raise NoSuchHost(code=code)
    return _hosts[code]


def hosts() -> list[Host]:
    """Give every kind of record that can carry fields."""
    return list(_hosts.values())


def name_people_with(finder: Finder) -> None:
    """Register what names the people that an actor may know of, for fields that point to people."""
    _people[:] = [finder]


def people_named(by: Actor, uids: Iterable[Any]) -> Mapping[UUID, str]:
    """Name people, in one query; whom the actor may not know of is left out."""
    known = [one for one in map(_uid, uids) if one is not None]
    return _people[0](by, known) if known and _people else {}


def person_named(by: Actor, uid: Any) -> str | None:
    """Name a person, or nothing where there is nobody the actor may know of."""
    return next(iter(people_named(by, [uid]).values()), None)


def _uid(given: Any) -> UUID | None:
    try:
        return given if isinstance(given, UUID) else UUID(str(given))
    except ValueError:
        return None
