"""Keeps search in step with definitions."""

from tenure.foundation.jobs import defer, job
from tenure.foundation.search import indexing

from .hosts import host_of
from .models import CustomField


def index_anew(field: CustomField) -> None:
    """Let search learn what a changed definition means for the records that have a value under it."""
    defer(index_holders, field_id=field.pk)


@job("fields.index_holders", queue="slow")
def index_holders(field_id: int) -> None:
    """Index every record that has a value of a field."""
    field = CustomField.objects.filter(pk=field_id).first()
    if field is None:
        return
    host = host_of(field.host)
    owner = host.values._meta.get_field(host.owner).related_model
    keys = host.values.objects.filter(field=field).values_list(f"{host.owner}_id", flat=True)
    indexing.index_keys(owner, set(keys))  # type: ignore[arg-type]
