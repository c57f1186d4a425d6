"""Where each finding is put right: the form that does it, with what is proposed filled in."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from ..models import Finding, IdentityPaper


def repair_url(finding: Finding) -> str:
    """Give the address of the form; without one, of the record."""
    make = _FORMS.get(finding.kind)
    if make is not None:
        return make(finding)
    return reverse("person", args=[finding.person.uid]) if finding.person else reverse("quality")


def _with(address: str, **values: Any) -> str:
    given = {name: str(value) for name, value in values.items() if value}
    return f"{address}?{urlencode(given)}" if given else address


def _job(finding: Finding) -> str:
    manager = finding.proposed.uid if finding.proposed else None
    return _with(reverse("row-change", args=["job", finding.row]), manager=manager, reason="data")


def _hours(finding: Finding) -> str:
    return _with(reverse("row-change", args=["job", finding.row]), fte=1, reason="data")


def _end(finding: Finding) -> str:
    return _with(reverse("employment-end", args=[finding.row]), last_day=finding.on)


def _terms(finding: Finding) -> str:
    return _with(reverse("row-change", args=["terms", finding.row]), reason="data")


def _personal(finding: Finding) -> str:
    return reverse("person-personal", args=[finding.person.uid])  # type: ignore[union-attr]


def _add_paper(finding: Finding) -> str:
    address = reverse("fact-create", args=[finding.person.uid, "paper"])  # type: ignore[union-attr]
    return _with(address, kind=IdentityPaper.Kind.PASSPORT)


def _merge(finding: Finding) -> str:
    both = (finding.person, finding.other)
    one, other = (person.uid for person in both if person)
    return f"{reverse('person-merge', args=[one])}?with={other}"


def _unit(finding: Finding) -> str:
    return reverse("organisation-term-change", args=["unit", finding.unit.uid])  # type: ignore[union-attr]


def _seat(finding: Finding) -> str:
    return reverse("organisation-term-change", args=["position", finding.position.uid])  # type: ignore[union-attr]


_FORMS: Final[Mapping[str, Callable[[Finding], str]]] = {
    "no-manager": _job,
    "manager-left": _job,
    "manager-ring": _job,
    **dict.fromkeys(("no-unit", "no-place", "no-pattern"), _job),
    "no-hours": _hours,
    "no-job": lambda f: reverse("assignment-create", args=[f.row]),
    "contract-over": _end,
    "days-crossed": _terms,
    "two-records": _merge,
    **dict.fromkeys(("born-late", "age-impossible", "no-birth-date"), _personal),
    "paper-expired": lambda f: reverse("fact-update", args=["paper", f.row]),
    "paper-expiring": lambda f: reverse("fact-update", args=["paper", f.row]),
    "no-papers": _add_paper,
    "no-pay": lambda f: reverse("pay-create", args=[f.row]),
    "pay-currency": lambda f: _with(reverse("row-change", args=["pay", f.row]), reason="data"),
    "unit-orphan": _unit,
    "seat-orphan": _seat,
}
