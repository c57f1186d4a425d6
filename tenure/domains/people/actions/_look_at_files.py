"""Checks of staff files: birth dates, papers, pay, and two records of one person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations
from typing import Final

from django.db.models import Exists, F, Min, OuterRef, Subquery
from rapidfuzz import fuzz

from tenure.foundation.search.folding import fold

from ..models import Contact, Employment, EmploymentTerm, IdentityPaper, Pay, Person, PersonalDetails
from ..rules import quality
from ._look import Found, Look, check

SOON: Final = timedelta(days=30)
# More people than this with one birth date are compared by their addresses alone.
CROWD: Final = 60
Kind = IdentityPaper.Kind
SHOWS_WHO: Final = (Kind.PASSPORT, Kind.NATIONAL_ID, Kind.VISA, Kind.WORK_PERMIT)


@check("no-birth-date")
def _without_birth_date(look: Look) -> Iterable[Found]:
    known = PersonalDetails.objects.filter(person_id=OuterRef("pk"), birth_date__isnull=False)
    people = look.among(Person.objects.filter(pk__in=look.working()), "pk").filter(~Exists(known))
    return [Found("no-birth-date", pk) for pk in people.values_list("pk", flat=True)]


@check("born-late", "age-impossible")
def _impossible_births(look: Look) -> Iterator[Found]:
    first = Employment.objects.filter(person_id=OuterRef("person_id")).values("person_id")
    begun = Subquery(first.annotate(day=Min("valid_from")).values("day"))
    working = Exists(Employment.objects.as_of(look.today).filter(person_id=OuterRef("person_id")))
    rows = look.among(PersonalDetails.objects.filter(birth_date__isnull=False))
    for row in rows.annotate(begun=begun, here=working).values_list(
        "person_id", "birth_date", "begun", "here"
    ):
        person, born, start, here = row
        if start is None:
            continue
        if born >= start:
            yield Found("born-late", person, on=born)
        elif not quality.is_possible_age(born, start, look.today if here else start):
            yield Found("age-impossible", person, on=born)


@check("paper-expired", "paper-expiring")
def _papers(look: Look) -> Iterator[Found]:
    rows = look.among(IdentityPaper.objects.filter(person_id__in=look.working()))
    for row in rows.filter(expires_on__lt=look.today + SOON).exclude(_renewed()):
        kind = "paper-expired" if row.expires_on < look.today else "paper-expiring"
        yield Found(kind, row.person_id, row=row.uid, on=row.expires_on)


def _renewed() -> Exists:
    """Name the papers of which a later one of the same kind and country is on file."""
    same = IdentityPaper.objects.filter(
        person_id=OuterRef("person_id"), kind=OuterRef("kind"), country=OuterRef("country")
    )
    return Exists(same.filter(expires_on__gt=OuterRef("expires_on")))


@check("no-papers")
def _without_papers(look: Look) -> Iterable[Found]:
    shown = IdentityPaper.objects.filter(person_id=OuterRef("pk"), kind__in=SHOWS_WHO)
    employed = EmploymentTerm.objects.as_of(look.today).filter(
        worker_type=EmploymentTerm.Worker.EMPLOYEE, employment__valid__contains=look.today
    )
    people = look.among(Person.objects.filter(pk__in=employed.values("employment__person_id")), "pk")
    return [Found("no-papers", pk) for pk in people.filter(~Exists(shown)).values_list("pk", flat=True)]


@check("no-pay", "pay-currency")
def _pay(look: Look) -> Iterator[Found]:
    contracts = look.among(Employment.objects.as_of(look.today))
    employees = EmploymentTerm.objects.as_of(look.today).filter(worker_type=EmploymentTerm.Worker.EMPLOYEE)
    paid = Pay.objects.as_of(look.today).filter(kind="base")
    unpaid = contracts.filter(
        Exists(employees.filter(employment_id=OuterRef("pk"))),
        ~Exists(paid.filter(employment_id=OuterRef("pk"))),
    )
    for person, uid in unpaid.values_list("person_id", "uid"):
        yield Found("no-pay", person, row=uid)
    odd = look.among(paid).exclude(currency=F("employment__legal_entity__currency"))
    for person, uid, day in odd.values_list("person_id", "uid", "valid_from"):
        yield Found("pay-currency", person, row=uid, on=day)


@check("two-records", by_person=False)
def _two_records(look: Look) -> Iterator[Found]:
    """Compare those who share a birth date or an address; the older record is the one to keep."""
    known = {one.person: one for one in _known(look)}
    pairs: set[tuple[int, int]] = set()
    for group in _sharing(known.values()):
        pairs.update(combinations(sorted(group), 2))
    for first, second in sorted(pairs):
        one, other = known[first], known[second]
        if quality.are_alike(one, other, likeness=_likeness(one, other)):
            yield Found("two-records", first, other=second)


def _known(look: Look) -> Iterator[quality.Known]:
    addresses: dict[int, set[str]] = defaultdict(set)
    for person, value in Contact.objects.values_list("person_id", "value"):
        addresses[person].add(fold(value).replace(" ", ""))
    rows = look.among(
        Person.objects.filter(Exists(Employment.objects.filter(person_id=OuterRef("pk")))), "pk"
    )
    columns = ("pk", "name", "preferred_name", "work_email", "personal__legal_name", "personal__birth_date")
    for pk, name, called, email, legal, born in rows.values_list(*columns):
        if email:
            addresses[pk].add(fold(email))
        names = tuple({fold(one) for one in (name, called, legal) if one})
        yield quality.Known(pk, names, born, frozenset(addresses[pk]))


def _sharing(known: Iterable[quality.Known]) -> Iterator[set[int]]:
    births: dict[object, set[int]] = defaultdict(set)
    addresses: dict[str, set[int]] = defaultdict(set)
    for one in known:
        if one.born:
            births[one.born].add(one.person)
        for address in one.addresses:
            addresses[address].add(one.person)
    yield from (group for group in births.values() if len(group) <= CROWD)
    yield from (group for group in addresses.values() if len(group) <= CROWD)


def _likeness(one: quality.Known, other: quality.Known) -> float:
    scores = [fuzz.token_sort_ratio(a, b) for a in one.names for b in other.names]
    return max(scores, default=0.0)
