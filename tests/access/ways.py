"""Every way into Tenure, read from the resolver and the API's own description: nothing can be forgotten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tenure.config.api import api

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
API = "api/v1/"
GIVEN = {"currency": "EUR", "country": "DE"}


@dataclass(frozen=True)
class Way:
    """One verb on one route; for the API with what its body is like."""

    route: str
    verb: str
    path: str = ""
    body: dict[str, Any] | None = field(default=None, hash=False, compare=False)


def pages() -> Iterator[Way]:
    """Give every verb of every page, form and fragment."""
    for name, view in _patterns(get_resolver()):
        for verb in _verbs(view):
            yield Way(name, verb)


def calls() -> Iterator[Way]:
    """Give every verb of the API that changes something; reads have a matrix of their own."""
    whole = _described()
    for path, verbs in whole["paths"].items():
        for verb, operation in verbs.items():
            if verb != "get":
                yield Way(operation["operationId"], verb.upper(), path, _body(operation, whole))


def reads() -> Iterator[Way]:
    """Give every read of the API."""
    for path, verbs in _described()["paths"].items():
        if "get" in verbs:
            yield Way(verbs["get"]["operationId"], "GET", path)


@cache
def _described() -> dict[str, Any]:
    """Describe the API once: that takes seconds."""
    return api.get_openapi_schema(path_prefix="/")


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, path)
        elif isinstance(one, URLPattern) and not path.startswith(API):
            assert one.name, f"{path} has no name"
            yield one.name, one.callback


def _verbs(view: Callable[..., Any]) -> tuple[str, ...]:
    """Read which verbs a view answers; one that says nothing is tried with both."""
    of_class = getattr(view, "view_class", None)
    if of_class:
        named = [verb.upper() for verb in of_class.http_method_names if hasattr(of_class, verb)]
    else:
        named = _decorated(view) or ["GET", "POST"]
    return tuple(verb for verb in VERBS if verb in named)


def _decorated(view: Any) -> list[str]:
    while view is not None:
        code = getattr(view, "__code__", None)
        for name, cell in zip(code.co_freevars if code else (), view.__closure__ or (), strict=True):
            if name == "request_method_list":
                return list(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return []


def _body(operation: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    found: dict[str, Any] | None = _filled(content["schema"], whole) if content else None
    return found


def _filled(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """Fill what is required with something of the right kind."""
    if "$ref" in schema:
        return _filled(whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], whole)
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            return _filled(schema[several][0], whole)
    if schema.get("type") == "object" or "properties" in schema:
        properties = schema.get("properties", {})
        required = schema.get("required", ())
        return {name: GIVEN.get(name) or _filled(properties[name], whole) for name in required}
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    by_format = {"date": "2026-01-05", "uuid": "0" * 32, "date-time": "2026-01-05T00:00:00Z"}
    by_type: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "array": [], "null": None}
    kind = schema.get("type", "string")
    return by_type[kind] if kind in by_type else by_format.get(schema.get("format", ""), "1")
