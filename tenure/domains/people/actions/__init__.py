"""The verbs about people: the only code that changes their records."""

from ._checks import NothingChanges, NotValid, OutsideEmployment, Stale
from ._dated import NothingBefore
from ._lines import ManagersInARing
from ._own import NeedsApproval
from ._pairs import CannotMerge, TwoRecords, YourOwnRecord
from .accounts import AccountAlready, AccountTaken, NotYourself, link_account, unlink_account
from .addresses import change_address, correct_address, rescind_address
from .assignments import (
    NothingToAnnounce,
    PrimaryAlready,
    add_assignment,
    announce_assignment,
    change_assignment,
    correct_assignment,
    make_primary,
    rescind_assignment,
)
from .bank_accounts import (
    ask_for_bank_account,
    ask_to_rescind_bank_account,
    change_bank_account,
    rescind_bank_account,
)
from .custom import (
    add_custom_row,
    change_custom,
    correct_custom,
    remove_custom_row,
    rescind_custom,
    set_custom,
    update_custom_row,
)
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
from .glass import (
    ask_to_break_glass,
    break_glass,
    end_glass,
    find_glass_justified,
    find_glass_not_justified,
    keep_glass_review,
)
from .hire import FirstJob, FirstPay, NewPerson, OutOfReach, hire
from .lines import rebuild_lines
from .merge_plan import MergePlan
from .merging import AccountStays, Unassigned, merge_persons, split_persons
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
from .proposals import (
    Outdated,
    Proposed,
    approve_proposal,
    decline_proposal,
    propose_change,
    withdraw_proposal,
)
from .qualifications import (
    add_qualification,
    check_qualification,
    remove_qualification,
    update_qualification,
)
from .quality import (
    DIRECT,
    NoDirectRepair,
    bring_back_finding,
    check_records,
    dismiss_finding,
    repair_finding,
)
from .special import remove_special_details, set_special_details
from .terms import change_terms, correct_terms, rescind_terms

__all__ = [
    "DIRECT",
    "AccountAlready",
    "AccountStays",
    "AccountTaken",
    "CannotMerge",
    "FirstJob",
    "FirstPay",
    "LaterRows",
    "MainJobElsewhere",
    "ManagersInARing",
    "MergePlan",
    "NeedsApproval",
    "NewPerson",
    "NoDirectRepair",
    "NoEndSet",
    "NotForYou",
    "NotValid",
    "NotYourNote",
    "NotYourOwnPay",
    "NotYourself",
    "NothingBefore",
    "NothingChanges",
    "NothingToAnnounce",
    "OutOfReach",
    "Outdated",
    "OutsideEmployment",
    "PrimaryAlready",
    "Proposed",
    "RowsBetween",
    "Stale",
    "TwoRecords",
    "Unassigned",
    "YourOwnRecord",
    "add_assignment",
    "add_contact",
    "add_custom_row",
    "add_dependant",
    "add_dotted_line",
    "add_emergency_contact",
    "add_paper",
    "add_qualification",
    "announce_assignment",
    "approve_proposal",
    "ask_for_bank_account",
    "ask_to_break_glass",
    "ask_to_rescind_bank_account",
    "break_glass",
    "bring_back_finding",
    "change_address",
    "change_assignment",
    "change_bank_account",
    "change_custom",
    "change_pay",
    "change_terms",
    "check_qualification",
    "check_records",
    "correct_address",
    "correct_assignment",
    "correct_custom",
    "correct_pay",
    "correct_terms",
    "decline_proposal",
    "dismiss_finding",
    "edit_note",
    "end_dotted_line",
    "end_employment",
    "end_glass",
    "find_glass_justified",
    "find_glass_not_justified",
    "hire",
    "keep_glass_review",
    "link_account",
    "make_primary",
    "merge_persons",
    "move_start",
    "propose_change",
    "rebuild_lines",
    "remove_contact",
    "remove_custom_row",
    "remove_dependant",
    "remove_emergency_contact",
    "remove_note",
    "remove_paper",
    "remove_qualification",
    "remove_special_details",
    "repair_finding",
    "rescind_address",
    "rescind_assignment",
    "rescind_bank_account",
    "rescind_custom",
    "rescind_dotted_line",
    "rescind_pay",
    "rescind_terms",
    "set_custom",
    "set_personal_details",
    "set_special_details",
    "split_persons",
    "tell_expiring_papers",
    "tell_the_day",
    "undo_end",
    "unlink_account",
    "update_contact",
    "update_custom_row",
    "update_dependant",
    "update_emergency_contact",
    "update_paper",
    "update_person",
    "update_qualification",
    "withdraw_proposal",
    "write_note",
]
