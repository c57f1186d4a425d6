"""Verbs are the only code that changes data; each is atomic, knows who acts and leaves a line."""

import ast

import pytest

from .source import Function, Module, is_action, modules

WRITES = {"save", "create", "update", "delete", "get_or_create", "update_or_create"}
BULK = "bulk_"
MAY_WRITE = ("foundation", "config")

ACTIONS = [m for m in modules() if is_action(m)]


def _verbs(module: Module) -> list[Function]:
    """Give the verbs of a module: of a package, what its ``__init__`` offers."""
    nodes = [n for n in module.tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    if module.path.name == "actions.py":
        return nodes
    offered = (module.path.parent / "__init__.py").read_text()
    return [n for n in nodes if f'"{n.name}"' in offered]


VERBS = [(m, f) for m in ACTIONS for f in _verbs(m)]


def test_there_are_verbs() -> None:
    assert len(VERBS) > 50


@pytest.mark.parametrize(("module", "verb"), VERBS, ids=[f"{m.name}:{f.name}" for m, f in VERBS])
def test_a_verb_is_atomic_and_says_who_and_what(module: Module, verb: Function) -> None:
    decorators = {ast.unparse(d) for d in verb.decorator_list}
    keyword_only = {a.arg: ast.unparse(a.annotation) for a in verb.args.kwonlyargs if a.annotation}
    source = ast.unparse(verb)
    assert any(d.startswith(("transaction.atomic", "atomic")) for d in decorators)
    assert keyword_only.get("by") == "Actor"
    assert "trail.record(" in source


def test_only_verbs_write() -> None:
    elsewhere = [
        f"{m.name}:{call.lineno} .{call.func.attr}()"
        for m in modules()
        if m.parts[0] not in MAY_WRITE and not is_action(m)
        for call in m.calls()
        if isinstance(call.func, ast.Attribute)
        and (call.func.attr in WRITES or call.func.attr.startswith(BULK))
        and _on_rows(call.func)
    ]
    assert elsewhere == []


def _on_rows(func: ast.Attribute) -> bool:
    """Tell writes of rows from verbs and dictionaries that are called alike."""
    target = ast.unparse(func.value)
    is_queryset = any(word in target for word in ("objects", "_manager", "filter(", ".all()"))
    return is_queryset or (func.attr == "save" and not isinstance(func.value, ast.Call))
