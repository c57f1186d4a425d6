"""Looks at all rows about people together, in this order."""

from typing import Final

from . import settle_jobs, settle_managers, settle_people

SETTLERS: Final = (
    (20, settle_people.settle_entity),
    (22, settle_people.settle_names),
    (24, settle_people.settle_others),
    (30, settle_people.settle_employments),
    (40, settle_jobs.settle_rows),
    (45, settle_jobs.settle_bare),
    (50, settle_jobs.settle_heads),
    (60, settle_managers.settle_managers),
    (70, settle_managers.settle_managers_by_unit),
    (90, settle_people.settle_days),
)
