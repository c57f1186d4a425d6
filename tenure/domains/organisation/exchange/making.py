"""Makes what a row only mentions: a unit, a job, a level of which no row of its own tells."""

from typing import Any

from django.utils.translation import gettext as _

from tenure.foundation.exchange import lookup
from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.lookup import code_for, code_of
from tenure.foundation.exchange.tables import Source


def unit(desk: Desk, words: str, source: Source) -> None:
    """Draft a unit of which only the name is known."""
    code = code_for(words)
    desk.put("unit", (code,), {}, source)
    desk.hold_always("unit_term", ((code,),), {"name": words[:200]}, source)
    lookup.call(desk, "unit", code, words)


def job(desk: Desk, words: str, source: Source) -> None:
    """Draft a job of which only the title is known."""
    _named(desk, "job", "title", words, source)


def level(desk: Desk, words: str, source: Source) -> None:
    """Draft a level of which only the name is known."""
    _named(desk, "level", "name", words, source)


def job_family(desk: Desk, words: str, source: Source) -> None:
    """Draft a job family of which only the name is known."""
    _named(desk, "job_family", "name", words, source)


def cost_centre(desk: Desk, words: str, source: Source) -> None:
    """Draft a cost centre of which only the code is known."""
    desk.put("cost_centre", (code_of("cost_centre", words),), {}, source)


def legal_entity(desk: Desk, words: str, source: Source) -> None:
    """Draft a legal entity; its country and currency stand in the options of the mapping."""
    told: dict[str, Any] = desk.aside["options"].get("new_legal_entity", {})
    if not {"country", "currency"} <= told.keys():
        words_ = _(
            "“%(words)s” is a new legal entity: import legal entities first, with country and currency."
        )
        desk.error(source, "legal_entity_unknown", words_ % {"words": words})
        return
    facts = {"name": words, "country": told["country"], "currency": told["currency"]}
    desk.put("legal_entity", (code_of("legal_entity", words),), facts, source)


def _named(desk: Desk, what: str, field: str, words: str, source: Source) -> None:
    code = code_of(what, words)
    desk.put(what, (code,), {field: words[:160]}, source)
    lookup.call(desk, what, code, words)


MAKERS = {
    "unit": unit,
    "job": job,
    "level": level,
    "job_family": job_family,
    "cost_centre": cost_centre,
    "legal_entity": legal_entity,
}
