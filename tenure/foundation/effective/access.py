"""Announcements are no rows for people: policies of dated models ask them."""

from tenure.foundation.access import machinery

from .models import Announcement

machinery(Announcement)
