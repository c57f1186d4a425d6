"""Every table says how sensitive it is and how long it is kept."""

import pytest
from django.db.models import Model

from tenure.foundation.records.registry import LIBRARIES, classes_of, every_table
from tenure.foundation.records.sensitivity import Retention, Sensitivity

pytestmark = pytest.mark.capability("CPL-09")

TABLES = list(every_table())


@pytest.mark.parametrize("model", TABLES, ids=lambda m: m._meta.label)
def test_a_table_is_classified(model: type[Model]) -> None:
    sensitivity, retention = classes_of(model)
    assert (type(sensitivity), type(retention)) == (Sensitivity, Retention)


def test_the_list_of_libraries_names_no_table_that_is_gone() -> None:
    labels = {m._meta.label_lower for m in TABLES}
    assert set(LIBRARIES) - labels == set()
