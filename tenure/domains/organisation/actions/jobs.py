"""The job architecture: families, levels, and jobs mapped to occupation codes."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from ..models import Job, JobFamily, Level
from ._checks import EDIT, check_code, check_job_codes
from ._undated import Undated


class FamilyFacts(TypedDict, total=False):
    code: str
    name: str
    parent: JobFamily | None


class LevelFacts(TypedDict, total=False):
    code: str
    name: str
    rank: int


class JobFacts(TypedDict, total=False):
    code: str
    title: str
    family: JobFamily | None
    level: Level | None
    soc_code: str
    isco_code: str
    summary: str


class FamilyInItself(Refused):
    message = _("{family} would stand in itself: {chain}.")


@transaction.atomic
def create_job_family(*, by: Actor, **facts: Unpack[FamilyFacts]) -> JobFamily:
    """Add a kind of work, alone or within another."""
    require(by, EDIT)
    family = JobFamily(**facts)
    check_code(JobFamily, family.code)
    family.save()
    trail.record(by, "organisation.job_family.created", family)
    return family


@transaction.atomic
def edit_job_family(
    pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[FamilyFacts]
) -> JobFamily:
    """Put a family right, or move it into another."""
    list(JobFamily.objects.select_for_update().order_by("pk").values_list("pk"))  # two moves make no ring
    family = Undated.lock(JobFamily, pk, by, version)
    changed = Undated.write(family, facts)
    _check_ring(family)
    trail.record(by, "organisation.job_family.edited", family, fields=changed)
    return family


@transaction.atomic
def create_level(*, by: Actor, **facts: Unpack[LevelFacts]) -> Level:
    """Add a step of responsibility."""
    require(by, EDIT)
    level = Level(**facts)
    check_code(Level, level.code)
    level.save()
    trail.record(by, "organisation.level.created", level)
    return level


@transaction.atomic
def edit_level(pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[LevelFacts]) -> Level:
    """Put a level right."""
    level = Undated.lock(Level, pk, by, version)
    changed = Undated.write(level, facts)
    trail.record(by, "organisation.level.edited", level, fields=changed)
    return level


@transaction.atomic
def create_job(*, by: Actor, **facts: Unpack[JobFacts]) -> Job:
    """Add a job; SOC 2018 or O*NET and ISCO-08 codes are optional, and checked for their shape."""
    require(by, EDIT)
    job = Job(**facts)
    check_code(Job, job.code)
    check_job_codes(job.soc_code, job.isco_code)
    job.save()
    trail.record(by, "organisation.job.created", job)
    return job


@transaction.atomic
def edit_job(pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[JobFacts]) -> Job:
    """Put a job right."""
    job = Undated.lock(Job, pk, by, version)
    changed = Undated.write(job, facts)
    check_job_codes(job.soc_code, job.isco_code)
    trail.record(by, "organisation.job.edited", job, fields=changed)
    return job


def _check_ring(family: JobFamily) -> None:
    names, above = [family.name], family.parent
    while above is not None:
        names.append(above.name)
        if above.pk == family.pk:
            raise FamilyInItself(family=family.name, chain=" → ".join(names))
        above = above.parent
