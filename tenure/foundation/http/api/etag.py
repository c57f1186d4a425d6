"""Entity tags: a write says which version it read (RFC 9110, sections 8.8.3 and 13.1.1)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenure.foundation.records.models import Record
from tenure.foundation.refusal import Clash, Refused

TAG = re.compile(r'^(?:W/)?"[0-9a-f]{32}-(\d{1,9})"$')


class PreconditionMissing(Refused):
    message = _("Send the ETag that you read in an If-Match header, so that nobody's change is lost.")
    status = 428


class Stale(Refused):
    message = _("Somebody changed this since you read it. Read it again and repeat the change.")
    status = 412


def etag(row: Record) -> str:
    """Give the entity tag of a row as it is now."""
    return f'"{row.uid.hex}-{row.version}"'


@contextmanager
def matched(request: HttpRequest) -> Iterator[int | None]:
    """Give the version that the request read, for the verb to check on its locked row.

    Without If-Match the answer is 428; where the verb finds another version it is 412.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionMissing
    tag = TAG.match(given.strip())
    if tag is None and given.strip() != "*":
        raise Stale
    try:
        yield int(tag[1]) if tag else None
    except Clash:
        raise Stale from None
