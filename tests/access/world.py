"""A small world with two legal entities, and one account for every kind of role."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.test import Client

from tenure.domains.change_sets import actions as change_sets
from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import LegalEntity, PositionTerm, UnitTerm
from tenure.domains.people import actions as people
from tenure.domains.people.models import BreakGlass, Employment, Finding, Person
from tenure.foundation.access import Actor
from tenure.foundation.approvals import actions as approvals
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.run import shared
from tenure.foundation.bulk.models import BulkChange
from tenure.foundation.fields import actions as fields
from tenure.foundation.fields.keeping import When
from tenure.foundation.fields.lists import Roles
from tenure.foundation.fields.models import CustomField, CustomTable
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Role, RoleVersion, User
from tenure.foundation.identity.permissions import all_permissions
from tenure.foundation.identity.tests import factories as accounts
from tenure.foundation.records.models import new_uid
from tenure.foundation.runs.actions import keep
from tenure.shell.actor import actor_for, system_actor

SINCE = date(2023, 1, 2)
ENTITIES = {"north": ("US", "USD"), "south": ("GB", "GBP")}
# Accounts of people who work in the north, and of those who are nobody's colleague.
STAFF = {
    "employee": (),
    "colleague": (),
    "manager": (),
    "generalist": ("hr_generalist",),
    "payroll": ("payroll",),
    "hr_manager": ("hr_manager",),
}
OUTSIDE = {"auditor": ("auditor",), "administrator": ("administrator",), "executive": ("executive",)}
EVERYWHERE = {"hr_manager", *OUTSIDE}
# Values that nobody may meet who may not see their kind, in the file of each entity's employee.
BORN = {"north": date(1987, 3, 11), "south": date(1986, 3, 11)}
PAID = {"north": Decimal("73519.00"), "south": Decimal("84613.00")}
AHEAD = {"north": timedelta(days=93), "south": timedelta(days=95)}


@dataclass
class World:
    """Who and what there is, by name."""

    by: Actor
    entities: dict[str, LegalEntity] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    kept: dict[str, dict[str, object]] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Give a browser in which this role has signed in."""
        if role not in self.clients:
            self.clients[role] = Client()
            self.clients[role].force_login(self.users[role])
        return self.clients[role]


def build() -> World:
    """Build the world; every verb it uses is the product's own."""
    world = World(system_actor("test", *[p.code for p in all_permissions()], channel="test"))
    for name, (country, currency) in ENTITIES.items():
        _entity(world, name, country, currency)
    _make_fields(world)
    for name in ENTITIES:
        _staff(world, name)
        _fill_fields(world, name)
    _findings(world)
    for name, roles in (STAFF | OUTSIDE).items():
        _account(world, name, roles)
    _southerner(world)
    for name, who in (("north", "employee"), ("south", "southerner")):
        _approval(world, name, who)
        _glass(world, name)
        _draft(world, name, {"north": "payroll", "south": "recruiter"}[name])
    for name in ENTITIES:
        _change_set(world, name)
        _confidential_set(world, name)
    return world


def _entity(world: World, name: str, country: str, currency: str) -> None:
    world.entities[name] = organisation.create_legal_entity(
        by=world.by, code=name, name=name.title(), country=country, currency=currency
    )
    place = organisation.create_place(
        by=world.by, code=name, name=f"{name} place", country=country, time_zone="UTC"
    )
    unit = organisation.create_unit(
        code=name, since=SINCE, by=world.by, name=f"{name} unit", legal_entity=world.entities[name]
    )
    seat = organisation.create_position(
        code=name, since=SINCE, by=world.by, title=f"{name} seat", unit=unit, place=place
    )
    organisation.set_position_pay(
        seat.pk, since=SINCE, minimum=Decimal(1), maximum=Decimal(2), currency=currency, by=world.by
    )
    level = organisation.create_level(by=world.by, code=name, name=name, rank=1)
    family = organisation.create_job_family(by=world.by, code=name, name=name)
    world.kept[name] = {
        "cost-centres": organisation.create_cost_centre(by=world.by, code=name, name=name).uid,
        "work-patterns": organisation.create_work_pattern(
            by=world.by, code=name, name=name, minutes=[480] * 5 + [0, 0]
        ).uid,
        "levels": level.uid,
        "job-families": family.uid,
        "jobs": organisation.create_job(by=world.by, code=name, title=name, family=family, level=level).uid,
        "legal-entities": world.entities[name].uid,
        "runs": _run(world, name),
        "bulk-changes": BulkChange.objects.create(verb="job", on=SINCE).uid,
        "places": place.uid,
        "units": UnitTerm.objects.get(unit=unit).uid,
        "unit": unit,
        "place": place,
        "positions": PositionTerm.objects.get(position=seat).uid,
    }


