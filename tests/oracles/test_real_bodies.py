"""Real organisations brought in: what their files are known to hold is what is reported and written."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from tenure.domains.organisation.models import Level, PositionPay, PositionTerm, Unit
from tenure.domains.people.models import Assignment, Person, ReportingLine
from tenure.foundation.access import Actor, Held
from tenure.foundation.exchange import run
from tenure.foundation.exchange.findings import Weight, answers

MAY = ("people.import", "people.edit", "people.edit_personal", "pay.edit", "organisation.edit")
BY = Actor(None, None, date(2026, 3, 1), tuple(Held(one, "everyone") for one in MAY), "cli", label="oracle")

pytestmark = [pytest.mark.capability("PLT-07"), pytest.mark.django_db]


def bring_in(preset, day, *places, accept=(), park=()):
    tables = run.read_files(list(places))
    order = run.Order(day, answers(accept=accept, park=park))
    prepared = run.prepare(tables, run.mapping_for(preset, tables), order, by=BY)
    run.commit(prepared, by=BY)
    return prepared.findings


# body, edition: senior posts, roots, unknown above, duplicate references, junior rows, junior FTE
BODIES = [
    ("home_office", date(2012, 9, 30), 201, 1, 0, 11, 933, 10409),
    ("department_for_work_and_pensions", date(2011, 9, 30), 209, 1, 5, 6, 2318, 90637),
    ("cabinet_office", date(2012, 3, 31), 228, 2, 0, 0, 0, 0),
]


@pytest.mark.parametrize(("body", "edition", "posts", "roots", "orphans", "twice", "groups", "fte"), BODIES)
def test_the_newest_edition_of_a_public_body(
    shared, body, edition, posts, roots, orphans, twice, groups, fte
):
    folder = shared(f"data/uk-gov-organograms/{body}")
    found = bring_in("uk-organogram", edition, folder, accept=["seat_twice"], park=["reports_to_unknown"])
    notes, warnings = found.counts(Weight.NOTE), found.counts(Weight.WARNING)
    seats = PositionTerm.objects.as_of(edition)
    senior, junior = seats.filter(position__is_pooled=False), seats.filter(position__is_pooled=True)
    assert found.errors == []
    assert senior.count() + warnings.get("seat_twice", 0) == posts
    assert (notes["top_of_tree"], warnings.get("reports_to_unknown", 0)) == (roots, orphans)
    assert warnings.get("seat_twice", 0) == twice
    assert junior.count() == groups
    assert round(junior.aggregate(fte=Sum("capacity"))["fte"] or Decimal(0)) == fte
    assert not seats.filter(valid_from__lt=edition).exists()


def test_every_post_without_a_name_is_explained(shared):
    edition = date(2012, 9, 30)
    found = bring_in(
        "uk-organogram", edition, shared("data/uk-gov-organograms/home_office"), accept=["seat_twice"]
    )
    notes = found.counts(Weight.NOTE)
    named = 201 - notes["not_disclosed"] - notes["vacant"] - notes["eliminated"]
    assert (notes["not_disclosed"], notes["vacant"], notes["eliminated"]) == (101, 6, 56)
    assert Person.objects.count() == named == 38
    assert (Level.objects.count(), PositionPay.objects.count()) == (40, 970)
    assert PositionTerm.objects.get(position__code="Home Office/3GEO01").state == "approved"


def test_a_company_with_reporting_lines_and_vacancies(shared):
    day = date(2022, 11, 11)
    parked = ["reports_to_unknown", "unit_parent_unclear"]
    accepted = ["no_first_day", "placeholder", "name_is_title", "same_name"]
    found = bring_in(
        "gitlab-team", day, shared("data/gitlab-team-2022/team.csv"), accept=accepted, park=parked
    )
    warnings, notes = found.counts(Weight.WARNING), found.counts(Weight.NOTE)
    assert found.errors == []
    assert (Person.objects.count(), notes["vacancy"]) == (1336, 32)
    held = Assignment.objects.as_of(day).values("position_id")
    assert PositionTerm.objects.as_of(day).exclude(position_id__in=held).count() == 32
    unknown = {one.words.split(" reports to ")[1] for one in found.all if one.code == "reports_to_unknown"}
    assert (warnings["reports_to_unknown"], len(unknown)) == (450, 139)
    assert warnings["placeholder"] + notes["vacancy"] == 52
    assert Unit.objects.count() == 330
    lines = ReportingLine.objects.as_of(day)
    assert max(len(line.path) for line in lines) == 6
    tops = lines.filter(manager=None).count()
    assert lines.count() - tops == 1336 - 448
