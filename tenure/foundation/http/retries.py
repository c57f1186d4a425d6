"""Does a request again that the database broke off because two of them stood in each other's way.

A deadlock or a serialization failure takes back one of the two whole. It is tried again if nothing
of the request was kept: each act leaves a line of the trail, and the trail says when one is committed.
"""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from psycopg import errors

from tenure.foundation.audit import committed
from tenure.foundation.refusal import Refused

TIMES: Final = 5
IN_THE_WAY: Final = (errors.DeadlockDetected, errors.SerializationFailure)
MARK: Final = "in_the_way"


class InTheWay(Refused):
    """Somebody else kept changing the same; what was asked for is not done."""

    message = _("Somebody else is changing the same at this moment. Nothing was changed; try again.")
    status = 503


def is_in_the_way(error: BaseException | None) -> bool:
    """Look for a deadlock or a serialization failure in an error and its causes."""
    while error is not None and not isinstance(error, IN_THE_WAY):
        error = error.__cause__
    return error is not None


class Retries:
    """Stands right around ``Refusals``, which marks the answer of a request that was broken off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for number in range(1, TIMES + 1):
            with _savepoint(), committed.counted() as kept:
                response = self._get_response(request)
                stuck = hasattr(response, MARK)
                if stuck and connection.in_atomic_block:
                    transaction.set_rollback(True)
            if not stuck or number == TIMES or kept or not _can_be_read_again(request):
                return response
            time.sleep(random.uniform(0.01, 0.05) * number)  # noqa: S311
        raise AssertionError


def _savepoint() -> AbstractContextManager[object]:
    """Where the request runs in a transaction already, take back to its beginning."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _can_be_read_again(request: HttpRequest) -> bool:
    return request.content_type != "multipart/form-data" or not request.FILES