def _run(world: World, name: str) -> object:
    """Keep a run that nobody who signs in has done."""
    with shared(new_uid()):
        return keep(kind="import", label=f"SECRET run {name}", permission="people.import", by=world.by).uid


def _staff(world: World, name: str) -> None:
    manager = _hire(world, f"{name}-manager", name, None)
    for who in ("employee", "colleague", "generalist", "payroll", "hr_manager", "leaver"):
        _hire(world, f"{name}-{who}", name, manager if who in ("employee", "leaver") else None)
    _fill_file(world, name)
    _twins(world, name)
    _plan(world, name)


def _hire(
    world: World, number: str, entity: str, manager: Person | None, since: date = SINCE, title: str = ""
) -> Person:
    kept = world.kept[entity]
    job = people.FirstJob(
        world.entities[entity],
        since,
        facts={
            "title": title or f"{number} job",
            "unit": kept["unit"],
            "place": kept["place"],
            "manager": manager,
        },
    )
    amount = PAID[entity] if number.endswith("-employee") else Decimal(50_000)
    contract: Employment = people.hire(
        people.NewPerson(
            name=f"{number} name", number=number, work_email=f"{number.replace(' ', '')}@example.com"
        ),
        job=job,
        pay=people.FirstPay(amount, ENTITIES[entity][1]),
        by=world.by,
    )
    world.people[number] = contract.person
    return contract.person


def _plan(world: World, name: str) -> None:
    """Plan what is not announced: a transfer, somebody who leaves, somebody who comes."""
    day, by = world.by.today + AHEAD[name], world.by
    leaver = world.people[f"{name}-leaver"]
    world.kept[name]["leaver"] = leaver.uid
    people.end_employment(leaver.employments.get().uid, last_day=day, reason="resignation", by=by)
    job = world.people[f"{name}-employee"].assignments.get()
    people.change_assignment(job.uid, on=day, title=f"SECRET future {name}", reason="transfer", by=by)
    joiner = _hire(world, f"SECRET joiner {name}", name, None, since=day, title=f"SECRET seat {name}")
    world.kept[name]["joiner"] = joiner.uid


def _fill_file(world: World, name: str) -> None:
    """Give the employee of an entity one record of every kind."""
    person, by = world.people[f"{name}-employee"], world.by
    contract = person.employments.get()
    country, currency = ENTITIES[name]
    for visibility in ("manager", "employee"):
        people.write_note(person.uid, visibility=visibility, text=f"SECRET {visibility} note {name}", by=by)
    world.kept[name] |= {
        "people": person.uid,
        "employments": contract.uid,
        "assignments": person.assignments.get().uid,
        "employment-terms": contract.terms.get().uid,
        "pay": contract.pay.get().uid,
        "personal-details": people.set_personal_details(
            person.uid, legal_name=f"SECRET legal {name}", birth_date=BORN[name], by=by
        ).uid,
        "contacts": people.add_contact(person.uid, kind="phone", value=f"SECRET contact {name}", by=by).uid,
        "emergency-contacts": people.add_emergency_contact(
            person.uid, name=f"SECRET friend {name}", phone="12345", by=by
        ).uid,
        "dependants": people.add_dependant(
            person.uid, name=f"SECRET child {name}", relationship="child", by=by
        ).uid,
        "qualifications": people.add_qualification(
            person.uid, kind="certificate", title=f"SECRET skill {name}", by=by
        ).uid,
        "dotted-lines": people.add_dotted_line(
            person.uid, manager=world.people[f"{name}-payroll"], on=SINCE, by=by
        ).uid,
        "notes": people.write_note(person.uid, visibility="hr", text=f"SECRET hr note {name}", by=by).uid,
        "identity-papers": people.add_paper(
            person.uid, kind="passport", country=country, number=f"SECRETPASS{name}", by=by
        ).uid,
        "bank-accounts": people.change_bank_account(
            person.uid,
            on=SINCE,
            holder=f"SECRET holder {name}",
            account=f"SECRETBANK{name}",
            country=country,
            currency=currency,
            by=by,
        ).uid,
        "addresses": people.change_address(
            person.uid, on=SINCE, lines=f"SECRET street {name}", country=country, by=by
        ).uid,
    }


