"""Figures for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from tenure.foundation.access import Actor, require
from tenure.foundation.http.api.routes import PROBLEMS, known_only
from tenure.foundation.refusal import NotThere

from .. import queries
from . import schemas
from .resources import PEOPLE


def router() -> Router:
    """Build the routes of this domain."""
    return metrics


metrics = Router(tags=["insights"])


@metrics.get("/metrics", response={200: schemas.MetricsPage, **PROBLEMS}, summary="Figures of a period")
def index(request: HttpRequest, query: Query[schemas.QuestionIn]) -> Any:
    known_only(request, schemas.QuestionIn)
    asked = _question(_actor(request), query)
    return {"items": [_told(one, asked) for one in queries.figures(_actor(request), asked)]}


@metrics.get(
    "/metrics/{code}", response={200: schemas.MetricOut, **PROBLEMS}, summary="One figure of a period"
)
def show(request: HttpRequest, code: str, query: Query[schemas.QuestionIn]) -> Any:
    known_only(request, schemas.QuestionIn)
    if code not in queries.DEFINITIONS:
        raise NotThere
    asked = _question(_actor(request), query)
    return _told(queries.figure(_actor(request), code, asked), asked)


@metrics.get(
    "/metric-people",
    response={200: schemas.CountedPeoplePage, **PROBLEMS},
    summary="People behind a line of a figure",
)
def people(request: HttpRequest, query: Query[schemas.PeopleIn]) -> Any:
    known_only(request, schemas.PeopleIn)
    by = _actor(request)
    require(by, "people.view")
    rows = queries.people(by, _question(by, query), query.part)
    found, following = PEOPLE.page(rows, sort="uid", cursor=query.cursor, limit=query.limit)
    return {"items": [{"uid": p.uid, "number": p.number, "name": p.called} for p in found], "next": following}


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _question(by: Actor, given: schemas.QuestionIn) -> queries.Question:
    usual = queries.Question.of_the_year(by)
    return queries.Question(
        given.first or usual.first,
        given.last or usual.last,
        given.population,
        given.entity,
        given.unit,
        given.place,
    )


def _told(figure: queries.Figure, asked: queries.Question) -> dict[str, Any]:
    known = figure.definition
    return {
        "code": known.code,
        "name": str(known.name),
        "value": figure.value,
        "kind": known.kind,
        "before": figure.before,
        "withheld": figure.withheld,
        "formula": str(known.formula),
        "says": str(known.says),
        "source": known.source,
        "version": known.version,
        "first": asked.first,
        "last": asked.last,
        "population": asked.population,
        "lines": [
            {"label": one.label, "value": one.value, "kind": one.kind, "part": one.part}
            for one in figure.lines
        ],
    }
