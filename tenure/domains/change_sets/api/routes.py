"""Change sets for programs: the list, a set as differences, and the verbs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from tenure.domains.change_sets import actions, queries
from tenure.domains.change_sets.access import PREPARE, VIEW
from tenure.domains.change_sets.models import ChangeSet
from tenure.domains.organisation.models import LegalEntity, Place, Position, Unit
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor, require
from tenure.foundation.http.api import Resource, etag, mount
from tenure.foundation.http.api.routes import PROBLEMS, WRITE_PROBLEMS
from tenure.foundation.refusal import Refused

from ..rules import NEW
from . import schemas

REFERENCES: dict[str, tuple[Any, str]] = {
    "unit": (Unit, "organisation.view"),
    "parent": (Unit, "organisation.view"),
    "place": (Place, "organisation.view"),
    "position": (Position, "organisation.view"),
    "legal_entity": (LegalEntity, "organisation.view"),
    "manager": (Person, "people.directory"),
}
SETS = Resource(
    "change-sets",
    ChangeSet,
    schemas.ChangeSetOut,
    VIEW,
    filters={"state": (str, "state")},
    sort={"on": "on", "name": "name"},
)
ANSWER: Any = {200: schemas.ChangeSetOut, **WRITE_PROBLEMS}
MADE: Any = {201: schemas.SetMade, **WRITE_PROBLEMS}
verbs = Router(tags=["change sets"])


class UnknownReference(Refused):
    message = _("Some records named in the request do not exist, or are not yours to name.")


def router() -> Router:
    """Build the routes of this domain."""
    mount(verbs, SETS)
    return verbs


def _by(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _facts(by: Actor, data: Any, *leave_out: str) -> dict[str, Any]:
    """Give what was sent, with records in place of their identifiers."""
    sent = data.model_dump(exclude_unset=True, exclude=set(leave_out))
    return {name: _record(by, name, value) for name, value in sent.items()}


def _record(by: Actor, name: str, value: Any) -> Any:
    if name not in REFERENCES or value is None or str(value).startswith(NEW):
        return value
    model, permission = REFERENCES[name]
    try:
        return model.objects.allowed(by, permission).get(uid=UUID(str(value)))
    except (model.DoesNotExist, ValueError):
        raise UnknownReference(errors={name: str(_("Unknown."))}) from None


@verbs.post("/change-sets", response=MADE, summary="Begin a change set")
def create(request: HttpRequest, response: HttpResponse, data: schemas.ChangeSetIn) -> Any:
    made = actions.create_change_set(by=_by(request), **data.model_dump())
    response["ETag"] = etag(made)
    return Status(201, {"uid": made.uid})


@verbs.get(
    "/change-sets/{uuid:uid}/differences",
    response={200: schemas.ReviewOut, **PROBLEMS},
    summary="Read a change set as differences",
)
def differences(request: HttpRequest, uid: UUID) -> Any:
    found = queries.review(_by(request), uid)
    return {
        "lines": [
            {
                "uid": one.line.uid,
                "verb": one.line.verb,
                "of": one.name,
                "changes": [vars(change) for change in one.changes],
                "problem": one.line.problem,
                "is_stale": one.is_stale,
            }
            for one in found.lines
        ],
        "beyond": found.beyond,
        "units": [{"unit": name, "before": was, "after": now} for name, was, now in found.units],
        "managers": [
            {"person": one.person.uid, "before": one.before, "after": one.after} for one in found.moved
        ],
        "others_moved": found.others_moved,
        "without_manager": found.alone,
        "vacant_heads": found.vacant,
    }


@verbs.post(
    "/change-sets/{uuid:uid}/people",
    response={201: schemas.MadeMany, **WRITE_PROBLEMS},
    summary="Add people to a change set",
)
def add_people(request: HttpRequest, uid: UUID, data: schemas.SetPeopleIn) -> Any:
    by = _by(request)
    require(by, PREPARE)
    people = list(Person.objects.allowed(by, "people.edit").filter(uid__in=data.people))
    if len(people) != len(set(data.people)):
        raise UnknownReference(errors={"people": str(_("Unknown."))})
    made = actions.add_people(uid, people=people, by=by, **_facts(by, data, "people"))
    return Status(201, {"uids": [one.uid for one in made]})


@verbs.post("/change-sets/{uuid:uid}/units", response=MADE, summary="Add a unit to a change set")
def add_unit(request: HttpRequest, uid: UUID, data: schemas.UnitIn) -> Any:
    by = _by(request)
    require(by, PREPARE)
    given = _facts(by, data)
    made = actions.add_unit(uid, verb=given.pop("verb"), unit=given.pop("unit", None), by=by, **given)
    return Status(201, {"uid": made.uid})


@verbs.post("/change-sets/{uuid:uid}/check", response=ANSWER, summary="Try a change set, changing nothing")
def check(request: HttpRequest, uid: UUID) -> Any:
    return actions.check_change_set(uid, by=_by(request))


@verbs.post("/change-sets/{uuid:uid}/submission", response=ANSWER, summary="Ask for approval of a set")
def submit(request: HttpRequest, uid: UUID) -> Any:
    return actions.submit_change_set(uid, by=_by(request))


@verbs.post("/change-sets/{uuid:uid}/return", response=ANSWER, summary="Prepare an approved set further")
def give_back(request: HttpRequest, uid: UUID, data: schemas.ReasonIn) -> Any:
    return actions.return_change_set(uid, why=data.why, by=_by(request))


@verbs.post(
    "/change-sets/{uuid:uid}/undoing", response=ANSWER, summary="Undo a written set whose day lies ahead"
)
def undo(request: HttpRequest, uid: UUID, data: schemas.ReasonIn) -> Any:
    return actions.undo_change_set(uid, why=data.why, by=_by(request))


@verbs.post("/change-sets/{uuid:uid}/dropping", response=ANSWER, summary="Drop a set")
def drop(request: HttpRequest, uid: UUID, data: schemas.ReasonIn) -> Any:
    return actions.drop_change_set(uid, why=data.why, by=_by(request))


@verbs.post(
    "/change-sets/{uuid:uid}/announcement",
    response=ANSWER,
    summary="Say when a confidential set is no secret",
)
def announce(request: HttpRequest, uid: UUID, data: schemas.AnnounceIn) -> Any:
    return actions.announce_change_set(uid, on=data.on, by=_by(request))


@verbs.delete(
    "/change-lines/{uuid:uid}", response={204: None, **WRITE_PROBLEMS}, summary="Take a line out of its set"
)
def remove_line(request: HttpRequest, uid: UUID) -> Any:
    actions.remove_line(uid, by=_by(request))
    return Status(204, None)
