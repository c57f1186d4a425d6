"""The accounts of the demo company: one for each way of looking at it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, Person
from tenure.foundation.access import Actor
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.demo import SignIn, make_demo_user
from tenure.shell.actor import actor_for


@dataclass(frozen=True)
class Part:
    """Somebody to sign in as: their seat (or an address, where nobody of the staff), role, and what to look at."""

    who: str
    role: str
    title: str
    look: str
    over: tuple[str, ...] = ()


PARTS = (
    Part("COR-PPL-CAM-01", "hr_manager", "HR manager", "Everything about everybody: home, worklists, chart, pay, history."),
    Part("COR-PPL-CAM-02", "hr_generalist", "HR generalist, UK and Germany", "Two of three companies: planned changes, papers that expire.", ("AIN-GB", "AIN-DE")),
    Part("COR-PPL-BOS-01", "hr_generalist", "HR generalist, US", "The American company only: joiners, leavers, import.", ("AIN-US",)),
    Part("COR-FIN-BOS-08", "payroll", "Payroll, US", "Pay and bank accounts of the American company, no personal facts.", ("AIN-US",)),
    Part("AIN-01", "executive", "Executive (CEO)", "Figures about groups; everybody in the chart below."),
    Part("ENG-FW-CAM-01", "", "Manager (firmware engineering)", "Her team: their jobs and the notes for managers; no pay."),
    Part("ENG-FW-CAM-03", "", "Employee (in that team)", "His own record, the directory, the chart, who looked at his file."),
    Part("auditor@alderbrook.example", "auditor", "Auditor", "The trail and the log of reading; changes nothing."),
    Part("administrator@alderbrook.example", "administrator", "System administrator", "Accounts, roles, settings, jobs; no personal data."),
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """An account that was made, and whose it is."""

    part: Part
    sign_in: SignIn
    person: Person | None = None


class Accounts:
    """All accounts, and who acts when the demo's stories are told."""

    def __init__(self, by: Actor) -> None:
        self.made = [_make(part, by) for part in PARTS]
        self._by = by
        self._acting: dict[str, Actor] = {}

    def __iter__(self) -> Iterator[Account]:
        return iter(self.made)

    def acting(self, who: str) -> Actor:
        """Give the actor of somebody with an account, by their seat."""
        if who not in self._acting:
            user = next(one.sign_in.user for one in self.made if one.part.who == who)
            actor = actor_for(user, channel="cli", today=self._by.today)
            if actor is None:
                raise LookupError(who)
            self._acting[who] = actor
        return self._acting[who]


def _make(part: Part, by: Actor) -> Account:
    person = None if "@" in part.who else _holder(part.who, by)
    over = Over("entity", _entities(part.over)) if part.over else Over()
    email = person.work_email if person else part.who
    sign_in = make_demo_user(email, [(part.role, over)] if part.role else [], by=by)
    if person is not None:
        person = actions.link_account(person.uid, user_id=sign_in.user.pk, by=by)
    return Account(part, sign_in, person)


def _holder(seat: str, by: Actor) -> Person:
    jobs = Assignment.objects.as_of(by.today).filter(position__code=seat)
    found: Person = Person.objects.get(pk__in=jobs.values("person"))
    return found


def _entities(codes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(LegalEntity.objects.filter(code__in=codes).order_by("pk").values_list("pk", flat=True))
