"""Every address of Tenure."""

from django.urls import URLPattern, URLResolver, include, path

from tenure.config.api import api
from tenure.shell import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tenure.foundation.http.urls")),
    path("", include("tenure.shell.urls")),
    path("", include("tenure.shell.web.urls")),
    path("", include("tenure.foundation.lists.web")),
    path("", include("tenure.foundation.fields.web.urls")),
    path("", include("tenure.shell.imports.urls")),
    path("", include("tenure.shell.bulk.urls")),
    path("", include("tenure.domains.people.web.urls")),
    path("", include("tenure.domains.analytics.web.urls")),
    path("api/v1/", api.urls),
    path("organisation/", include("tenure.domains.people.web.seat_urls")),
    path("organisation/", include("tenure.domains.change_sets.web.urls")),
    path("organisation/", include("tenure.domains.organisation.web.urls")),
    path("gallery", gallery.page, name="gallery"),
    path("gallery/options", gallery.options, name="gallery_options"),
]

handler400 = "tenure.shell.errors.bad_request"
handler403 = "tenure.shell.errors.forbidden"
handler404 = "tenure.shell.errors.not_found"
handler500 = "tenure.shell.errors.failed"
