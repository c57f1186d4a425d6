"""Settles which job and which pay belong to which contract, and who leads which unit."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from tenure.foundation.exchange.desk import Desk, Piece
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.lookup import code_for
from tenure.foundation.exchange.targets import Key

from .finding import called, roll_of
from .said import HeadSaid, RowSaid, said
from .settle_people import person_of

HEAD_LINE: Final = 2
Contracts = dict[tuple[Key, str], tuple[Key, date, date | None]]


def settle_rows(desk: Desk) -> None:
    """Hang every row of history on its contract."""
    contracts: Contracts = desk.aside["contracts"]
    of_person: dict[Key, list[str]] = defaultdict(list)
    for person, number in contracts:
        of_person[person].append(number)
    _follow_on(said(desk).rows, desk.aside["options"].get("follow_on", ()))
    _after_the_past(said(desk).rows)
    for row in said(desk).rows:
        whose = person_of(row, desk)
        which = _contract(row, whose, of_person, desk) if whose else None
        if whose is not None and which is not None:
            _hold(row, whose, which, contracts[whose, which], desk)


def _follow_on(rows: list[RowSaid], targets: Collection[str]) -> None:
    """Where the mapping says so, let a row that tells no end hold until the next of the same job begins."""
    told: dict[tuple[str, str, str, int, str], list[RowSaid]] = defaultdict(list)
    for row in rows:
        if row.target in targets and row.start is not None:
            told[row.target, row.person, row.number, row.line, row.kind].append(row)
    for some in told.values():
        for one, after in pairwise(sorted(some, key=lambda row: row.start or date.min)):
            if one.end is None and one.start != after.start:
                one.end = after.start


def _after_the_past(rows: list[RowSaid]) -> None:
    """Let a row without a day, which tells how it is now, begin where the dated rows of the same job end."""
    last: dict[tuple[str, str, str, int], date] = {}
    for row in rows:
        if row.end is not None and row.start is not None:
            mark = (row.target, row.person, row.number, row.line)
            last[mark] = max(row.end, last.get(mark, row.end))
    for row in rows:
        if row.start is None:
            row.not_before = last.get((row.target, row.person, row.number, row.line))


def settle_bare(desk: Desk) -> None:
    """Give a new contract of which no row tells a job an assignment without facts: everybody stands somewhere."""
    told = {key[0] for key in desk.pieces["assignment"]}
    for key, draft in desk.drafts["employment"].items():
        if key not in told and desk.index.pk("employment", key) is None:
            facts = draft.facts
            piece = Piece(facts["valid_from"], facts.get("valid_until"), {"primary": True}, draft.source)
            desk.hold("assignment", (key, 1), piece)


def _contract(row: RowSaid, person: Key, of_person: dict[Key, list[str]], desk: Desk) -> str | None:
    numbers = of_person.get(person, [])
    if row.number in numbers:
        return row.number
    if len(numbers) == 1 and not row.number:
        return numbers[0]
    words = _("%(who)s has no such contract, or several: say which by its number.")
    desk.error(row.given.source, "which_contract", words % {"who": called(desk, person)})
    return None


def _hold(
    row: RowSaid, person: Key, number: str, contract: tuple[Key, date, date | None], desk: Desk
) -> None:
    entity, hired, left = contract
    employment: Key = (person, entity, number)
    start = row.start or max(_start(employment, hired, desk), row.not_before or hired)
    end = row.end if row.end is not None or row.start is not None else left
    if not _is_within(row, person, (start, end), contract, desk):
        return
    key: Key = (employment, row.line) if row.target == "assignment" else (employment, row.line, row.kind)
    facts = dict(row.facts)
    if row.target == "assignment":
        facts["primary"] = row.line == 1
        desk.aside.setdefault("managed", []).append((row, person, facts, end))
    elif not facts["currency"]:
        facts["currency"] = _currency(entity, desk)
    desk.hold(row.target, key, Piece(start, end, facts, row.given.source))


def _start(employment: Key, hired: date, desk: Desk) -> date:
    """A row without a date holds from the first day of a new contract, else from the day of the run."""
    is_there = desk.index.pk("employment", employment) is not None
    return max(desk.as_of, hired) if is_there else hired


def _currency(entity: Key, desk: Desk) -> str:
    draft = desk.drafts["legal_entity"].get(entity)
    if draft is not None:
        return str(draft.facts["currency"])
    from tenure.domains.organisation.models import LegalEntity

    return str(LegalEntity.objects.get(code=entity[0]).currency)


def _is_within(
    row: RowSaid,
    person: Key,
    span: tuple[date, date | None],
    contract: tuple[Key, date, date | None],
    desk: Desk,
) -> bool:
    start, end = span
    _entity, hired, left = contract
    if start >= hired and (left is None or (end is not None and end <= left) or start < left):
        return True
    words = _("%(who)s: this holds from %(start)s, outside of the contract (%(hired)s to %(left)s).")
    told = words % {"who": called(desk, person), "start": start, "hired": hired, "left": left or _("open")}
    return desk.warn(row.given.source, "outside_contract", told, Choice.ACCEPT, Choice.SKIP) == Choice.ACCEPT


def settle_heads(desk: Desk) -> None:
    """Make a seat at the head of each unit that rows name somebody to lead, and put them on it."""
    heads = said(desk).heads
    for head in heads:
        found = roll_of(desk).find(head.person)
        if len(found) != 1:
            words = _("“%(words)s” leads a unit but is nobody's number, e-mail or name, or several people's.")
            desk.error(head.given.at("person"), "person_unknown", words % {"words": head.person})
            continue
        person: Key = (next(iter(found)),)
        if _head_stands(head, person, desk):
            _seat(head, person, desk)


def _head_stands(head: HeadSaid, person: Key, desk: Desk) -> bool:
    """List heads whose own history is elsewhere, or who lead before they work here."""
    names = {"who": called(desk, person), "unit": _unit_name(head.unit, desk), "start": head.start}
    kept = True
    if not _works_in(head, person, desk):
        words = _(
            "%(who)s leads %(unit)s from %(start)s but never worked in it by their own history. Skip leaves them out as head."
        )
        kept &= (
            desk.warn(head.given.source, "head_works_elsewhere", words % names, Choice.ACCEPT, Choice.SKIP)
            == Choice.ACCEPT
        )
    hired = min((one[1] for (who, _n), one in desk.aside["contracts"].items() if who == person), default=None)
    if hired and head.start < hired:
        words = _("%(who)s leads %(unit)s from %(start)s, before the first day here, %(hired)s.")
        told = words % {**names, "hired": hired}
        kept &= (
            desk.warn(head.given.source, "head_before_hire", told, Choice.ACCEPT, Choice.SKIP)
            == Choice.ACCEPT
        )
    return kept


def _works_in(head: HeadSaid, person: Key, desk: Desk) -> bool:
    if "units_of" not in desk.aside:
        found: dict[Key, set[Any]] = defaultdict(set)
        for key, pieces in desk.pieces["assignment"].items():
            found[key[0][0]] |= {piece.facts["unit"] for piece in pieces if piece.facts.get("unit")}  # type: ignore[index]
        desk.aside["units_of"] = found
    units: dict[Key, set[Any]] = desk.aside["units_of"]
    return person not in units or head.unit in units[person]


def _seat(head: HeadSaid, person: Key, desk: Desk) -> None:
    title = _("Head of %(unit)s") % {"unit": _unit_name(head.unit, desk)}
    seat: Key = (code_for(f"{head.unit[0]}-HEAD", 80),)
    desk.put("position", seat, {"is_pooled": False}, head.given.source)
    desk.hold_always("position_term", (seat,), {"title": title, "unit": head.unit}, head.given.source)
    _lead(head, seat, desk)
    contract = next(
        ((number, one) for (who, number), one in desk.aside["contracts"].items() if who == person), None
    )
    if contract is None:
        return
    number, (entity, _hired, _left) = contract
    facts = {"title": title, "unit": head.unit, "position": seat, "primary": False, "fte": Decimal(0)}
    key: Key = ((person, entity, number), HEAD_LINE)
    desk.hold("assignment", key, Piece(head.start, head.end, facts, head.given.source))
    desk.aside.setdefault("leads", []).append((head.unit, person, head.start, head.end))


def _lead(head: HeadSaid, seat: Key, desk: Desk) -> None:
    """Let the seat lead the unit; a row that joins the one before only makes it longer."""
    pieces = desk.pieces["unit_head"][(head.unit,)]
    before = next((one for one in pieces if one.end == head.start or one.start == head.end), None)
    start, end = head.start, head.end
    if before is not None:
        pieces.remove(before)
        start, end = (before.start, head.end) if before.end == head.start else (head.start, before.end)
    pieces.append(Piece(start, end, {"position": seat}, head.given.source))


def _unit_name(unit: Key, desk: Desk) -> str:
    for told in (
        desk.pieces["unit_term"].get((unit,), []),
        filter(None, [desk.undated["unit_term"].get((unit,))]),
    ):
        for one in told:
            if one.facts.get("name"):
                return str(one.facts["name"])
    from tenure.domains.organisation.models import UnitTerm

    found = UnitTerm.objects.filter(unit__code=unit[0]).order_by("-valid_from").first()
    return found.name if found else str(unit[0])
