"""Does a change to each row of many, one after another, and says how each fared."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

from .models import BulkChange
from .verbs import Named, Verb, Wish, verb

OK: Final = "ok"
SAME: Final = "same"
ERROR: Final = "error"


def wish_of(change: BulkChange, by: Actor) -> Wish:
    """Read what was typed into values, with the rights of the day."""
    return Wish(
        on=change.on,
        facts=read_facts(verb(change.verb), change.facts, by),
        is_correction=change.is_correction,
        reason=change.reason,
        why=change.why,
    )


def read_facts(one: Verb, typed: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Read facts by the form of a verb; only those that were given."""
    from .actions import BadFacts

    form = one.form(typed, by)
    unknown = {name: str(_("This cannot be set here.")) for name in typed if name not in form.fields}
    if not form.is_valid() or unknown:
        told = {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}
        raise BadFacts(errors=unknown | told)
    return {name: getattr(form.cleaned_data[name], "row", form.cleaned_data[name]) for name in typed}


def work(change: BulkChange, by: Actor, progress: Callable[[int], None]) -> list[dict[str, Any]]:
    """Do it to every row, each in a savepoint of its own; the caller keeps it all or throws it away."""
    one, wish = verb(change.verb), wish_of(change, by)
    uids = [UUID(uid) for uid in change.subjects]
    named = one.named(by, uids)
    lines = []
    for uid in uids:
        lines.append(_line(one, uid, named.get(uid), wish, by))
        progress(1)
    return lines


def _line(one: Verb, uid: UUID, named: Named | None, wish: Wish, by: Actor) -> dict[str, Any]:
    label, url = named or Named("", "")
    line: dict[str, Any] = {"uid": str(uid), "label": label, "url": url, "warnings": [], "changes": []}
    if named is None:
        return line | {"state": ERROR, "message": _("There is nothing here, or it is not yours to see.")}
    try:
        with transaction.atomic():
            before = one.read(by, uid, wish.on)
            line["warnings"] = one.warn(by, uid, wish)
            one.act(by, uid, wish)
            line["changes"] = _changes(one, before, one.read(by, uid, wish.on))
    except ObjectDoesNotExist:
        return line | {"state": ERROR, "message": _("This is not yours to change.")}
    except IntegrityError:
        return line | {"state": ERROR, "message": _("It contradicts another record of that time.")}
    except Refused as refusal:
        words = " ".join([*refusal.errors.values()]) or str(refusal)
        return line | {"state": SAME if _is_same(refusal) else ERROR, "message": words}
    return line | {"state": OK, "message": ""}


def _is_same(refusal: Refused) -> bool:
    return bool(getattr(refusal, "nothing_changes", False))


def _changes(one: Verb, before: dict[str, str], after: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "label": str(one.labels.get(name, name)),
            "before": before.get(name, ""),
            "after": after[name],
        }
        for name in after
        if after[name] != before.get(name, "")
    ]


def counts(lines: list[dict[str, Any]]) -> dict[str, int]:
    """Count the rows by how they fared."""
    out = {OK: 0, SAME: 0, ERROR: 0, "warnings": 0}
    for line in lines:
        out[line["state"]] += 1
        out["warnings"] += bool(line["warnings"])
    return out
