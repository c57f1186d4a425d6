"""Who may do what to which rows and fields."""

from .actor import RECORD, Actor, Held, Targets
from .fields import HIDDEN, FieldGroup, Hidden, field_group, group_of
from .policy import (
    EVERYTHING,
    NOTHING,
    Policy,
    UnguardedModel,
    everyone,
    guard,
    is_decided,
    machinery,
    nobody,
    policy_of,
    require,
)

__all__ = [
    "EVERYTHING",
    "HIDDEN",
    "NOTHING",
    "RECORD",
    "Actor",
    "FieldGroup",
    "Held",
    "Hidden",
    "Policy",
    "Targets",
    "UnguardedModel",
    "everyone",
    "field_group",
    "group_of",
    "guard",
    "is_decided",
    "machinery",
    "nobody",
    "policy_of",
    "require",
]
