"""How people are found: by what every colleague may know."""

from typing import Any

from django.db.models import QuerySet

from tenure.foundation.search.registry import Line, register

from .models import Person


def _line(person: Any) -> Line:
    words = (person.name, person.given_name, person.family_name, person.work_email)
    return Line(person.called, "", tuple(filter(None, words)))


def _rows() -> QuerySet[Any]:
    rows: QuerySet[Any] = Person.objects.all()
    return rows


register(Person, _line, permission="people.directory", rows=_rows, rank=10)
