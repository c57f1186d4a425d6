"""How far a company has come in setting Tenure up, read from what is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity, Place
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.identity.models import Grant, Invitation, User

MANY = 3


@dataclass(frozen=True)
class Step:
    """One thing to set up: what it is for, where it is done, and how much is enough.

    ``url_name`` is the name of an address, with its arguments after slashes.
    """

    code: str
    title: Any
    text: Any
    verb: Any
    url_name: str
    permission: str
    icon: str
    count: Callable[[], int]
    enough: int = 1
    counted: Any = ""


@dataclass(frozen=True)
class Stage:
    """A step as it stands now."""

    step: Step
    number: int
    url: str

    @property
    def is_done(self) -> bool:
        """Whether there is enough to go on."""
        return self.number >= self.step.enough


STEPS: Final = (
    Step("company", _("Your company"), _("Each legal entity that employs people: its country and the currency it pays in."), _("Add a legal entity"), "organisation-record-new/legal-entity", "organisation.edit", "building-bank", LegalEntity.objects.count, counted=_("Legal entities")),
    Step("places", _("Places"), _("Where people work. A place fixes the time zone and the public holidays."), _("Add a place"), "organisation-record-new/place", "organisation.edit", "map-pin", Place.objects.count, counted=_("Places")),
    Step("holidays", _("Holidays"), _("The public calendar of each place is there already. Look at it, and add the days that are your own."), _("Look at the holidays"), "organisation-places", "organisation.edit", "calendar-event", Place.objects.count, counted=_("Calendars")),
    Step("people", _("Your people"), _("Bring a staff list in: a sheet with names, dates, titles and managers. You see every doubt before anything is saved."), _("Import a staff list"), "people-import", "people.import", "table-import", Person.objects.count, counted=_("People")),
    Step("roles", _("Roles"), _("Say who looks after which people: over a legal entity, a unit or a place."), _("Give roles"), "account_list", "identity.grant", "shield-lock", Grant.objects.count, enough=2, counted=_("Roles given")),
    Step("invite", _("Invite"), _("Let managers and everybody else sign in. Each sees what the role opens, and no more."), _("Invite somebody"), "account_invite", "identity.manage", "mail-forward", lambda: User.objects.count() + Invitation.objects.filter(accepted_at=None).count(), enough=MANY, counted=_("Accounts and invitations")),
)  # fmt: skip


def stages(by: Actor) -> list[Stage]:
    """Give every step with how far it has come; a step one may not do says so by having no address."""
    return [Stage(step, step.count(), _address(step) if by.holds(step.permission) else "") for step in STEPS]


def _address(step: Step) -> str:
    name, *arguments = step.url_name.split("/")
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
