"""Two records of one person, people who come back, and service across breaks, for programs."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from tenure.domains.people import actions
from tenure.domains.people.models import Person
from tenure.domains.people.queries.service import service_of
from tenure.domains.people.queries.shape import SEE, is_outlier, shape, standing, thresholds
from tenure.foundation.access import require
from tenure.foundation.http.api.routes import PROBLEMS
from tenure.foundation.refusal import NotThere

from . import inputs
from .writes import CHANGED, MADE, _actor, _tell, router


class ChoiceOut(Schema):
    """One fact of which two records say different things."""

    name: str
    mine: str
    theirs: str


class MergePlanOut(Schema):
    """What a merge would do: what differs, how many rows go over, what must be settled first."""

    choices: list[ChoiceOut]
    moves: dict[str, int]
    stays: dict[str, int]
    obstacles: list[str]
    both_hold_a_main_job: bool


class StepOut(Schema):
    """One line of how a service date came about; days are calendar days."""

    what: str
    on: date
    service_date: date
    away: int
    prior: int


class ServiceOut(Schema):
    """From which day somebody counts as being here, and why."""

    original: date
    adjusted: date
    years: int
    months: int
    bridged_months: int
    counts_prior: bool
    steps: list[StepOut]


@router.get(
    "/people/{uuid:uid}/merge-plan",
    response={200: MergePlanOut, **PROBLEMS},
    summary="Look at what a merge of two records would do",
)
def merge_plan(request: HttpRequest, uid: UUID, absorbed: UUID) -> Any:
    plan = actions.MergePlan.of(uid, absorbed, by=_actor(request))
    return {
        "choices": [{"name": c.name, "mine": _said(c.mine), "theirs": _said(c.theirs)} for c in plan.choices],
        "moves": dict(plan.moves),
        "stays": dict(plan.stays),
        "obstacles": plan.obstacles,
        "both_hold_a_main_job": plan.overlaps,
    }


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


@router.post(
    "/people/{uuid:uid}/merges", response=MADE, summary="Put another record of the same person into this"
)
def merge_persons(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.MergeIn) -> Any:
    given = data.model_dump()
    return _tell(
        response, actions.merge_persons(uid, given.pop("absorbed"), by=_actor(request), **given), 201
    )


@router.post("/merges/{uuid:uid}/split", response=CHANGED, summary="Take a wrong merge apart")
def split_persons(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.SplitIn) -> Any:
    return _tell(response, actions.split_persons(uid, by=_actor(request), **data.model_dump()))


@router.post("/people/{uuid:uid}/rehire", response=MADE, summary="Hire somebody who was here before")
def rehire(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.RehireIn) -> Any:
    by = _actor(request)
    if not Person.objects.allowed(by, "people.edit").filter(uid=uid).exists():
        raise NotThere
    sent = data.facts(by, "job", "pay", "pay_period", "employment_number")
    pay = actions.FirstPay(data.pay.amount, data.pay.currency, data.pay_period) if data.pay else None
    job = actions.FirstJob(facts=data.job.facts(by), number=data.employment_number, **sent)
    return _tell(response, actions.hire(uid, job=job, pay=pay, by=by), 201)


@router.get(
    "/people/{uuid:uid}/service",
    response={200: ServiceOut, **PROBLEMS},
    summary="From which day somebody counts as being here, and why",
)
def service(request: HttpRequest, uid: UUID) -> Any:
    found = service_of(_actor(request), uid)
    if found is None:
        raise NotThere
    return {
        "original": found.service.original,
        "adjusted": found.service.adjusted,
        "years": found.years,
        "months": found.months,
        "bridged_months": found.bridging.months,
        "counts_prior": found.bridging.counts_prior,
        "steps": found.service.steps,
    }


class ShapeOut(Schema):
    """Spans and layers of today, over the people whose records the caller may see.

    ``layers`` counts people by layer (the top is 1), ``spans`` managers by their number of reports.
    """

    layers: dict[int, int]
    spans: dict[int, int]
    low: int
    high: int
    managers: int
    mean: float
    median: float
    narrow: int
    wide: int


class OutlierOut(Schema):
    """One manager and the number of people who report right to them."""

    uid: UUID
    name: str
    layer: int
    reports: int


class Thresholds(Schema):
    """From which number of reports on a span stands out; left out, the settings hold."""

    low: Annotated[int | None, Field(ge=1, le=500)] = None
    high: Annotated[int | None, Field(ge=1, le=500)] = None


@router.get("/reporting-shape", response={200: ShapeOut, **PROBLEMS}, summary="Spans of control and layers")
def reporting_shape(request: HttpRequest, query: Query[Thresholds]) -> Any:
    by = _actor(request)
    require(by, SEE)
    found = shape(by, low=query.low, high=query.high)
    given = {
        name: getattr(found, name)
        for name in ("layers", "spans", "low", "high", "managers", "mean", "median")
    }
    return given | {"narrow": found.of("narrow"), "wide": found.of("wide")}


@router.get(
    "/reporting-shape/outliers",
    response={200: list[OutlierOut], **PROBLEMS},
    summary="Managers whose span stands out",
)
def span_outliers(request: HttpRequest, query: Query[Thresholds]) -> Any:
    """Give at most 1,000, the widest first."""
    by = _actor(request)
    require(by, SEE)
    least, most = thresholds(by)
    low, high = query.low or least, query.high or most
    odd = is_outlier("narrow", low, high) | is_outlier("wide", low, high)
    rows = standing(by).filter(odd).order_by("-direct", "sort_key", "pk")[:1000]
    return [{"uid": one.uid, "name": one.called, "layer": one.layer, "reports": one.direct} for one in rows]
