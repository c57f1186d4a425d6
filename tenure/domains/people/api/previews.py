"""What a change, a correction or a rescission would do and touch, for programs: nothing is changed."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from tenure.domains.people.models import Assignment, EmploymentTerm, Pay
from tenure.foundation.effective.models import Effective
from tenure.foundation.forms.previews import Planned
from tenure.foundation.http.api.routes import WRITE_PROBLEMS

from ..queries.previews import preview
from . import inputs

Act = Literal["change", "correct", "rescind"]


class Touched(Schema):
    """One thing that is touched: its kind, words, and the page to look at."""

    kind: str
    text: str
    url: str


class PreviewOut(Schema):
    """What would differ, from when until when (not included), and what else is touched."""

    on: date
    until: date | None
    changed: list[str]
    touched: list[Touched]


class WorkPreviewIn(inputs.WorkIn):
    """A change of a job that may never be made."""

    act: Act = "change"
    on: date | None = None


class TermsPreviewIn(inputs.TermsIn):
    act: Act = "change"
    on: date | None = None


class PayPreviewIn(inputs.Facts):
    act: Act = "change"
    on: date | None = None
    pay: inputs.AmountIn | None = None
    period: inputs.Text | None = None


ANSWER: Any = {200: PreviewOut, **WRITE_PROBLEMS}
router = Router(tags=["people"])


@router.post("/assignments/{uuid:uid}/preview", response=ANSWER, summary="What a change of a job would touch")
def of_assignment(request: HttpRequest, uid: UUID, data: WorkPreviewIn) -> Any:
    return _answer(request, Assignment, uid, data, data.facts(_by(request), "act", "on"))


@router.post(
    "/employment-terms/{uuid:uid}/preview", response=ANSWER, summary="What a change of terms would touch"
)
def of_terms(request: HttpRequest, uid: UUID, data: TermsPreviewIn) -> Any:
    return _answer(request, EmploymentTerm, uid, data, data.facts(_by(request), "act", "on"))


@router.post("/pay/{uuid:uid}/preview", response=ANSWER, summary="What a change of pay would touch")
def of_pay(request: HttpRequest, uid: UUID, data: PayPreviewIn) -> Any:
    facts = data.facts(_by(request), "act", "on", "pay") | (data.pay.model_dump() if data.pay else {})
    return _answer(request, Pay, uid, data, facts)


def _by(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


def _answer(
    request: HttpRequest, model: type[Effective], uid: UUID, data: Any, facts: dict[str, Any]
) -> dict[str, Any]:
    by, edit = _by(request), "pay.edit" if model is Pay else "people.edit"
    row = model.objects.allowed(by, edit).get(uid=uid)
    on = data.on if data.on and data.act == "change" else row.valid_from
    held = row.siblings().filter(pk__in=model.objects.allowed(by, edit)).filter(valid__contains=on).first()
    found: Planned = preview(by, held or row, on=on, act=data.act, facts=facts)
    changed = sorted(name for name in found.after if found.before[name] != found.after[name])
    touched = [{"kind": one.kind, "text": one.text, "url": one.url} for one in found.touched]
    return {"on": on, "until": found.until, "changed": changed, "touched": touched}
