"""An amount with its currency (ISO 4217); amounts of two currencies are never added."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, is_currency
from django.utils.translation import get_language, gettext_lazy as _, to_locale

from tenure.foundation.refusal import Refused


class UnknownCurrency(Refused):
    message = _("{currency} is not a currency. Use the three letters of ISO 4217, such as EUR.")


class OtherCurrency(Refused):
    message = _("{one} and {other} cannot be added or compared: convert one of them first.")


class NotAnAmount(Refused):
    message = _("{text} is not an amount.")


# Babel knows the coin that people pay with; ISO 4217 has the units that books are kept in.
UNITS_OF_BOOKS: Final = {"HUF": 2, "TWD": 2, "IDR": 2, "COP": 2}


@dataclass(frozen=True)
class Money:
    """So much of a currency, exactly; ``rounded`` gives what can be paid."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not is_currency(self.currency):
            raise UnknownCurrency(currency=self.currency)
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise NotAnAmount(text=self.amount)

    @classmethod
    def of(cls, text: str | int, currency: str) -> "Money":
        """Read an amount as programs write it: "1234.50"."""
        try:
            return cls(Decimal(text), currency.upper())
        except InvalidOperation:
            raise NotAnAmount(text=text) from None

    @property
    def digits(self) -> int:
        """The places after the point that the currency has."""
        return UNITS_OF_BOOKS.get(self.currency, get_currency_precision(self.currency))

    def rounded(self) -> "Money":
        """Round to the smallest unit of the currency, halves away from zero."""
        unit = Decimal(1).scaleb(-self.digits)
        return Money(self.amount.quantize(unit, rounding=ROUND_HALF_UP), self.currency)

    def split(self, *shares: int) -> list["Money"]:
        """Share out by weights, to the last unit: the parts always add up to the rounded whole."""
        whole, unit, weights = self.rounded().amount, Decimal(1).scaleb(-self.digits), sum(shares)
        units = int(whole / unit)
        sign, units = (-1, -units) if units < 0 else (1, units)
        parts = [units * share // weights for share in shares]
        rest = units - sum(parts)
        order = sorted(range(len(shares)), key=lambda i: (-(units * shares[i] % weights), i))
        for i in order[:rest]:
            parts[i] += 1
        return [Money(sign * part * unit, self.currency) for part in parts]

    def format(self) -> str:
        """Write for the reader: "€52,000.00"."""
        locale = Locale.parse(to_locale(get_language() or "en-gb"))
        return format_currency(self.rounded().amount, self.currency, locale=locale, currency_digits=False)

    def plain(self) -> dict[str, str]:
        """Write for programs: {"amount": "1234.50", "currency": "EUR"}."""
        return {"amount": f"{self.rounded().amount:f}", "currency": self.currency}

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * factor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __str__(self) -> str:
        return self.format()

    def _same(self, other: "Money") -> Decimal:
        if self.currency != other.currency:
            raise OtherCurrency(one=self.currency, other=other.currency)
        return other.amount
