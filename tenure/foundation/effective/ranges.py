"""SQL expressions that migrations import: keep this module where it is."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db.migrations import RunSQL
from django.db.models import F, Func, Q, Value


class IdRange(Func):
    """An integer as a range of one, so that core GiST can exclude on it (no btree_gist)."""

    template = "int8range(%(expressions)s, '[]')"
    arity = 2


class DateSpan(Func):
    """The half-open range of two dates; an open end is null."""

    function = "daterange"
    output_field = DateRangeField()


def span(start: str = "valid_from", end: str = "valid_until") -> DateSpan:
    """Build the range expression over two date columns."""
    return DateSpan(
        F(start),
        F(end),
        Value("[)"),
        output_field=DateRangeField(),
    )


def one_at_a_time(*owners: str, name: str, condition: Q | None = None) -> ExclusionConstraint:
    """Let the database refuse two rows of one owner that hold on the same day."""
    same = [(IdRange(F(owner), F(owner)), "&&") for owner in owners]
    return ExclusionConstraint(name=name, expressions=[*same, ("valid", "&&")], condition=condition)


def counted(history: str) -> RunSQL:
    """Let the planner know how many rows of a history table hold on a day.

    A table of what was has no ``valid`` column; without this the planner expects one row in a
    hundred and reads a whole company by lookups.
    """
    return RunSQL(
        f"CREATE STATISTICS {history}_valid ON (daterange(valid_from, valid_until, '[)')) FROM {history};"
        f" ANALYZE {history};",
        f"DROP STATISTICS {history}_valid",
    )
