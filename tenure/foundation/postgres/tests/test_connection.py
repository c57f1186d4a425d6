from pathlib import Path

import pytest

from tenure.foundation.postgres import Role, connection, data_folder, database_settings, dsn

APP = "postgresql://web:p%40ss@db.example:6432/hr?sslmode=require"
OWNER = "postgresql://dba:secret@db.example:6432/hr"


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "TENURE_DATABASE_ROLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TENURE_DATA", "/srv/tenure")


def test_without_a_url_the_application_uses_the_socket_of_the_embedded_server():
    found = database_settings()

    assert (found["USER"], found["HOST"], found["NAME"]) == (
        "tenure_app",
        "/srv/tenure/postgres/socket",
        "tenure",
    )


def test_a_url_is_used_in_the_role_of_the_application(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", APP)

    found = database_settings()

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "web",
        "p@ss",
        "db.example",
        "6432",
    )
    assert found["OPTIONS"] == {"sslmode": "require", "options": "-c role=tenure_app"}


def test_a_url_that_already_is_the_role_takes_nothing_on(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://tenure_app@db/hr")

    assert database_settings()["OPTIONS"] == {}


def test_the_owner_has_a_url_of_its_own(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", APP)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)

    assert database_settings(Role.OWNER)["USER"] == "dba"
    assert "role=tenure_keeper" in dsn(Role.KEEPER)
    assert not connection.is_derived()


def test_one_url_serves_the_owner_as_well(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", APP)

    assert database_settings(Role.OWNER)["OPTIONS"] == {"sslmode": "require"}
    assert connection.is_derived()


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "postgresql://a@b/"])
def test_anything_else_is_refused_in_words(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(connection.UrlIsNotPostgres, match="postgresql://user"):
        database_settings()


def test_the_data_folder_is_where_the_account_keeps_such_things(monkeypatch):
    monkeypatch.delenv("TENURE_DATA")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/ada/.share")

    assert data_folder() == Path("/home/ada/.share/tenure")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert data_folder() == Path("/var/lib/tenure")
