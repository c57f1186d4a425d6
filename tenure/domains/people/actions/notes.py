"""Remarks in the staff file: who may read one is fixed when it is written."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from ..models import Note
from ._checks import Check, Fetch, NotValid

WRITE = "notes.write"


class NotForYou(Refused):
    message = _("You may not write notes of this visibility: you could not read them yourself.")
    status = 403


class NotYourNote(Refused):
    message = _("Only whoever wrote a note may edit it.")
    status = 403


@transaction.atomic
def write_note(person_uid: UUID, *, visibility: str, text: str, by: Actor) -> Note:
    """Put a remark into a staff file, for the readers that are chosen now."""
    person = Fetch.person(person_uid, WRITE, by)
    clean = Check.facts(Note, {"visibility": visibility, "text": text}, frozenset({"visibility", "text"}))
    note: Note = Note.objects.create(person=person, author_id=by.user_id, **clean)
    if not Note.objects.allowed(by, "notes.view").filter(pk=note.pk).exists():
        raise NotForYou
    trail.record(by, "people.note.written", note, about=person, visibility=visibility)
    return note


@transaction.atomic
def edit_note(note_uid: UUID, *, text: str, version: int | None = None, by: Actor) -> Note:
    """Change a remark of one's own; what stood there before stays for the same readers."""
    note = _fetch(note_uid, by)
    Check.version(note, version, {"text": text})
    Check.differs(note, {"text": text})
    if note.author_id != by.user_id:
        raise NotYourNote
    if not text.strip():
        raise NotValid(errors={"text": __("A note without words is none. Remove it instead.")})
    note.text, note.edited_at = text, Now()
    note.save(update_fields=["text", "edited_at"])
    note.refresh_from_db()
    trail.record(by, "people.note.edited", note, about=note.person_id)
    return note


@transaction.atomic
def remove_note(note_uid: UUID, *, reason: str, by: Actor) -> None:
    """Take a remark of one's own out of the file, saying why; its history stays."""
    note = _fetch(note_uid, by)
    if note.author_id != by.user_id:
        raise NotYourNote
    trail.record(by, "people.note.removed", note, about=note.person_id, reason=reason)
    note.delete()


def _fetch(uid: UUID, by: Actor) -> Note:
    """Fetch a note that the actor may read, of a person about whom the actor may write."""
    readable = Note.objects.allowed(by, "notes.view").values("pk")
    writable = Note.objects.allowed(by, WRITE).filter(pk__in=readable)
    found: Note = writable.select_for_update(no_key=True, of=("self",)).get(uid=uid)
    return found
