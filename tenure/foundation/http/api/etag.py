"""Entity tags: a write says which version it read (RFC 9110, sections 8.8.3 and 13.1.1)."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenure.foundation.records.models import Record
from tenure.foundation.refusal import Refused


class PreconditionMissing(Refused):
    message = _("Send the ETag that you read in an If-Match header, so that nobody's change is lost.")
    status = 428


class Stale(Refused):
    message = _("Somebody changed this since you read it. Read it again and repeat the change.")
    status = 412


def etag(row: Record) -> str:
    """Give the entity tag of a row as it is now."""
    return f'"{row.uid.hex}-{row.version}"'


def match(request: HttpRequest, row: Record) -> None:
    """Refuse a write that does not say, or no longer knows, the version it changes.

    Call it on a locked row, inside the transaction of the write.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionMissing
    if given.strip() != "*" and etag(row) not in {tag.strip() for tag in given.split(",")}:
        raise Stale
