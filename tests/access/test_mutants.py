"""Each policy weakened in turn: the model's own matrix must notice, or nothing guards the guard.

``scope_verdicts.csv`` says for each model and scope which rows one right reaches: something of the
north, of the south, and what still lies ahead in the north, without and with the right to plan.
"""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Model, Q

from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import PositionTerm
from tenure.domains.people import actions as people
from tenure.domains.people.access import FindingPolicy, NotePolicy
from tenure.domains.people.models import Employment, Finding, Merge, Note, SpecialDetails
from tenure.foundation.access import NOTHING, Actor, Held, Policy, everyone, policy
from tenure.foundation.audit.models import Entry
from tenure.foundation.fields.access import ValuePolicy
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Grant, Token, User
from tenure.foundation.identity.tests.factories import hold
from tenure.shell.rights.records import kinds

from .asking import undone
from .world import World, build

VERDICTS = Path(__file__).parent / "scope_verdicts.csv"
NOTES = ("notes.view_employee", "notes.view_hr")
# What opens the facts that a finding is about, and the field and the table that there are values of.
BESIDE = {"people.edit": ("people.view",), "fields.see": ("people.view", "people.view_personal")}
Rows = dict[type[Model], dict[str, int]]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        _plan_more(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World) -> Iterator[World]:
    with undone():
        yield built


def _plan_more(world: World) -> None:
    """Let something of every dated kind lie ahead in the north; whose file the south has is gone."""
    gone = world.people["south-employee"].employments.get()
    last = world.by.today - timedelta(days=9)
    people.end_employment(gone.uid, last_day=last, reason="resignation", with_later=True, by=world.by)
    day, by, person = world.by.today + timedelta(days=60), world.by, world.people["north-employee"]
    people.change_address(person.uid, on=day, lines="Ahead", country="US", by=by)
    people.change_bank_account(
        person.uid, on=day, holder="A", account="AHEAD123", country="US", currency="USD", by=by
    )
    people.add_dotted_line(person.uid, manager=world.people["north-colleague"], on=day, by=by)
    unit = world.kept["north"]["unit"]
    organisation.change_unit(unit.pk, since=day, name="Ahead", by=by)
    seat = PositionTerm.objects.get(uid=world.kept["north"]["positions"]).position_id
    organisation.change_position(seat, since=day, title="Ahead", by=by)


def rows_of(world: World) -> Rows:
    """Give something of each entity for every model that there is something of."""
    found: Rows = {}
    for kind, resource in kinds().items():
        model = resource.model
        if kind not in world.kept["north"]:
            continue
        found[model] = {
            name: model._default_manager.get(uid=world.kept[name][kind]).pk
            for name in ("north", "south")
            if kind in world.kept[name]
        }
        if any(one.name == "valid" for one in model._meta.get_fields()):
            ahead = model._default_manager.filter(valid_from__gt=world.by.today)
            found[model] |= dict([("ahead", one.pk) for one in ahead if _in_north(world, one)][:1])
    joiner = Employment.objects.get(person__uid=world.kept["north"]["joiner"]).person
    found[type(joiner)]["ahead"] = joiner.pk
    found[type(joiner)]["south, still here"] = world.people["south-colleague"].pk
    found[Note] = {name: _shared_note(world, name) for name in ("north", "south")}
    found[Note]["kept from its person"] = Note.objects.get(uid=world.kept["north"]["notes"]).pk
    found[SpecialDetails] = {name: _special(world, name) for name in ("north", "south")}
    found[Merge] |= {"one's own": _merge(world, "north"), "of who left": _merge(world, "south")}
    found[Finding]["of facts unseen"] = Finding.objects.create(
        key="unseen", kind="no-pay", person=world.people["north-employee"], found_on=world.by.today
    ).pk
    found[User] = {"north": world.users["employee"].pk, "south": world.users["southerner"].pk}
    grants = {"north": "payroll", "south": "southerner"}
    found[Grant] = {name: Grant.objects.get(user=world.users[who]).pk for name, who in grants.items()}
    for scope in ("unit", "place"):
        over = Over(scope, (world.kept["north"][scope].pk,))
        found[Grant][f"over a {scope}"] = hold(world.users["colleague"], "recruiter", over).pk
    south = Over("entity", (world.entities["south"].pk,))
    found[Grant]["one's own"] = hold(world.users["employee"], "recruiter", south).pk
    owners = {"north": "employee", "south": "southerner"}
    found[Token] = {
        name: Token.objects.create(user=world.users[who], name=who, prefix=who, secret_hash=who).pk
        for name, who in owners.items()
    }
    found[Entry] = {name: _seen(world, name).pk for name in ("north", "south")}
    found[Entry]["of a day to come"] = _planned(world, "north").pk
    return found


