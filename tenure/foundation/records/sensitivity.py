"""How sensitive a table is, and how long its rows are kept: every model says both."""

from enum import StrEnum


class Sensitivity(StrEnum):
    """The classes a table can have; a table holds facts of one class only."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    IDENTITY = "identity"
    PAY = "pay"
    SPECIAL = "special"
    CASE = "case"
    SYSTEM = "system"


class Retention(StrEnum):
    """What starts the clock for disposal; the periods are data, by country."""

    EMPLOYMENT = "employment"
    PAY = "pay"
    IDENTITY = "identity"
    SPECIAL = "special"
    ORGANISATION = "organisation"
    TRAIL = "trail"
    ACCOUNT = "account"
    TECHNICAL = "technical"


READS_LOGGED = frozenset({Sensitivity.PAY, Sensitivity.IDENTITY, Sensitivity.SPECIAL, Sensitivity.CASE})
