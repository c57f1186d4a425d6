"""Sheets of what the employer shares: legal entities, places, jobs and the like."""

from typing import Final
from zoneinfo import available_timezones

from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.foundation.exchange import lookup, values
from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.lookup import code_for, relations
from tenure.foundation.exchange.sheets import Column, Given, Sheet
from tenure.foundation.exchange.values import Manner, Unreadable, text

from ..rules import is_isco, is_soc

EDIT: Final = "organisation.edit"
CODE: Final = Column(
    "code", lazy("Code"), text(60), required=True, also=("id", "key", "number"), example="FIN"
)


def zone(cell: str, _manner: Manner) -> str:
    """Read the name of a time zone."""
    if cell not in available_timezones():
        raise Unreadable(
            "unknown_zone", _("There is no time zone “%(cell)s”, such as Europe/Berlin.") % {"cell": cell}
        )
    return cell


def occupation(known: str) -> values.Reading:
    """Read a code of an occupation, by SOC or by ISCO."""

    def read(cell: str, _manner: Manner) -> str:
        if not (is_soc if known == "SOC" else is_isco)(cell):
            raise Unreadable(
                "unknown_occupation",
                _("“%(cell)s” is not a code of %(known)s.") % {"cell": cell, "known": known},
            )
        return cell

    return read


def _entity(given: Given, desk: Desk) -> None:
    facts = given.only("name", "country", "currency", "language", "registration")
    code = code_for(given.get("code"), 40)
    desk.put("legal_entity", (code,), facts, given.source)
    lookup.call(desk, "legal_entity", code, given.get("name"))


def _cost_centre(given: Given, desk: Desk) -> None:
    code = code_for(given.get("code"), 40)
    desk.put(
        "cost_centre", (code,), given.only("name") | relations(given, desk, "legal_entity"), given.source
    )


def _place(given: Given, desk: Desk) -> None:
    code = code_for(given.get("code") or given.get("name"), 40)
    facts = given.only("name", "country", "locality", "address", "time_zone")
    if given.has("subdivision"):
        facts["subdivision"] = given.get("subdivision").split("-")[1]
    desk.put("place", (code,), facts, given.source)
    lookup.call(desk, "place", code, given.get("name"))


def _family(given: Given, desk: Desk) -> None:
    code = code_for(given.get("code"))
    facts = given.only("name") | relations(given, desk, parent="job_family")
    desk.put("job_family", (code,), facts, given.source)
    lookup.call(desk, "job_family", code, given.get("name"))


def _level(given: Given, desk: Desk) -> None:
    facts = given.only("name")
    if given.has("rank"):
        facts["rank"] = int(given.get("rank"))
    desk.put("level", (code_for(given.get("code")),), facts, given.source)


def _job(given: Given, desk: Desk) -> None:
    code = code_for(given.get("code"), 80)
    facts = given.only("title", "soc_code", "isco_code", "summary") | relations(
        given, desk, "level", family="job_family"
    )
    desk.put("job", (code,), facts, given.source)
    lookup.call(desk, "job", code, given.get("title"))


def _name() -> Column:
    return Column(
        "name", lazy("Name"), text(160), required=True, also=("description", "title"), example="Finance"
    )


SHEETS: Final = (
    Sheet(
        "legal-entities",
        lazy("Legal entities"),
        lazy("Companies that employ people."),
        (
            CODE,
            _name(),
            Column("country", lazy("Country"), values.country, required=True, example="Germany"),
            Column("currency", lazy("Currency"), values.currency, required=True, example="EUR"),
            Column("language", lazy("Language"), text(10)),
            Column("registration", lazy("Registration number"), text(80)),
        ),
        _entity,
        order=10,
        permission=EDIT,
    ),
    Sheet(
        "cost-centres",
        lazy("Cost centres"),
        lazy("Accounts that people's cost is booked on."),
        (
            CODE,
            Column("name", lazy("Name"), text(200)),
            Column("legal_entity", lazy("Legal entity"), also=("company",)),
        ),
        _cost_centre,
        order=12,
        permission=EDIT,
    ),
    Sheet(
        "places",
        lazy("Places"),
        lazy("Where people work: country, time zone, public holidays."),
        (
            Column("code", lazy("Code"), text(40), also=("location id",)),
            _name(),
            Column(
                "country",
                lazy("Country"),
                values.country,
                required=True,
                also=("country code",),
                example="Germany",
            ),
            Column("subdivision", lazy("State or region"), values.subdivision),
            Column("locality", lazy("City"), text(120), also=("town",)),
            Column("address", lazy("Address"), text(500), also=("street address",)),
            Column("time_zone", lazy("Time zone"), zone, example="Europe/Berlin"),
        ),
        _place,
        order=14,
        permission=EDIT,
    ),
    Sheet(
        "job-families",
        lazy("Job families"),
        lazy("Kinds of work; families nest."),
        (CODE, _name(), Column("parent", lazy("Part of"))),
        _family,
        order=16,
        permission=EDIT,
    ),
    Sheet(
        "levels",
        lazy("Levels"),
        lazy("Steps of responsibility; a higher rank is more senior."),
        (CODE, _name(), Column("rank", lazy("Rank"), values.number(0))),
        _level,
        order=18,
        permission=EDIT,
    ),
    Sheet(
        "jobs",
        lazy("Jobs"),
        lazy("What people do, wherever: with family, level and occupation codes."),
        (
            Column("code", lazy("Code"), text(80), required=True, also=("job id",), example="ENG-2"),
            Column(
                "title",
                lazy("Title"),
                text(200),
                required=True,
                also=("job title", "name"),
                example="Engineer II",
            ),
            Column("family", lazy("Job family"), also=("job family",)),
            Column("level", lazy("Level"), also=("grade",)),
            Column("soc_code", lazy("SOC code"), occupation("SOC")),
            Column("isco_code", lazy("ISCO code"), occupation("ISCO-08")),
            Column("summary", lazy("Summary"), text(4000)),
        ),
        _job,
        order=20,
        permission=EDIT,
    ),
)
