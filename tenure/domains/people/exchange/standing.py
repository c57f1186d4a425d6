"""What a row tells of somebody's standing: a second job of the same person, and whether they have left."""

from typing import Any

from django.utils.translation import gettext as _

from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.sheets import Given
from tenure.foundation.exchange.spans import end_of
from tenure.foundation.exchange.targets import Key
from tenure.foundation.search.folding import fold

from .said import said
from .words import LEFT


def is_second_job(given: Given, desk: Desk, key: Key, name: str) -> bool:
    """List a number that comes again with the same name and no contract number: one person, two jobs.

    Accept makes a second job of it; skip leaves the later row to be reported as what it is.
    """
    draft = desk.drafts["person"].get(key)
    is_again = draft is not None and key in said(desk).people and not given.has("employment_number")
    if not is_again or draft is None or fold(draft.facts["name"]) != fold(name):
        return False
    words = _(
        "%(name)s (%(number)s) stands in row %(row)s already. Accept makes this row a second job of theirs."
    )
    told = words % {"name": name, "number": key[0], "row": said(desk).people[key].row}
    chosen = desk.warn(given.at("number"), "second_job", told, Choice.SKIP, Choice.ACCEPT)
    if chosen == Choice.ACCEPT:
        return True
    said(desk).skipped.add(given.source)
    return False


def contract_facts(given: Given) -> dict[str, Any]:
    """Give the terms of the contract; that somebody has left is no term but an end."""
    facts = given.only("worker_type", "contract", "contract_ends_on", "status")
    if facts.get("status") == LEFT:
        del facts["status"]
    return facts


def leaves(given: Given, desk: Desk, name: str) -> bool:
    """List rows whose status and last day contradict one another; say whether the row stays."""
    has_left, end = given.get("status") == LEFT, end_of(given)
    if has_left and end is None:
        words = _(
            "%(name)s has left by the status, but no last day is told. Park takes them in as working here."
        )
        told = words % {"name": name}
        return (
            desk.warn(given.at("status"), "left_without_day", told, Choice.SKIP, Choice.PARK) == Choice.PARK
        )
    if given.has("status") and not has_left and end is not None and end <= desk.as_of:
        words = _("%(name)s has a last day but works here by the status. Accept takes the last day as told.")
        told = words % {"name": name}
        chosen = desk.warn(given.at("status"), "left_but_active", told, Choice.ACCEPT, Choice.SKIP)
        return chosen == Choice.ACCEPT
    return True
