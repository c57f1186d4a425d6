"""The access review: who holds what, over what, by whom given, since when, last used, last confirmed."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.identity.access import GRANT, MANAGE
from tenure.foundation.identity.models import Grant, GrantReview
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.scopes import describe
from tenure.foundation.identity.sources import givers
from tenure.foundation.lists.export import plain, safe

from .readers import names_for

PAGE: Final = 100


@dataclass(frozen=True)
class Reviewed:
    """One grant as the review shows it."""

    grant: Grant
    who: str
    role: str
    over: str
    giver: str
    last_used: datetime | None
    reviewed_at: datetime | None
    reviewer: str
    is_mine: bool


@dataclass(frozen=True)
class ReviewPage:
    """Some grants, and where the next page begins."""

    rows: tuple[Reviewed, ...]
    after: int


def visible_grants(by: Actor) -> Any:
    """Give the grants in the actor's reach that hold today or will."""
    seen = Grant.objects.allowed(by, GRANT if by.holds(GRANT) else MANAGE)
    lasting = seen.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=by.today))
    return lasting.select_related("user", "role").order_by("pk")


def page(by: Actor, after: int = 0) -> ReviewPage:
    """Give one page of the review, in a fixed number of queries."""
    grants = list(visible_grants(by).filter(pk__gt=after)[: PAGE + 1])
    shown = grants[:PAGE]
    return ReviewPage(tuple(_reviewed(by, shown)), shown[-1].pk if len(grants) > PAGE else 0)


def whole(by: Actor) -> list[Reviewed]:
    """Give the whole review, for a file."""
    return _reviewed(by, list(visible_grants(by)))


def _reviewed(by: Actor, grants: list[Grant]) -> list[Reviewed]:
    given = givers(one.pk for one in grants)
    users = {one.user_id for one in grants}
    last = _last_reviews([one.pk for one in grants])
    tokens = dict(
        Grant.objects.filter(user__in=users).values_list("user").annotate(Max("user__tokens__last_used_at"))
    )
    asked = {*users, *(one.actor_user_id for one in given.values()), *(one.by_id for one in last.values())}
    names = names_for(by, [key for key in asked if key])
    return [
        Reviewed(
            grant=one,
            who=names.get(one.user_id, ""),
            role=name_of(one.role),
            over=describe(one.scope, tuple(one.targets)),
            giver=_giver(given.get(one.pk), names),
            last_used=max(filter(None, [one.user.last_login, tokens.get(one.user_id)]), default=None),
            reviewed_at=last[one.pk].at if one.pk in last else None,
            reviewer=names.get(last[one.pk].by_id or 0, "") if one.pk in last else "",
            is_mine=one.user_id == by.user_id,
        )
        for one in grants
    ]


def _giver(entry: Any, names: dict[int, str]) -> str:
    return names.get(entry.actor_user_id or 0, entry.actor_label) if entry else ""


def _last_reviews(grants: list[int]) -> dict[int, GrantReview]:
    rows = GrantReview.objects.filter(grant__in=grants).order_by("grant", "-pk").distinct("grant")
    return {one.grant_id: one for one in rows}


def table(rows: list[Reviewed]) -> Iterator[list[str]]:
    """Give the labels, then one line a grant."""
    yield [
        _("Account"), _("Person"), _("Role"), _("Over"), _("Since"), _("Until"), _("Given by"), _("Why"),
        _("Last used"), _("Last reviewed"), _("Reviewed by"),
    ]  # fmt: skip
    for one in rows:
        grant = one.grant
        person = one.who if one.who != grant.user.email else ""
        cells: list[date | datetime | str | None] = [
            grant.user.email, person, one.role, one.over, grant.valid_from, grant.last_day, one.giver,
            grant.reason, one.last_used, one.reviewed_at, one.reviewer,
        ]  # fmt: skip
        yield [safe(plain(cell)) for cell in cells]


def as_csv(rows: list[Reviewed]) -> bytes:
    """Write the review as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(table(rows))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[Reviewed]) -> bytes:
    """Write the review as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(table(rows)):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
