"""How each database role reaches the database: the embedded server, or the one in DATABASE_URL."""

import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import make_conninfo

from tenure.foundation.postgres.folders import PORT, data_folder, socket_folder
from tenure.foundation.refusal import Refused

DATABASE = "tenure"


class Role(StrEnum):
    """The three roles of the database, by what they are for."""

    OWNER = "tenure_owner"
    APP = "tenure_app"
    KEEPER = "tenure_keeper"


class UrlIsNotPostgres(Refused):
    message = _("{variable} must look like postgresql://user:password@host:5432/database.")


@dataclass(frozen=True)
class Address:
    """One way into a database: where, as whom, and the role taken on once inside."""

    host: str
    port: str
    user: str
    password: str
    database: str
    options: dict[str, str] = field(default_factory=dict)
    role: Role | None = None

    def dsn(self) -> str:
        """Write the address the way libpq and psycopg read it."""
        named = {
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "password": self.password,
            "dbname": self.database,
        }
        return make_conninfo("", **{key: value for key, value in named.items() if value}, **self.parameters())

    def parameters(self) -> dict[str, str]:
        """Give the connection parameters beyond host, user and database."""
        if self.role is None or self.role == self.user:
            return dict(self.options)
        given = self.options.get("options", "")
        return self.options | {"options": f"{given} -c role={self.role}".strip()}


def is_external() -> bool:
    """Tell whether DATABASE_URL names a server, so that ours is never started."""
    return bool(os.environ.get("DATABASE_URL"))


def is_derived() -> bool:
    """Tell whether one URL has to serve both as owner and, by taking a role on, as application."""
    return is_external() and not os.environ.get("DATABASE_OWNER_URL")


def address(role: Role) -> Address:
    """Give the way in for one role, from the environment or the embedded server."""
    if not is_external():
        return Address(str(socket_folder(data_folder())), str(PORT), role, "", DATABASE)
    app = _parsed("DATABASE_URL")
    if role == Role.APP:
        return replace(app, role=Role.APP)
    owner = app if is_derived() else _parsed("DATABASE_OWNER_URL")
    return owner if role == Role.OWNER else replace(owner, role=Role.KEEPER)


def dsn(role: Role = Role.APP) -> str:
    """Give the connection string for one role."""
    return address(role).dsn()


def database_settings(role: Role | None = None) -> dict[str, Any]:
    """Give Django's DATABASES["default"]; TENURE_DATABASE_ROLE=tenure_owner is how migrate asks."""
    chosen = role or Role(os.environ.get("TENURE_DATABASE_ROLE", Role.APP))
    way_in = address(chosen)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": way_in.database,
        "USER": way_in.user,
        "PASSWORD": way_in.password,
        "HOST": way_in.host,
        "PORT": way_in.port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": way_in.parameters(),
    }


def _parsed(variable: str) -> Address:
    url = urlsplit(os.environ[variable])
    if url.scheme not in ("postgres", "postgresql") or not url.path.strip("/"):
        raise UrlIsNotPostgres(variable=variable)
    options = dict(parse_qsl(url.query))
    return Address(
        host=options.pop("host", "") or unquote(url.hostname or ""),
        port=options.pop("port", "") or str(url.port or PORT),
        user=unquote(url.username or "") or options.pop("user", ""),
        password=unquote(url.password or ""),
        database=unquote(url.path.strip("/")),
        options=options,
    )
