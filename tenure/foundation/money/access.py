"""Rates are public; who may bring them in is asked by the action."""

from tenure.foundation.access import Policy, guard

from .models import ExchangeRate

guard(ExchangeRate, Policy())
