"""One small employer: a head office with two branches, and seats in them."""

from datetime import date

from tenure.domains.organisation import actions
from tenure.domains.organisation.models import LegalEntity, Place, Position, Unit
from tenure.foundation.access import Actor, Held

TODAY = date(2026, 3, 2)
LONG_AGO = date(2020, 1, 1)


def actor(
    *permissions: str, scope: str = "everyone", targets: tuple[int, ...] = (), today: date = TODAY
) -> Actor:
    """Somebody who holds these permissions over one scope."""
    return Actor(None, None, today, tuple(Held(p, scope, targets) for p in permissions))


EDITOR = actor("organisation.view", "organisation.edit", "organisation.plan", "pay.view", "pay.edit")
READER = actor("organisation.view")


def entity(code: str = "uk", **facts: str) -> LegalEntity:
    """A company."""
    whole = {"name": f"Tenure {code}", "country": "GB", "currency": "GBP", **facts}
    return actions.create_legal_entity(code=code, by=EDITOR, **whole)  # type: ignore[arg-type]


def place(code: str = "leeds", **facts: str) -> Place:
    """A place."""
    whole = {
        "name": code.title(),
        "country": "GB",
        "subdivision": "ENG",
        "time_zone": "Europe/London",
        **facts,
    }
    return actions.create_place(code=code, by=EDITOR, **whole)  # type: ignore[arg-type]


def unit(code: str, parent: Unit | None = None, *, since: date = LONG_AGO, **facts: object) -> Unit:
    """A unit that is called like its code."""
    return actions.create_unit(code=code, since=since, name=code.title(), parent=parent, by=EDITOR, **facts)  # type: ignore[arg-type]


def seat(
    code: str, reports_to: Position | None = None, *, since: date = LONG_AGO, **facts: object
) -> Position:
    """A seat that is called like its code."""
    whole = {"title": code.title(), "reports_to": reports_to, **facts}
    return actions.create_position(code=code, since=since, by=EDITOR, **whole)  # type: ignore[arg-type]
