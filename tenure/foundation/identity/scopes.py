"""What a grant can be given over; kinds other than everyone are registered from above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy as _

from tenure.foundation.access import Actor, Targets

from .permissions import Words

EVERYONE = "everyone"


@dataclass(frozen=True)
class Choice:
    """One thing that a grant can be over."""

    key: int
    label: str


@dataclass(frozen=True)
class ScopeKind:
    """A kind of scope: its words, what can be picked, and how chosen targets are called.

    ``within`` says whether targets of this kind lie inside another kind's targets.
    """

    code: str
    label: Words
    choices: Callable[[Actor], Iterable[Choice]]
    names: Callable[[Targets], list[str]]
    within: Callable[[Targets, str, Targets], bool] = lambda _mine, _scope, _targets: False


def _nothing(_actor: Actor) -> list[Choice]:
    return []


def _no_names(_targets: Targets) -> list[str]:
    return []


_kinds: dict[str, ScopeKind] = {EVERYONE: ScopeKind(EVERYONE, _("Everyone"), _nothing, _no_names)}


def scope_kind(kind: ScopeKind) -> None:
    """Register a kind of scope."""
    _kinds[kind.code] = kind


def scope_kinds() -> tuple[ScopeKind, ...]:
    """Give all kinds, "everyone" first."""
    return tuple(_kinds.values())


def kind_of(code: str) -> ScopeKind | None:
    """Find a kind by its code."""
    return _kinds.get(code)


def covers(outer: str, outer_targets: Targets, inner: str, inner_targets: Targets) -> bool:
    """Say whether one scope lies inside another; what cannot be shown to lie inside does not."""
    if outer == EVERYONE:
        return True
    if outer == inner:
        return bool(inner_targets) and set(inner_targets) <= set(outer_targets)
    kind = kind_of(inner)
    return kind is not None and kind.within(inner_targets, outer, outer_targets)


def describe(scope: str, targets: Targets) -> str:
    """Name a scope with its targets, for people: "Tenure GmbH, Tenure Ltd"."""
    kind = kind_of(scope)
    if kind is None:
        return scope
    if scope == EVERYONE:
        return gettext("everyone")
    return ", ".join(kind.names(targets)) or str(kind.label)
