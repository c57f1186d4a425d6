"""The people behind a figure, as a list like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from tenure.domains.people.models import Assignment, Employment, Person
from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, Row, register
from tenure.foundation.lists.filters import Filter
from tenure.foundation.lists.refusals import BadValue

from ..queries import Question, people_behind
from ..queries.asking import POPULATIONS

WORDS: Final = {
    "present": gettext_lazy("Here on the last day"),
    "opening": gettext_lazy("Opening headcount"),
    "closing": gettext_lazy("Closing headcount"),
    "hires": gettext_lazy("Hires"),
    "leavers": gettext_lazy("Leavers"),
    "transfers_in": gettext_lazy("Transfers in"),
    "transfers_out": gettext_lazy("Transfers out"),
    "managers": gettext_lazy("Managers"),
    "contingent": gettext_lazy("Contingent workers"),
}
Told = tuple[str, Question]


@dataclass(frozen=True)
class Behind(Filter):
    """Whom a line of a figure is made of: ``part~first~last~population~entity~unit~place``."""

    kind = "fixed"

    @staticmethod
    def written(part: str, asked: Question) -> str:
        """Write a line as a parameter."""
        named = [asked.first.isoformat(), asked.last.isoformat(), asked.population]
        return "~".join([part, *named, *(str(one or "") for one in (asked.entity, asked.unit, asked.place))])

    def read(self, params: Mapping[str, Sequence[str]], ask: Ask) -> Told | None:  # noqa: ARG002 — as of every filter
        given = self._given(params)
        if not given:
            return None
        try:
            part, first, last, population, *parts = given[0].split("~")
            entity, unit, place = (UUID(one) if one else None for one in parts)
            asked = Question(
                date.fromisoformat(first), date.fromisoformat(last), population, entity, unit, place
            )
        except ValueError:
            raise BadValue(value=given[0], name=self.label) from None
        if part not in WORDS or population not in POPULATIONS:
            raise BadValue(value=given[0], name=self.label)
        return part, asked

    def narrow(self, value: Told, ask: Ask) -> Q:
        part, asked = value
        return Q(pk__in=people_behind(ask.actor, asked, part))

    def in_words(self, value: Told, ask: Ask) -> str:  # noqa: ARG002 — as of every filter
        part, asked = value
        return _("%(what)s, %(first)s to %(last)s") % {
            "what": WORDS[part],
            "first": date_format(asked.first),
            "last": date_format(asked.last),
        }


def _rows(ask: Ask) -> QuerySet[Any]:
    rows: QuerySet[Any] = Person.objects.allowed(ask.actor, "people.view")
    return rows


def _load(ask: Ask, rows: Sequence[Row]) -> Sequence[Row]:
    """Tell the last contract and the last job of each, in two queries."""
    keys = [row.pk for row in rows]
    contracts = Employment.objects.allowed(ask.actor, "people.view").filter(person__in=keys)
    jobs = Assignment.objects.allowed(ask.actor, "people.view").filter(person__in=keys, primary=True)
    begun = {one.person_id: one for one in contracts.select_related("legal_entity").order_by("valid_from")}
    titles = {one.person_id: one.title for one in jobs.order_by("valid_from")}
    for row in rows:
        contract = begun.get(row.pk)
        row.title_last = titles.get(row.pk, "")
        row.entity_last = contract.legal_entity.name if contract else ""
        row.started = contract.valid_from if contract else None
        row.ended = (
            contract.last_day if contract and contract.last_day and contract.last_day < ask.day else None
        )
    return rows


LISTING = register(
    Listing(
        key="insight-people",
        title=gettext_lazy("People behind a figure"),
        url_name="insight-people",
        rows=_rows,
        columns=(
            Column(
                "name",
                gettext_lazy("Name"),
                lambda row: Link(row.called, reverse("person", args=[row.uid]), face=True),
                sort="sort_key",
                fixed=True,
            ),
            Column("number", gettext_lazy("Number"), lambda row: row.number, sort="number"),
            Column("title", gettext_lazy("Title"), lambda row: row.title_last),
            Column("entity", gettext_lazy("Legal entity"), lambda row: row.entity_last),
            Column("started", gettext_lazy("Last contract from"), lambda row: row.started, kind="date"),
            Column("ended", gettext_lazy("Last day"), lambda row: row.ended, kind="date"),
        ),
        order="name",
        filters=(Behind("of", gettext_lazy("Figure")),),
        folded=("folded",),
        load=_load,
        export="people.export",
        search_label=gettext_lazy("Name or number"),
    )
)
