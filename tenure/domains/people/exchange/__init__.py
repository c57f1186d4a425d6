"""What of people can be imported."""

from pathlib import Path

from tenure.foundation.exchange import presets, run, sheets, targets

from ..actions import bulk
from . import dated_sheets, people_sheets, settling
from .rows import TARGETS

targets.register(*TARGETS)
sheets.declare(*people_sheets.SHEETS, *dated_sheets.SHEETS)
for order, settler in settling.SETTLERS:
    sheets.settle_with(settler, order=order)
presets.add_folder(Path(__file__).parent / "presets")
run.load_with(bulk.load)
