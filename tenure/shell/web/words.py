"""Other words that people type for what the menu calls by one name (folded, English)."""

from typing import Final

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "add a person": ("new joiner hire starter employee",),
    "import": ("upload staff list sheet excel csv",),
    "people": ("directory staff employees colleagues",),
    "organisation": ("chart units departments positions structure",),
    "me": ("my profile own data payslip who looked at my file",),
    "set-up": ("setup assistant start configure company holidays",),
    "trail": ("audit log history who did",),
    "accounts and roles": ("users invite permissions rights sign in",),
}
