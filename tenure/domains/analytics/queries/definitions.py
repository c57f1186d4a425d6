"""The dictionary of figures: name, formula, unit, population, source and version of each."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

VERSION: Final = "2026-11"


@dataclass(frozen=True)
class Definition:
    """What a figure is. ``kind`` is "count", "fte", "number", "percent" or "years"."""

    code: str
    name: Any
    kind: str
    formula: Any
    says: Any
    source: str
    version: str = VERSION


DEFINITIONS: Final[dict[str, Definition]] = {
    one.code: one
    for one in (
        Definition(
            "M01",
            _("Headcount"),
            "count",
            _("People with a contract on the last day of the period, each counted once."),
            _("The last day of work counts; so do people on leave."),
            "ISO 30414 workforce availability; GRI 2-7",
        ),
        Definition(
            "M02",
            _("Full-time equivalents"),
            "fte",
            _("Contract hours divided by full-time hours, added up over all jobs on the last day."),
            _("Unpaid leave does not change it. Two jobs of one person add up, also beyond one."),
            "ISO 30414; GRI 2-7",
        ),
        Definition(
            "M03",
            _("Average headcount"),
            "number",
            _("Days that people were here, divided by the days of the period."),
            _("The daily mean has no bias of timing. The other ways in use stand beside it."),
            "ISO 30414; BLS JOLTS",
        ),
        Definition(
            "M04",
            _("Net change and growth"),
            "count",
            _(
                "Hires and transfers in, less leavers and transfers out. Growth is that over the opening headcount."
            ),
            _(
                "Opening and closing headcount are taken after leavers. A contract that follows another one without a "
                "day between, with another company or as another kind of worker, is a transfer."
            ),
            "ISO 30414",
        ),
        Definition(
            "M05",
            _("Hire rate"),
            "percent",
            _("Hires divided by average headcount; the replacement rate is hires divided by leavers."),
            _("Rehires are hires. Not annualised."),
            "ISO 30414; BLS JOLTS",
        ),
        Definition(
            "M06",
            _("Vacancy rate"),
            "percent",
            _("Approved positions that nobody holds on the last day, divided by all approved positions."),
            _("Frozen positions and pooled ones are left out."),
            "BLS JOLTS (openings rate)",
        ),
        Definition(
            "M07",
            _("Establishment variance"),
            "fte",
            _("Full-time equivalents on the last day, less those that approved positions have room for."),
            _("Below zero there is room. Frozen positions are left out."),
            "ISO 30414",
        ),
        Definition(
            "M08",
            _("Span of control"),
            "number",
            _("People who report to somebody, divided by managers with at least one direct report."),
            _("By the primary job. Spans of fewer than 3 and of more than 15 are counted beside it."),
            "ISO 30414 leadership",
        ),
        Definition(
            "M09",
            _("Layers"),
            "count",
            _("The longest reporting line on the last day; whoever reports to nobody stands in layer 1."),
            _("By the primary job."),
            "ISO 30414 leadership",
        ),
        Definition(
            "M10",
            _("Managers to others"),
            "percent",
            _("People with direct reports, divided by people without."),
            _("By the primary job."),
            "ISO 30414 leadership",
        ),
        Definition(
            "M11",
            _("Contingent share"),
            "percent",
            _("Contractors, agency workers and interns, divided by all who work here, on the last day."),
            _("Counted in people, whichever population is chosen."),
            "ISO 30414; GRI 2-8",
        ),
        Definition(
            "M12",
            _("Tenure"),
            "years",
            _("Days from the service date to the last day, divided by 365.25, as a mean over people."),
            _("Without a service date the first day of the contract counts."),
            "ISO 30414",
        ),
    )
}
