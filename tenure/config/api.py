"""The API, assembled: who asks, what answers, how errors read."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from tenure.domains.analytics.api import routes as analytics
from tenure.domains.change_sets.api import routes as change_sets
from tenure.domains.organisation.api import routes as organisation
from tenure.domains.people.api import routes as people
from tenure.foundation.approvals import api as approvals
from tenure.foundation.fields import api as fields
from tenure.foundation.http.api import problem
from tenure.foundation.http.api.problems import refused
from tenure.foundation.identity import tokens
from tenure.foundation.refusal import Refused
from tenure.shell import api as rights
from tenure.shell.actor import actor_for
from tenure.shell.bulk.api import router as bulk_changes
from tenure.shell.imports.api import router as runs

SAFE = ("GET", "HEAD", "OPTIONS")


class Assembled(NinjaAPI):
    """The API with OpenAPI 3.1 that says every error it can give."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        schema["components"].setdefault("securitySchemes", {})["token"] = {"type": "http", "scheme": "bearer"}
        for path in schema["paths"].values():
            for operation in path.values():
                operation["security"] = [{"token": []}]
                _as_problems(operation["responses"])
        return schema


def _as_problems(responses: dict[Any, Any]) -> None:
    for status, answer in responses.items():
        if int(status) >= 400 and "content" in answer:
            answer["content"] = {"application/problem+json": next(iter(answer["content"].values()))}


def known(request: HttpRequest) -> Any:
    """Find who asks: by bearer token, or by the session of a signed-in browser with its CSRF token."""
    header = request.headers.get("Authorization")
    if header is not None:
        found = tokens.authenticate(header)
        if found is None:
            return None
        user, token = found
        scopes = frozenset(token.scopes)
        request.actor = actor_for(user, channel="api", scopes=scopes)  # type: ignore[attr-defined]
        return user
    if getattr(request, "actor", None) is None:
        return None
    if request.method not in SAFE and _forged(request):
        raise HttpError(403, _("The CSRF token is missing or wrong."))
    request.actor = replace(request.actor, channel="api")  # type: ignore[attr-defined]
    return request.user


def _forged(request: HttpRequest) -> bool:
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _request: HttpResponse(), (), {}) is not None


api = Assembled(
    title="Tenure",
    version="1",
    description="Everything a person can do in Tenure, for programs. Each token sees what its owner sees.",
    auth=known,
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url="/docs",
)

api.add_router("", organisation.router())
api.add_router("", people.router())
api.add_router("", approvals.router())
api.add_router("", runs)
api.add_router("", analytics.router())
api.add_router("", fields.router())
api.add_router("", bulk_changes)
api.add_router("", rights.router)
api.add_router("", change_sets.router())


@api.exception_handler(Refused)
def on_refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    return refused(error)


@api.exception_handler(ObjectDoesNotExist)
@api.exception_handler(Http404)
def on_missing(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(404, _("There is nothing here, or it is not yours to see."))


@api.exception_handler(AuthenticationError)
def on_unknown(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(
        401, _("Send a valid token as Authorization: Bearer TOKEN."), headers={"WWW-Authenticate": "Bearer"}
    )


@api.exception_handler(HttpError)
def on_http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


@api.exception_handler(ValidationError)
def on_invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"field": _field(one["loc"]), "message": one["msg"]} for one in error.errors]
    return problem(422, _("Some values cannot be taken as they are."), errors)


def _field(location: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in location if part not in ("body", "query", "path", "payload"))
