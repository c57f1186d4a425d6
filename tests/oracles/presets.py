"""Brings a published list in by its preset, and takes it back."""

from datetime import date

from tenure.foundation.access import Actor, Held
from tenure.foundation.exchange import presets, run
from tenure.foundation.exchange.findings import Weight
from tenure.foundation.runs import actions as runs
from tests.sums import sums

MAY = ("people.import", "people.edit", "people.edit_personal", "pay.edit", "organisation.edit")
BY = Actor(None, None, date(2026, 3, 1), tuple(Held(one, "everyone") for one in MAY), "cli", label="oracle")


class BroughtIn:
    """One list in the database: what was found of it, and the sums of all tables before."""

    def __init__(self, preset, files, **choices):
        self.before = sums()
        tables = run.read_files(files)
        mapping = presets.preset(preset)
        self.prepared = run.prepare(tables, mapping, run.Order(BY.today, choices), by=BY)
        findings = self.prepared.findings
        self.errors = [(one.source.file, one.source.row, one.code, one.words) for one in findings.errors]
        self.warnings, self.notes = findings.counts(Weight.WARNING), findings.counts(Weight.NOTE)
        self.unanswered = findings.unanswered

    def write(self):
        run.commit(self.prepared, by=BY)
        return self

    def words(self, code):
        return [one.words for one in self.prepared.findings.all if one.code == code]

    def is_as_before_once_taken_back(self):
        """Take it back; say whether every table is as it was."""
        assert sums() != self.before
        runs.take_back(self.prepared.run, by=BY)
        return sums() == self.before
