"""How people are found: by what every colleague may know."""

from typing import Any

from django.db.models import QuerySet

from tenure.foundation.fields import queries as fields
from tenure.foundation.fields.hosts import host_of
from tenure.foundation.search.registry import Line, register

from .models import Person


def _line(person: Any) -> Line:
    words = (person.name, person.given_name, person.family_name, person.work_email)
    return Line(person.called, "", (*filter(None, words), *fields.words_of(host_of("person"), person)))


def _rows() -> QuerySet[Any]:
    rows: QuerySet[Any] = Person.objects.prefetch_related(fields.found_by(host_of("person")))
    return rows


register(Person, _line, permission="people.directory", rows=_rows, rank=10)
