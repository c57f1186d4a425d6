"""Turn a declared resource into routes: the list and the single row."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import AwareDatetime, Field, create_model

from tenure.foundation.access import Actor
from tenure.foundation.http.looking_back import answers, look_back

from .etag import etag
from .problems import Problem, Unreadable
from .resource import LIMIT, MOST, Resource

PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429, 503), Problem)
WRITE_PROBLEMS = PROBLEMS | dict.fromkeys((409, 412, 428), Problem)


class UnknownParameter(Unreadable):
    message = _("Unknown query parameter: {name}. Known here: {known}.")


class KnownQuery(Schema):
    """The instant whose knowledge is asked for: what was believed then, by today's rights."""

    as_known: AwareDatetime | None = None


class ListQuery(Schema):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT
    cursor: str | None = None
    sort: str = "uid"
    q: Annotated[str | None, Field(max_length=200)] = None


class DayQuery(Schema):
    """The day on which a single row is looked at."""

    as_of: date | None = None


class KnownDayQuery(DayQuery, KnownQuery):
    """The day, and the instant whose knowledge of it is asked for."""


def mount(router: Router, resource: Resource) -> None:
    """Add ``GET /<name>`` and ``GET /<name>/{uid}`` for a resource.

    Verbs on the same paths must join the same router: a path belongs to one router.
    """
    _mount_list(router, resource)
    _mount_single(router, resource)


def known_only(request: HttpRequest, schema: type[Schema]) -> None:
    """Refuse query parameters that mean nothing here: a filter with a typing error filters nothing."""
    for name in request.GET:
        if name not in schema.model_fields:
            raise UnknownParameter(name=name, known=", ".join(schema.model_fields))


def _mount_list(router: Router, resource: Resource) -> None:
    base: type[Schema] = DayListQuery if resource.dated or resource.prepare else ListQuery
    fields: dict[str, Any] = {name: (kind | None, None) for name, (kind, _l) in resource.filters.items()}
    bases = (base, KnownQuery) if resource.looks_back else base
    asked_for: Any = create_model(f"{_camel(resource.name)}Query", __base__=bases, **fields)
    page = create_model(
        f"{_camel(resource.name)}Page",
        __base__=Schema,
        items=(list[resource.schema], ...),  # type: ignore[name-defined]
        next=(str | None, None),
    )

    def index(request: HttpRequest, query: Any) -> dict[str, Any]:
        known_only(request, asked_for)
        asked = query.model_dump()
        look_back(request, asked.pop("as_known", None))
        return _page(request.actor, resource, asked)  # type: ignore[attr-defined]

    index.__annotations__["query"] = Query[asked_for]  # type: ignore[misc]
    router.get(
        f"/{resource.name}",
        response={200: page, **PROBLEMS},
        summary=f"List {_words(resource)}",
        operation_id=f"list_{_snake(resource)}",
    )(decorate_view(answers)(index))


def _page(actor: Actor, resource: Resource, asked: dict[str, Any]) -> dict[str, Any]:
    rows = resource.select(actor, asked)
    items, following = resource.page(rows, sort=asked["sort"], cursor=asked["cursor"], limit=asked["limit"])
    resource.complete(items, actor, asked.get("as_of") or actor.today)
    return {"items": items, "next": following}


def _mount_single(router: Router, resource: Resource) -> None:
    asked_for: Any = KnownDayQuery if resource.looks_back else DayQuery

    def single(request: HttpRequest, response: HttpResponse, uid: UUID, query: Any) -> Any:
        look_back(request, getattr(query, "as_known", None))
        actor = request.actor  # type: ignore[attr-defined]
        row = resource.one(actor, query.as_of or actor.today, uid)
        resource.complete([row], actor, query.as_of or actor.today)
        if not actor.known_at:
            response["ETag"] = etag(row)
        return row

    single.__annotations__["query"] = Query[asked_for]  # type: ignore[misc]
    router.get(
        f"/{resource.name}/{{uuid:uid}}",
        response={200: resource.schema, **PROBLEMS},
        summary=f"Read one of {_words(resource)}",
        operation_id=f"read_{_snake(resource)}",
    )(decorate_view(answers)(single))


class DayListQuery(ListQuery):
    """What lists that differ from day to day take."""

    as_of: date | None = None


def _camel(name: str) -> str:
    return "".join(part.title() for part in name.split("-"))


def _snake(resource: Resource) -> str:
    return resource.name.replace("-", "_")


def _words(resource: Resource) -> str:
    return resource.name.replace("-", " ")
