"""Numbers and papers of a state; the numbers are sealed."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.events import announce

from ..events import FileChanged
from ..models import IdentityPaper
from ._checks import Check, NotValid
from ._file import File

FIELDS: Final = ("kind", "country", "issued_on", "expires_on", "issuer", "note")
ROWS: Final = File(IdentityPaper, "people.edit_identity", FIELDS)


@transaction.atomic
def add_paper(person_uid: UUID, *, number: str = "", by: Actor, **facts: object) -> IdentityPaper:
    """Put a paper or a number into a person's file."""
    _check_days(facts)
    paper = ROWS.add(ROWS.person(person_uid, by), facts)
    paper.keep_number(number.strip())
    paper.save(update_fields=["number_sealed", "number_ending", "number_blind"])
    announce(FileChanged(person_id=paper.person_id, what="papers"))
    trail.record(by, "people.paper.added", paper, about=paper.person_id, paper=paper.kind)
    return paper


@transaction.atomic
def update_paper(
    uid: UUID, *, number: str | None = None, version: int | None = None, by: Actor, **facts: object
) -> IdentityPaper:
    """Change what is known of a paper; without a ``number`` the one that is there stays."""
    paper = ROWS.fetch(uid, by)
    Check.version(paper, version, facts)
    _check_days({**{name: getattr(paper, name) for name in FIELDS}, **facts})
    is_new = number is not None and number.strip() != paper.number
    fields = [] if is_new and not _differs(paper, facts) else ROWS.update(paper, facts, None)
    if is_new:
        paper.keep_number((number or "").strip())
        paper.save(update_fields=["number_sealed", "number_ending", "number_blind"])
        fields.append("number")
    announce(FileChanged(person_id=paper.person_id, what="papers"))
    trail.record(by, "people.paper.updated", paper, about=paper.person_id, fields=fields)
    return paper


@transaction.atomic
def remove_paper(uid: UUID, *, reason: str = "", by: Actor) -> None:
    """Take a paper out of the file."""
    paper = ROWS.fetch(uid, by)
    announce(FileChanged(person_id=paper.person_id, what="papers"))
    trail.record(by, "people.paper.removed", paper, about=paper.person_id, reason=reason)
    paper.delete()


def _differs(paper: IdentityPaper, facts: dict[str, object]) -> bool:
    clean = Check.facts(IdentityPaper, facts, frozenset(FIELDS))
    return any(getattr(paper, name) != value for name, value in clean.items())


def _check_days(facts: dict[str, object]) -> None:
    issued, expires = facts.get("issued_on"), facts.get("expires_on")
    if issued and expires and str(expires) < str(issued):
        raise NotValid(errors={"expires_on": __("It cannot expire before it was issued.")})
