"""A small world with two legal entities, and one account for every kind of role."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client

from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import LegalEntity, PositionTerm, UnitTerm
from tenure.domains.people import actions as people
from tenure.domains.people.models import Employment, Person
from tenure.foundation.access import Actor
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import User
from tenure.foundation.identity.permissions import all_permissions
from tenure.foundation.identity.tests import factories as accounts
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
    for name in ENTITIES:
        _staff(world, name)
    for name, roles in (STAFF | OUTSIDE).items():
        _account(world, name, roles)
    _southerner(world)
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
        "places": place.uid,
        "units": UnitTerm.objects.get(unit=unit).uid,
        "unit": unit,
        "place": place,
        "positions": PositionTerm.objects.get(position=seat).uid,
    }


def _staff(world: World, name: str) -> None:
    manager = _hire(world, f"{name}-manager", name, None)
    for who in ("employee", "colleague", "generalist", "payroll", "hr_manager", "leaver"):
        _hire(world, f"{name}-{who}", name, manager if who in ("employee", "leaver") else None)
    _fill_file(world, name)
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


def actor(world: World, name: str) -> Actor:
    """Give who acts when this account signs in."""
    found = actor_for(world.users[name], channel="web")
    assert found is not None
    return found
