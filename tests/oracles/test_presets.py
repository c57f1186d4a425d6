"""Published lists brought in whole by the presets that ship: totals as published, doubts explained, taken back."""

import csv
import gzip
from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from tenure.domains.organisation.models import Job, Place, PositionTerm, Unit, UnitHead
from tenure.domains.people.models import Assignment, Employment, Pay, Person, PersonalDetails, ReportingLine
from tenure.foundation.exchange.limits import NotReadable
from tests.whole import is_in

from .presets import BY, BroughtIn

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-21")]


def brought_in(shared, folder, preset=None):
    one = BroughtIn(preset or folder, [shared(f"data/{folder}")])
    assert (one.errors, one.unanswered) == ([], {})
    return one.write()


def today(model):
    return model.objects.as_of(BY.today)


def total(rows, column="amount"):
    return rows.aggregate(total=Sum(column))["total"]


def test_the_oracle_sample(shared):
    one = brought_in(shared, "oracle-hr-schema")
    assert (Person.objects.count(), Unit.objects.count(), Job.objects.count(), Place.objects.count()) == (
        107,
        27,
        19,
        23,
    )
    assert total(Pay.objects.all()) == 691416
    assert UnitHead.objects.count() == 11
    assert one.notes == {"no_head": 16, "file_not_used": 2, "no_address": 1, "no_unit": 1}
    # four of ten rows of history lie before the contract that the same files tell of
    assert one.warnings == {"outside_contract": 4}
    jobs = today(Assignment).filter(primary=True)
    assert jobs.filter(manager__number="100").count() == 14
    assert list(jobs.filter(unit=None).values_list("person__number", flat=True)) == ["178"]
    past = Assignment.objects.filter(person__number="176", line=1).in_order()
    assert list(past.values_list("job__code", flat=True)) == ["SA_REP", "SA_MAN", "SA_REP"]
    assert one.is_as_before_once_taken_back()


def test_foodmart(shared):
    one = brought_in(shared, "foodmart-hr")
    assert (Person.objects.count(), Unit.objects.count(), Job.objects.count(), Place.objects.count()) == (
        1155,
        12,
        18,
        25,
    )
    assert Employment.objects.filter(valid_until=None).count() == 1155
    with (shared("data/foodmart-hr") / "employee_closure.csv").open() as file:
        closure = {
            (row["employee_id"], row["supervisor_id"], int(row["distance"])) for row in csv.DictReader(file)
        }
    numbers = dict(Person.objects.values_list("pk", "number"))
    ours = {
        (numbers[line.person_id], numbers[above], distance)
        for line in ReportingLine.objects.as_of(BY.today)
        for distance, above in enumerate(reversed(line.path))
    }
    assert (len(ours), ours == closure) == (7179, True)
    assert (one.warnings, one.notes) == ({"same_name": 1}, {"file_not_used": 4})
    assert one.is_as_before_once_taken_back()


@pytest.mark.parametrize(
    ("folder", "preset"), [("adventureworks-hr", None), ("adventureworks-hr/raw", "adventureworks-hr-raw")]
)
def test_adventureworks(shared, folder, preset):
    one = brought_in(shared, folder, preset)
    assert (Person.objects.count(), Unit.objects.count(), Pay.objects.count()) == (290, 16, 316)
    assert total(Pay.objects.all()) == Decimal("5611.7821")
    assert one.warnings == {"outside_contract": 2}
    seats = dict(today(PositionTerm).values_list("position__code", "reports_to__code"))
    assert (len(seats), seats["/"], seats["/1/1/"]) == (290, None, "/1/")
    lines = ReportingLine.objects.as_of(BY.today)
    assert lines.get(person__number="1").manager is None
    assert lines.get(person__number="3").manager.number == "2"
    assert one.is_as_before_once_taken_back()


def test_the_data_set_of_huebner_and_patalano(shared):
    one = brought_in(shared, "huebner-hrdataset-v14")
    assert (Person.objects.count(), today(Employment).count()) == (311, 207)
    assert total(Pay.objects.all()) == 21465433
    sexes = PersonalDetails.objects.values_list("sex").annotate(n=Count("pk"))
    assert dict(sexes.order_by()) == {"male": 135, "female": 176}
    units = Assignment.objects.values_list("unit__code").annotate(n=Count("pk"))
    assert dict(units.order_by()) == {
        "Production": 209, "IT/IS": 50, "Software Engineering": 11, "Admin Offices": 9, "Sales": 31, "Executive Office": 1,
    }  # fmt: skip
    # no day of birth is guessed from two digits; six managers are nobody by that spelling
    assert one.warnings == {"short_year": 311, "manager_unknown": 82}
    assert PersonalDetails.objects.exclude(birth_date=None).count() == 0
    assert one.is_as_before_once_taken_back()


