"""Lists that hang on a person and are added to, changed and taken from alike."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from tenure.domains.people import actions, models
from tenure.foundation.http.api import matched
from tenure.foundation.refusal import Clash

from . import inputs
from .writes import CHANGED, GONE, MADE, _actor, _tell

PERSONAL = "people.view_personal"


class Kept(NamedTuple):
    """One kind of record of a staff file and its verbs."""

    name: str
    model: Any
    permission: str
    facts: type[inputs.Facts]
    add: Callable[..., Any]
    update: Callable[..., Any]
    remove: Callable[..., Any]


KEPT = (
    Kept(
        "contacts",
        models.Contact,
        PERSONAL,
        inputs.ContactIn,
        actions.add_contact,
        actions.update_contact,
        actions.remove_contact,
    ),
    Kept(
        "emergency-contacts",
        models.EmergencyContact,
        PERSONAL,
        inputs.EmergencyContactIn,
        actions.add_emergency_contact,
        actions.update_emergency_contact,
        actions.remove_emergency_contact,
    ),
    Kept(
        "dependants",
        models.Dependant,
        PERSONAL,
        inputs.DependantIn,
        actions.add_dependant,
        actions.update_dependant,
        actions.remove_dependant,
    ),
    Kept(
        "identity-papers",
        models.IdentityPaper,
        "people.view_identity",
        inputs.IdentityPaperIn,
        actions.add_paper,
        actions.update_paper,
        actions.remove_paper,
    ),
    Kept(
        "qualifications",
        models.Qualification,
        "people.view",
        inputs.QualificationIn,
        actions.add_qualification,
        actions.update_qualification,
        actions.remove_qualification,
    ),
)


def mount_kept(router: Router, kept: Kept) -> None:
    """Add ``POST /people/{uid}/<name>``, ``PATCH`` and ``DELETE /<name>/{uid}``."""
    words, snake, facts = kept.name.replace("-", " "), kept.name.replace("-", "_"), kept.facts

    def add(request: HttpRequest, response: HttpResponse, uid: UUID, data: Any) -> Any:
        by = _actor(request)
        return _tell(response, kept.add(uid, by=by, **data.facts(by)), 201)

    def update(request: HttpRequest, response: HttpResponse, uid: UUID, data: Any) -> Any:
        by = _actor(request)
        with matched(request) as version:
            return _tell(response, kept.update(uid, version=version, by=by, **data.facts(by)))

    def remove(request: HttpRequest, uid: UUID) -> Any:
        by = _actor(request)
        with transaction.atomic(), matched(request) as version:
            row = kept.model.objects.allowed(by, kept.permission).select_for_update().get(uid=uid)
            if version not in (None, row.version):
                raise Clash
            kept.remove(uid, by=by)
        return Status(204, None)

    for verb in (add, update):
        verb.__annotations__["data"] = facts
    router.post(
        f"/people/{{uuid:uid}}/{kept.name}",
        response=MADE,
        summary=f"Add to {words}",
        operation_id=f"add_{snake}",
    )(add)
    router.patch(
        f"/{kept.name}/{{uuid:uid}}",
        response=CHANGED,
        summary=f"Change one of {words}",
        operation_id=f"update_{snake}",
    )(update)
    router.delete(
        f"/{kept.name}/{{uuid:uid}}",
        response=GONE,
        summary=f"Take out one of {words}",
        operation_id=f"remove_{snake}",
    )(remove)
