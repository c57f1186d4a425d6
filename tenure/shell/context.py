"""What the frame of every page shows: navigation, account, the day on screen."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tenure.foundation.access.actor import Actor
from tenure.foundation.ui import navigation

AS_OF = "as_of"
AS_KNOWN = "as_known"
AREAS_AT_MOST = 9


@dataclass(frozen=True)
class Link:
    """One line of the navigation as it stands on this page."""

    label: str
    url: str
    icon: str
    count: int | None = None
    active: bool = False
    phone: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its `shell`; nothing is looked up before it is shown."""
    return {"shell": Shell(request)}


def address(name: str) -> str:
    """The address of a page, or nothing where this Tenure has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Shell:
    """The frame around one page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def actor(self) -> Actor | None:
        """Whoever is signed in."""
        return getattr(self._request, "actor", None)

    @cached_property
    def areas(self) -> list[Link]:
        """The left navigation: at most nine entries; what is cut off stands in the account menu."""
        return self._links[:AREAS_AT_MOST]

    @cached_property
    def _links(self) -> list[Link]:
        """Every area that leads somewhere."""
        if self.actor is None:
            return []
        links = [self._link(entry) for entry in navigation.areas(self.actor)]
        links = [link for link in links if link.url]
        here = max((link.url for link in links if link.active), key=len, default="")
        return [replace(link, active=link.url == here) for link in links]

    @cached_property
    def bar(self) -> list[Link]:
        """The four areas at the foot of a phone."""
        return [link for link in self._links if link.phone][:4]

    @cached_property
    def beginnings(self) -> list[dict[str, Any]]:
        """The "New" menu."""
        if self.actor is None:
            return []
        links = [self._link(entry) for entry in navigation.beginnings(self.actor)]
        return [{"label": link.label, "url": link.url, "icon": link.icon} for link in links if link.url]

    @cached_property
    def account(self) -> list[dict[str, Any]]:
        """The menu behind one's own face."""
        pages = [
            (_("My profile"), address("me"), "user-circle"),
            (_("Sign-in and security"), address("account_security"), "shield-lock"),
            (_("Sign out"), address("account_logout"), "logout"),
        ]
        return [{"label": label, "url": url, "icon": icon} for label, url, icon in pages if url]

    @cached_property
    def name(self) -> str:
        """What the account is called."""
        label = self.actor.label if self.actor else ""
        return label or str(getattr(self._request, "user", ""))

    @cached_property
    def as_of(self) -> date | None:
        """The day on screen, when it is not today."""
        try:
            day = date.fromisoformat(self._request.GET.get(AS_OF, ""))
        except ValueError:
            return None
        return None if self.actor and day == self.actor.today else day

    @cached_property
    def known_at(self) -> datetime | None:
        """The instant whose knowledge is on screen, when it is not now."""
        return self.actor.known_at if self.actor else None

    @cached_property
    def day(self) -> date | None:
        """The day on screen, when it or the knowledge of it is not of today."""
        return self.as_of or (self.actor.today if self.actor and self.known_at else None)

    @cached_property
    def today_url(self) -> str:
        """The page as it is today."""
        query = self._request.GET.copy()
        query.pop(AS_OF, None)
        query.pop(AS_KNOWN, None)
        return f"{self._request.path}?{query.urlencode()}" if query else self._request.path

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What the address must keep when the day changes."""
        return [
            (name, value)
            for name, values in self._request.GET.lists()
            for value in values
            if name not in (AS_OF, AS_KNOWN)
        ]

    @cached_property
    def path(self) -> str:
        return self._request.path

    @cached_property
    def search_url(self) -> str:
        return address("search")

    @cached_property
    def help_url(self) -> str:
        return address("help")

    @cached_property
    def home_url(self) -> str:
        return address("home") or "/"

    @cached_property
    def messages(self) -> list[Any]:
        """What the last step left to say."""
        return list(get_messages(self._request))

    def _link(self, entry: navigation.Entry) -> Link:
        url = address(entry.url_name)
        count = entry.count(self.actor) if entry.count and url else None
        return Link(str(entry.label), url, entry.icon, count or None, self._is_here(url), entry.phone)

    def _is_here(self, url: str) -> bool:
        if url == self.home_url:
            return self._request.path == url
        return bool(url) and self._request.path.startswith(url)
