"""Row history: every state a row was ever in, kept by the database's own triggers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import pghistory
from django.db import models
from django.db.models import Model
from pghistory.models import Event

from tenure.foundation.access import machinery

from .run import Run

M = TypeVar("M", bound=Model)

ALWAYS_LEFT_OUT: Final = frozenset({"version"})


class PastRow(Event):
    """One state of a row of some table: as inserted, as updated, or as it was when deleted."""

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_run = models.UUIDField(db_default=Run(), editable=False)

    pgh_obj_id: int

    class Meta:
        abstract = True


_past: dict[type[Model], type[PastRow]] = {}
_present: dict[type[Model], frozenset[str]] = {}


def tracked(
    *, exclude: Iterable[str] = (), present: Iterable[str] = (), looks_back: bool = True
) -> Callable[[type[M]], type[M]]:
    """Keep the history of a model: every insert, real change and deletion, whoever writes.

    The history table is ``<Model>Event`` in the same app. Generated columns and the change count
    are left out, so a save that changes nothing else leaves no line. A look at what was believed
    at an instant shows columns that are ``present``, and those left out, as they are today; it
    leaves a model that never ``looks_back`` alone.
    """

    def decorate(model: type[M]) -> type[M]:
        left_out = {*exclude, *ALWAYS_LEFT_OUT}
        if looks_back:
            _present[model] = frozenset({*exclude, *present})
        _past[model] = _history_table(model, [f for f in _columns(model) if f not in left_out])
        machinery(_past[model])
        return model

    return decorate


def past_of(model: type[Model]) -> type[PastRow]:
    """Find the history table of a model; one without is a mistake of the caller."""
    return _past[model]


def tracked_models() -> list[type[Model]]:
    """Give every model whose history is kept."""
    return list(_past)


def is_tracked(model: type[Model]) -> bool:
    """Say whether the history of a model is kept."""
    return model in _past


def looking_back() -> Mapping[type[Model], frozenset[str]]:
    """Give the models whose past can be looked at, each with the columns that are always today's."""
    return _present


def _columns(model: type[Model]) -> list[str]:
    fields = model._meta.concrete_fields
    return [field.name for field in fields if not isinstance(field, models.GeneratedField)]


def _history_table(model: type[Model], fields: list[str]) -> type[PastRow]:
    declared: dict[str, Any] = {
        n: getattr(model, n) for n in ("sensitivity", "retention") if hasattr(model, n)
    }
    name = f"{model.__name__}Event"
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        fields=fields,
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=None,  # type: ignore[arg-type]
        base_model=PastRow,
        model_name=name,
        attrs=declared,
        level=pghistory.Statement,
    )(model)
    made = model._meta.apps.get_registered_model(model._meta.app_label, name)
    assert issubclass(made, PastRow)  # noqa: S101 — we have just made it
    return made
