"""The one base error that a person can act on."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Something the caller can do something about.

    Subclass it beside the action that raises it, set ``message`` (what a person reads, with
    ``{name}`` places filled from ``details``) and, where 422 is not right, ``status``.
    ``errors`` holds one message per field; its keys are names of fields.
    """

    message: ClassVar[str | Promise] = _("This cannot be done.")
    status: ClassVar[int] = 422

    def __init__(self, *, errors: Mapping[str, str] | None = None, **details: Any) -> None:
        super().__init__()
        self.errors = dict(errors or {})
        self.details = details

    def __str__(self) -> str:
        return str(self.message).format_map(self.details)


class NotThere(Refused):
    """Not yours or not there: the same answer for both."""

    message = _("There is nothing here, or it is not yours to see.")
    status = 404


class NotAllowed(Refused):
    """A whole page or verb that the signed-in person's roles do not include."""

    message = _("Your roles do not include this. An administrator can say who may.")
    status = 403


class Clash(Refused):
    """Somebody else was faster; ``details`` may hold both versions."""

    message = _("Somebody changed this record while you had it open.")
    status = 409
