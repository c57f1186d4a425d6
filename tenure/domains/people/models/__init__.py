"""Facts about people, in tables split by how sensitive they are."""

from .custom import PersonRow, PersonValue
from .glass import BreakGlass
from .ledger import Told
from .merging import Merge
from .person import Person
from .private import (
    Address,
    BankAccount,
    Contact,
    Dependant,
    EmergencyContact,
    IdentityPaper,
    PersonalDetails,
    SpecialDetails,
)
from .proposals import Proposal
from .quality import Finding
from .staff_file import Note, Qualification
from .work import Assignment, DottedLine, Employment, EmploymentTerm, Pay, ReportingLine

__all__ = [
    "Address",
    "Assignment",
    "BankAccount",
    "BreakGlass",
    "Contact",
    "Dependant",
    "DottedLine",
    "EmergencyContact",
    "Employment",
    "EmploymentTerm",
    "Finding",
    "IdentityPaper",
    "Merge",
    "Note",
    "Pay",
    "Person",
    "PersonRow",
    "PersonValue",
    "PersonalDetails",
    "Proposal",
    "Qualification",
    "ReportingLine",
    "SpecialDetails",
    "Told",
]
