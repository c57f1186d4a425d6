"""Amounts with their currency, and dated rates between currencies."""

from .amount import Money, OtherCurrency, UnknownCurrency

__all__ = ["Money", "OtherCurrency", "UnknownCurrency"]
