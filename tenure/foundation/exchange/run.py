"""One run of an import: read, map, check, compare; then, if all is answered, commit as one."""

from collections.abc import Callable, Iterable, Mapping as Named, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import run as runs
from tenure.foundation.records.models import new_uid
from tenure.foundation.refusal import Refused

from . import guessing, presets, reading, taking
from .desk import Desk
from .differences import Differences, compare
from .findings import Choice, Findings, Weight, answers
from .loading import Progress, Written
from .mapping import Mapping
from .sheets import settlers, sheet, sheets
from .tables import Source, Table

IMPORT: Final = "people.import"
EXPLAINED: Final = 5

Loader = Callable[..., Written]
_loader: list[Loader] = []


class HasErrors(Refused):
    message = lazy("Nothing was imported: {count} errors have to be put right first.")


class NeedsChoices(Refused):
    message = lazy("Nothing was imported: say what to do about {codes}.")


@dataclass
class Prepared:
    """A run that was checked: what was found, and what it would change."""

    mapping: Mapping
    desk: Desk
    differences: Differences
    tables: Sequence[Table]
    as_of: date
    run: UUID = field(default_factory=new_uid)

    @property
    def findings(self) -> Findings:
        return self.desk.findings

    @property
    def rows(self) -> int:
        return sum(len(table.rows) for table in self.tables)

    def refuse_unless_clean(self) -> None:
        """Refuse while an error stands or a warning has no answer."""
        errors = self.findings.errors
        if errors:
            told = {_place(one.source): one.words for one in errors[:EXPLAINED]}
            raise HasErrors(count=len(errors), errors=told)
        unanswered = self.findings.unanswered
        if unanswered:
            told = {code: ", ".join(offers) for code, offers in unanswered.items()}
            raise NeedsChoices(codes=", ".join(unanswered), errors=told)

    def summary(self) -> dict[str, Any]:
        """Give the outcome as plain values."""
        found = self.findings
        return {
            "mapping": self.mapping.name,
            "as_of": self.as_of.isoformat(),
            "files": [table.file for table in self.tables],
            "rows": self.rows,
            "errors": found.counts(Weight.ERROR),
            "warnings": found.counts(Weight.WARNING),
            "notes": found.counts(Weight.NOTE),
            "choices": {code: choice.value for code, choice in found.choices.items()},
            "unanswered": {code: [one.value for one in offers] for code, offers in found.unanswered.items()},
            "offers": {code: [one.value for one in offers] for code, offers in found.offers.items()},
            "differences": self.differences.counts(),
        }


@dataclass(frozen=True)
class Order:
    """What a run was asked for, beside its files."""

    as_of: date
    choices: Named[str, Choice] = field(default_factory=dict)


def load_with(loader: Loader) -> None:
    """Register the bulk verb that writes a run: the topmost domain's."""
    _loader[:] = [loader]


def mapping_for(kind: str, tables: Sequence[Table]) -> Mapping:
    """Find the preset of a name, or guess how the tables fit a kind of row."""
    return (presets.preset(kind) if kind else None) or guessing.guess_mapping(kind or "guess", tables, kind)


def is_known(kind: str) -> bool:
    """Say whether a name is a preset's or a kind's."""
    return presets.preset(kind) is not None or kind in {one.kind for one in sheets()}


def read_files(places: Iterable[Path]) -> list[Table]:
    """Read files and the files of folders."""
    found = reading.files_in(list(places))
    return [
        table for path in found for table in reading.read(path, f"{path.resolve().parent.name}/{path.name}")
    ]


def prepare(
    tables: Sequence[Table],
    mapping: Mapping,
    order: Order,
    *,
    by: Actor,
    progress: Progress = lambda _count: None,
) -> Prepared:
    """Check a run and compare it with what is there; nothing is written."""
    require(by, IMPORT)
    chosen = {**answers(accept=mapping.accept, park=mapping.park, skip=mapping.skip), **order.choices}
    desk = Desk(by, order.as_of, Findings(chosen), progress=progress)
    desk.aside["options"] = dict(mapping.options)
    _draft(desk, mapping, tables)
    for settle in settlers():
        settle(desk)
    return Prepared(mapping, desk, compare(desk), tables, order.as_of)


@transaction.atomic
def commit(prepared: Prepared, *, by: Actor, progress: Progress = lambda _count: None) -> Written:
    """Write a checked run as one: all of it or nothing."""
    require(by, IMPORT)
    prepared.refuse_unless_clean()
    with runs.shared(prepared.run):
        return _loader[0](prepared.differences, by=by, told=_told(prepared), progress=progress)


def _told(prepared: Prepared) -> dict[str, Any]:
    """Give what the trail says of a run: names of files and counts, no values."""
    choices = {code: choice.value for code, choice in prepared.findings.choices.items()}
    files = sorted({table.file for table in prepared.tables})
    return {
        "mapping": prepared.mapping.name,
        "files": files,
        "choices": choices,
        "counts": prepared.differences.counts(),
    }


def _draft(desk: Desk, mapping: Mapping, tables: Sequence[Table]) -> None:
    taken = taking.pairs(mapping, tables, desk)
    if not taken:
        desk.error(
            Source(tables[0].file if tables else ""),
            "nothing_fits",
            _("The mapping fits none of these files."),
        )
    for one in sorted(taken, key=lambda one: sheet(one.part.sheet).order):
        draft = sheet(one.part.sheet).draft
        for given in taking.rows(one, mapping, desk):
            draft(given, desk)
            desk.progress(1)


def _place(source: Source) -> str:
    parts = [source.file, f"row {source.row}" if source.row else "", source.column]
    return ", ".join(part for part in parts if part)
