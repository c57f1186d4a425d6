"""What a view tells htmx: go elsewhere, begin afresh, say something, announce an event."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def is_htmx(request: HttpRequest) -> bool:
    """Whether the page asks for a fragment (a boosted link or a restored page asks for the whole)."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to another page, whichever way it asked."""
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def refresh() -> HttpResponse:
    """Make the browser load the page it is on again."""
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def trigger(response: HttpResponse, event: str, **details: object) -> HttpResponse:
    """Fire a browser event once the answer has arrived."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps(events | {event: details})
    return response


def toast(response: HttpResponse, text: str, *, kind: str = "success") -> HttpResponse:
    """Show a short message at the edge of the page: kind success, info, warning or danger."""
    return trigger(response, "tenure:toast", text=text, kind=kind)


def close_dialog(response: HttpResponse) -> HttpResponse:
    """Close the dialog or drawer that sent the request."""
    return trigger(response, "tenure:close")
