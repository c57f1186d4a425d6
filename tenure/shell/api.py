"""Rights for programs: who can see a record, and what an account may see."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from tenure.foundation.access import Actor
from tenure.foundation.http.api.routes import PROBLEMS, WRITE_PROBLEMS
from tenure.foundation.identity import actions
from tenure.foundation.identity.access import GRANT
from tenure.foundation.identity.models import RoleVersion, User
from tenure.foundation.refusal import NotThere

from .accounts import visible_users
from .rights.records import readers
from .rights.sight import Seen, holder_of, sight
from .web.dual import ASKED
from .web.role_versions import activate

router = Router(tags=["rights"])


class WayOut(Schema):
    """One way to a record. ``who`` is empty where you may not know the account."""

    who: str
    role: str
    over: str
    permission: str
    since: date | None
    until: date | None
    giver: str
    reason: str


class ReadersOut(Schema):
    """Who can see one part of a record."""

    code: str
    label: str
    permission: str
    sensitivity: str
    lines: list[WayOut]


class ByOut(Schema):
    """What gives a right."""

    role: str
    over: str
    since: date | None
    until: date | None


class SeenOut(Schema):
    """One right, and how many of the people here today it reaches (null: it is not about people)."""

    permission: str
    label: str
    sensitivity: str
    reach: int | None
    ways: list[ByOut]


@router.get(
    "/records/{kind}/{uuid:uid}/readers",
    response={200: list[ReadersOut], **PROBLEMS},
    summary="Say who can see a record, and by which grant",
    operation_id="read_record_readers",
)
def record_readers(request: HttpRequest, kind: str, uid: UUID, part: str = "") -> object:
    """``kind`` is the name of a list of this API; ``part`` narrows a person to one part of the file."""
    return readers(request.actor, kind, uid, part=part)[1]  # type: ignore[attr-defined]


@router.get(
    "/me/rights",
    response={200: list[SeenOut], **PROBLEMS},
    summary="Say what you may see, and by which grant",
    operation_id="read_my_rights",
)
def my_rights(request: HttpRequest) -> object:
    """A token's own scopes narrow this further."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _told(sight(holder_of(User.objects.get(pk=actor.user_id or 0), actor.today)))


@router.get(
    "/accounts/{uuid:uid}/rights",
    response={200: list[SeenOut], **PROBLEMS},
    summary="Say what an account may see, and by which grant",
    operation_id="read_account_rights",
)
def account_rights(request: HttpRequest, uid: UUID) -> object:
    """For those who manage the account or give it roles; it shows nobody's data."""
    account: User | None = visible_users(request.actor).filter(uid=uid).first()  # type: ignore[attr-defined]
    if account is None:
        raise NotThere
    return _told(sight(holder_of(account, request.actor.today)))  # type: ignore[attr-defined]


def _told(seen: list[Seen]) -> list[dict[str, object]]:
    return [
        {
            "permission": one.permission.code,
            "label": str(one.permission.label),
            "sensitivity": one.permission.sensitivity.value,
            "reach": one.reach,
            "ways": one.ways,
        }
        for one in seen
    ]


class LineIO(Schema):
    """One right of a role, over a fixed scope ("own", "everyone", …) or over what each grant names ("granted")."""

    permission: str
    scope: str


class DraftIn(Schema):
    """All that a role is to allow, and why."""

    lines: list[LineIO]
    note: str = ""


class VersionOut(Schema):
    """One version of what a role allows."""

    uid: UUID
    number: int
    state: str
    note: str
    lines: list[LineIO]

    @staticmethod
    def resolve_lines(row: RoleVersion) -> list[dict[str, str]]:
        return [{"permission": one, "scope": scope} for one, scope in row.lines]


@router.get(
    "/roles/{code}/versions",
    response={200: list[VersionOut], **PROBLEMS},
    summary="List the versions of what a role allows, the newest first",
    operation_id="list_role_versions",
)
def role_versions(request: HttpRequest, code: str) -> object:
    """Empty where the role allows what ships."""
    rows = RoleVersion.objects.allowed(request.actor, GRANT)  # type: ignore[attr-defined]
    return list(rows.filter(role__code=code).order_by("-number"))


@router.post(
    "/roles/{code}/draft",
    response={201: VersionOut, **WRITE_PROBLEMS},
    summary="Write down what a role is to allow; nothing changes yet",
    operation_id="draft_role",
)
def draft_role(request: HttpRequest, code: str, data: DraftIn) -> object:
    """A draft that was there is thrown away."""
    lines = [(one.permission, one.scope) for one in data.lines]
    row = actions.draft_role(code, lines, note=data.note, by=request.actor)  # type: ignore[attr-defined]
    return Status(201, row)


@router.post(
    "/role-versions/{uuid:uid}/activation",
    response={200: VersionOut, 202: VersionOut, **WRITE_PROBLEMS},
    summary="Let a draft hold, or ask a second person to",
    operation_id="activate_role",
)
def activate_role(request: HttpRequest, uid: UUID) -> object:
    """202: nothing has changed yet; it waits among the approvals of somebody else."""
    row = RoleVersion.objects.allowed(request.actor, GRANT).filter(uid=uid).first()  # type: ignore[attr-defined]
    if row is None:
        raise NotThere
    asked = activate(request, row)  # type: ignore[arg-type]
    row.refresh_from_db()
    return Status(202 if asked == str(ASKED) else 200, row)
