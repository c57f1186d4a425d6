"""The size budgets: half of all functions in eight lines, none over fifty."""

import statistics

from .source import PRODUCT, Function, Module, length, modules

FUNCTION_MEDIAN, FUNCTION_P95, FUNCTION_MAX = 8, 30, 50
FILE_P95, FILE_MAX = 300, 400
TEMPLATE_P95, TEMPLATE_MAX = 120, 200


def _p95(sizes: list[int]) -> float:
    return statistics.quantiles(sizes, n=20)[-1]


def _functions() -> list[tuple[Module, Function]]:
    return [(m, f) for m in modules() for f in m.functions()]


def test_functions_are_short() -> None:
    sizes = [length(f) for _, f in _functions()]
    assert statistics.median(sizes) <= FUNCTION_MEDIAN
    assert _p95(sizes) <= FUNCTION_P95


def test_no_function_is_long() -> None:
    long = [f"{m.name}:{f.lineno} {f.name} {length(f)}" for m, f in _functions() if length(f) > FUNCTION_MAX]
    assert long == []


def test_files_are_small() -> None:
    sizes = {m.name: m.lines for m in modules()}
    assert {name: n for name, n in sizes.items() if n > FILE_MAX} == {}
    assert _p95(list(sizes.values())) <= FILE_P95


def test_templates_are_small() -> None:
    sizes = {str(p): p.read_text().count("\n") for p in PRODUCT.rglob("templates/**/*.html")}
    assert {name: n for name, n in sizes.items() if n > TEMPLATE_MAX} == {}
    assert _p95(list(sizes.values())) <= TEMPLATE_P95
