"""What people keep of lists."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.refusal import NotThere, Refused

from .declaration import listing_of
from .models import LikedColumns, SavedView
from .view import read

NOT_KEPT = ("cursor", "export", "count")


class NameWanted(Refused):
    message = _("Give the view a name of up to 80 characters.")


@transaction.atomic
def keep_view(listing_key: str, *, by: Actor, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a view under a name; the same name again replaces it."""
    wanted = name.strip()
    if not 0 < len(wanted) <= 80:
        raise NameWanted
    params = {
        key: values for key, values in QueryDict(query.removeprefix("?")).lists() if key not in NOT_KEPT
    }
    read(listing_of(listing_key), by, params)
    kept: SavedView
    kept, _new = SavedView.objects.update_or_create(
        owner_id=by.user_id,
        listing=listing_key,
        name=wanted,
        defaults={"query": urlencode(params, doseq=True), "is_shared": shared},
    )
    trail.record(by, "lists.view.kept", kept, listing=listing_key, shared=shared)
    return kept


@transaction.atomic
def drop_view(uid: UUID, *, by: Actor) -> SavedView:
    """Forget a view of one's own."""
    kept: SavedView | None = SavedView.objects.allowed(by, "lists.keep").filter(uid=uid).first()
    if kept is None:
        raise NotThere
    trail.record(by, "lists.view.dropped", kept, listing=kept.listing)
    kept.delete()
    return kept


@transaction.atomic
def choose_columns(listing_key: str, *, by: Actor, columns: Sequence[str]) -> LikedColumns:
    """Remember which columns somebody wants to see of a list."""
    read(listing_of(listing_key), by, {"columns": columns})
    liked: LikedColumns
    liked, _new = LikedColumns.objects.update_or_create(
        owner_id=by.user_id, listing=listing_key, defaults={"columns": list(columns)}
    )
    trail.record(by, "lists.columns.chosen", liked, listing=listing_key)
    return liked
