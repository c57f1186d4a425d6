"""What the planner knows of the tables: refreshed after much was written at once."""

from django.db import connection


def refresh() -> None:
    """Let the owner analyse the tables now, in this transaction: what follows is planned for what is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.tenure_refresh_statistics()")
