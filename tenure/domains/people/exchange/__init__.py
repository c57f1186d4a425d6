"""What of people can be imported."""

from pathlib import Path

from tenure.foundation.exchange import presets, run, sheets, targets
from tenure.foundation.exchange.export import Opening, open_with

from ..actions import bulk
from ..models import BankAccount, IdentityPaper, SpecialDetails
from . import dated_sheets, file_sheets, people_sheets, settling
from .rows import TARGETS

targets.register(*TARGETS, *file_sheets.TARGETS)
sheets.declare(*people_sheets.SHEETS, *dated_sheets.SHEETS, *file_sheets.SHEETS)
for order, settler in settling.SETTLERS:
    sheets.settle_with(settler, order=order)
sheets.settle_with(file_sheets.settle_files, order=26)
presets.add_folder(Path(__file__).parent / "presets")
run.load_with(bulk.load)
open_with(IdentityPaper, Opening("number_sealed", IdentityPaper.SEALED_AS))
open_with(BankAccount, Opening("account_sealed", BankAccount.SEALED_AS, owner="person"))
open_with(SpecialDetails, Opening("answers_sealed", SpecialDetails.SEALED_AS))
