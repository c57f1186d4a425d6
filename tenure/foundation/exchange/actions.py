"""The verbs of the import wizard: bring files, map them, answer, commit, drop."""

import json
from collections.abc import Iterator, Mapping as Named, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Clash, NotThere, Refused
from tenure.foundation.runs import actions as runs

from . import limits, mapping as mappings, run
from .findings import Choice
from .models import SavedMapping, StagedImport
from .staging import Staging, Steps

State = StagedImport.State


class Brought(Protocol):
    """A file as a browser sends it."""

    @property
    def name(self) -> str | None: ...

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]: ...


class NotNow(Clash):
    message = _("This import is {state}; that cannot be done now.")


class Meanwhile(Clash):
    message = _("Records changed while this was being written, so nothing was. Have it checked again.")


class NotClean(Refused):
    message = _("Some errors or open questions stand in the way. Look at the check again.")


@transaction.atomic
def bring_files(files: Sequence[Brought], *, kind: str, as_of: date, by: Actor) -> StagedImport:
    """Take files in and read them once; what cannot be read is refused here, with its reason."""
    require(by, run.IMPORT)
    if not files:
        raise limits.NoFiles(place=_("the form"))
    if len(files) > limits.MAX_FILES:
        raise limits.TooManyFiles(limit=limits.MAX_FILES)
    names = [_plain_name(file.name) for file in files]
    staged: StagedImport = StagedImport.objects.create(
        owner_id=by.user_id, kind=kind, as_of=as_of, names=names
    )
    staging = Staging(staged.uid)
    try:
        for number, file in enumerate(files):
            if staging.keep(number, file.chunks(), limits.MAX_BYTES) > limits.MAX_BYTES:
                raise limits.FileTooLarge(file=names[number], limit=limits.MAX_BYTES // 2**20)
        tables = staging.tables(names)
        staged.mapping = _tree(_mapping_for(kind, tables, by))
        staged.save(update_fields=["mapping"])
    except Refused:
        staging.remove()
        raise
    trail.record(by, "exchange.files.brought", staged, kind=kind, files=len(names))
    return staged


@transaction.atomic
def map_columns(uid: UUID, tree: Named[str, Any], *, by: Actor, save_as: str = "") -> StagedImport:
    """Settle what the columns mean, and ask for the check."""
    staged = _mine(uid, by, State.MAPPING, State.CHECKED, State.FAILED)
    mappings.from_tree(dict(tree))
    staged.mapping = dict(tree)
    _ask(staged, State.CHECKING, "mapping")
    if save_as:
        SavedMapping.objects.update_or_create(
            name=save_as[:80], defaults={"body": {**tree, "name": save_as[:80]}}
        )
    trail.record(by, "exchange.columns.mapped", staged, saved=bool(save_as))
    return staged


@transaction.atomic
def answer(uid: UUID, choices: Named[str, str], *, by: Actor) -> StagedImport:
    """Say what to do about the warnings, and ask for the check again."""
    staged = _mine(uid, by, State.CHECKED)
    staged.choices = {code: Choice(choice).value for code, choice in choices.items()}
    _ask(staged, State.CHECKING, "choices")
    trail.record(by, "exchange.warnings.answered", staged, choices=staged.choices)
    return staged


@transaction.atomic
def begin_writing(uid: UUID, *, by: Actor) -> StagedImport:
    """Ask for what was checked to be written."""
    staged = _mine(uid, by, State.CHECKED)
    if staged.summary.get("errors") or staged.summary.get("unanswered"):
        raise NotClean
    _ask(staged, State.WRITING)
    trail.record(by, "exchange.import.begun", staged)
    return staged


@transaction.atomic
def begin_undo(uid: UUID, *, by: Actor) -> StagedImport:
    """Ask for an import to be taken back."""
    staged = _mine(uid, by, State.DONE)
    if staged.run is None:
        raise NotNow(state=State(staged.state).label)
    _ask(staged, State.UNDOING)
    trail.record(by, "exchange.undo.begun", staged)
    return staged


@transaction.atomic
def drop(uid: UUID, *, by: Actor) -> None:
    """Give an import up: its files go at once."""
    staged = _mine(uid, by, State.MAPPING, State.CHECKED, State.FAILED, State.DONE, State.UNDONE)
    trail.record(by, "exchange.import.dropped", staged)
    staged.delete()
    transaction.on_commit(Staging(uid).remove)


@transaction.atomic
def carry_on(uid: UUID, *, by: Actor) -> StagedImport:
    """Do what an import waits for. Called by the job, as the owner; safe to run twice."""
    staged = _mine(uid, by, *State)
    try:
        if staged.state == State.CHECKING:
            _check(staged, by)
        elif staged.state == State.WRITING:
            with transaction.atomic():
                _write(staged, by)
        elif staged.state == State.UNDOING:
            with transaction.atomic():
                _undo(staged, by)
    except Refused as refusal:
        back = State.DONE if staged.state == State.UNDOING else State.FAILED
        staged.state, staged.problem = back, str(refusal)
    except IntegrityError:
        staged.state, staged.problem = State.FAILED, str(Meanwhile())
    staged.save(update_fields=["state", "problem", "summary", "run"])
    if staged.state in (State.FAILED, State.CHECKED):
        trail.record(by, "exchange.import.checked", staged, state=staged.state)
    return staged


def _check(staged: StagedImport, by: Actor) -> None:
    staging = Staging(staged.uid)
    prepared = _prepared(staged, staging, by)
    staging.write_outcome(prepared)
    staged.summary, staged.state, staged.problem = prepared.summary(), State.CHECKED, ""


def _write(staged: StagedImport, by: Actor) -> None:
    staging = Staging(staged.uid)
    prepared = _prepared(staged, staging, by)
    progress = Steps(staging, prepared.differences.writes)
    run.commit(prepared, by=by, progress=progress.forward)
    staged.summary, staged.state, staged.problem = prepared.summary(), State.DONE, ""
    staged.run = prepared.run
    transaction.on_commit(staging.remove)


def _undo(staged: StagedImport, by: Actor) -> None:
    assert staged.run is not None  # noqa: S101 — begin_undo asked
    runs.take_back(staged.run, by=by)
    staged.state, staged.problem = State.UNDONE, ""


def _prepared(staged: StagedImport, staging: Staging, by: Actor) -> run.Prepared:
    tables = staging.tables(staged.names)
    progress = Steps(staging, 2 * sum(len(table.rows) for table in tables))
    choices = {code: Choice(choice) for code, choice in staged.choices.items()}
    chosen = mappings.from_tree(staged.mapping)
    return run.prepare(tables, chosen, run.Order(staged.as_of, choices), by=by, progress=progress.forward)


def _ask(staged: StagedImport, state: State, *fields: str) -> None:
    from .jobs import carry_on_job, defer

    staged.state, staged.problem = state, ""
    staged.save(update_fields=["state", "problem", *fields])
    Staging(staged.uid).say(0, 1)
    defer(carry_on_job, uid=str(staged.uid))


def _mine(uid: UUID, by: Actor, *states: State) -> StagedImport:
    staged: StagedImport | None = (
        StagedImport.objects.allowed(by, run.IMPORT).select_for_update().filter(uid=uid).first()
    )
    if staged is None:
        raise NotThere
    if staged.state not in states:
        raise NotNow(state=State(staged.state).label)
    return staged


def _mapping_for(kind: str, tables: Sequence[Any], by: Actor) -> mappings.Mapping:
    saved = SavedMapping.objects.allowed(by, run.IMPORT).filter(name=kind).first()
    return (
        mappings.from_tree(saved.body) if saved else run.mapping_for(kind if kind != "guess" else "", tables)
    )


def _tree(chosen: mappings.Mapping) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(chosen.as_json())
    return tree


def _plain_name(name: str | None) -> str:
    plain = (name or "file").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in plain if c.isprintable())[:150] or "file"
