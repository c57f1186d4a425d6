"""A loaded company, somebody from HR who looks at it, and whom and what they look at."""

import gc
import logging
import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.test import Client

from tenure.domains.organisation.models import Unit
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.identity.models import User
from tenure.foundation.identity.tests import factories as accounts
from tenure.shell.actor import actor_for

EMAIL = "bench@example.com"


@dataclass
class Bench:
    """Who looks, through which client, how often."""

    user: User
    client: Client
    rounds: int

    @cached_property
    def actor(self) -> Actor:
        found = actor_for(self.user, channel="web")
        assert found is not None
        return found

    @property
    def today(self) -> date:
        return self.actor.today

    @cached_property
    def person(self) -> Person:
        """Somebody of the middle of the list who works here and manages nobody."""
        people = Person.objects.filter(lines__valid__contains=self.today).exclude(lines__manager=None)
        here = people.order_by("sort_key", "pk")
        found: Person = here[here.count() // 2]
        return found

    @cached_property
    def unit(self) -> Unit:
        """The unit in which most people work."""
        counted = Unit.objects.filter(assignments__valid__contains=self.today).annotate(people=Count("pk"))
        found: Unit = counted.order_by("-people", "pk")[0]
        return found

    def get(self, path: str) -> bytes:
        """Ask for a page that must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.content[:300])
        return bytes(answer.content)

    def post(self, path: str, facts: dict[str, Any]) -> bytes:
        """Send a form that must be taken."""
        answer = self.client.post(path, facts)
        assert answer.status_code in (204, 302, 303), (path, answer.status_code, answer.content[-3000:])
        return bytes(answer.content)


def prepared(rounds: int) -> Bench:
    """Sign in the one who leads HR and may see everybody."""
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        user = accounts.user(EMAIL, "hr_manager")
        accounts.enrol(user)
    client = Client()
    client.force_login(user)
    client.get("/")  # loads what a server has loaded
    gc.collect()
    gc.freeze()  # as the web server does
    return Bench(user, client, rounds)


def settle() -> None:
    """Let the bench ask as often as it likes, at its own addresses, without a line for each."""
    os.environ.setdefault("TENURE_RATE_USER", "1000000/100000")
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.urls"
    logging.disable(logging.INFO)
