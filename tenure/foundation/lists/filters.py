"""The kinds of filter: each reads its own parameters and says in words what it narrows to."""

# ruff: noqa: ARG002 — every kind of filter has the same methods, not every one needs who asks

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tenure.foundation.ui import filters as words

from .refusals import BadValue

Params = Mapping[str, Sequence[str]]
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list; ``permission`` hides it from those who may not see the field."""

    key: str
    label: Any
    kind = ""

    permission = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters it reads."""
        return (self.key,)

    def read(self, params: Params, ask: Any) -> Any:
        """Turn the parameters into a value, or ``None`` where nothing is chosen."""
        raise NotImplementedError

    def narrow(self, value: Any, ask: Any) -> Q:
        """Say which rows are left."""
        raise NotImplementedError

    def in_words(self, value: Any, ask: Any) -> str:
        """Say the choice as a person would."""
        raise NotImplementedError

    def _given(self, params: Params) -> list[str]:
        return [v for v in params.get(self.key, ()) if v != ""]


@dataclass(frozen=True)
class Choice(Filter):
    """One or several of a known set; ``options`` gives (value, words)."""

    options: Callable[[Any], Options]
    where: Callable[[tuple[str, ...], Any], Q]
    permission: str = ""
    kind = "choice"

    def read(self, params: Params, ask: Any) -> tuple[tuple[str, str], ...] | None:
        given = self._given(params)
        if not given:
            return None
        known = dict(self.options(ask))
        for one in given:
            if one not in known:
                raise BadValue(value=one, name=self.label)
        return tuple((one, str(known[one])) for one in given)

    def narrow(self, value: tuple[tuple[str, str], ...], ask: Any) -> Q:
        return self.where(tuple(key for key, _words in value), ask)

    def in_words(self, value: tuple[tuple[str, str], ...], ask: Any) -> str:
        return ", ".join(label for _key, label in value)


@dataclass(frozen=True)
class Lookup(Filter):
    """One record found by typing; ``find`` gives its words, or ``None`` for a stranger."""

    url_name: str
    find: Callable[[str, Any], str | None]
    where: Callable[[str, Any], Q]
    permission: str = ""
    kind = "lookup"

    def read(self, params: Params, ask: Any) -> tuple[str, str] | None:
        given = self._given(params)
        if not given:
            return None
        label = self.find(given[0], ask)
        if label is None:
            raise BadValue(value=given[0], name=self.label)
        return given[0], label

    def narrow(self, value: tuple[str, str], ask: Any) -> Q:
        return self.where(value[0], ask)

    def in_words(self, value: tuple[str, str], ask: Any) -> str:
        return value[1]


@dataclass(frozen=True)
class Text(Filter):
    """A piece of text that a column holds."""

    column: str
    permission: str = ""
    kind = "text"

    def read(self, params: Params, ask: Any) -> str | None:
        given = self._given(params)
        return readable(given[0], self.label) if given else None

    def narrow(self, value: str, ask: Any) -> Q:
        return Q(**{f"{self.column}__icontains": value})

    def in_words(self, value: str, ask: Any) -> str:
        return f"“{value}”"


@dataclass(frozen=True)
class Flag(Filter):
    """Yes or no."""

    where: Callable[[bool, Any], Q]
    permission: str = ""
    kind = "flag"

    def read(self, params: Params, ask: Any) -> bool | None:
        given = self._given(params)
        if not given:
            return None
        if given[0] not in ("yes", "no"):
            raise BadValue(value=given[0], name=self.label)
        return given[0] == "yes"

    def narrow(self, value: bool, ask: Any) -> Q:  # noqa: FBT001 — the value is the filter's own
        return self.where(value, ask)

    def in_words(self, value: bool, ask: Any) -> str:  # noqa: FBT001
        return _("yes") if value else _("no")


@dataclass(frozen=True)
class Dates(Filter):
    """A span of days, both ends included; reads ``<key>_from`` and ``<key>_until``."""

    where: Callable[[date | None, date | None, Any], Q]
    permission: str = ""
    kind = "dates"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_until")

    def read(self, params: Params, ask: Any) -> tuple[date | None, date | None] | None:
        start, end = (day(next(iter(params.get(name, ())), ""), self.label) for name in self.names)
        if start and end and end < start:
            raise BadValue(value=f"{start} – {end}", name=self.label)
        return (start, end) if start or end else None

    def narrow(self, value: tuple[date | None, date | None], ask: Any) -> Q:
        return self.where(value[0], value[1], ask)

    def in_words(self, value: tuple[date | None, date | None], ask: Any) -> str:
        start, end = value
        if start and end:
            return f"{words.date(start)} – {words.date(end)}"
        return _("from %s") % words.date(start) if start else _("until %s") % words.date(end)


def day(raw: str, name: Any) -> date | None:
    """Read an ISO date; nothing is nothing, anything else is refused."""
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise BadValue(value=raw, name=name) from None


def readable(raw: str, name: Any) -> str:
    """Refuse text that no person types: control characters, and more than 200 characters."""
    if len(raw) > 200 or any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in raw):
        raise BadValue(value=raw[:40].encode("ascii", "replace").decode().replace("\0", "?"), name=name)
    return raw
