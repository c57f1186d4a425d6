"""Settles who is who and who has which contract."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tenure.foundation.exchange.desk import Desk, Piece
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.targets import Key

from ..models import Employment
from .finding import called, roll_of
from .said import EmploymentSaid, RowSaid, said


def settle_entity(desk: Desk) -> None:
    """Draft the legal entity that the mapping's options name, when it is not there yet."""
    told: dict[str, Any] = desk.aside["options"].get("legal_entity", {})
    if told and said(desk).employments:
        first = next(iter(said(desk).employments.values())).source
        code: Key = (told["code"],)
        if desk.index.pk("legal_entity", code) is None:
            desk.put(
                "legal_entity", code, {name: told[name] for name in ("name", "country", "currency")}, first
            )


def settle_names(desk: Desk) -> None:
    """List people who share a name with somebody of another number."""
    roll = roll_of(desk)
    for keys in said(desk).names.values():
        for key in keys:
            draft = desk.drafts["person"][key]
            others = sorted(roll.find(draft.facts["name"]) - {key[0]})
            if others and str(key[0]) > others[0]:
                _same_name(desk, key, others)


def _same_name(desk: Desk, key: Key, others: list[str]) -> None:
    draft = desk.drafts["person"][key]
    words = _(
        "%(who)s has the same name as %(others)s. Accept if they are different people; skip leaves this row out."
    )
    told = words % {"who": called(desk, key), "others": ", ".join(others)}
    if desk.warn(draft.source, "same_name", told, Choice.ACCEPT, Choice.SKIP) == Choice.SKIP:
        leave_out(desk, key)


def leave_out(desk: Desk, key: Key) -> None:
    """Take a person and all that was said of them out of the run."""
    told = said(desk)
    for target in ("person", "personal"):
        for one in [one for one in desk.drafts[target] if one in (key, (key,))]:
            del desk.drafts[target][one]
    for contact in [one for one in desk.drafts["contact"] if one[0] == key]:
        del desk.drafts["contact"][contact]
    told.employments = {one: value for one, value in told.employments.items() if one[0] != key}
    told.rows = [row for row in told.rows if row.person != key[0]]
    told.people.pop(key, None)
    roll_of(desk).numbers.discard(str(key[0]))


def settle_others(desk: Desk) -> None:
    """Attach emergency contacts and dotted lines to the people they name."""
    for row in said(desk).emergency:
        key = person_of(row, desk)
        if key:
            desk.put("emergency_contact", (key, row.given.get("name")), row.facts, row.given.source)
    for row in said(desk).dotted:
        key, manager = person_of(row, desk), person_of(row, desk, row.manager, "manager")
        if key and manager and key != manager and row.start:
            desk.hold("dotted_line", (key, manager), Piece(row.start, row.end, row.facts, row.given.source))


def person_of(row: RowSaid, desk: Desk, words: str = "", column: str = "person") -> Key | None:
    """Find whom a row is about; report who is unknown or could be several."""
    words = words or row.person
    found = roll_of(desk).find(words)
    if len(found) == 1:
        return (next(iter(found)),)
    if found:
        told = _("“%(words)s” could be %(numbers)s. Write the number.")
        desk.error(
            row.given.at(column),
            "person_ambiguous",
            told % {"words": words, "numbers": ", ".join(sorted(found))},
        )
    else:
        desk.error(
            row.given.at(column), "person_unknown", _("Nobody is called “%(words)s”.") % {"words": words}
        )
    return None


def settle_employments(desk: Desk) -> None:
    """Give each contract its entity and its days."""
    known = _contracts_there()
    last = _last_days(desk) if desk.aside["options"].get("employment_ends_with_history") else {}
    desk.aside["contracts"] = dict(known)
    for (person, number), one in said(desk).employments.items():
        entity = one.entity or _entity_of(one, known, desk)
        if entity is not None:
            _draft_employment(desk, one, entity, last.get((str(person[0]), number)))


def _contracts_there() -> dict[tuple[Key, str], tuple[Key, date, date | None]]:
    rows = Employment.objects.values_list(
        "person__number", "number", "legal_entity__code", "valid_from", "valid_until"
    )
    return {((person,), number): ((entity,), start, end) for person, number, entity, start, end in rows}


def _entity_of(one: EmploymentSaid, known: dict[Any, Any], desk: Desk) -> Key | None:
    if (one.person, one.number) in known:
        entity: Key = known[one.person, one.number][0]
        return entity
    default: dict[str, str] = desk.aside["options"].get("legal_entity", {})
    if default:
        return (default["code"],)
    there = {*desk.drafts["legal_entity"], *desk.index.keys("legal_entity")}
    if len(there) == 1:
        return next(iter(there))
    desk.error(
        one.source, "which_entity", _("There are several legal entities, or none: say which one employs.")
    )
    return None


def _draft_employment(desk: Desk, one: EmploymentSaid, entity: Key, last: date | None) -> None:
    was = desk.aside["contracts"].get((one.person, one.number))
    start = one.hired_on or (was[1] if was else None)
    if start is None:
        words = _("%(who)s has no first day. Accept takes %(day)s; skip leaves the person out.")
        told = words % {"who": called(desk, one.person), "day": desk.as_of}
        if desk.warn(one.source, "no_first_day", told, Choice.ACCEPT, Choice.SKIP) == Choice.SKIP:
            leave_out(desk, one.person)
            return
        start = desk.as_of
    key: Key = (one.person, entity, one.number)
    end = one.until or last
    facts = {"valid_from": start, **({"valid_until": end} if end else {}), **one.facts}
    desk.put("employment", key, facts, one.source)
    desk.aside["contracts"][one.person, one.number] = (entity, start, end or (was[2] if was else None))
    term_from = desk.as_of if was and one.terms else start
    if one.terms or not was:
        desk.hold("employment_term", (key,), Piece(term_from, end, one.terms, one.source))


def _last_days(desk: Desk) -> dict[tuple[str, str], date]:
    """Give the last day of all history of people none of whose rows is open."""
    last: dict[tuple[str, str], date | None] = {}
    for row in said(desk).rows:
        mark = (row.person, row.number)
        before = last.get(mark, date.min)
        last[mark] = None if row.end is None or before is None else max(before, row.end)
    return {mark: day for mark, day in last.items() if day is not None}


def settle_days(desk: Desk) -> None:
    """Let what has no date of its own hold."""
    desk.date_the_undated()
