"""Every table has somebody who decided who sees it, how sensitive it is and how long it is kept."""

import pytest
from django.apps import apps
from django.db.models import Model

from tenure.foundation.access import is_decided
from tenure.foundation.records.sensitivity import Retention, Sensitivity

OURS = [
    m
    for m in apps.get_models()
    if m.__module__.startswith("tenure.") and not getattr(m, "pgh_tracked_model", None)
]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_a_model_is_guarded(model: type[Model]) -> None:
    assert is_decided(model)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_a_model_says_its_sensitivity_and_retention(model: type[Model]) -> None:
    assert isinstance(getattr(model, "sensitivity", None), Sensitivity)
    assert isinstance(getattr(model, "retention", None), Retention)
