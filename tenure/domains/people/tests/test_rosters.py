"""Rosters in the shapes that other systems write, by the presets that ship. All people here are invented."""

from datetime import date

import pytest

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people.models import Assignment, Employment, Pay, Person
from tenure.foundation.exchange import presets, run
from tenure.foundation.exchange.findings import Weight, answers
from tenure.foundation.exchange.reading import read_bytes

from .test_import import BY

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-21")]
DAY = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def entity():
    return LegalEntity.objects.create(code="T", name="Tenure GmbH", country="DE", currency="EUR")


def check(preset, text, name="roster.csv", **choices):
    tables = read_bytes(name, text.encode())
    return run.prepare(tables, presets.preset(preset), run.Order(DAY, answers(**choices)), by=BY)


def bring_in(preset, text, **choices):
    found = check(preset, text, **choices)
    run.commit(found, by=BY)
    return found


def codes(found, weight=Weight.ERROR):
    return found.findings.counts(weight)


def names():
    return sorted(Person.objects.values_list("number", "name"))


def test_a_workday_report_with_titles_headings_again_and_a_total():
    text = """Headcount Report,,,,
Run on 2024-01-01 by Somebody,,,,
,,,,
Employee ID,Worker,Hire Date,Worker Status,Supervisory Organization
1,"Smith Jr., John",03/31/2020,Active,Engines
Employee ID,Worker,Hire Date,Worker Status,Supervisory Organization
2,"Doe, Jane, III",04/30/2021,On Leave,Engines
----,----,----,----,----
Total Employees: 2,,,,
"""
    found = bring_in("workday", text, accept=["unit_new"])
    assert names() == [("1", "John Smith Jr."), ("2", "Jane Doe III")]
    assert codes(found, Weight.WARNING) == {"looks_like_total": 1, "unit_new": 1}
    notes = codes(found, Weight.NOTE)
    assert (notes["titles_above"], notes["repeated_heading"]) == (1, 1)
    assert list(Employment.objects.order_by("valid_from").values_list("valid_from", flat=True)) == [
        date(2020, 3, 31),
        date(2021, 4, 30),
    ]


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("Aktiv", "active"),
        ("actif", "active"),
        ("beurlaubt", "on_leave"),
        ("en congé", "on_leave"),
        ("Freigestellt", "released"),
    ],
)
def test_sap_words_for_a_status_and_days_first(status, standing):
    text = f"Personalnummer;Nachname;Vorname;Eintritt;Status\n00017;Müller;Änne;31.03.2020;{status}\n"
    bring_in("sap-successfactors", text)
    assert names() == [("00017", "Änne Müller")]
    contract = Employment.objects.get()
    assert (contract.valid_from, contract.terms.get().status) == (date(2020, 3, 31), standing)


@pytest.mark.parametrize("status", ["ausgetreten", "Parti", "Terminated", "inactivo"])
def test_who_has_left_without_a_last_day_needs_a_decision(status):
    text = f"Personalnummer;Nachname;Vorname;Eintritt;Status\n17;Müller;Änne;31.03.2020;{status}\n"
    found = check("sap-successfactors", text)
    assert found.findings.unanswered.keys() == {"left_without_day"}
    bring_in("sap-successfactors", text, skip=["left_without_day"])
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("########", "hashes"),
        ("43831", "spreadsheet_serial"),
        ("43831.5", "spreadsheet_serial"),
        ("1/2/1900", "spreadsheet_epoch"),
        ("1/0/1900", "spreadsheet_epoch"),
        ("03/31/20", "short_year"),
        ("#VALUE!", "spreadsheet_error"),
        ("02/30/2020", "no_such_day"),
        ("31/31/2020", "no_such_day"),
        ("someday", "bad_date"),
    ],
)
def test_a_date_that_a_spreadsheet_destroyed_is_refused_not_repaired(cell, code):
    found = check("adp", f'Associate ID,Payroll Name,Hire Date\nA1,"Doe, Jane","{cell}"\n')
    assert codes(found) == {code: 1}
    with pytest.raises(run.HasErrors):
        run.commit(found, by=BY)
    assert Person.objects.count() == 0


def test_a_number_that_a_spreadsheet_shortened_is_refused():
    found = check("adp", 'Associate ID,Payroll Name,Hire Date\n1.23457E+11,"Doe, Jane",03/31/2020\n')
    assert codes(found) == {"shortened_number": 1}


