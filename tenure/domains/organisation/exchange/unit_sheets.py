"""The sheet of units, and of paths that tell which stands in which."""

from collections import Counter, defaultdict
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.foundation.exchange import lookup, spans
from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.lookup import code_for, relations
from tenure.foundation.exchange.sheets import Column, Given, Sheet
from tenure.foundation.exchange.tables import Source
from tenure.foundation.exchange.values import one_of, text

from . import making

BETWEEN: Final = " > "
KINDS: Final = {"division": (), "department": ("dept",), "team": ("group", "squad"), "other": ()}
Parents = dict[str, Counter[str]]


def _unit(given: Given, desk: Desk) -> None:
    if given.has("path"):
        _path(given, desk)
        return
    code = code_for(given.get("code") or given.get("name", ""))
    if not code:
        desk.error(given.source, "required", _("A unit needs a code or a name."))
        return
    facts = given.only("name", "kind") | relations(given, desk, "legal_entity", "cost_centre", parent="unit")
    desk.put("unit", (code,), {}, given.source)
    spans.hold(given, desk, "unit_term", ((code,),), facts)
    lookup.call(desk, "unit", code, given.get("name", code))


def _path(given: Given, desk: Desk) -> None:
    """Take a list of units, the widest first; what stands in which is settled over all rows."""
    names = [name.strip() for name in given.get("path").split(BETWEEN.strip()) if name.strip()]
    parents: Parents = desk.aside.setdefault("unit_paths", defaultdict(Counter))
    where: dict[str, Source] = desk.aside.setdefault("unit_path_rows", {})
    for name, parent in zip(names, ["", *names], strict=False):
        if name not in parents:
            making.unit(desk, name, given.source)
        parents[name][parent] += 1
        where.setdefault(name, given.source)


def settle_paths(desk: Desk) -> None:
    """Give a unit the parent that all paths agree on; where they do not, it stands at the top and is listed."""
    parents: Parents = desk.aside.get("unit_paths", {})
    agreed = {name: _agreed(told) for name, told in parents.items()}
    for name, told in parents.items():
        source = desk.aside["unit_path_rows"][name]
        parent = agreed[name]
        if parent is None or _is_ring(name, agreed):
            words = _("“%(name)s” stands under different units: %(parents)s. Park leaves it at the top.")
            shown = ", ".join(one or _("the top") for one in told)
            desk.warn(source, "unit_parent_unclear", words % {"name": name, "parents": shown}, Choice.PARK)
        elif parent:
            facts = {"parent": (code_for(parent),)}
            desk.hold_always("unit_term", ((code_for(name),),), facts, source)


def _agreed(told: Counter[str]) -> str | None:
    """Give the one parent that is told, "" for none; beside a parent, a mere mention at the top tells nothing."""
    named = [one for one in told if one]
    return None if len(named) > 1 else named[0] if named else ""


def _is_ring(name: str, agreed: dict[str, str | None]) -> bool:
    seen, at = set(), agreed.get(name)
    while at and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = agreed.get(at)
    return False


SHEETS: Final = (
    Sheet(
        "units",
        lazy("Units"),
        lazy("Divisions, departments, teams, with what stands in what."),
        (
            Column(
                "code",
                lazy("Code"),
                text(300),
                also=("unit code", "department id", "dept no", "org id"),
                example="FIN",
            ),
            Column(
                "name", lazy("Name"), text(200), also=("unit", "department", "dept name"), example="Finance"
            ),
            Column("kind", lazy("Kind"), one_of(KINDS), choices=tuple(KINDS)),
            Column(
                "parent",
                lazy("Part of"),
                also=("parent unit", "parent department"),
                help=lazy("Code or name of the unit above."),
            ),
            Column(
                "path",
                lazy("Path"),
                text(2000),
                lazy("All units from the widest to the narrowest, with > between them."),
            ),
            Column("legal_entity", lazy("Legal entity"), also=("company",)),
            Column("cost_centre", lazy("Cost centre"), also=("cost center",)),
            *spans.SPAN,
        ),
        _unit,
        order=22,
        permission="organisation.edit",
    ),
)
