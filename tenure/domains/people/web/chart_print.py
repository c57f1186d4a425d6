"""The chart on paper: as many levels as are asked for, one line a card, over as many pages as it takes."""

from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, HttpResponse

from tenure.foundation.access import Actor, require
from tenure.foundation.http.looking_back import AS_KNOWN, looks_back
from tenure.foundation.ui.render import render

from ..queries import chart
from ..queries.chart_cards import Card
from .chart import VIEW, asked, note

LEVELS: Final = (2, 3, 4, 5, 6, 7, 8)
USUAL: Final = 4
ON_PAPER: Final = 3000


@dataclass(frozen=True)
class Line:
    """One line on paper: a card, how deep it stands, and what is said beside it."""

    card: Card
    level: int
    note: str
    left_out: int


@looks_back
def chart_print(request: HttpRequest) -> HttpResponse:
    """Show the chart as an outline that prints over several pages."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    require(by, VIEW)
    raw = request.GET.get("levels", "")
    levels = int(raw) if raw in map(str, LEVELS) else USUAL
    ask = replace(asked(by, request.GET), depth=levels, most=ON_PAPER, enough=ON_PAPER)
    found = chart.chart(by, ask)
    context = {
        "tab": "chart",
        "ask": ask,
        "levels": levels,
        "choices": LEVELS,
        "lines": _lines(found),
        "total": found.total,
        "today": by.today,
        "as_known": request.GET.get(AS_KNOWN, ""),
        "travels": True,
        "is_cut": len(found.cards) >= ON_PAPER,
    }
    return render(request, "people/chart_print.html", context)


def _lines(found: chart.Chart) -> list[Line]:
    """Put each card right after the one it hangs under."""
    under: dict[str | None, list[Card]] = {}
    keys = {card.key for card in found.cards}
    for card in found.cards:
        under.setdefault(card.parent if card.parent in keys else None, []).append(card)
    lines: list[Line] = []
    waiting = [(card, 1) for card in reversed(under.get(None, []))]
    while waiting:
        card, level = waiting.pop()
        own = under.get(card.key, [])
        lines.append(Line(card, level, note(card), card.below if not own else 0))
        waiting += [(one, level + 1) for one in reversed(own)]
    return lines
