"""The page of settings: seen and changed by those who set Tenure up."""

import pytest
from django.test import Client
from django.urls import reverse

from tenure.domains.people.queries.service import PRIOR
from tenure.domains.people.queries.shape import HIGH
from tenure.foundation.identity.tests import factories as accounts
from tenure.foundation.settings.models import SettingValue
from tenure.foundation.settings.queries import value

pytestmark = pytest.mark.django_db


def signed_in(*roles: str) -> Client:
    user = accounts.user("a@example.com", *roles)
    if roles:
        accounts.enrol(user)
    client = Client()
    client.force_login(user)
    return client


def test_an_administrator_sets_a_number_and_a_truth_from_a_day_on():
    client = signed_in("administrator")
    assert "Most reports of a manager" in client.get(reverse("setting-list")).content.decode()
    for setting, given in ((HIGH, "9"), (PRIOR, "no")):
        address = reverse("setting-change", args=[setting.key])
        assert client.get(address).status_code == 200
        answer = client.post(address, {"value": given, "start": "2026-01-01", "reason": "Board"})
        assert answer.status_code == 302
    day = SettingValue.objects.first().valid_from
    assert (value(HIGH, on=day), value(PRIOR, on=day)) == (9, False)


def test_a_value_beyond_its_bounds_is_refused():
    client = signed_in("administrator")
    answer = client.post(reverse("setting-change", args=[HIGH.key]), {"value": "0", "start": "2026-01-01"})
    assert (answer.status_code, SettingValue.objects.count()) == (422, 0)


def test_nobody_else_sees_or_sets_anything():
    client = signed_in("hr_generalist")
    assert client.get(reverse("setting-list")).status_code == 403
    assert client.post(reverse("setting-change", args=[HIGH.key]), {}).status_code == 404
