"""Keys are machinery."""

from tenure.foundation.access import machinery

from .models import DataKey, KeyPrint

machinery(DataKey, KeyPrint)
