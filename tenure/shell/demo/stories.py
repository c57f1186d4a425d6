"""The stories of the demo company: what happened to some people, told by those who work in HR."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from tenure.domains.organisation.models import Job, LegalEntity, Place, Unit
from tenure.domains.people import actions
from tenure.domains.people.models import Address, Pay, Qualification
from tenure.foundation.access import Actor

from . import company, extras, files, mistakes, rates, reorganisation, requests
from .accounts import Accounts
from .careers import Career, first_of_month
from .persons import Persons
from .seats import WORKS

HR, UK, US, PAYROLL, MANAGER = (
    "COR-PPL-CAM-01",
    "COR-PPL-CAM-02",
    "COR-PPL-BOS-01",
    "COR-FIN-BOS-08",
    "ENG-FW-CAM-01",
)
DOTTED = (
    ("ENG-QA-EDI", "ENG-FW-CAM-01"),
    ("COM-SVC-BER", "ENG-SW-BER-01"),
    ("OPS-SUP-CAM", "OPS-MFG-MUC-01"),
)


@dataclass(frozen=True)
class Stage:
    """Who may be told of, and who acts."""

    persons: Persons
    accounts: Accounts
    by: Actor

    @property
    def today(self) -> date:
        return self.by.today

    def acting(self, who: str) -> Actor:
        return self.accounts.acting(who)


def tell(found: Sequence[Career], accounts: Accounts, by: Actor) -> None:
    """Let everything happen that makes each page have something to show."""
    stage = Stage(Persons(found, by.today), accounts, by)
    rates.bring(by)
    for story in (
        _dotted_lines,
        _two_jobs,
        _rehire,
        _on_leave,
        _fixed_term,
        _future_transfer,
        _future_promotion,
        _future_leaver,
        _wrong_pay,
        _wrong_address,
        _wrong_title,
    ):
        story(stage)
    files.fill(stage.persons, accounts, by)
    extras.make(by)
    extras.fill(stage.persons, by)
    requests.tell(accounts)
    reorganisation.prepare(stage.acting(UK))
    _check_qualifications(stage)
    mistakes.make(stage.persons, hr=stage.acting(HR), by=by)


def _dotted_lines(stage: Stage) -> None:
    for team, boss in DOTTED:
        for one in stage.persons.take(4, lambda c, team=team: c.last_seat.code.startswith(team)):  # type: ignore[misc]
            on = max(stage.today - timedelta(days=240), one.hired)
            manager = stage.persons.in_seat(boss)
            actions.add_dotted_line(stage.persons[one].uid, manager=manager, on=on, by=stage.acting(HR))


def _two_jobs(stage: Stage) -> None:
    """Let an accountant in Cambridge run the payroll of the house two days a week."""
    one = stage.persons.take_one(lambda c: c.last_seat.code.startswith("COR-FIN-CAM") and len(c.steps) == 1)
    on, by = first_of_month(stage.today - timedelta(days=200)), stage.acting(HR)
    on = max(on, one.hired + timedelta(days=1))
    actions.change_assignment(
        stage.persons.job(one).uid, on=on, reason="hours", why="Shares her week.", fte=Decimal("0.6"), by=by
    )
    actions.add_assignment(
        stage.persons.employment(one).uid,
        on=on,
        title="Project lead, finance systems",
        unit=Unit.objects.get(code="COR-IT"),
        place=Place.objects.get(code="CAM"),
        fte=Decimal("0.4"),
        manager=stage.persons.in_seat("COR-IT-BOS-01"),
        why="Leads the change to the new ledger.",
        by=by,
    )


def _rehire(stage: Stage) -> None:
    """Bring somebody back who had left more than a year ago."""
    year_ago = stage.today - timedelta(days=380)
    one = stage.persons.left(
        lambda c: bool(c.left and c.left < year_ago) and c.end_reason in ("resignation", "mutual")
    )
    work, seat = WORKS[one.steps[-1].work], one.last_seat
    facts: dict[str, object] = {
        "title": work.title,
        "job": Job.objects.get(code=work.code),
        "unit": Unit.objects.get(code=seat.unit),
        "place": Place.objects.get(code=seat.site),
        "manager": stage.persons.in_seat(seat.reports_to),
    }
    job = actions.FirstJob(
        legal_entity=LegalEntity.objects.get(code=one.entity),
        starts_on=first_of_month(stage.today - timedelta(days=160)),
        service_date=one.hired,
        reason="rehire",
        why="Asked to come back; earlier service counts.",
        facts=facts,
    )
    pay = actions.FirstPay(Decimal(one.pay[-1].amount), one.currency)
    actions.hire(stage.persons[one].uid, job=job, pay=pay, by=stage.acting(HR))


def _on_leave(stage: Stage) -> None:
    for days, one in zip((70, 20), stage.persons.take(2, _young), strict=True):
        actions.change_terms(
            stage.persons.term(one).uid,
            on=stage.today - timedelta(days=days),
            reason="leave",
            why="Parental leave.",
            status="on_leave",
            by=stage.acting(HR),
        )


def _young(one: Career) -> bool:
    return one.born.year > 1986


def _fixed_term(stage: Stage) -> None:
    """Let two contracts run out soon."""
    newest = max(one.hired for one in stage.persons.now())
    for days, one in zip(
        (24, 48), stage.persons.take(2, lambda c: (newest - c.hired).days < 700), strict=True
    ):
        actions.change_terms(
            stage.persons.term(one).uid,
            on=max(one.hired, stage.today - timedelta(days=300)),
            why="Replaces a colleague.",
            contract="fixed_term",
            contract_ends_on=stage.today + timedelta(days=days),
            by=stage.acting(HR),
        )


def _future_transfer(stage: Stage) -> None:
    for entity in ("AIN-GB", "AIN-US", "AIN-DE"):
        seat = stage.persons.vacant(entity)
        if seat is None:
            continue
        one = stage.persons.take_one(lambda c, entity=entity: c.entity == entity)  # type: ignore[misc]
        day = first_of_month(stage.today + timedelta(days=20))
        actions.change_assignment(
            stage.persons.job(one).uid,
            on=day,
            reason="transfer",
            why="Fills the vacancy.",
            position=seat,
            by=stage.acting(HR),
        )
        return


def _future_promotion(stage: Stage) -> None:
    one = stage.persons.take_one(lambda c: c.steps[-1].work in company.PROMOTIONS and c.entity == "AIN-GB")
    job = Job.objects.select_related("level").get(code=company.PROMOTIONS[one.steps[-1].work])
    day, by = first_of_month(stage.today + timedelta(days=32)), stage.acting(UK)
    actions.change_assignment(
        stage.persons.job(one).uid,
        on=day,
        reason="promotion",
        why="Decided in the autumn round.",
        job=job,
        title=job.title,
        level=job.level,
        by=by,
    )
    _raise(stage, one, day, Decimal("1.11"), by)


def _raise(stage: Stage, one: Career, day: date, share: Decimal, by: Actor) -> Pay:
    amount = (Decimal(one.pay[-1].amount) * share).quantize(Decimal(100))
    return actions.change_pay(
        stage.persons.employment(one).uid,
        on=day,
        amount=amount,
        currency=one.currency,
        reason="promotion",
        why="With the promotion.",
        by=by,
    )


def _future_leaver(stage: Stage) -> None:
    for entity, who, days in (("AIN-US", US, 4), ("AIN-DE", UK, 61)):
        one = stage.persons.take_one(lambda c, entity=entity: c.entity == entity)  # type: ignore[misc]
        actions.end_employment(
            stage.persons.employment(one).uid,
            last_day=stage.today + timedelta(days=days),
            reason="resignation",
            why="Moves to another town.",
            by=stage.acting(who),
        )


def _wrong_pay(stage: Stage) -> None:
    """Enter a raise with two digits turned round and put it right; take another one back."""
    month = first_of_month(stage.today - timedelta(days=90))
    one = stage.persons.take_one(lambda c: c.entity == "AIN-US" and c.pay[-1].day < month)
    wrong = _raise(stage, one, month, Decimal("1.40"), stage.acting(US))
    right = (Decimal(one.pay[-1].amount) * Decimal("1.04")).quantize(Decimal(100))
    actions.correct_pay(wrong.uid, amount=right, why="Digits turned round.", by=stage.acting(HR))
    other = stage.persons.take_one(lambda c: c.entity == "AIN-DE" and c.pay[-1].day < month)
    never = _raise(stage, other, month, Decimal("1.06"), stage.acting(UK))
    actions.rescind_pay(never.uid, why="Meant for somebody else.", by=stage.acting(HR))


def _wrong_address(stage: Stage) -> None:
    one = stage.persons.take_one(lambda c: c.entity == "AIN-GB" and (stage.today - c.hired).days > 300)
    held: Address = Address.objects.as_of(stage.today).get(person=stage.persons[one])
    by = stage.acting(UK)
    actions.correct_address(held.uid, postcode="CB4 1ZZ", why="Mistyped.", by=by)
    day = stage.today - timedelta(days=30)
    facts = {"lines": "9 Long Reach", "locality": "Ely", "postcode": "CB7 1ZZ", "country": held.country}
    wrong = actions.change_address(stage.persons[one].uid, on=day, by=by, **facts)
    actions.rescind_address(wrong.uid, why="The move fell through.", by=by)


def _wrong_title(stage: Stage) -> None:
    one = stage.persons.take_one(lambda c: c.last_seat.code.startswith("COM-SVC-EDI"))
    job, by = stage.persons.job(one), stage.acting(UK)
    day = max(first_of_month(stage.today + relativedelta(months=-5)), job.valid_from + timedelta(days=1))
    wrong = actions.change_assignment(job.uid, on=day, reason="title", title="Field Engineer", by=by)
    actions.correct_assignment(wrong.uid, title="Senior Field Engineer", why="As in the letter.", by=by)


def _check_qualifications(stage: Stage) -> None:
    """Confirm some educations; find one not to be so."""
    rows = Qualification.objects.filter(kind="education").order_by("pk")
    for n, row in enumerate(rows[:24]):
        actions.check_qualification(row.uid, confirmed=n != 11, by=stage.acting(HR))
