"""Who must agree before something happens: chains, delegates, escalation."""

from .registry import (
    Kind,
    StepSpec,
    absence_of,
    accounts_of,
    days_off_of,
    kind,
    kind_of,
    kinds,
    resolver,
    resolver_of,
    resolvers,
)

__all__ = [
    "Kind",
    "StepSpec",
    "absence_of",
    "accounts_of",
    "days_off_of",
    "kind",
    "kind_of",
    "kinds",
    "resolver",
    "resolver_of",
    "resolvers",
]
