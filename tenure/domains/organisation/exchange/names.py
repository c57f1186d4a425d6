"""By which names a file may call what is there."""

from collections.abc import Iterable

from tenure.foundation.exchange.lookup import Names

from ..models import CostCentre, Job, JobFamily, LegalEntity, Level, Place, PositionTerm, UnitTerm


def _units() -> Iterable[tuple[str, str]]:
    yield from UnitTerm.objects.filter(valid_until__isnull=True).values_list("unit__code", "name")


def _positions() -> Iterable[tuple[str, str]]:
    yield from PositionTerm.objects.filter(valid_until__isnull=True).values_list("position__code", "title")


NAMES: dict[str, Names] = {
    "legal_entity": lambda: LegalEntity.objects.values_list("code", "name"),
    "cost_centre": lambda: CostCentre.objects.values_list("code", "name"),
    "place": lambda: Place.objects.values_list("code", "name"),
    "job_family": lambda: JobFamily.objects.values_list("code", "name"),
    "level": lambda: Level.objects.values_list("code", "name"),
    "job": lambda: Job.objects.values_list("code", "title"),
    "unit": _units,
    "position": _positions,
}
