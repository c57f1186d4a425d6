"""Words about fields that several places say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.foundation.records.sensitivity import Sensitivity

CLASSES: dict[Sensitivity, str | Promise] = {
    Sensitivity.PUBLIC: _("Public: every colleague"),
    Sensitivity.INTERNAL: _("Internal: who may see the work record"),
    Sensitivity.PERSONAL: _("Personal: who may see personal details"),
    Sensitivity.PAY: _("Pay: who may see pay; reading is logged"),
    Sensitivity.IDENTITY: _("Identity: who may see papers; sealed, reading is logged"),
    Sensitivity.SPECIAL: _("Special: sealed, reading is logged"),
}
_LISTED: dict[str, tuple[str | Promise, str | Promise]] = {
    "configure": (_("Make fields"), _("Fields and tables of the company's own, and who may see them.")),
    "see": (_("See “%(label)s”"), _("A field with an access list of its own.")),
    "edit": (_("Change “%(label)s”"), _("A field with an access list of its own.")),
}


def listed_words(what: str) -> tuple[str | Promise, str | Promise]:
    """Give the words of a permission about fields: its label and its help."""
    return _LISTED[what]
