"""The lists of this domain for programs."""

from tenure.domains.people.models import Person
from tenure.foundation.http.api import Resource

from .schemas import CountedPersonOut

PEOPLE = Resource(name="metric-people", model=Person, schema=CountedPersonOut, permission="people.view")
