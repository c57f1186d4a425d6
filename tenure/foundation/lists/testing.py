"""What every list's test calls: the number of queries does not grow with the rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, url: str) -> int:
    """Count the queries of a page that must be there."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    assert answer.status_code == 200, answer.content[:500]  # noqa: S101
    return len([q for q in seen.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def assert_list_queries(client: Client, url: str, make_row: Callable[[], Any], *, queries: int) -> None:
    """Hold the page to one literal number of queries, with one row and with three."""
    make_row()
    client.get(url)  # fills caches that a process fills once
    one = queries_of(client, url)
    make_row()
    make_row()
    three = queries_of(client, url)
    assert (one, three) == (queries, queries), f"{one} queries for 1 row, {three} for 3, {queries} promised"  # noqa: S101
