"""What the pages of the wizard show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.exchange import presets, sheets, targets
from tenure.foundation.exchange.mapping import From, Mapping, Part, from_tree
from tenure.foundation.exchange.models import SavedMapping, StagedImport
from tenure.foundation.exchange.run import IMPORT
from tenure.foundation.exchange.sheets import Column
from tenure.foundation.exchange.staging import Staging
from tenure.foundation.exchange.tables import Table
from tenure.foundation.refusal import NotThere

SAMPLE: Final = 5
PAGE: Final = 50
DATES: Final = (
    ("iso", _("2026-03-31, or with the month in words")),
    ("dmy", _("Day first: 31/03/2026")),
    ("mdy", _("Month first: 03/31/2026")),
    ("ymd", _("Year first: 2026/03/31")),
)
CHOICES: Final = {
    "accept": _("Accept as it is"),
    "park": _("Park what is doubtful"),
    "skip": _("Leave the rows out"),
}


@dataclass(frozen=True)
class MappedColumn:
    """One column of a sheet with what it is mapped to."""

    column: Column
    heading: str
    constant: str


@dataclass(frozen=True)
class MappedTable:
    """One table of the files beside what it is mapped to; ``others`` are headings nobody uses."""

    number: int
    part: Part
    table: Table | None
    columns: Sequence[MappedColumn]
    sample: Sequence[Sequence[str]]
    others: Sequence[str]

    @property
    def heads(self) -> list[dict[str, str]]:
        """Give the headings of the file, for a table of its first rows."""
        return [{"label": heading} for heading in self.table.columns] if self.table else []


@dataclass(frozen=True)
class Question:
    """A warning that stands on some rows, and the choices there are."""

    code: str
    count: int
    examples: Sequence[dict[str, Any]]
    offers: Sequence[tuple[str, Any]]
    chosen: str


def staged_of(by: Actor, uid: UUID) -> StagedImport:
    """Give an import of the actor's own."""
    found: StagedImport | None = StagedImport.objects.allowed(by, IMPORT).filter(uid=uid).first()
    if found is None:
        raise NotThere
    return found


def kinds(by: Actor) -> list[tuple[str, Any]]:
    """Give all that files can be: a guess, saved mappings, presets, kinds of rows."""
    saved = SavedMapping.objects.allowed(by, IMPORT).values_list("name", flat=True)
    return [
        ("guess", _("Guess from the headings")),
        *((name, _("Saved: %(name)s") % {"name": name}) for name in saved),
        *((one.name, one.title or one.name) for one in presets.presets()),
        *((one.kind, one.label) for one in sheets.sheets()),
    ]


def mapped(staged: StagedImport) -> tuple[Mapping, list[MappedTable]]:
    """Lay the mapping beside the tables of the files."""
    mapping = from_tree(staged.mapping)
    tables = Staging(staged.uid).tables(staged.names)
    return mapping, [_mapped(number, part, tables) for number, part in enumerate(mapping.parts)]


def is_plain(mapping: Mapping) -> bool:
    """Say whether a form can show all that the mapping does; others are edited as files."""
    columns = (one for part in mapping.parts for one in part.columns.values())
    special = any(one.template or one.change or one.values or len(one.columns) > 1 for one in columns)
    return not special and not any(part.rows or part.pattern for part in mapping.parts)


def edited(staged: StagedImport, posted: dict[str, str]) -> dict[str, Any]:
    """Give the mapping as a form changed it."""
    mapping = from_tree(staged.mapping)
    parts = [_edited(number, part, posted) for number, part in enumerate(mapping.parts)]
    dates = posted.get("dates", mapping.dates)
    return {**staged.mapping, "dates": dates, "parts": parts}


def questions(staged: StagedImport) -> list[Question]:
    """Give the warnings by code, each with its first places."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in Staging(staged.uid).lines("findings"):
        if line["weight"] == "warning":
            found.setdefault(line["code"], []).append(line)
    return [
        Question(
            code, len(lines), lines[:SAMPLE], _offers(staged, code), staged.summary["choices"].get(code, "")
        )
        for code, lines in found.items()
    ]


def counts(staged: StagedImport) -> list[tuple[Any, dict[str, int]]]:
    """Count by what is written, in the order of writing."""
    counted = staged.summary["differences"]
    return [(one.label, counted[one.name]) for one in targets.in_order() if one.name in counted]


def writes(staged: StagedImport) -> int:
    """Count the rows that would be written."""
    counted = staged.summary["differences"].values()
    return sum(counts[act] for counts in counted for act in ("new", "changed", "gone", "rescinded"))


def _offers(staged: StagedImport, code: str) -> list[tuple[str, Any]]:
    offers = staged.summary["offers"].get(code, [])
    return [(one, CHOICES[one]) for one in offers]


def _mapped(number: int, part: Part, tables: Sequence[Table]) -> MappedTable:
    table = next((one for one in tables if part.fits(one, one.file)), None)
    sheet = sheets.sheet(part.sheet)
    told = [MappedColumn(one, *_told(part.columns.get(one.key))) for one in sheet.columns]
    columns = sorted(told, key=lambda one: not (one.heading or one.constant or one.column.required))
    used = {heading for one in part.columns.values() for heading in one.columns}
    others = [heading for heading in table.columns if heading not in used] if table else []
    sample = [row.cells for row in table.rows[:SAMPLE]] if table else []
    return MappedTable(number, part, table, columns, sample, others)


def _told(one: From | None) -> tuple[str, str]:
    if one is None:
        return "", ""
    return (one.columns[0] if one.columns else one.template), one.constant


def _edited(number: int, part: Part, posted: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for one in sheets.sheet(part.sheet).columns:
        heading = posted.get(f"heading-{number}-{one.key}", "")
        constant = posted.get(f"constant-{number}-{one.key}", "").strip()
        if heading or constant:
            told = {"columns": [heading] if heading else [], "constant": constant}
            columns[one.key] = {key: value for key, value in told.items() if value}
    return {"sheet": part.sheet, "file": part.file, "table": part.table, "columns": columns}
