"""The template environment: strict, autoescaped, with the components at hand everywhere."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.template.defaultfilters import slugify
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from django_vite.core.asset_loader import DjangoViteAssetLoader
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from . import filters

ICONS = Path(__file__).parent / "frontend/icons.json"


class Components:
    """Every macro of `ui/*.html` by its name: `ui.badge(...)`; seen by a lone block too."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._homes: dict[str, str] = {}

    def __getattr__(self, name: str) -> Macro:
        if name not in self._homes:
            self._homes = self._find_all()
        if name not in self._homes:
            raise AttributeError(f"there is no component {name!r}")
        macro: Macro = getattr(self._environment.get_template(self._homes[name]).module, name)
        return macro

    def _find_all(self) -> dict[str, str]:
        homes: dict[str, str] = {}
        for template in self._environment.list_templates(filter_func=lambda name: name.startswith("ui/")):
            module = self._environment.get_template(template).module
            homes |= {name: template for name, value in vars(module).items() if isinstance(value, Macro)}
        return homes


def environment(**options: Any) -> Environment:
    """Make the environment that Django's template backend asks for."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    made = Environment(**options)  # noqa: S701  (Django's backend passes autoescape=True)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.filters |= FILTERS
    made.globals |= {"ui": Components(made), **GLOBALS}
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def vite(entry: str) -> Markup:
    """The tags that load one entry of the front end, with its styles."""
    return Markup(_assets().generate_vite_asset(entry, app="default"))  # noqa: S704  (our own build)


@cache
def vite_url(entry: str) -> str:
    return str(_assets().generate_vite_asset_url(entry, app="default"))


@cache
def icon_url(name: str) -> str:
    """The address of one icon in the sprite; a name that was not built is an error."""
    if name not in json.loads(ICONS.read_text()):
        raise LookupError(f"frontend/icons.json does not list {name!r}: add it and run `npm run build`")
    return f"{vite_url('icons.svg')}#{name}"


def _assets() -> Any:
    return DjangoViteAssetLoader.instance()  # type: ignore[no-untyped-call]


def merged(attributes: Mapping[str, object], *others: Mapping[str, object]) -> dict[str, object]:
    """Attributes of several sources as one, without those that are None."""
    whole = {key: value for one in (attributes, *others) for key, value in one.items()}
    return {key: value for key, value in whole.items() if value is not None}


FILTERS: dict[str, Callable[..., Any]] = {
    "date": filters.date,
    "moment": filters.moment,
    "local_minute": filters.local_minute,
    "clock": filters.clock,
    "channel": filters.channel,
    "time_in": filters.time_in,
    "money": filters.money,
    "number": filters.number,
    "percent": filters.percent,
    "duration": filters.duration,
    "span": filters.span,
    "initials": filters.initials,
    "tone": filters.tone,
    "slugify": slugify,
    "merged": merged,
}
GLOBALS: dict[str, Any] = {
    "static": static,
    "url": url,
    "icon_url": icon_url,
    "vite": vite,
    "vite_url": vite_url,
    "language": get_language,
    "right_to_left": get_language_bidi,
}
