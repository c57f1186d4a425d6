"""What each route is tried on: something of the north, or one's own, and something of the south, or another's."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.uploadedfile import SimpleUploadedFile
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tenure.domains.change_sets.web.views import STEPS
from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import PlaceDay, Position
from tenure.domains.organisation.web.acts import ACTS
from tenure.domains.organisation.web.dated import BY_KEY
from tenure.domains.organisation.web.kinds import KINDS
from tenure.domains.people.models.self_service import SHEETS
from tenure.domains.people.web import changes, custom, edits, profile
from tenure.foundation.approvals import StepSpec, actions as approvals
from tenure.foundation.audit.models import Entry
from tenure.foundation.bulk.models import BulkChange
from tenure.foundation.exchange import actions as exchange
from tenure.foundation.exchange.models import StagedImport
from tenure.foundation.identity import actions as identity
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Grant, Role
from tenure.foundation.lists.models import SavedView

from .world import World, actor

Words = dict[str, Any]
ROWS = {"job": "assignments", "terms": "employment-terms", "pay": "pay", "address": "addresses"}
FACTS = {
    "contact": "contacts",
    "emergency": "emergency-contacts",
    "dependant": "dependants",
    "paper": "identity-papers",
    "bank": "bank-accounts",
    "address": "addresses",
    "qualification": "qualifications",
    "note": "notes",
}
RECORDS = {
    "legal-entity": "legal-entities",
    "cost-centre": "cost-centres",
    "place": "places",
    "work-pattern": "work-patterns",
    "job": "jobs",
    "job-family": "job-families",
    "level": "levels",
}
READABLE = ("people", "pay", "identity-papers", "bank-accounts", "notes", "units", "legal-entities")
FOUND = ("person", "unit", "position", "job", "level", "place", "cost_centre", "work_pattern")
CUSTOM = (
    "people.directory",
    "people.view",
    "people.view_personal",
    "pay.view",
    "people.view_identity",
    "fields.see.person.listed",
)
ACCOUNT_VERBS = ("disable", "enable", "sessions", "reset")
assert set(ROWS) == set(changes.VERBS)
assert set(FACTS) == set(edits.KINDS)
assert set(RECORDS) == {one.key for one in KINDS}


@dataclass(frozen=True)
class Try:
    """One way to ask for a route: what tells it apart, and its arguments, here and elsewhere."""

    label: str = ""
    own: Words | None = None
    other: Words | None = None


def tries(world: World, role: str) -> dict[str, list[Try]]:
    """Give what each route with arguments is tried on; a route that is not here takes none."""
    return (
        _of_people(world)
        | _of_approvals(world)
        | _of_organisation(world)
        | _of_change_sets(world)
        | _of_accounts(world)
        | _of_oneself(world, role)
    )


def _of_people(world: World) -> dict[str, list[Try]]:
    tabs = [*profile.TABS, *profile.OPENED_BY, custom.TAB]
    return {
        "who-can-see": [_both(world, kept, kind=kept) for kept in READABLE],
        "person": [_both(world, "people")],
        "person-card": [_both(world, "people")],
        "person-personal": [_both(world, "people")],
        "dotted-line-create": [_both(world, "people")],
        **{
            name: [_both(world, "findings")]
            for name in ("finding", "finding-repair", "finding-dismiss", "finding-return")
        },
        "break-glass-end": [_both(world, "emergency-access")],
        "person-merge": [_both(world, "people")],
        "person-rehire": [_both(world, "people")],
        "person-split": [_both(world, "merges")],
        "job-announce": [_both(world, "assignments")],
        "pay-create": [_both(world, "employments")],
        "employment-end": [_both(world, "employments")],
        "employment-continue": [_both(world, "employments")],
        "assignment-create": [_both(world, "employments")],
        "paper-reveal": [_both(world, "identity-papers")],
        "bank-reveal": [_both(world, "bank-accounts")],
        "person-tab": [_both(world, "people", tab=tab) for tab in tabs],
        "row-change": [_both(world, kept, what=what) for what, kept in ROWS.items()],
        "row-rescind": [_both(world, kept, what=what) for what, kept in ROWS.items()],
        "fact-update": [_both(world, kept, what=what) for what, kept in FACTS.items()],
        "fact-delete": [_both(world, kept, what=what) for what, kept in FACTS.items()],
        "fact-create": [_both(world, "people", what=what) for what in FACTS],
        "custom-rescind": [_both(world, "custom-values")],
        "custom-row-update": [_both(world, "custom-rows")],
        "custom-row-delete": [_both(world, "custom-rows")],
        "custom-update": [_both(world, "people", group=see) for see in CUSTOM],
        "custom-change": [_both(world, "people", code="grade")],
        "custom-row-create": [_both(world, "people", code="cars")],
        "custom-field": [Try("", {"uid": world.kept["north"]["custom-fields"]})],
        "custom-table": [Try("", {"uid": world.kept["north"]["custom-tables"]})],
        "custom-retire": [Try("", {"uid": world.kept["north"]["custom-fields"], "what": "field"})],
        "custom-remove": [Try("", {"uid": world.kept["north"]["custom-fields"], "what": "field"})],
        "people-records": [Try(kind, {"kind": kind}) for kind in FOUND],
        "insight": [Try("", {"code": "M04"})],
        "trail-entry": [Try("", *({"number": _entry(world, name)} for name in world.entities))],
    }


def _of_approvals(world: World) -> dict[str, list[Try]]:
    routes = ("approval", "approval-approve", "approval-decline", "approval-withdraw")
    chain = approvals.set_chain(
        "people.own_bank", [StepSpec(("manager",))], conditions={"fields": ["never"]}, by=world.by
    )
    return {
        **{route: [_both(world, "approvals")] for route in routes},
        "inbox-delegation-end": [_both(world, "delegations")],
        "chain_edit": [Try("", {"code": "people.own_details"})],
        "chain_remove": [Try("", {"uid": chain.uid})],
        "proposal-create": [_both(world, "people", what=what) for what in SHEETS],
    }


def _of_organisation(world: World) -> dict[str, list[Try]]:
    units = {name: {"uid": kept["unit"].uid} for name, kept in world.kept.items()}
    seats = {name: {"uid": Position.objects.get(code=name).uid} for name in world.entities}
    days = {name: {"uid": _free_day(world, name)} for name in world.entities}
    dated = {"unit": units, "position": seats}
    assert set(dated) == set(BY_KEY)
    terms = _under_their_kind(dated)
    records = [_both(world, kept, kind=kind) for kind, kept in RECORDS.items()]
    return {
        "organisation-unit": [Try("", *units.values())],
        "organisation-position": [Try("", *seats.values())],
        "organisation-record": records,
        "organisation-record-edit": records,
        "organisation-record-new": [Try(kind, {"kind": kind}) for kind in RECORDS],
        "organisation-options": [Try(kind, {"kind": kind}) for kind in ("unit", "position")],
        "organisation-place-days": [_both(world, "places")],
        "organisation-place-day-removal": [Try("", *days.values())],
        "organisation-act": [
            Try(key, *({"key": key, **uid} for uid in dated[one.owner].values())) for key, one in ACTS.items()
        ],
        "organisation-history": [*terms, *records],
        "organisation-term-new": [Try(kind, {"kind": kind}) for kind in dated],
        "organisation-term-change": terms,
        "organisation-term-close": terms,
        "organisation-term-rescind": terms,
    }


def _of_change_sets(world: World) -> dict[str, list[Try]]:
    whole = [_both(world, "change-sets")]
    line = [_both(world, "change-lines")]
    names = ("", "-edit", "-people", "-units", "-file", "-members", "-announcement")
    return {
        **{f"change-set{name}": whole for name in names},
        "change-set-step": [_both(world, "change-sets", step=step) for step in STEPS],
        "change-line-removal": line,
        "change-line-renewal": line,
    }


def _under_their_kind(dated: dict[str, dict[str, Words]]) -> list[Try]:
    return [Try(kind, *({"kind": kind, **uid} for uid in both.values())) for kind, both in dated.items()]


def _of_accounts(world: World) -> dict[str, list[Try]]:
    users = [{"uid": world.users[name].uid} for name in ("employee", "southerner")]
    grants = [{"uid": Grant.objects.get(user=world.users[n]).uid} for n in ("payroll", "southerner")]
    return {
        "account_page": [Try("", *users)],
        "account-rights": [Try("", *users)],
        "account_link": [Try("", *users)],
        "account_unlink": [Try("", *users)],
        "grant_create": [Try("", *users)],
        "account_second_factor": [Try("", *users)],
        "account_act": [Try(verb, *({**one, "verb": verb} for one in users)) for verb in ACCOUNT_VERBS],
        "invitation_withdraw": [Try("", *({"uid": _invitation(world, name)} for name in world.entities))],
        "grant_end": [Try("", *grants)],
        "setting-change": [Try("", {"key": "people.span_high"})],
        "grant-review": [Try("", *grants)],
        "access-review-file": [Try("", {"form": "csv"})],
        "role-draft": [Try("", {"code": "compensation"})],
        "role-version": [_both(world, "role-versions")],
        "role-version-act": [_both(world, "role-versions", verb=verb) for verb in ("activation", "removal")],
        "role_page": [Try("", {"code": "payroll"})],
        "invitation_open": [Try("", {"secret": "x" * 40})],
        "account_reset_password_from_key": [Try("", {"uidb36": "1", "key": "set-password"})],
    }


def _of_oneself(world: World, role: str) -> dict[str, list[Try]]:
    mine = role if role in world.users else "employee"
    passkeys = Try("", *({"pk": _passkey(world, name)} for name in (mine, "southerner")))
    imports = [{"uid": _import(world, name)} for name in (mine, "southerner")]
    whole = Try("", *imports)
    changes = Try("", *({"uid": _bulk(world, name)} for name in (mine, "southerner")))
    return {
        "mfa_edit_webauthn": [passkeys],
        "mfa_remove_webauthn": [passkeys],
        "token_revoke": [Try("", *({"uid": _token(world, name)} for name in (mine, "southerner")))],
        "lists-view-create": [Try(key, {"key": key}) for key in ("people", "trail", "units")],
        "lists-columns": [Try(key, {"key": key}) for key in ("people", "trail", "units")],
        "lists-view-delete": [Try("", *({"uid": _view(world, name)} for name in (mine, "southerner")))],
        "bulk-start": [Try(key, {"key": key}) for key in ("job", "seat")],
        "bulk-change": [changes],
        "bulk-progress": [changes],
        "bulk-run": [changes],
        "bulk-undo": [changes],
        "bulk-drop": [changes],
        "import-template": [Try("", {"kind": "people", "form": "csv"})],
        "import": [whole],
        "import-mapping": [whole],
        "import-answers": [whole],
        "import-writing": [whole],
        "import-undo": [whole],
        "import-removal": [whole],
        "import-progress": [whole],
        "import-mapping-file": [whole],
        "import-outcome": [
            Try(what, *({**one, "what": what} for one in imports)) for what in ("findings", "changes")
        ],
    }


def _both(world: World, kept: str, **more: str) -> Try:
    label = next(iter(more.values()), "")
    return Try(label, *({"uid": world.kept[name][kept], **more} for name in world.entities))


def _entry(world: World, name: str) -> int:
    found = Entry.objects.filter(about__contains=[world.people[f"{name}-employee"].pk], kind="act")
    return found.earliest("pk").pk


def _free_day(world: World, name: str) -> object:
    kept = world.kept[name]
    found = PlaceDay.objects.filter(place=kept["place"]).first()
    day = date(2027, 5, 5)
    return (found or organisation.add_place_day(kept["place"].pk, day=day, name="Free", by=world.by)).uid


def _invitation(world: World, name: str) -> object:
    over = Over("entity", (world.entities[name].pk,))
    role = Role.objects.get(code="recruiter")
    made = identity.invite(
        f"new-{name}@example.com", role=role, over=over, by_mail=False, by=actor(world, "administrator")
    )
    return getattr(made, "invitation", made).uid


def _token(world: World, name: str) -> object:
    owner = actor(world, name)
    scope = next(iter(sorted(one.permission for one in owner.held)))
    return identity.create_token(owner, name="one", scopes=[scope], by=owner).token.uid


def _view(world: World, name: str) -> object:
    return SavedView.objects.create(owner=world.users[name], listing="people", name="one", query="").uid


def _passkey(world: World, name: str) -> int:
    data = {"name": "Key", "credential": _credential()}
    return Authenticator.objects.create(user=world.users[name], type="webauthn", data=data).pk


def _import(world: World, name: str) -> object:
    by = actor(world, name)
    if not by.holds("people.import"):
        return StagedImport.objects.create(owner=world.users[name], kind="people", as_of=by.today).uid
    file = SimpleUploadedFile("people.csv", b"number,name\n77,Somebody\n")
    return exchange.bring_files([file], kind="people", as_of=by.today, by=by).uid


def _bulk(world: World, name: str) -> object:
    return BulkChange.objects.create(owner=world.users[name], verb="job", on=actor(world, name).today).uid


@cache
def _credential() -> Words:
    """Register a key as a browser tells of it."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    key = AttestedCredentialData.create(Aaguid.NONE, b"passkey", public)
    told = AuthenticatorData.create(b"0" * 32, AuthenticatorData.FLAG.AT, 0, key)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "http://localhost")
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
    }
    raw = websafe_encode(b"passkey")
    return {"id": raw, "rawId": raw, "type": "public-key", "response": response, "clientExtensionResults": {}}
