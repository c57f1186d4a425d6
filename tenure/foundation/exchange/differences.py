"""Compares what files say with what is there: new, changed (which facts), same, missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from . import overlay, targets
from .desk import Desk, Draft, Piece, shown
from .past import rescinded_of
from .tables import Source
from .targets import Index, Key, Target

NOWHERE: Final = Source("")


@dataclass
class RowPlan:
    """One row to write. ``pk`` names the row to update; ``was`` its facts that will change."""

    key: Key
    facts: dict[str, Any]
    pk: int | None = None
    start: date | None = None
    end: date | None = None
    was: dict[str, Any] = field(default_factory=dict)
    source: Source = NOWHERE


@dataclass
class TargetPlan:
    """What is to be done with the rows of one target."""

    target: Target
    new: list[RowPlan] = field(default_factory=list)
    changed: list[RowPlan] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    rescinded: list[RowPlan] = field(default_factory=list)
    same: int = 0
    missing: list[Key] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone) + len(self.rescinded)


@dataclass
class Differences:
    """What a run would change, by target, in the order of writing."""

    plans: list[TargetPlan] = field(default_factory=list)
    index: Index = field(default_factory=Index)

    @property
    def writes(self) -> int:
        return sum(plan.writes for plan in self.plans)

    def counts(self) -> dict[str, dict[str, int]]:
        """Count rows by target and what happens to them."""
        out = {}
        for plan in self.plans:
            out[plan.target.name] = {
                "new": len(plan.new),
                "changed": len(plan.changed),
                "gone": len(plan.gone),
                "rescinded": len(plan.rescinded),
                "same": plan.same,
                "missing": len(plan.missing),
            }
        return out


def compare(desk: Desk) -> Differences:
    """Work out what has to be written; contradictions between rows become errors."""
    out = Differences(index=desk.index)
    for one in targets.in_order():
        if desk.drafts.get(one.name):
            out.plans.append(_compare_drafts(one, desk, out.index))
        if desk.pieces.get(one.name):
            out.plans.append(_compare_pieces(one, desk, out.index))
    return out


def _compare_drafts(one: Target, desk: Desk, index: Index) -> TargetPlan:
    drafts = desk.drafts[one.name]
    plan = TargetPlan(one, missing=[key for key in index.keys(one.name) if key not in drafts])
    there = _facts_there(one, drafts, index)
    for key, draft in drafts.items():
        desk.progress(1)
        _place(plan, draft, index.pk(one.name, key), there)
    return plan


def _place(plan: TargetPlan, draft: Draft, pk: int | None, there: dict[int, dict[str, Any]]) -> None:
    if pk is None:
        plan.new.append(RowPlan(draft.key, {**plan.target.blank, **draft.facts}, source=draft.source))
        return
    was = {name: there[pk][name] for name, value in draft.facts.items() if there[pk][name] != value}
    if was:
        new = {name: draft.facts[name] for name in was}
        plan.changed.append(RowPlan(draft.key, new, pk, was=was, source=draft.source))
    else:
        plan.same += 1


def _facts_there(one: Target, drafts: Iterable[Key], index: Index) -> dict[int, dict[str, Any]]:
    wanted = [pk for pk in (index.pk(one.name, key) for key in drafts) if pk is not None]
    if not wanted:
        return {}
    columns = [one.column(name) for name in one.facts]
    rows = one.model._default_manager.filter(pk__in=wanted).values_list("pk", *columns)
    return {pk: _facts(one, values, index) for pk, *values in rows}


def _facts(one: Target, values: Iterable[Any], index: Index) -> dict[str, Any]:
    return {name: index.natural(one, name, value) for name, value in zip(one.facts, values, strict=True)}


def _compare_pieces(one: Target, desk: Desk, index: Index) -> TargetPlan:
    plan = TargetPlan(one)
    owners = desk.pieces[one.name]
    known = _known(one, owners, index)
    for key, pieces in owners.items():
        desk.progress(1)
        lasting = [piece for piece in pieces if piece.end is None or piece.start < piece.end]
        _lay(plan, key, lasting, known.get(key, []), desk)
    _compare_rescinded(plan, owners, index)
    return plan


def _lay(plan: TargetPlan, key: Key, pieces: list[Piece], known: list[overlay.Known], desk: Desk) -> None:
    said = [overlay.Said(piece.start, piece.end, piece.facts) for piece in pieces]
    try:
        rows = overlay.overlay(known, said, plan.target.blank)
    except overlay.Contradiction as clash:
        _report(clash, pieces, desk)
        return
    before = {one.key: one for one in known}
    for row in rows:
        _place_stretch(plan, key, row, before, pieces)
    kept = {row.key for row in rows}
    plan.gone += [one.key for one in known if one.key not in kept]


def _place_stretch(
    plan: TargetPlan, key: Key, row: overlay.Stretch, before: dict[int, overlay.Known], pieces: list[Piece]
) -> None:
    source = next((one.source for one in pieces if one.start <= row.start), NOWHERE)
    new = RowPlan(key, dict(row.facts), row.key, row.start, row.end, source=source)
    if row.key is None:
        plan.new.append(new)
        return
    old = before[row.key]
    new.was = {name: old.facts[name] for name, value in row.facts.items() if old.facts[name] != value}
    if old.end != row.end:
        new.was["valid_until"] = old.end
    if new.was:
        plan.changed.append(new)
    else:
        plan.same += 1


def _report(clash: overlay.Contradiction, pieces: list[Piece], desk: Desk) -> None:
    words = _("On %(day)s the files say two things about %(field)s: “%(one)s” and “%(other)s”.")
    told = {"day": clash.day, "field": clash.field, "one": shown(clash.one), "other": shown(clash.other)}
    involved = [one for one in pieces if clash.field in one.facts and one.start <= clash.day]
    desk.error(involved[-1].source, "overlap", words % told)


def _known(one: Target, owners: Iterable[Key], index: Index) -> dict[Key, list[overlay.Known]]:
    """Read the rows of the owners at hand, by the natural key of the owner."""
    rows = one.model._default_manager.all()
    first = one.key[0]
    if first in one.refs:
        pks = [index.pk(one.refs[first], key[0]) for key in owners]  # type: ignore[arg-type]
        rows = rows.filter(**{f"{one.column(first)}__in": [pk for pk in pks if pk is not None]})
    keys, facts = [one.column(name) for name in one.key], [one.column(name) for name in one.facts]
    out: dict[Key, list[overlay.Known]] = {}
    for pk, start, end, *values in rows.values_list("pk", "valid_from", "valid_until", *keys, *facts):
        parts = zip(one.key, values[: len(keys)], strict=True)
        key = tuple(index.natural(one, name, value) for name, value in parts)
        out.setdefault(key, []).append(overlay.Known(pk, start, end, _facts(one, values[len(keys) :], index)))
    return out


def _compare_rescinded(plan: TargetPlan, owners: dict[Key, list[Piece]], index: Index) -> None:
    """Rows of no length never hold: they come in as rescinded, once."""
    short = [(key, piece) for key, pieces in owners.items() for piece in pieces if piece.start == piece.end]
    known = rescinded_of(plan.target, index) if short else set()
    for key, piece in short:
        facts = {**plan.target.blank, **piece.facts}
        mark = (key, piece.start, frozenset(facts.items()))
        if mark in known:
            plan.same += 1
        else:
            plan.rescinded.append(RowPlan(key, facts, None, piece.start, piece.end, source=piece.source))


def changes(found: Differences) -> Iterator[tuple[Target, str, RowPlan]]:
    """Give every new, changed and rescinded row with what happens to it, for lists and downloads."""
    for plan in found.plans:
        for act in ("new", "changed", "rescinded"):
            for row in getattr(plan, act):
                yield plan.target, act, row


def by_source(found: Differences) -> Counter[str]:
    """Count what happens by file."""
    return Counter(row.source.file for _target, _act, row in changes(found))
