"""Declares settings: each part of the product says what may be set of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

T = TypeVar("T", bool, int, str)
Value = bool | int | str


class NotASetting(Refused):
    message = _("There is no setting {key}.")
    status = 404


class NotAValue(Refused):
    message = _("{value} cannot be the value of “{label}”.")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that may be set: its type is the type of its default.

    ``choices`` maps the values that are allowed to their words; ``least`` and ``most`` bound a number.
    One that is ``guarded`` takes a second person to change.
    """

    key: str
    default: T
    label: str | Promise
    help: str | Promise = ""
    permission: str = "system.configure"
    choices: Mapping[T, str | Promise] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    guarded: bool = False

    def checked(self, value: object) -> T:
        """Give the value back if it is one of this setting's, else refuse it."""
        fits = type(value) is type(self.default) and self._bounded(value)
        if not fits or (self.choices and value not in self.choices):
            raise NotAValue(value=value, label=self.label)
        return value  # type: ignore[return-value]

    def _bounded(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int):
            return True
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


_declared: dict[str, Setting[bool] | Setting[int] | Setting[str]] = {}


def declare(setting: Setting[T]) -> Setting[T]:
    """Register a setting; called where the module that reads it is imported."""
    _declared[setting.key] = setting
    return setting


def declared() -> list["Setting[bool] | Setting[int] | Setting[str]"]:
    """List all settings by key."""
    return [_declared[key] for key in sorted(_declared)]


def setting_of(key: str) -> "Setting[bool] | Setting[int] | Setting[str]":
    """Find a setting, or refuse."""
    if key not in _declared:
        raise NotASetting(key=key)
    return _declared[key]