ADP = """Associate ID,Payroll Name,Hire Date,Job Title,Annual Salary
A1,"Doe, Jane",03/31/2020,Nurse,"50,000.00"
A1,"Doe, Jane",03/31/2020,Trainer,
"""


def test_one_number_with_two_positions_is_one_person_with_two_jobs_if_accepted():
    found = check("adp", ADP)
    assert found.findings.unanswered.keys() == {"second_job"}
    bring_in("adp", ADP, accept=["second_job"])
    jobs = Assignment.objects.order_by("line").values_list("line", "title", "primary")
    assert (Person.objects.count(), list(jobs)) == (1, [(1, "Nurse", True), (2, "Trainer", False)])
    assert Pay.objects.get().amount == 50000


def test_the_later_of_two_positions_is_left_out_if_skipped():
    bring_in("adp", ADP, skip=["second_job"])
    assert Assignment.objects.values_list("title", flat=True).get() == "Nurse"


def test_one_number_with_two_names_stays_an_error():
    found = check(
        "adp", ADP.replace('A1,"Doe, Jane",03/31/2020,Trainer', 'A1,"Roe, Rick",03/31/2020,Trainer')
    )
    assert codes(found) == {"duplicate_number": 1}


def test_bamboohr_and_oracle_and_quickbooks():
    bring_in("bamboohr", "Employee #,First Name,Last Name,Hire Date,Status\n7,Ann,Lee,2020-03-31,Active\n")
    bring_in(
        "oracle-hcm",
        'Person Number,Display Name,Hire Date,Legal Employer\n8,"Lee, Bob",2020/03/31,Tenure GmbH\n',
    )
    text = 'Employee Contact List,,\n,,\nEmployee ID,Employee,Hire Date\n9,"Lee, Cy",03/31/2020\nTOTAL,,\n'
    bring_in("quickbooks", text)
    assert names() == [("7", "Ann Lee"), ("8", "Bob Lee"), ("9", "Cy Lee")]


TEMPLATES = {
    "orangehrm-import": ("orangehrm-importData.csv", "Ada,,King,1,,,,female,single,,1990-01-01" + "," * 11 + "\n", [("1", "Ada King")]),
    "icehrm-import": ("icehrm-employee-data-import.csv", "", [("EMP05011", "Chris Doe")]),
    "icehrm-api": ("icehrm-api-employees.json", "", [("EMP001", "IceHrm Employee"), ("EMP002", "Lala Lamees"), ("EMP003", "Sofia O'Sullivan")]),
    "horilla-import": ("horilla-work_info_template.csv", "PEP1,Ada,King,ada@example.com,,female" + "," * 13 + "\n", [("PEP1", "Ada King")]),
    "jorani-import": ("jorani-import-users.xls", "", [("PNC0001", "John DOE")]),
    "timeoff-import": ("timeoff-management-users-import.csv", "", [("test_csv_0@test.com", "name_csv_0 lastname_csv_0")]),
}  # fmt: skip
CHOSEN = {"accept": ["no_first_day", "unit_new"]}


@pytest.mark.parametrize("preset", TEMPLATES)
def test_the_import_templates_of_other_products(shared, preset):
    name, more, people = TEMPLATES[preset]
    content = (shared("data/import-templates") / name).read_bytes()
    if more:
        content = content.rstrip() + b"\n" + more.encode()
    found = run.prepare(
        read_bytes(name, content), presets.preset(preset), run.Order(DAY, answers(**CHOSEN)), by=BY
    )
    run.commit(found, by=BY)
    assert names() == people


@pytest.mark.parametrize(
    "name",
    [
        "frappe-hrms-upload-attendance.csv",
        "horilla-shift_schedule_template.csv",
        "icehrm-attendance-data-import.csv",
    ],
)
def test_what_is_no_list_of_people_is_said_to_be_none(shared, name):
    content = (shared("data/import-templates") / name).read_bytes()
    found = run.prepare(read_bytes(name, content), presets.preset("icehrm-api"), run.Order(DAY), by=BY)
    assert (codes(found), codes(found, Weight.NOTE)) == ({"nothing_fits": 1}, {"file_not_used": 1})


def test_every_preset_names_columns_that_there_are():
    from tenure.foundation.exchange.sheets import sheet

    strange = [
        (one.name, part.sheet, key)
        for one in presets.presets()
        for part in one.parts
        for key in part.columns
        if key not in {column.key for column in sheet(part.sheet).columns}
    ]
    assert strange == []
