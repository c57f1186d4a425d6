"""What codes, weeks and ranges must look like: values in, yes or no out."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple
from zlib import crc32

# SOC 2018 has six digits (15-1252); O*NET-SOC 2019 adds two (15-1252.01). https://www.bls.gov/soc/2018/
SOC: Final = re.compile(r"^\d{2}-\d{4}(\.\d{2})?$")
# ISCO-08 has one digit for a major group up to four for a unit group. https://isco-ilo.netlify.app/
ISCO: Final = re.compile(r"^\d{1,4}$")
DAY_MINUTES: Final = 24 * 60
WEEKDAYS: Final = 7


def is_soc(code: str) -> bool:
    """Say whether this is shaped like a code of SOC 2018 or O*NET-SOC 2019."""
    return SOC.match(code) is not None


def is_isco(code: str) -> bool:
    """Say whether this is shaped like a code of ISCO-08, group or occupation."""
    return ISCO.match(code) is not None


def is_week(minutes: Sequence[int]) -> bool:
    """Say whether these are minutes of seven days, none longer than a day."""
    return len(minutes) == WEEKDAYS and all(0 <= one <= DAY_MINUTES for one in minutes)


class Named(NamedTuple):
    """Something with a name from one day on."""

    key: int
    name: str
    start: date


def name_on(rows: Iterable[Named], day: date) -> dict[int, str]:
    """Give each thing the name it has on a day, else the first it will have."""
    names: dict[int, str] = {}
    for one in sorted(rows, key=lambda row: row.start):
        if one.start <= day or one.key not in names:
            names[one.key] = one.name
    return names


def life(versions: Iterable[tuple[int, int]]) -> int:
    """Sum up key and version of all rows of an owner: a form carries it, any change makes it another."""
    return crc32(repr(sorted(versions)).encode())
