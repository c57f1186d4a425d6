"""Whether an act takes a second person today, and who that could be."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.access.second_person import asks_whether
from tenure.foundation.approvals.registry import Matter, accounts
from tenure.foundation.approvals.resolving import signers
from tenure.foundation.settings.declare import Setting, declare
from tenure.foundation.settings.queries import value

from .registry import act_of, is_known

WHERE_POSSIBLE, ALWAYS, NEVER = "where_possible", "always", "never"
MODE: Final = declare(
    Setting(
        "access.second_person",
        default=WHERE_POSSIBLE,
        label=_("A second person confirms"),
        help=_(
            "Roles that are given, bank accounts that change and long lists taken as files wait until "
            "somebody else confirms them."
        ),
        choices={
            WHERE_POSSIBLE: _("As soon as somebody else could confirm"),
            ALWAYS: _("Always"),
            NEVER: _("Never"),
        },
        guarded=True,
    )
)


def others(code: str, *, about: Iterable[int], users: Iterable[int], by: Actor) -> set[int]:
    """Give the accounts that could confirm: neither who asks, nor whom it is about."""
    people = tuple(about)
    out = {*users, *accounts(people)} | ({by.user_id} if by.user_id else set())
    matter = Matter(people, by.user_id, by.today)
    return signers(act_of(code).confirms, matter, out)


@asks_whether
def needs(code: str, by: Actor, about: tuple[int, ...], users: tuple[int, ...]) -> bool:
    """Say whether the act waits for somebody else; the operator of the machine and jobs act alone."""
    if by.user_id is None or not is_known(code):
        return False
    mode = mode_on(by.today)
    if mode == WHERE_POSSIBLE:
        return bool(others(code, about=about, users=users, by=by))
    return mode == ALWAYS


def mode_on(day: date) -> str:
    """Give the mode of a day."""
    return value(MODE, on=day)
