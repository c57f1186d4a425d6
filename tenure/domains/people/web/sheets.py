"""Sections of a profile as its pages draw them."""

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import changes
from tenure.foundation.audit.models import Entry
from tenure.foundation.audit.past import presently
from tenure.foundation.http.request import Request
from tenure.foundation.ui.filters import moment, money, number as words_of_number

from ..models import Note
from ..queries import Row, Section
from ..queries.audience import Reader, who_can_see
from ..queries.group_pay import in_group_currency
from ..queries.profile import Profile
from ..queries.sections import PARTS
from . import reasons
from .forms import PERIODS, country_names
from .listing import STATUS
from .staff_forms import VISIBILITIES

ICONS: Final = {
    "employment": "login",
    "terms": "license",
    "job": "briefcase",
    "dotted_lines": "line-dashed",
    "pay": "cash",
    "addresses": "home",
    "papers": "id",
    "qualifications": "certificate",
    "notes": "note",
    "account": "key",
}
CHANGED_BY: Final = {"job": "job", "terms": "terms", "pay": "pay", "addresses": "address"}


def state_of(code: str | None) -> tuple[Any, str] | None:
    """Give the words and the colour of a status."""
    return STATUS.get(code, (code, "secondary")) if code else None


def kind_links(kinds: Sequence[str], chosen: str, request: Request) -> list[dict[str, Any]]:
    """Give the links that filter the timeline."""
    query = request.GET.copy()
    query.pop("kind", None)
    kept = query.urlencode()
    links = [{"label": _("All"), "url": f"?{kept}", "active": not chosen}]
    for kind in kinds:
        url = f"?{kept}&kind={kind}" if kept else f"?kind={kind}"
        links.append({"label": str(PARTS[kind].label), "url": url, "active": kind == chosen})
    return links


def parts(request: Request, found: Profile) -> dict[str, Any]:
    """Give everything that the page of a tab draws."""
    by = request.actor
    with presently():
        audiences = {code: audience(by, found, one) for code, one in found.sections.items()}
    return {
        "sections": found.sections,
        "rails": {code: rail(one) for code, one in found.sections.items() if one.dated},
        "audiences": audiences,
        "pay_lines": _pay_lines(found),
        "reasons": reasons.words,
        "levels": {code: PARTS[code].model.sensitivity.value for code in found.sections},
        "visibilities": VISIBILITIES,
        "countries": country_names(),
    }


def audience(by: Actor, found: Profile, section: Section) -> list[str]:
    """Say who can see a section."""
    if section.code == "notes":
        return [_("Each note says who can read it.")]
    return [in_words(one) for one in who_can_see(section.permission, found.person.pk, by.now)]


def in_words(reader: Reader) -> str:
    """Say one reader: the role, over what, and who holds it."""
    over = f" ({reader.over})" if reader.over else ""
    names = f": {', '.join(reader.people[:5])}" if reader.people else ""
    more = f" +{len(reader.people) - 5}" if len(reader.people) > 5 else ""
    return f"{reader.role}{over}{names}{more}"


def rail(section: Section) -> list[dict[str, Any]]:
    """Give the life of a dated section, the newest first."""
    what = CHANGED_BY.get(section.code)
    link = section.may_edit and what
    return [
        {
            "title": _title(section, row),
            "text": _detail(section, row),
            "from": row.valid_from,
            "until": row.last_day,
            "state": row.state,
            "reason": reasons.words(row.reason) if row.reason else "",
            "url": reverse("row-change", args=[what, row.uid]) if link and what else "",
        }
        for row in section.rows
    ]


def _title(section: Section, row: Row) -> str:
    if section.code == "pay":
        return pay_in_words(row)
    first = {
        "job": "title",
        "employment": "legal_entity",
        "terms": "worker_type",
        "bank": "bank",
        "addresses": "lines",
    }
    name = first.get(section.code, "manager")
    return row[name] or row["job"] or section.label


def _detail(section: Section, row: Row) -> str:
    if section.code == "pay":
        return row.why
    names = {
        "job": ("unit", "place", "manager"),
        "terms": ("contract", "status"),
        "employment": ("number",),
        "addresses": ("postcode", "locality", "country"),
        "bank": ("holder",),
        "dotted_lines": ("kind",),
    }
    told = [row[name] for name in names.get(section.code, ())]
    return " · ".join(filter(None, [*told, row.why]))


def read_in_words(entry: Entry) -> dict[str, str]:
    """Say which part of a file somebody looked at, and which fields."""
    code = entry.verb.removesuffix(".viewed").split(".")[-1]
    what = str(PARTS[code].label) if code in PARTS else code.replace("_", " ").capitalize()
    fields = entry.details.get("fields", [])
    labels = PARTS[code].labels if code in PARTS else {}
    return {"what": what, "fields": ", ".join(str(labels.get(f, f.replace("_", " "))) for f in fields)}


def notes(by: Actor, found: Profile) -> dict[str, Any]:
    """Give when each note was written, which are one's own, and what edited ones said before."""
    keys = [row.pk for row in found.sections["notes"].rows]
    rows = {one.pk: one for one in Note.objects.filter(pk__in=keys)}
    earlier: dict[int, list[dict[str, Any]]] = {key: [] for key in keys}
    for change in changes.of_rows(Note, pgh_obj_id__in=keys):
        for one in change.fields:
            if one.name == "text" and change.act == "update":
                earlier[change.row_id].append({"text": one.old, "at": change.at})
    return {
        "written": {key: moment(rows[key].written_at) for key in keys},
        "readers": {key: rows[key].visibility for key in keys},
        "own_notes": {key for key in keys if rows[key].author_id == by.user_id},
        "earlier": earlier,
    }


def _value(row: Row, name: str) -> Any:
    return next((one.value for one in row.facts if one.name == name), None)


def pay_in_words(row: Row) -> str:
    """Write pay: the amount with its currency, and for what."""
    period = PERIODS.get(_value(row, "period"), row["period"])
    return f"{money(_value(row, 'amount'), _value(row, 'currency'))} {period}"


def _pay_lines(found: Profile) -> list[dict[str, Any]]:
    section = found.sections.get("pay")
    if section is None:
        return []
    return [_pay_line(row, found) for row in section.current]


def _pay_line(row: Row, found: Profile) -> dict[str, Any]:
    amount, currency, period = (_value(row, name) for name in ("amount", "currency", "period"))
    group = in_group_currency(amount, currency, period, on=found.day)
    legs = group.conversion.legs if group.conversion else ()
    return {
        "row": row,
        "agreed": pay_in_words(row),
        "yearly": money(group.yearly.amount, group.yearly.currency),
        "group": money(group.conversion.result.amount, group.currency) if group.conversion else "",
        "group_currency": group.currency,
        "legs": [
            {
                "label": f"1 {leg.base}",
                "text": f"{words_of_number(leg.rate)} {leg.currency}",
                "day": leg.day,
                "source": leg.source,
            }
            for leg in legs
        ],
    }
