"""Declares the kinds of messages that there are."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    Its templates are ``<template>.txt``, whose first line is the subject, and perhaps
    ``<template>.html`` for mails. ``by_mail`` is what holds until somebody chooses; an ``essential`` kind cannot be turned off.
    """

    name: str
    label: str | Promise
    template: str
    by_mail: bool = True
    essential: bool = False


_kinds: dict[str, Kind] = {}


def notice(kind: Kind) -> Kind:
    """Register a kind of message, in a domain's ``notices``."""
    _kinds[kind.name] = kind
    return kind


def kind_of(name: str) -> Kind:
    """Find a kind; one that nobody declared is a mistake of the caller."""
    return _kinds[name]


def kinds() -> list[Kind]:
    """List all kinds, for the page of preferences."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)
