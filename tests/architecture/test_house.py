"""The house: what may stand in a domain, who may know of whom, and what no line may say."""

import ast
import re
import tomllib

import pytest

from .source import DOMAINS, ROOT, Module, domains, modules

FILES = {
    "README.md", "__init__.py", "apps.py", "models", "states", "rules", "events", "access", "scopes",
    "actions", "queries", "reactions", "jobs", "notices", "retention", "search", "exchange", "web", "api",
    "letters", "templates", "tests", "migrations", "__pycache__", "presets",
}  # fmt: skip
CLOCKS = {"date.today", "datetime.now", "timezone.now", "timezone.localdate", "datetime.utcnow", "time.time"}
EDGES = ("foundation", "shell", "config")
ISO = re.compile(r"^[A-Z]{2}$")
COUNTRY_WORDS = {"country", "countries", "region", "jurisdiction"}


@pytest.mark.parametrize("folder", domains(), ids=lambda p: p.name)
def test_a_domain_has_only_rooms_of_the_plan(folder) -> None:
    found = {
        p.name if p.is_dir() or p.suffix != ".py" or p.name in FILES else p.stem for p in folder.iterdir()
    }
    assert found - FILES == set()


@pytest.mark.parametrize("folder", domains(), ids=lambda p: p.name)
def test_a_domain_explains_itself_and_names_its_events(folder) -> None:
    readme = (folder / "README.md").read_text()
    events = folder / "events.py"
    names = re.findall(r"^class (\w+)", events.read_text(), re.MULTILINE) if events.exists() else []
    assert [name for name in names if name not in readme] == []


def test_every_domain_stands_in_the_import_contracts() -> None:
    contracts = (ROOT / "pyproject.toml").read_text()
    layers = str(tomllib.loads(contracts)["tool"]["importlinter"])
    assert [p.name for p in domains() if f"tenure.domains.{p.name}" not in layers] == []


def test_no_domain_reads_the_clock() -> None:
    found = [
        f"{m.name}:{c.lineno}"
        for m in modules()
        if m.parts[0] not in EDGES
        for c in m.calls()
        if ast.unparse(c.func) in CLOCKS
    ]
    assert found == []


def test_nobody_is_a_superuser() -> None:
    assert [m.name for m in modules() if "is_superuser" in m.text] == []


def test_no_country_is_written_into_code() -> None:
    found = [f"{m.name}:{node.lineno}" for m in modules() for node in _country_comparisons(m)]
    assert found == []


def _country_comparisons(module: Module) -> list[ast.Compare]:
    return [
        n
        for n in ast.walk(module.tree)
        if isinstance(n, ast.Compare)
        and any(word in ast.unparse(n.left).lower() for word in COUNTRY_WORDS)
        and any(isinstance(c, ast.Constant) and ISO.match(str(c.value)) for c in ast.walk(n))
    ]


def test_reactions_know_other_domains_only_by_their_events() -> None:
    found = []
    for module in (m for m in modules() if m.path.name == "reactions.py" and DOMAINS in m.path.parents):
        own = f"tenure.domains.{module.parts[1]}"
        found += [
            f"{module.name}: {n.module}"
            for n in ast.walk(module.tree)
            if isinstance(n, ast.ImportFrom)
            and (n.module or "").startswith("tenure.domains")
            and not n.module.startswith(own)
            and not n.module.endswith("events")
        ]
    assert found == []


@pytest.mark.parametrize("lock", ["uv.lock", "package-lock.json"])
def test_a_lock_file_names_no_mirror(lock: str) -> None:
    known = {"https://pypi.org", "https://files.pythonhosted.org"}
    urls = re.findall(r'"(https?://[^/"]+)[^"]*\.(?:whl|tar\.gz|tgz|zip)', (ROOT / lock).read_text())
    assert set(urls) - known == set()
