"""The embedded PostgreSQL, and how every role reaches it or the server in DATABASE_URL.

Nothing here needs Django's settings, and importing it starts nothing.
"""

from pathlib import Path

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
    "hold",
    "is_derived",
    "is_external",
]


def hold(data: Path | None = None) -> None:
    """Make the data folder, and keep the embedded server running until this process ends if it is ours."""
    (data or data_folder()).mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_external():
        from tenure.foundation.postgres import lease

        lease.hold(data)
