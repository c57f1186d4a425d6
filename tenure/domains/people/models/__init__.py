"""Facts about people, in tables split by how sensitive they are."""

from .ledger import Told
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
from .staff_file import Note, Qualification
from .work import Assignment, DottedLine, Employment, EmploymentTerm, Pay, ReportingLine

__all__ = [
    "Address",
    "Assignment",
    "BankAccount",
    "Contact",
    "Dependant",
    "DottedLine",
    "EmergencyContact",
    "Employment",
    "EmploymentTerm",
    "IdentityPaper",
    "Note",
    "Pay",
    "Person",
    "PersonalDetails",
    "Qualification",
    "ReportingLine",
    "SpecialDetails",
    "Told",
]
