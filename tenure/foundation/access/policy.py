"""Who may reach which rows: one Q for page, list, search, export and API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.db.models import Model, Q

from tenure.foundation.refusal import NotAllowed

from .actor import Actor, Targets
from .today import of_today

NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING

Scope = Callable[[Actor, Targets], Q]


def either(some: Q, others: Q) -> Q:
    """Name the rows of both; what is every row anyway stays plain, and is quick to ask for."""
    if EVERYTHING in (some, others):
        return EVERYTHING
    return others if some == NOTHING else some | others


class UnguardedModel(Exception):
    """A model whose ``access.py`` forgot it: an error, never access."""


def nobody(_actor: Actor) -> Q:
    """Name the rows no grant can reach: none."""
    return NOTHING


def everyone(_actor: Actor, _targets: Targets) -> Q:
    """Name all rows."""
    return EVERYTHING


@dataclass(frozen=True)
class Policy:
    """Names the rows a permission can be granted over, and the rows no grant can reach.

    Rights are always today's: what ``rows`` asks beside the row itself reads today's tables, also
    while a page shows what was once believed.
    """

    scopes: Mapping[str, Scope] = field(default_factory=lambda: {"everyone": everyone})
    never: Callable[[Actor], Q] = nobody

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "rows" in vars(cls):
            setattr(cls, "rows", _todays(cls.rows))  # noqa: B010 — a plain assignment is no method to mypy

    def rows(self, actor: Actor, permission: str) -> Q:
        """Build the one Q for this actor and permission; an unknown scope gives nothing."""
        granted = NOTHING
        for scope, targets in actor.grants(permission):
            if scope in self.scopes:
                granted = either(granted, self.scopes[scope](actor, targets))
        barred = self.never(actor)
        return of_today(granted if barred == NOTHING else granted & ~barred)

    def opens(self, actor: Actor, permission: str) -> bool:
        """Say whether the permission could open any row at all to this actor."""
        return any(actor.holds(one) for one in self.behind(permission))

    def behind(self, permission: str) -> tuple[str, ...]:
        """Name the permissions that roles hold where this one is asked for: most often itself."""
        return (permission,)


Rows = Callable[[Any, Actor, str], Q]


def _todays(rows: Rows) -> Rows:
    @wraps(rows)
    def todays(policy: Any, actor: Actor, permission: str) -> Q:
        return of_today(rows(policy, actor, permission))

    return todays


_policies: dict[type[Model], Policy] = {}
_machinery: set[type[Model]] = set()


def guard(model: type[Model], policy: Policy) -> None:
    """Register who may reach the rows of a model."""
    _policies[model] = policy


def machinery(*models: type[Model]) -> None:
    """List models that no person reaches as rows: queues, links, derived tables."""
    _machinery.update(models)


def is_decided(model: type[Model]) -> bool:
    """Say whether somebody has thought about who may reach this model."""
    return model in _policies or model in _machinery


def policy_of(model: type[Model]) -> Policy:
    """Find the model's policy; unknown is an error."""
    try:
        return _policies[model]
    except KeyError:
        raise UnguardedModel(model._meta.label) from None


def require(actor: Actor, permission: str) -> None:
    """Refuse unless the permission is held over something."""
    if not actor.holds(permission):
        raise NotAllowed
