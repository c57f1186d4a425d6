"""The words for permissions whose domain has not brought its own."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.permissions import Words, is_known, permission
from tenure.foundation.records.sensitivity import Sensitivity

PUBLIC, INTERNAL, PERSONAL = Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.PERSONAL
IDENTITY, PAY, SPECIAL = Sensitivity.IDENTITY, Sensitivity.PAY, Sensitivity.SPECIAL

WORDS: Final[tuple[tuple[str, Words, Words, Sensitivity], ...]] = (
    (
        "people.directory",
        _("See the directory"),
        _("Name, title, unit, place, manager, work contact."),
        PUBLIC,
    ),
    (
        "people.view",
        _("See work facts"),
        _("Employment dates, history of assignments, cost centre."),
        INTERNAL,
    ),
    (
        "people.view_personal",
        _("See personal details"),
        _("Legal name, birth date, family, address."),
        PERSONAL,
    ),
    ("people.view_identity", _("See identity papers"), _("Identity and tax numbers, permits."), IDENTITY),
    ("people.view_bank", _("See bank details"), _("Where pay goes."), IDENTITY),
    ("people.view_special", _("See self-identification"), _("What somebody said of themself."), SPECIAL),
    ("people.plan", _("See planned changes"), _("Rows that begin in the future."), INTERNAL),
    ("people.edit", _("Change work facts"), _("Hire, move and end."), INTERNAL),
    ("people.edit_contact", _("Change contact facts"), _("Phone, preferred name, pronouns."), PERSONAL),
    ("people.edit_personal", _("Change personal details"), _("Legal name, family, address."), PERSONAL),
    ("people.edit_identity", _("Change identity papers"), _("Numbers and permits."), IDENTITY),
    ("people.edit_bank", _("Change bank details"), _("Where pay goes."), IDENTITY),
    ("people.propose", _("Propose changes of one's own details"), _("Others decide."), PERSONAL),
    ("people.edit_special", _("Change self-identification"), _("What somebody said of themself."), SPECIAL),
    ("people.import", _("Import people"), _("Bring files in."), PERSONAL),
    ("people.export", _("Export people"), _("Take files out, of what one may see."), PERSONAL),
    ("pay.view", _("See pay"), _("Amounts and their history."), PAY),
    ("pay.edit", _("Change pay"), _("Amounts, from a day on."), PAY),
    ("notes.view_hr", _("Read HR notes"), "", PERSONAL),
    ("notes.view_manager", _("Read manager notes"), "", PERSONAL),
    ("notes.view_employee", _("Read notes shared with the person"), "", PERSONAL),
    ("notes.write", _("Write notes"), "", PERSONAL),
    ("organisation.view", _("See the organisation"), _("Units, places, jobs, seats."), PUBLIC),
    ("organisation.edit", _("Change the organisation"), "", INTERNAL),
    ("organisation.plan", _("See planned changes of the organisation"), "", INTERNAL),
    ("audit.view", _("Read the trail"), _("Who did what, when and why."), INTERNAL),
    ("audit.view_reads", _("Read who looked"), _("Who saw sensitive data."), INTERNAL),
    (
        "access.break_glass",
        _("Open a file by emergency access"),
        _("One file, a stated reason, a few hours; told at once, reviewed afterwards."),
        INTERNAL,
    ),
    ("insights.view", _("See figures"), _("Numbers about groups."), INTERNAL),
    ("system.configure", _("Set Tenure up"), _("Settings, background work, health."), Sensitivity.SYSTEM),
)


def register_permissions() -> None:
    """Name every permission that nobody has named."""
    for code, label, help_text, sensitivity in WORDS:
        if not is_known(code):
            permission(code, label, help_text, sensitivity)
