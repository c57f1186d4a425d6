"""What stands above says: which things need approval, who decides, who is away, whose account is whose."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol
from uuid import UUID

from django.utils.functional import Promise

from tenure.foundation.access import Actor
from tenure.foundation.records.sensitivity import Sensitivity

from .states import Rule

if TYPE_CHECKING:
    from tenure.foundation.records.models import Record

    from .models import Approval

Words = str | Promise
# What a delegate never inherits.
CLOSED: Final = frozenset({Sensitivity.PAY, Sensitivity.CASE})


@dataclass(frozen=True)
class Matter:
    """What a resolver is told: whom it is about, who asked, the day, and which record of which kind."""

    about: tuple[int, ...]
    asked_by: int | None
    day: date
    kind: str = ""
    subject_id: int = 0


@dataclass(frozen=True)
class StepSpec:
    """One step of a chain: whose signature it takes, and what happens if nobody signs.

    ``approvers`` are names of resolvers, perhaps with an argument ("role:hr_manager").
    """

    approvers: tuple[str, ...]
    rule: Rule = Rule.ONE
    escalate_after: int = 0
    escalate_to: str = ""


class Verb(Protocol):
    """A verb of a domain about the subject with this uid; ``words`` are a note or the reason."""

    def __call__(self, uid: UUID, *, by: Actor, words: str = "") -> object: ...


Shows = Callable[[Actor, "Approval"], Mapping[str, Any]]
Admits = Callable[[int, set[int]], set[int]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that needs approval.

    The verbs own the effect: each calls ``chain.sign``, ``chain.decline`` or ``chain.withdraw``.
    ``template`` draws the decision with what ``shows`` gives. ``conditions`` names the facts by
    which a chain may be chosen, with the words for them. Pay and cases never go to a delegate.
    ``admits`` gives, of the users who would be asked about a subject, those who may know of it at
    all: it is asked last, over every chain, delegate, stand-in and last resort.
    """

    code: str
    label: Words
    model: "type[Record]"
    approve: Verb
    decline: Verb
    withdraw: Verb
    default: tuple[StepSpec, ...]
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    conditions: Mapping[str, Words] = field(default_factory=dict)
    template: str = ""
    shows: Shows | None = None
    admits: Admits | None = None

    @property
    def is_delegable(self) -> bool:
        """Whether somebody's delegate may sign."""
        return self.sensitivity not in CLOSED


Finds = Callable[[Matter, str], Iterable[int]]


@dataclass(frozen=True)
class Resolver:
    """A way to find who decides, with the words for it; ``takes`` says what stands behind the colon."""

    name: str
    label: Words
    finds: Finds
    takes: Callable[[], Mapping[str, Words]] | None = None


_kinds: dict[str, Kind] = {}
_resolvers: dict[str, Resolver] = {}
_absent: list[Callable[[set[int], date], set[int]]] = []
_accounts: list[Callable[[tuple[int, ...]], set[int]]] = []
_days_off: list[Callable[[tuple[int, ...], date], Any]] = []


class UnknownResolver(Exception):
    """A chain names a way to find approvers that nobody declared."""


def kind(declared: Kind) -> Kind:
    """Register a kind of thing that needs approval."""
    _kinds[declared.code] = declared
    return declared


def kind_of(code: str) -> Kind:
    """Find a kind; one that nobody declared is a mistake of the caller."""
    return _kinds[code]


def kinds() -> list[Kind]:
    """List all kinds."""
    return sorted(_kinds.values(), key=lambda one: one.code)


def resolver(
    name: str, label: Words, *, takes: Callable[[], Mapping[str, Words]] | None = None
) -> Callable[[Finds], Finds]:
    """Register a way to find approvers: a function of the matter and an argument that gives user keys."""

    def declare(finds: Finds) -> Finds:
        _resolvers[name] = Resolver(name, label, finds, takes)
        return finds

    return declare


def resolver_of(name: str) -> Resolver:
    """Find a resolver by what a step says: "manager", "role:hr_manager"."""
    try:
        return _resolvers[name.partition(":")[0]]
    except KeyError:
        raise UnknownResolver(name) from None


def resolvers() -> list[Resolver]:
    """List the ways to find approvers."""
    return sorted(_resolvers.values(), key=lambda one: one.name)


def absence_of(function: Callable[[set[int], date], set[int]]) -> Callable[[set[int], date], set[int]]:
    """Register who knows which of these users are away on a day."""
    _absent.append(function)
    return function


def accounts_of(function: Callable[[tuple[int, ...]], set[int]]) -> Callable[[tuple[int, ...]], set[int]]:
    """Register who knows the users of these people."""
    _accounts.append(function)
    return function


def days_off_of(function: Callable[[tuple[int, ...], date], Any]) -> Callable[[tuple[int, ...], date], Any]:
    """Register who knows the calendar by which the days of a matter about these people are counted."""
    _days_off.append(function)
    return function


def absent(users: set[int], day: date) -> set[int]:
    """Give those of the users who are away."""
    return set().union(*(ask(users, day) for ask in _absent)) & users


def accounts(people: tuple[int, ...]) -> set[int]:
    """Give the users of these people."""
    return set().union(*(ask(people) for ask in _accounts)) if people else set()


def calendar(people: tuple[int, ...], day: date) -> Any | None:
    """Give the calendar of a matter, if somebody knows one."""
    return next((found for ask in _days_off if (found := ask(people, day)) is not None), None)