def _twins(world: World, name: str) -> None:
    """Put a second record of a colleague into the first."""
    twin = _hire(world, f"{name}-twin", name, None)
    first = world.people[f"{name}-colleague"]
    merge = people.merge_persons(first.uid, twin.uid, main_job="survivor", by=world.by)
    world.kept[name]["merges"] = merge.uid


def _findings(world: World) -> None:
    """Let the checks find what is missing in the file of the employee of each entity."""
    people.check_records(by=world.by)
    for name in world.entities:
        found = Finding.objects.filter(person=world.people[f"{name}-employee"], kind="no-pattern")
        world.kept[name]["findings"] = found.get().uid


def _make_fields(world: World) -> None:
    """Let HR make a field of every class, one with an own list, one with dates, and a table."""
    by = world.by
    for level in ("public", "internal", "personal", "pay", "identity"):
        fields.make_field("person", label=f"{level} field", kind="text", level=level, by=by)
    listed = Roles(see=("payroll",), edit=("payroll",))
    fields.make_field(
        "person", label="Listed", kind="text", level="special", own_list=True, roles=listed, by=by
    )
    fields.make_field("person", label="Grade", kind="text", level="internal", dated=True, by=by)
    table = fields.make_table("person", label="Cars", level="personal", dated=True, by=by)
    fields.make_field("person", table=table.uid, label="Plate", kind="text", by=by)


def _fill_fields(world: World, name: str) -> None:
    """Say something in each of them of the employee of an entity."""
    person, by, kept = world.people[f"{name}-employee"], world.by, world.kept[name]
    listed = ("fields.see.person.listed", "fields.edit.person.listed")
    codes = tuple(p.code for p in all_permissions())
    nurse = system_actor("test", *codes, *listed, channel="test")
    values = {
        f"{one}_field": f"SECRET {one} field {name}" for one in ("public", "internal", "personal", "pay")
    }
    values |= {"identity_field": f"SECRET identity field {name}", "listed": f"SECRET listed field {name}"}
    people.set_custom(person.uid, values=values, by=nurse)
    day, soon = world.by.today + AHEAD[name], f"SECRET future {name}"
    now = people.change_custom(
        person.uid, code="grade", value=f"SECRET grade {name}", when=When(SINCE), by=by
    )
    people.change_custom(person.uid, code="grade", value=soon, when=When(day), by=by)
    row = people.add_custom_row(
        person.uid, table="cars", cells={"plate": f"SECRET plate {name}"}, span=(SINCE, None), by=by
    )
    made = CustomField.objects.get(code="personal_field")
    kept |= {"custom-values": now.uid, "custom-rows": row.uid, "custom-fields": made.uid}
    kept["custom-tables"] = CustomTable.objects.get().uid


def _change_set(world: World, name: str) -> None:
    """Prepare a set of each entity; the generalist is let in to that of the north."""
    day, by = world.by.today + timedelta(days=60), world.by
    held = change_sets.create_change_set(name=f"SECRET set {name}", on=day, by=by)
    person = world.people[f"{name}-colleague"]
    (line,) = change_sets.add_people(held.uid, people=[person], title=f"SECRET step {name}", by=by)
    if name == "north":
        mate = Person.objects.get(number="north-generalist")
        change_sets.let_in(held.uid, person=mate, part="prepares", by=by)
    world.kept[name] |= {"change-sets": held.uid, "change-lines": line.uid}