def test_the_demo_company_of_horilla(shared):
    one = brought_in(shared, "horilla-demo")
    assert (Person.objects.count(), Unit.objects.count(), Job.objects.count()) == (126, 6, 24)
    assert total(Pay.objects.all()) == 3601000
    entities = Employment.objects.values_list("legal_entity__code").annotate(n=Count("pk"))
    assert dict(entities.order_by()) == {"3": 52, "2": 45, "1": 29}
    # fifty have no first day; one is written as their own manager
    assert (one.warnings, one.notes) == ({"no_first_day": 50, "manager_of_oneself": 1}, {"file_not_used": 15})
    assert Assignment.objects.exclude(manager=None).count() == 124
    assert one.is_as_before_once_taken_back()


def test_montgomery_county(shared):
    one = brought_in(shared, "montgomery-county-2016")
    assert Person.objects.count() == 9228
    sexes = dict(PersonalDetails.objects.values_list("sex").annotate(n=Count("pk")).order_by())
    assert (sexes["male"], sexes["female"], 9228 - sum(sexes.values())) == (5481, 3730, 17)
    with gzip.open(shared("data/montgomery-county-2016") / "montgomery_2016.csv.gz", "rt") as file:
        salaries = sum(Decimal(row["Current Annual Salary"].strip("$")) for row in csv.DictReader(file))
    assert total(Pay.objects.all()) == salaries
    assert one.warnings == {"same_name": 6}
    assert one.is_as_before_once_taken_back()


def test_chicago(shared, tmp_path):
    """The whole list with ``TENURE_WHOLE=1``, else a third of it; the published totals are those of all of it."""
    with gzip.open(shared("data/chicago-employees") / "chicago.csv.gz", "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 33702
    assert Counter(row["Salary or Hourly"] for row in rows) == {"Salary": 25528, "Hourly": 8174}
    kept = [row for row in rows if is_in(row["Name"])]
    with (tmp_path / "chicago.csv").open("w", newline="") as cut:
        writer = csv.DictWriter(cut, rows[0])
        writer.writeheader()
        writer.writerows(kept)
    one = BroughtIn("chicago-employees", [tmp_path])
    assert (one.errors, one.unanswered) == ([], {})
    one.write()
    assert Person.objects.count() == one.warnings["no_first_day"] == len(kept)
    periods = dict(Pay.objects.values_list("period").annotate(n=Count("pk")).order_by())
    paid = Counter(row["Salary or Hourly"] for row in kept)
    assert periods == {"year": paid["Salary"], "hour": paid["Hourly"]}
    amounts = (row["Annual Salary"] or row["Hourly Rate"] for row in kept)
    assert total(Pay.objects.all()) == sum(map(Decimal, amounts))
    names = Counter(row["Name"] for row in kept)
    twice = Person.objects.values("name").annotate(n=Count("pk")).filter(n__gt=1)
    assert twice.count() == sum(count > 1 for count in names.values())
    assert one.is_as_before_once_taken_back()


# Files of which not one row comes in, and why: two direct managers of one person at once, people without numbers.
NOT_BROUGHT = {
    "PerformanceReviewAllowedActionsAPITest.yaml": "overlap",
    "PerformanceReviewFinalEvaluationAPITest.yaml": "overlap",
    "CustomFieldConfigurationDao.yml": "no_such_heading",
    "employee.yml": "no_such_heading",
}


def test_every_database_of_orangehrm(shared):
    """Each file is a database of its own: brought in, counted, taken back; the others are refused in words."""
    found = [_orangehrm(path) for path in sorted(shared("data/orangehrm-fixtures").rglob("*.y*ml"))]
    kinds = Counter(kind for _name, kind, _people in found)
    # broken YAML, and answers that tests expect, are no tables; 80 databases with 429 people come in
    assert kinds == {"not readable": 23, "no table of people": 55, "explained": 4, "brought in": 80}
    assert sum(people for _name, _kind, people in found) == 429


def _orangehrm(path):
    try:
        one = BroughtIn("orangehrm-fixtures", [path])
    except NotReadable:
        return path.name, "not readable", 0
    codes = {code for _file, _row, code, _words in one.errors}
    if codes == {"nothing_fits"}:
        return path.name, "no table of people", 0
    if codes:
        assert codes == {NOT_BROUGHT[path.name]}
        return path.name, "explained", 0
    one.write()
    people = Person.objects.count()
    assert one.is_as_before_once_taken_back(), path.name
    return path.name, "brought in", people
