"""The embedded PostgreSQL, and how every role reaches it or the server in DATABASE_URL.

Nothing here needs Django's settings, and importing it starts nothing.
"""

from tenure.foundation.postgres.connection import (
    Address,
    Role,
    address,
    database_settings,
    dsn,
    is_derived,
    is_external,
)
from tenure.foundation.postgres.folders import data_folder

__all__ = [
    "Address",
    "Role",
    "address",
    "data_folder",
    "database_settings",
    "dsn",
    "is_derived",
    "is_external",
]