def _in_north(world: World, row: object) -> bool:
    person = getattr(row, "person", None) or getattr(getattr(row, "employment", None), "person", None)
    return person is None or str(person.number).startswith(("north", "SECRET joiner north"))


def _shared_note(world: World, name: str) -> int:
    return Note.objects.get(person=world.people[f"{name}-employee"], visibility="employee").pk


def _merge(world: World, name: str) -> int:
    first, second = world.people[f"{name}-employee"], world.people[f"{name}-payroll"]
    return int(Merge.objects.create(survivor=first, absorbed=second, merged_on=world.by.today).pk)


def _special(world: World, name: str) -> int:
    person, day = world.people[f"{name}-employee"], world.by.today
    made = SpecialDetails.objects.create(person=person, answers_sealed=b"sealed", answered_on=day)
    return int(made.pk)


def _seen(world: World, name: str) -> Entry:
    about = world.people[f"{name}-employee"].pk
    return Entry.objects.create(kind="view", verb="people.pay.viewed", about=[about], channel="test")


def _planned(world: World, name: str) -> Entry:
    about, day = world.people[f"{name}-employee"].pk, world.by.today + timedelta(days=60)
    verb, details = "people.assignment.changed", {"on": day.isoformat()}
    return Entry.objects.create(kind="act", verb=verb, about=[about], channel="test", details=details)


def actors(world: World) -> dict[str, Callable[[str, str], Actor]]:
    """Give for each scope whoever would hold it in the north: as that person, over that target."""
    kept = world.kept["north"]
    who = {"own": "employee", "reports": "manager"}
    targets = {
        "record": (world.people["north-employee"].pk,),
        "entity": (world.entities["north"].pk,),
        "unit": (kept["unit"].pk,),
        "place": (kept["place"].pk,),
    }

    def make(scope: str) -> Callable[[str, str], Actor]:
        name = who.get(scope, "generalist")
        person, user = world.people[f"north-{name}"].pk, world.users[name].pk

        def actor(permission: str, plan: str) -> Actor:
            beside = NOTES if permission in NOTES else BESIDE.get(permission, ())
            codes = [permission, *beside, *filter(None, [plan])]
            held = tuple(Held(code, scope, targets.get(scope, ())) for code in dict.fromkeys(codes))
            return Actor(user, person, world.by.today, held)

        return actor

    return {
        scope: make(scope)
        for scope in ("own", "reports", "colleagues", "entity", "unit", "place", "record", "everyone")
    }


OTHERWISE = {Note: "notes.view_employee", SpecialDetails: "people.view_special"}


def permission_for(model: type[Model]) -> str:
    if model in OTHERWISE:
        return OTHERWISE[model]
    return next((one.permission for one in kinds().values() if one.model is model), "any.thing")


def _plan_of(guarded: Policy, model: type[Model]) -> str:
    area = "organisation.plan" if model._meta.app_label == "organisation" else "people.plan"
    return area if type(guarded) is not Policy and not isinstance(guarded, NotePolicy) else ""


def matrix(world: World, guarded: Policy, model: type[Model], rows: dict[str, int]) -> dict[str, str]:
    """Say for each scope of a policy what it reaches."""
    makers, code, found = actors(world), permission_for(model), {}
    plan = _plan_of(policy.policy_of(model), model)
    asks_another = isinstance(policy.policy_of(model), FindingPolicy | ValuePolicy)
    for scope in sorted(set(makers) if asks_another else set(guarded.scopes) & set(makers)):
        seen = _reached(guarded, makers[scope](code, ""), model, rows)
        planned = _reached(guarded, makers[scope](code, plan), model, rows) if plan else set()
        words = [name for name in rows if name in seen]
        words += ["ahead, planning"] if "ahead" in planned else []
        found[scope] = " + ".join(words) or "nothing"
    return found


