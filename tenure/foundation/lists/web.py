"""What people keep of lists, by form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from tenure.foundation.ui.htmx import redirect

from . import actions
from .declaration import listing_of


@require_POST
def view_create(request: HttpRequest, key: str) -> HttpResponse:
    posted = request.POST
    kept = actions.keep_view(
        key,
        by=request.actor,  # type: ignore[attr-defined]
        name=posted.get("name", ""),
        query=posted.get("query", ""),
        shared="shared" in posted,
    )
    return redirect(request, f"{reverse(listing_of(key).url_name)}?{kept.query}")


@require_POST
def view_delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = actions.drop_view(uid, by=request.actor)  # type: ignore[attr-defined]
    return redirect(request, reverse(listing_of(kept.listing).url_name))


@require_POST
def columns_update(request: HttpRequest, key: str) -> HttpResponse:
    columns = request.POST.getlist("columns")
    actions.choose_columns(key, by=request.actor, columns=columns)  # type: ignore[attr-defined]
    query = request.POST.get("query", "").removeprefix("?")
    return redirect(request, f"{reverse(listing_of(key).url_name)}?{query}")


urlpatterns = [
    path("lists/<str:key>/views", view_create, name="lists-view-create"),
    path("lists/views/<uuid:uid>/deletion", view_delete, name="lists-view-delete"),
    path("lists/<str:key>/columns", columns_update, name="lists-columns"),
]
