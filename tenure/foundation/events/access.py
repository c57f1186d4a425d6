"""The outbox is machinery: webhooks and pages read it through queries of their own."""

from tenure.foundation.access import machinery

from .models import Announced, Delivery

machinery(Announced, Delivery)
