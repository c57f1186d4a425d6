"""Asks for a route as a role, and takes back whatever the answer changed."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from .world import World

ANONYMOUS = "anonymous"
NOBODY = "01900000-0000-7000-8000-000000000000"
REFUSED = (401, 403, 404)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written in here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Asker:
    """One browser of one role."""

    def __init__(self, world: World, role: str) -> None:
        self.client = Client() if role == ANONYMOUS else world.client(role)
        self.client.raise_request_exception = False
        self.client.get("/me/security/")
        self._cookies = deepcopy(self.client.cookies)
        self._nothing: dict[tuple[str, bool], tuple[int, str]] = {}

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Ask once; nothing that it changes stays, neither here nor there."""
        self.client.cookies = deepcopy(self._cookies)
        given: dict[str, Any] = {}
        if path.startswith("/api/") and verb != "GET":
            given = {"data": json.dumps(body or {}), "content_type": "application/json"}
            headers["If-Match"] = "*"
        elif verb != "GET":
            headers["HX-Request"] = "true"
        with undone():
            answer = self.client.generic(verb, path, **_sent(verb, given), headers=headers)
            if getattr(answer, "streaming", False):
                answer.content = b"".join(answer.streaming_content)
        return answer

    def is_like_nothing(self, answer: HttpResponse, verb: str, nowhere: str, body: Any = None) -> bool:
        """Say whether a refusal tells no more than the answer for what never was."""
        kind = (verb, nowhere.startswith("/api/"))
        if kind not in self._nothing:
            self._nothing[kind] = told(self.ask(verb, nowhere, body))
        return told(answer) == self._nothing[kind]


def _sent(verb: str, given: dict[str, Any]) -> dict[str, Any]:
    if given or verb == "GET":
        return given
    return {"data": "", "content_type": "application/x-www-form-urlencoded"}


def is_refused(answer: HttpResponse) -> bool:
    """Say whether somebody was turned away: told no, or sent to sign in."""
    if answer.status_code in REFUSED:
        return True
    where = answer.headers.get("Location", answer.headers.get("HX-Redirect", ""))
    return where.split("?")[0] == reverse(settings.LOGIN_URL)


def told(answer: HttpResponse) -> tuple[int, str]:
    """Give what an answer tells, less what differs from request to request, and the record asked for."""
    text = answer.content.decode()
    return answer.status_code, re.sub(r"\w{40,}|[0-9a-f]{16,}|[0-9a-f-]{36}", "", text)
