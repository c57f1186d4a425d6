"""Says of every table of this Tenure what it is to the roles that do not own it."""

from collections.abc import Mapping

from django.apps import apps
from django.db.models import Model

from tenure.foundation.postgres.roles import Kind

# Machinery without a model of its own. The queue's tables are written by its functions, as their caller.
MACHINERY: Mapping[str, Kind] = {
    "django_migrations": Kind.READ_ONLY,
    "procrastinate_events": Kind.ORDINARY,
    "procrastinate_jobs": Kind.ORDINARY,
    "procrastinate_periodic_defers": Kind.ORDINARY,
    "procrastinate_workers": Kind.ORDINARY,
}


def kinds() -> dict[str, Kind]:
    """Give the kind of every table that a model stands for, and of the machinery's."""
    models = apps.get_models(include_auto_created=True)
    named = {
        model._meta.db_table: kind_of(model)
        for model in models
        if model._meta.managed and not model._meta.proxy
    }
    return {**named, **MACHINERY}


def kind_of(model: type[Model]) -> Kind:
    """Tell a model's kind: ``append_only`` or ``read_only`` on its class, or one of pghistory's."""
    from pghistory.models import Context, Event

    if issubclass(model, Event | Context):
        return Kind.HISTORY
    if getattr(model, "read_only", False):
        return Kind.READ_ONLY
    return Kind.APPEND_ONLY if getattr(model, "append_only", False) else Kind.ORDINARY
