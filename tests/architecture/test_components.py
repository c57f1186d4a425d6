"""Components say what they take, stand in the gallery and in the guide; templates keep the security policy."""

import json
import re
from pathlib import Path

import pytest

from .source import PRODUCT, modules

UI = PRODUCT / "foundation/ui"
MACRO = re.compile(r"{% macro ([a-z][a-z_]*)\((.*?)\) -?%}")
COMPONENTS = sorted((UI / "templates/ui").glob("*.html"))
TEMPLATES = sorted(PRODUCT.rglob("templates/**/*.html"))


def _macros(path: Path) -> list[tuple[str, str]]:
    return MACRO.findall(path.read_text())


def _arguments(signature: str) -> list[str]:
    return re.findall(r"(?:^|, )([a-z_]+)", re.sub(r"=(\"[^\"]*\"|\[\]|{}|[^,]+)", "", signature))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_documents_its_arguments(path: Path) -> None:
    head = path.read_text().split("#}")[0]
    assert head.startswith("{#")
    for name, signature in _macros(path):
        assert f"  {name}({signature})" in head
        said = head.split(f"  {name}(", 1)[1].split("\n\n")[0].split(")\n", 1)[1]
        missing = [one for one in _arguments(signature) if not re.search(rf"\b{one}\b", said)]
        assert missing == [], f"{name} does not say what these are: {missing}"


def test_every_component_stands_in_the_gallery() -> None:
    shown = "".join(path.read_text() for path in (PRODUCT / "shell/templates/shell").rglob("*.html"))
    shown += "".join(path.read_text() for path in COMPONENTS)
    gallery = set(re.findall(r"\bui\.([a-z_]+)\(", shown))
    inner = {"breadcrumbs", "popover", "tree_items"}  # other components are made of them
    assert {name for path in COMPONENTS for name, _ in _macros(path)} - gallery - inner == set()


def test_the_guide_lists_every_component() -> None:
    guide = (UI / "README.md").read_text()
    missing = [
        f"ui.{name}({sig})"
        for path in COMPONENTS
        for name, sig in _macros(path)
        if f"`ui.{name}({sig})`" not in guide
    ]
    assert missing == []


def test_every_icon_is_in_the_sprite() -> None:
    drawn = set(json.loads((UI / "frontend/icons.json").read_text()))
    text = "\n".join(path.read_text() for path in TEMPLATES) + "\n".join(module.text for module in modules())
    named = set(re.findall(r"""(?:ui\.icon\(|\bicon=|"icon": )"([a-z0-9-]+[a-z0-9])["'](?! ~)""", text))
    assert named - drawn == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PRODUCT)))
def test_a_template_keeps_the_security_policy(path: Path) -> None:
    text = path.read_text()
    refused = re.findall(r"""\sstyle=["']|\son[a-z]+=["']|hx-on|=["']j(?:ava)?s(?:cript)?:|<style\b""", text)
    inline = [
        tag
        for tag in re.findall(r"<script\b[^>]*>", text)
        if "src=" not in tag and "application/json" not in tag
    ]
    assert refused + inline == []
