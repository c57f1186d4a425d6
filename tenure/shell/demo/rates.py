"""Invented monthly rates of the euro, in the form that published ones come in."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from tenure.foundation.access import Actor
from tenure.foundation.money.actions import import_rates

FILE = Path(__file__).with_name("rates.csv")
BASE, SOURCE = "EUR", "Invented rates of the demo company"


def bring(by: Actor) -> int:
    """Import four years of rates up to the first of this month."""
    return import_rates("\n".join(["date,currency,rate", *_lines(by.today)]), base=BASE, source=SOURCE, by=by)


def _lines(today: date) -> Iterator[str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = today + relativedelta(day=1, months=-int(row["months_ago"]))
            yield f"{day},{row['currency']},{row['rate']}"
