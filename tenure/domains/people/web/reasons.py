"""Why a dated fact changes: codes that stay the same, with words for people."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

Reasons = list[tuple[str, Any]]

JOB: Final[Reasons] = [
    ("transfer", _("Transfer")),
    ("promotion", _("Promotion")),
    ("demotion", _("Step down")),
    ("reorganisation", _("Reorganisation")),
    ("new_manager", _("New manager")),
    ("hours", _("Change of hours")),
    ("move", _("Move to another place")),
    ("title", _("New title")),
    ("data", _("Putting the record right")),
    ("other", _("Other")),
]
TERMS: Final[Reasons] = [
    ("extension", _("Extension")),
    ("permanent", _("Made permanent")),
    ("leave", _("Leave begins")),
    ("return", _("Return from leave")),
    ("release", _("Released from work")),
    ("data", _("Putting the record right")),
    ("other", _("Other")),
]
PAY: Final[Reasons] = [
    ("merit", _("Merit increase")),
    ("promotion", _("Promotion")),
    ("market", _("Market adjustment")),
    ("cost_of_living", _("Cost of living")),
    ("agreement", _("Collective agreement")),
    ("hours", _("Change of hours")),
    ("equity", _("Pay equity")),
    ("data", _("Putting the record right")),
    ("other", _("Other")),
]
ADDRESS: Final[Reasons] = [("move", _("Moved house")), ("data", _("Putting the record right"))]
START: Final[Reasons] = [
    ("hire", _("New hire")),
    ("rehire", _("Rehire")),
    ("transfer_in", _("Transfer from a sister company")),
    ("acquisition", _("Acquisition")),
    ("other", _("Other")),
]
END: Final[Reasons] = [
    ("resignation", _("Resignation")),
    ("dismissal", _("Dismissal")),
    ("redundancy", _("Redundancy")),
    ("end_of_contract", _("End of a fixed term")),
    ("mutual", _("Mutual agreement")),
    ("retirement", _("Retirement")),
    ("probation", _("Not kept after probation")),
    ("death", _("Death")),
    ("transfer_out", _("Transfer to a sister company")),
    ("other", _("Other")),
]
WORDS: Final[dict[str, Any]] = dict([*JOB, *TERMS, *PAY, *ADDRESS, *START, *END, ("end", _("End"))])


def words(code: str) -> str:
    """Say a reason in words; a code that came with imported data speaks for itself."""
    return str(WORDS.get(code) or code.replace("_", " ").capitalize())