def _reached(guarded: Policy, actor: Actor, model: type[Model], rows: dict[str, int]) -> set[str]:
    code = "notes.view" if model is Note else permission_for(model)
    mine = model._base_manager.filter(guarded.rows(actor, code), pk__in=rows.values())
    keys = set(mine.values_list("pk", flat=True))
    return {name for name, key in rows.items() if key in keys}


def mutants(guarded: Policy) -> Iterator[tuple[str, Policy]]:
    """Weaken a policy in every way it can be: a scope wide open, a scope shut, its own rule dropped."""
    for scope, names in guarded.scopes.items():
        if scope != "everyone" and names is not everyone:
            yield f"{scope} reaches everyone", replace(guarded, scopes={**guarded.scopes, scope: everyone})
        yield f"{scope} reaches nobody", replace(guarded, scopes={**guarded.scopes, scope: _shut})
    if type(guarded) is not Policy:
        yield "its own rule dropped", _Plain(guarded.scopes, guarded.never)
    if isinstance(guarded, FindingPolicy):
        yield "its facts are open", _FactsOpen(guarded.scopes, guarded.never)
    if isinstance(guarded, ValuePolicy):
        wide = dict.fromkeys(guarded.base.scopes, everyone)
        yield "its base reaches everyone", replace(guarded, base=replace(guarded.base, scopes=wide))
        yield "nothing opens it", replace(guarded, opening=frozenset())
    if guarded.never is not policy.nobody:
        yield "never dropped", replace(guarded, never=policy.nobody)


class _Plain(Policy):
    """A policy without what its class adds; a note's permission is still that of its level."""

    def rows(self, actor: Actor, permission: str) -> Q:
        return super().rows(actor, NOTES[0] if permission == "notes.view" else permission)


class _FactsOpen(FindingPolicy):
    """Findings whose facts are open to whoever may edit the person."""

    def _seen(self, _actor: Actor) -> Q:
        return policy.EVERYTHING


def _shut(_actor: Actor, _targets: tuple[int, ...]) -> Q:
    return NOTHING


def verdicts() -> dict[tuple[str, str], str]:
    if not VERDICTS.exists():
        return {}
    with VERDICTS.open() as file:
        return {(row["model"], row["scope"]): row["reaches"] for row in csv.DictReader(file)}


def _write(found: dict[tuple[str, str], str]) -> None:
    with VERDICTS.open("w") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("model", "scope", "reaches"))
        writer.writerows((*key, words) for key, words in sorted(found.items()))


@pytest.mark.capability("PLT-02")
def test_each_scope_reaches_what_its_verdict_says(world: World) -> None:
    found = {
        (model._meta.label_lower, scope): words
        for model, rows in rows_of(world).items()
        for scope, words in matrix(world, policy.policy_of(model), model, rows).items()
    }
    if os.environ.get("TENURE_WRITE_VERDICTS"):
        _write(found)
    assert found == verdicts()


# What changes no answer here, and why: these policies ask another model's, and no scope of their own.
EQUAL = {
    ("people.finding", "everyone reaches nobody"): "a finding is reached by the right over its person",
    ("people.personvalue", "everyone reaches nobody"): "each field names the permission over its person",
    ("people.personrow", "everyone reaches nobody"): "each table names the permission over its person",
}


@pytest.mark.capability("PLT-02")
def test_every_weakened_policy_is_noticed(world: World) -> None:
    known, killed, missed = verdicts(), 0, []
    for model, rows in rows_of(world).items():
        label = model._meta.label_lower
        for name, mutant in mutants(policy.policy_of(model)):
            found = matrix(world, mutant, model, rows)
            if any(words != known.get((label, scope)) for scope, words in found.items()):
                killed += 1
            elif (label, name) not in EQUAL:
                missed.append(f"{label}: {name}")
    print(f"weakened policies noticed: {killed} of {killed + len(missed)}")
    assert missed == [], "\n".join(missed)
    assert killed > 200
