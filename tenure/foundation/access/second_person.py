"""Acts that take a second person: the verb refuses until somebody else has confirmed this very act.

Verbs name the act by a code; what stands above says whether one is needed, and lets it through once
confirmed (``Actor.seconded``).
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .actor import Actor

# Asked with the code of the act, who acts, the people and the accounts that it is about.
Needs = Callable[[str, Actor, tuple[int, ...], tuple[int, ...]], bool]


class SecondPersonNeeded(Refused):
    """Until somebody else confirms it, nothing has happened."""

    message = _("This takes a second person: ask for it, and it takes effect once somebody else confirms it.")
    status = 409


_needs: list[Needs] = []


def asks_whether(function: Needs) -> Needs:
    """Register who knows whether an act takes a second person."""
    _needs.append(function)
    return function


def is_needed(by: Actor, act: str, *, about: Iterable[int] = (), users: Iterable[int] = ()) -> bool:
    """Say whether somebody else must confirm the act; nobody who is concerned counts as somebody else."""
    people, accounts = tuple(about), tuple(users)
    return by.seconded != act and any(ask(act, by, people, accounts) for ask in _needs)


def second_person(by: Actor, act: str, *, about: Iterable[int] = (), users: Iterable[int] = ()) -> None:
    """Refuse unless a second person has confirmed this very act, or none has to."""
    if is_needed(by, act, about=about, users=users):
        raise SecondPersonNeeded
