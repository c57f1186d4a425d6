"""Slows down whoever guesses passwords, without locking out the one whose account it is.

Failures are counted under three keys. *Pair*: this account from this network, or from a browser
that has signed in to it before. *Network*: all accounts from one network. *Account*: one account
from all browsers that never signed in to it. A known browser answers only for its own failures,
so nobody else can shut its owner out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .keys import pseudonym
from .models import Attempt


class TooManyAttempts(Refused):
    message = _("Too many attempts to sign in. Try again in {minutes} minutes, or reset your password.")
    status = 429


@dataclass(frozen=True)
class Limit:
    """How many failures are free, the first wait after them, the longest, and when all is forgotten."""

    free: int
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)
    forget: timedelta = timedelta(hours=24)

    def wait(self, failures: int) -> timedelta:
        """Give the wait after so many failures: it doubles from one to the next."""
        if failures < self.free:
            return timedelta(0)
        doubled: int = 2 ** min(failures - self.free, 10)
        return min(self.longest, self.first * doubled)


PAIR = Limit(free=5)
NETWORK = Limit(free=50, forget=timedelta(hours=1))
ACCOUNT = Limit(free=30, forget=timedelta(hours=6))


@dataclass(frozen=True)
class Caller:
    """Who tries: the account as typed, the address, and the mark of a browser known to the account."""

    email: str
    ip: str
    device: str = ""

    def keys(self) -> dict[str, Limit]:
        """Give the keys under which a failure of this caller counts."""
        email = self.email.strip().lower()
        if self.device:
            return {pseudonym("pair", email, self.device): PAIR}
        network = _network(self.ip)
        return {
            pseudonym("pair", email, network): PAIR,
            pseudonym("network", network): NETWORK,
            pseudonym("account", email): ACCOUNT,
        }


@transaction.atomic
def claim(caller: Caller, now: datetime) -> None:
    """Count an attempt as failed before it is tried, so that parallel guesses count too.

    Raises ``TooManyAttempts`` while a key has to wait; such an attempt does not lengthen the wait.
    """
    rows = [(_locked(key, now), limit) for key, limit in sorted(caller.keys().items())]
    until = max((row.blocked_until for row, _limit in rows if row.blocked_until), default=now)
    if until > now:
        raise TooManyAttempts(minutes=-(-int((until - now).total_seconds()) // 60))
    for row, limit in rows:
        _count(row, limit, now)


@transaction.atomic
def succeeded(caller: Caller) -> None:
    """Forget the failures of this pair, and take back the one that was counted elsewhere."""
    for key, limit in caller.keys().items():
        row = Attempt.objects.select_for_update().filter(key=key).first()
        if row is None:
            continue
        if limit is PAIR:
            row.delete()
        else:
            row.failures = max(0, row.failures - 1)
            row.blocked_until = None
            row.save(update_fields=["failures", "blocked_until"])


def _locked(key: str, now: datetime) -> Attempt:
    Attempt.objects.get_or_create(key=key, defaults={"last_at": now})
    row: Attempt = Attempt.objects.select_for_update().get(key=key)
    return row


def _count(row: Attempt, limit: Limit, now: datetime) -> None:
    row.failures = 1 if row.last_at < now - limit.forget else row.failures + 1
    row.last_at = now
    wait = limit.wait(row.failures)
    row.blocked_until = now + wait if wait else None
    row.save(update_fields=["failures", "last_at", "blocked_until"])


def _network(ip: str) -> str:
    """Take an IPv6 customer's whole network as one caller."""
    address = ip_address(ip)
    return ip if address.version == 4 else str(ip_network(f"{ip}/64", strict=False))
