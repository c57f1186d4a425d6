"""What of people can be imported."""

from pathlib import Path

from tenure.foundation.exchange import presets, run, sheets, targets
from tenure.foundation.exchange.export import Opening, open_with
from tenure.foundation.runs import registry as runs

from ..actions import bulk
from ..actions.lines import Lines
from ..models import (
    Assignment,
    BankAccount,
    Contact,
    Dependant,
    EmergencyContact,
    Employment,
    EmploymentTerm,
    Finding,
    IdentityPaper,
    Pay,
    PersonalDetails,
    PersonRow,
    PersonValue,
    Proposal,
    Qualification,
    ReportingLine,
    SpecialDetails,
)
from . import contract_sheet, dated_sheets, file_sheets, own_fields, people_sheets, settling
from .rows import TARGETS

targets.register(*TARGETS, *file_sheets.TARGETS, own_fields.FIELD, own_fields.VALUE)
sheets.declare(*people_sheets.SHEETS, contract_sheet.SHEET, *dated_sheets.SHEETS, *file_sheets.SHEETS)
for order, settler in settling.SETTLERS:
    sheets.settle_with(settler, order=order)
sheets.settle_with(contract_sheet.settle_contracts, order=28)
sheets.settle_with(file_sheets.settle_files, order=26)
sheets.settle_with(own_fields.settle, order=95)
presets.add_folder(Path(__file__).parent / "presets")
run.load_with(bulk.load)
open_with(IdentityPaper, Opening("number_sealed", IdentityPaper.SEALED_AS))
open_with(BankAccount, Opening("account_sealed", BankAccount.SEALED_AS, owner="person"))
open_with(PersonRow, Opening("sealed", PersonRow.purpose))
open_with(PersonValue, Opening("sealed", PersonValue.purpose, owner="person"))
open_with(Proposal, Opening("values_sealed", Proposal.SEALED_AS))
open_with(SpecialDetails, Opening("answers_sealed", SpecialDetails.SEALED_AS))
runs.hold_first(Lines.hold)
runs.follow(bulk.follow_back, order=20)
runs.derived(ReportingLine, Finding)
for model in (
    Employment,
    Assignment,
    Pay,
    PersonalDetails,
    PersonRow,
    PersonValue,
    Contact,
    Dependant,
    EmergencyContact,
    Qualification,
):
    runs.called(model, lambda row: str(row.person))
runs.called(EmploymentTerm, lambda row: str(row.employment.person))
