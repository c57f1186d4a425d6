"""Turns the text of a cell before it is read, where a mapping says so: names turned round, parts taken."""

import re
from collections.abc import Callable
from typing import Final

from .lookup import code_for

SUFFIX: Final = re.compile(r"^(jr|sr|ii|iii|iv|v|phd|md|esq|cpa|dds)\.*$", re.IGNORECASE)
# How a hierarchyid writes one step: what it begins with, where its bits stand (x), its first value.
STEPS: Final = (
    ("01", "xxT", 0),
    ("100", "xxT", 4),
    ("101", "xxxT", 8),
    ("110", "xx0x1xxxT", 16),
    ("1110", "xxx0xxx0x1xxxT", 80),
)


def turn_name(cell: str) -> str:
    """Turn "Smith, John" and "Smith, John, Jr." and "Smith Jr., John" round; the suffix goes last."""
    parts = [" ".join(part.split()) for part in cell.split(",")]
    suffixes = [part for part in parts if SUFFIX.match(part)]
    named = [part for part in parts if part and not SUFFIX.match(part)]
    if len(named) != 2:
        return cell
    family, *own = named[0].split(" ")
    if own and SUFFIX.match(own[-1]):
        suffixes.insert(0, own.pop())
    return " ".join([named[1], family, *own, *suffixes])


def hierarchy_path(cell: str) -> str:
    """Read a hierarchyid in hexadecimal ("0x5AC0") as a path ("/1/1/"); what is none stays as it is."""
    if not re.fullmatch(r"0x[0-9A-Fa-f]*", cell):
        return cell
    bits = "".join(f"{int(digit, 16):04b}" for digit in cell[2:])
    path = "/"
    while "1" in bits:
        step = _step(bits)
        if step is None:
            return cell
        value, bits = step
        path += f"{value}/"
    return path


def _step(bits: str) -> tuple[int, str] | None:
    for start, form, first in STEPS:
        whole = bits[len(start) : len(start) + len(form)]
        if bits.startswith(start) and len(whole) == len(form) and whole.endswith("1"):
            value = "".join(bit for bit, mark in zip(whole, form, strict=True) if mark == "x")
            return first + int(value, 2), bits[len(start) + len(form) :]
    return None


def path_above(cell: str) -> str:
    """Give the path one step up ("/1/1/" stands under "/1/"); above the top there is nothing."""
    steps = [step for step in cell.split("/") if step] if cell.startswith("/") else []
    return f"/{''.join(f'{step}/' for step in steps[:-1])}" if steps else ""


CHANGES: Final[dict[str, Callable[[str], str]]] = {
    "lower": str.lower,
    "upper": str.upper,
    "title": str.title,
    "no_quotes": lambda cell: cell.strip("'\"‘’“” "),
    "no_tags": lambda cell: re.sub(r"<[^>]*>", "", cell),
    "last_name_first": turn_name,
    "before_comma": lambda cell: cell.split(",")[0].strip(),
    "first_of_list": lambda cell: re.split(r"[;,>]", cell)[0].strip(),
    "short": lambda cell: code_for(cell, 60),
    "last_of_path": lambda cell: cell.split(" > ")[-1].strip(),
    "after_backslash": lambda cell: cell.rsplit("\\", 1)[-1],
    "without_time": lambda cell: re.sub(r"[ T]00:00:00(\.0*)?$", "", cell),
    "hierarchy_path": hierarchy_path,
    "path_above": path_above,
}