def _confidential_set(world: World, name: str) -> None:
    """Prepare what only two sworn accounts know: in the north it waits, in the south it is approved."""
    day, sworn = world.by.today + timedelta(days=80), f"{name}-sworn"
    person = _sworn(world, name, sworn)
    _sworn(world, name, f"{name}-planner")
    by = actor(world, f"{name}-planner")
    held = change_sets.create_change_set(name=f"SECRET hush {name}", on=day, is_confidential=True, by=by)
    change_sets.let_in(held.uid, person=person, part="approves", by=by)
    facts = {"title": f"SECRET hush {name}"}
    (line,) = change_sets.add_people(held.uid, people=[world.people[f"{name}-colleague"]], by=by, **facts)
    change_sets.add_unit(
        held.uid, verb="unit_new", code=f"hush-{name}", name=f"SECRET hush unit {name}", by=by
    )
    change_sets.submit_change_set(held.uid, by=by)
    if name == "south":
        change_sets.approve_change_set(held.uid, by=actor(world, sworn))
    waits = Approval.objects.get(subject_uid=held.uid)
    world.kept[name] |= {"hushed": held.uid, "hushed-line": line.uid, "hushed-approval": waits.uid}


def _sworn(world: World, entity: str, name: str) -> Person:
    person = _hire(world, name, entity, None)
    user = accounts.user(f"{name}@example.com", "hr_manager", over=Over())
    Person.objects.filter(pk=person.pk).update(user=user)
    world.users[name], person.user = user, user
    return person


def _account(world: World, name: str, roles: tuple[str, ...]) -> None:
    over = Over() if name in EVERYWHERE else Over("entity", (world.entities["north"].pk,))
    user = accounts.user(f"{name}@example.com", *roles, over=over)
    if roles:
        accounts.enrol(user)
    if name in STAFF:
        Person.objects.filter(number=f"north-{name}").update(user=user)
    world.users[name] = user


def _southerner(world: World) -> None:
    """Give the employee of the south an account, and a role there."""
    user = accounts.user("southerner@example.com")
    accounts.hold(user, "recruiter", Over("entity", (world.entities["south"].pk,)))
    Person.objects.filter(number="south-employee").update(user=user)
    world.users["southerner"] = user


def _approval(world: World, name: str, who: str) -> None:
    """Let an employee ask for a change, and name somebody who signs for them."""
    person, by = world.people[f"{name}-employee"], actor(world, who)
    done = people.propose_change(
        person.uid, "personal", {"legal_name": f"SECRET legal {name} new"}, why="Wedding", by=by
    )
    assert done.proposal is not None
    delegate = world.users["colleague"].uid
    world.kept[name] |= {
        "approvals": Approval.objects.get(subject_uid=done.proposal.uid).uid,
        "delegations": approvals.delegate(delegate, start=by.today, by=by).uid,
    }


def _draft(world: World, name: str, code: str) -> None:
    """Let what a role allows wait in a draft."""
    role = Role.objects.get(code=code)
    lines = [list(one) for one in role.permissions.values_list("permission", "scope")]
    row = RoleVersion.objects.create(role=role, number=2, lines=lines[1:], based_on=sorted(lines))
    world.kept[name]["role-versions"] = row.uid


def _glass(world: World, name: str) -> None:
    """Let the HR manager have opened a file once, long ago."""
    row = BreakGlass(
        person=world.people[f"{name}-employee"], user=world.users["hr_manager"], reason="SECRET why"
    )
    row.permissions, row.begins_at = ["people.view"], datetime(2024, 1, 2, 9, tzinfo=UTC)
    row.ends_at = row.begins_at + timedelta(hours=1)
    row.save()
    world.kept[name]["emergency-access"] = row.uid


def actor(world: World, name: str) -> Actor:
    """Give who acts when this account signs in."""
    found = actor_for(world.users[name], channel="web")
    assert found is not None
    return found
