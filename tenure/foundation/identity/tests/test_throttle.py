"""Guessing is slowed down; nobody is shut out by somebody else's guesses."""

from datetime import UTC, datetime, timedelta

import pytest

from tenure.foundation.identity import throttle
from tenure.foundation.identity.models import Attempt
from tenure.foundation.identity.throttle import Caller, TooManyAttempts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HER, HOME, ELSEWHERE = "ana@example.com", "192.0.2.1", "198.51.100.7"


def fail(caller: Caller, times: int, now: datetime = NOW) -> datetime:
    """Fail so often, each time as soon as it is allowed; return when."""
    for _ in range(times):
        now = _next(caller, now)
    return now


def _next(caller: Caller, now: datetime) -> datetime:
    for _ in range(100):
        try:
            throttle.claim(caller, now)
        except TooManyAttempts:
            now += timedelta(seconds=15)
        else:
            return now
    raise AssertionError("never allowed again")


def is_blocked(caller: Caller, now: datetime) -> bool:
    try:
        throttle.claim(caller, now)
    except TooManyAttempts:
        return True
    return False


def test_five_failures_are_free_then_one_waits() -> None:
    fail(Caller(HER, HOME), 5)
    assert is_blocked(Caller(HER, HOME), NOW)
    assert not is_blocked(Caller(HER, HOME), NOW + timedelta(seconds=31))


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    waits = [throttle.PAIR.wait(n).total_seconds() for n in (4, 5, 6, 7, 8, 9, 10, 11, 40)]
    assert waits == [0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_trying_while_one_waits_does_not_lengthen_the_wait() -> None:
    fail(Caller(HER, HOME), 5)
    for _ in range(50):
        assert is_blocked(Caller(HER, HOME), NOW)
    assert not is_blocked(Caller(HER, HOME), NOW + timedelta(seconds=31))


def test_failures_from_elsewhere_do_not_shut_out_her_own_browser() -> None:
    for n in range(60):
        is_blocked(Caller(HER, f"203.0.113.{n}"), NOW)
    assert is_blocked(Caller(HER, ELSEWHERE), NOW)
    assert not is_blocked(Caller(HER, HOME, device="known"), NOW)


def test_an_unknown_account_waits_as_a_known_one_does() -> None:
    fail(Caller("nobody@example.com", HOME), 5)
    assert is_blocked(Caller("nobody@example.com", HOME), NOW)


def test_one_network_cannot_try_all_accounts() -> None:
    for n in range(50):
        throttle.claim(Caller(f"user{n}@example.com", HOME), NOW)
    assert is_blocked(Caller("fresh@example.com", HOME), NOW)


def test_addresses_of_one_ipv6_customer_count_as_one() -> None:
    for n in range(5):
        throttle.claim(Caller(HER, f"2001:db8::{n + 1}"), NOW)
    assert is_blocked(Caller(HER, "2001:db8::ffff"), NOW)


def test_success_forgets_the_failures_of_the_pair_but_not_the_network_s() -> None:
    fail(Caller(HER, HOME), 4)
    throttle.claim(Caller(HER, HOME), NOW)
    throttle.succeeded(Caller(HER, HOME))
    assert sorted(Attempt.objects.values_list("failures", flat=True)) == [4, 4]
    assert not is_blocked(Caller(HER, HOME), NOW)


def test_no_row_names_an_account_or_an_address() -> None:
    fail(Caller(HER, HOME), 1)
    assert [key for key in Attempt.objects.values_list("key", flat=True) if len(key) != 64] == []
