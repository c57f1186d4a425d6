"""Errors as RFC 9457 problem documents."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

from tenure.foundation.refusal import Refused


class FieldProblem(Schema):
    """What is wrong with one field of the request."""

    field: str
    message: str


class Problem(Schema):
    """An RFC 9457 problem: what went wrong and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = Field(default_factory=list)


class Unreadable(Refused):
    """The request itself cannot be understood."""

    status = 400


def problem(
    status: int,
    detail: str,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Build the answer for an error."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    return HttpResponse(
        json.dumps(body), status=status, content_type="application/problem+json", headers=dict(headers or {})
    )


def refused(error: Refused) -> HttpResponse:
    """Turn a refusal into its problem document."""
    errors = [{"field": field, "message": str(message)} for field, message in error.errors.items()]
    return problem(error.status, str(error), errors)
