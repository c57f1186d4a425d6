"""Read the product's own source, for the rules that machines keep."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "tenure"
DOMAINS = PRODUCT / "domains"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file of the product."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(PRODUCT).parts

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[Function]:
        return (n for n in ast.walk(self.tree) if isinstance(n, Function))

    def calls(self) -> Iterator[ast.Call]:
        return (n for n in ast.walk(self.tree) if isinstance(n, ast.Call))


def modules() -> list[Module]:
    """Give every module of the product, without tests and migrations."""
    found = (Module(p) for p in sorted(PRODUCT.rglob("*.py")))
    return [m for m in found if not {"tests", "migrations"} & set(m.parts)]


def domains() -> list[Path]:
    """Give the folder of every domain."""
    return [p for p in sorted(DOMAINS.iterdir()) if (p / "apps.py").exists()]


def is_action(module: Module) -> bool:
    """Say whether a module holds verbs of a domain, or of a mechanism that has verbs."""
    return "actions" in module.parts or module.path.name == "actions.py"


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
