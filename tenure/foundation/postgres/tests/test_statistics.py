"""The application may ask for statistics, and gets them, though it owns no table."""

import pytest
from django.db import connection

from tenure.foundation.identity.models import Role
from tenure.foundation.postgres import statistics


@pytest.mark.django_db
def test_the_application_refreshes_statistics_of_tables_it_does_not_own() -> None:
    Role.objects.bulk_create([Role(code=f"many-{n}", name=str(n)) for n in range(300)])
    statistics.refresh()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'identity_role'")
        assert cursor.fetchone()[0] >= 300
