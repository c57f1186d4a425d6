"""The run: one identifier for all that belongs together, given by the database itself.

Each transaction has one; trail entries and row history take it by a column default, so that no
write can miss it. Work that spans transactions (an import, a job) shares one by ``shared``.

Where a transaction first asks for its run, its ``Moment`` is written as well: from when to when
the transaction was open. So it is known, for any instant, what was saved by then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connection, connections, models, transaction
from django.db.models import Func

SETTING = "tenure.run"

# A history trigger may run as the owner with a search path of its own: name everything in full.
FUNCTION = """
CREATE OR REPLACE FUNCTION public.tenure_run() RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    known text := pg_catalog.current_setting('tenure.run', true);
BEGIN
    IF known IS NULL OR known = '' THEN
        known := pg_catalog.set_config('tenure.run', pg_catalog.gen_random_uuid()::text, true);
    END IF;
    IF pg_catalog.current_setting('tenure.moment', true) IS DISTINCT FROM known
       AND pg_catalog.to_regclass('public.audit_moment') IS NOT NULL THEN
        INSERT INTO public.audit_moment (run, began_at) VALUES (known::uuid, pg_catalog.now());
        PERFORM pg_catalog.set_config('tenure.moment', known, true);
    END IF;
    RETURN known::uuid;
END
$$
"""


class Run(Func):
    """The run of the transaction at hand, as a column default (migrations import this)."""

    function = "public.tenure_run"
    arity = 0
    output_field = models.UUIDField()


class TimeSpan(Func):
    """The half-open range of two instants, as an index expression (migrations import this)."""

    function = "tstzrange"
    arity = 2
    output_field = DateTimeRangeField()


class DatabaseClock(Func):
    """The instant by the clock of the database, as a column default (migrations import this)."""

    function = "clock_timestamp"
    arity = 0
    output_field = models.DateTimeField()


def install(*, using: str = "default", **_more: Any) -> None:
    """Put the function in place before the first table that calls it is made."""
    with connections[using].cursor() as cursor:
        cursor.execute(FUNCTION)


def current() -> UUID:
    """Give the run of the transaction at hand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.tenure_run()")
        return UUID(str(cursor.fetchone()[0]))


@contextmanager
def shared(run: UUID) -> Iterator[None]:
    """Do one piece of work under a run of its own, within a transaction or across several."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [SETTING])
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(run)])
        yield
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, before])
