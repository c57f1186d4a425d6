"""The verbs about people: the only code that changes their records."""

from ._checks import NothingChanges, NotValid, OutsideEmployment, Stale
from ._dated import NothingBefore
from ._lines import ManagersInARing
from .accounts import AccountAlready, AccountTaken, NotYourself, link_account, unlink_account
from .addresses import change_address, correct_address, rescind_address
from .assignments import (
    PrimaryAlready,
    add_assignment,
    change_assignment,
    correct_assignment,
    make_primary,
    rescind_assignment,
)
from .bank_accounts import change_bank_account, rescind_bank_account
from .dotted_lines import add_dotted_line, end_dotted_line, rescind_dotted_line
from .employments import (
    LaterRows,
    MainJobElsewhere,
    NoEndSet,
    RowsBetween,
    end_employment,
    move_start,
    undo_end,
)
from .hire import FirstJob, FirstPay, NewPerson, OutOfReach, hire
from .lines import rebuild_lines
from .midnight import tell_expiring_papers, tell_the_day
from .notes import NotForYou, NotYourNote, edit_note, remove_note, write_note
from .papers import add_paper, remove_paper, update_paper
from .pay import NotYourOwnPay, change_pay, correct_pay, rescind_pay
from .persons import update_person
from .private import (
    add_contact,
    add_dependant,
    add_emergency_contact,
    remove_contact,
    remove_dependant,
    remove_emergency_contact,
    set_personal_details,
    update_contact,
    update_dependant,
    update_emergency_contact,
)
from .qualifications import (
    add_qualification,
    check_qualification,
    remove_qualification,
    update_qualification,
)
from .special import remove_special_details, set_special_details
from .terms import change_terms, correct_terms, rescind_terms

__all__ = [
    "AccountAlready",
    "AccountTaken",
    "FirstJob",
    "FirstPay",
    "LaterRows",
    "MainJobElsewhere",
    "ManagersInARing",
    "NewPerson",
    "NoEndSet",
    "NotForYou",
    "NotValid",
    "NotYourNote",
    "NotYourOwnPay",
    "NotYourself",
    "NothingBefore",
    "NothingChanges",
    "OutOfReach",
    "OutsideEmployment",
    "PrimaryAlready",
    "RowsBetween",
    "Stale",
    "add_assignment",
    "add_contact",
    "add_dependant",
    "add_dotted_line",
    "add_emergency_contact",
    "add_paper",
    "add_qualification",
    "change_address",
    "change_assignment",
    "change_bank_account",
    "change_pay",
    "change_terms",
    "check_qualification",
    "correct_address",
    "correct_assignment",
    "correct_pay",
    "correct_terms",
    "edit_note",
    "end_dotted_line",
    "end_employment",
    "hire",
    "link_account",
    "make_primary",
    "move_start",
    "rebuild_lines",
    "remove_contact",
    "remove_dependant",
    "remove_emergency_contact",
    "remove_note",
    "remove_paper",
    "remove_qualification",
    "remove_special_details",
    "rescind_address",
    "rescind_assignment",
    "rescind_bank_account",
    "rescind_dotted_line",
    "rescind_pay",
    "rescind_terms",
    "set_personal_details",
    "set_special_details",
    "tell_expiring_papers",
    "tell_the_day",
    "undo_end",
    "unlink_account",
    "update_contact",
    "update_dependant",
    "update_emergency_contact",
    "update_paper",
    "update_person",
    "update_qualification",
    "write_note",
]
