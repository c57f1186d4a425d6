"""The index is machinery: ``find`` shows of it what the policy of each indexed model allows."""

from tenure.foundation.access import machinery

from .models import Entry

machinery(Entry)
