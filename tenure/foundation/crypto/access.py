"""Keys are machinery."""

from tenure.foundation.access import machinery

from .models import DataKey

machinery(DataKey)
