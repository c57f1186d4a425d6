"""Fills staff files with what is written one by one: papers, bank accounts, notes."""

from datetime import timedelta
from random import Random

from stdnum import iban

from tenure.domains.people import actions
from tenure.foundation.access import Actor

from . import words
from .accounts import Accounts
from .careers import Career
from .persons import Persons
from .private import chance, nationality

HR, UK, US = "COR-PPL-CAM-01", "COR-PPL-CAM-02", "COR-PPL-BOS-01"
MANAGER, TEAM = "ENG-FW-CAM-01", "ENG-FW-CAM"
PERMITS = (20, 27, 41, 55, 68, 85)
PAPERS, ACCOUNTS = 44, 60
BANKS = {"US": "First Harbor Bank", "GB": "Fenland Bank", "DE": "Isartal Bank"}
# Numbers of a shape that is never given out: area 9xx, prefix QQ, a tax number that begins with 0.
NUMBERS = {
    "US": ("social_security", "9{:02d}-{:02d}-{:04d}"),
    "GB": ("social_security", "QQ{:02d}{:02d}{:02d}C"),
    "DE": ("tax_number", "0{:02d}{:02d}{:04d}12"),
}


def fill(persons: Persons, accounts: Accounts, by: Actor) -> None:
    """Write papers and accounts for some people, permits that run out soon, and notes of every kind."""
    staff = [one for one in persons.now() if one.worker == "employee"]
    hr = accounts.acting(HR)
    _permits(staff, persons, hr)
    for one in _some(staff, PAPERS):
        _paper(one, persons, hr)
    for one in _some(staff, ACCOUNTS):
        _account(one, persons, by)
    _notes(staff, persons, accounts)


def _some(staff: list[Career], count: int) -> list[Career]:
    """Give the people with a sign-in's seat and others, evenly over the company."""
    step = max(len(staff) // count, 1)
    return staff[::step][:count]


def _permits(staff: list[Career], persons: Persons, by: Actor) -> None:
    foreign = [one for one in staff if nationality(one) != one.country]
    for days, one in zip(PERMITS, foreign, strict=False):
        expires = by.today + timedelta(days=days)
        actions.add_paper(
            persons[one].uid,
            number=f"WP{chance(one, 'permit').randint(10**6, 10**7)}",
            kind="work_permit",
            country=one.country,
            issued_on=expires - timedelta(days=730),
            expires_on=expires,
            issuer="Immigration authority",
            by=by,
        )


def _paper(one: Career, persons: Persons, by: Actor) -> None:
    dice = chance(one, "papers")
    kind, form = NUMBERS[one.country]
    number = form.format(dice.randint(1, 99), dice.randint(1, 99), dice.randint(1, 99))
    actions.add_paper(persons[one].uid, number=number, kind=kind, country=one.country, by=by)
    if dice.random() < 0.5:
        issued = by.today - timedelta(days=dice.randint(100, 3000))
        actions.add_paper(
            persons[one].uid,
            number=f"X{dice.randint(10**7, 10**8)}",
            kind="passport",
            country=nationality(one),
            issued_on=issued,
            expires_on=issued + timedelta(days=3652),
            by=by,
        )


def _account(one: Career, persons: Persons, by: Actor) -> None:
    dice = chance(one, "bank")
    actions.change_bank_account(
        persons[one].uid,
        on=one.hired,
        holder=one.called.full,
        account=account_number(one.country, dice),
        country=one.country,
        currency=one.currency,
        bank=BANKS[one.country],
        bank_code="000000000" if one.currency == "USD" else "",
        by=by,
    )


def account_number(country: str, dice: Random) -> str:
    """Invent an account number; an IBAN, where they are used, with the right check digits."""
    digits = "".join(str(dice.randint(0, 9)) for _ in range(10))
    national = {"GB": f"ZZZZ000000{digits[:8]}", "DE": f"00000000{digits}"}.get(country)
    if national is None:
        return digits
    return f"{country}{iban.calc_check_digits(f'{country}00{national}')}{national}"


def _notes(staff: list[Career], persons: Persons, accounts: Accounts) -> None:
    hr, manager = accounts.acting(HR), accounts.acting(MANAGER)
    for n, one in enumerate(_some(staff, 24)):
        by = hr if n % 3 else accounts.acting(US if one.entity == "AIN-US" else UK)
        if by.person_id != persons[one].pk:
            visibility, texts = (("hr", words.HR), ("employee", words.EMPLOYEE))[n % 2]
            text = texts[n // 2 % len(texts)]
            actions.write_note(persons[one].uid, visibility=visibility, text=text, by=by)
    team = [one for one in staff if one.last_seat.code.startswith(TEAM) and not one.last_seat.is_lead]
    for n, one in enumerate(team):
        text = words.MANAGER[n % len(words.MANAGER)]
        actions.write_note(persons[one].uid, visibility="manager", text=text, by=manager)
