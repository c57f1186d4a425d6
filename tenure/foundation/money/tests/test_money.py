"""Money: exact, never mixed, converted with its reasons."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.money import Money, OtherCurrency, UnknownCurrency
from tenure.foundation.money.actions import BadRates, import_rates
from tenure.foundation.money.amount import NotAnAmount
from tenure.foundation.money.conversion import NoRate, convert
from tenure.foundation.money.models import ExchangeRate
from tenure.foundation.refusal import NotAllowed

pytestmark = pytest.mark.capability("GLB-03")

ADMINISTRATOR = Actor(1, None, date(2026, 3, 1), held=(Held("system.configure", "everyone"),))
FRIDAY, SUNDAY = date(2026, 2, 27), date(2026, 3, 1)
FILE = "date,currency,rate\n2026-02-27,USD,1.25\n2026-02-27,GBP,0.80\n2026-02-26,USD,1.20\n"


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.005", "EUR", "1.01"),
        ("-1.005", "EUR", "-1.01"),
        ("1.5", "JPY", "2"),
        ("1.0005", "KWD", "1.001"),
        ("9.995", "HUF", "10.00"),
    ],
)
def test_an_amount_is_rounded_to_the_units_of_its_currency(amount: str, currency: str, rounded: str) -> None:
    assert Money.of(amount, currency).rounded().plain() == {"amount": rounded, "currency": currency}


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(1, 1000), min_size=1, max_size=31))
def test_what_is_shared_out_adds_up(cents: int, shares: list[int]) -> None:
    whole = Money(Decimal(cents) / 100, "EUR")
    parts = whole.split(*shares)
    assert sum(part.amount for part in parts) == whole.amount
    assert len(parts) == len(shares)


def test_amounts_of_two_currencies_are_not_added() -> None:
    with pytest.raises(OtherCurrency):
        Money.of(1, "EUR") + Money.of(1, "USD")


@pytest.mark.parametrize("currency", ["XXY", "EURO", ""])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money.of(1, currency)


@pytest.mark.parametrize("text", ["1,5", "", "NaN", "Infinity"])
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        Money.of(text, "EUR")


def test_an_amount_is_written_in_the_language_of_the_reader() -> None:
    from django.utils.translation import override

    with override("de"):
        assert Money.of("52000", "EUR").format() == "52.000,00\xa0€"
    with override("en-gb"):
        assert str(Money.of("52000", "EUR")) == "€52,000.00"


@pytest.mark.django_db
class TestRates:
    @pytest.fixture(autouse=True)
    def rates(self) -> None:
        import_rates(FILE, base="EUR", source="ECB", by=ADMINISTRATOR)

    @pytest.mark.parametrize(
        ("given", "to", "result", "days"),
        [
            (Money.of(100, "EUR"), "USD", "125.00", [FRIDAY]),
            (Money.of(125, "USD"), "EUR", "100.00", [FRIDAY]),
            (Money.of(100, "GBP"), "USD", "156.25", [FRIDAY, FRIDAY]),
            (Money.of(7, "EUR"), "EUR", "7.00", []),
        ],
    )
    def test_a_conversion_says_by_which_rates(
        self, given: Money, to: str, result: str, days: list[date]
    ) -> None:
        found = convert(given, to, on=SUNDAY)
        assert (found.result.rounded().amount, [leg.day for leg in found.legs]) == (Decimal(result), days)
        assert {leg.source for leg in found.legs} <= {"ECB"}

    @pytest.mark.parametrize("day", [date(2026, 2, 25), date(2026, 4, 15)])
    def test_a_rate_of_the_future_or_of_long_ago_is_not_taken(self, day: date) -> None:
        with pytest.raises(NoRate):
            convert(Money.of(1, "EUR"), "USD", on=day)

    def test_an_older_day_has_its_own_rate(self) -> None:
        assert convert(Money.of(100, "EUR"), "USD", on=date(2026, 2, 26)).result.amount == 120

    def test_a_second_import_replaces_the_rates_of_its_days(self) -> None:
        import_rates(
            "date,currency,rate\n2026-02-27,USD,1.30\n", base="EUR", source="ECB, corrected", by=ADMINISTRATOR
        )
        assert ExchangeRate.objects.count() == 3
        assert convert(Money.of(1, "EUR"), "USD", on=SUNDAY).rate == Decimal("1.30")

    def test_an_import_leaves_a_line_in_the_trail(self) -> None:
        assert Entry.objects.get().details == {"base": "EUR", "source": "ECB", "count": 3}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,rate\n", "The column currency is missing."),
        ("date,currency,rate\n2026-02-30,USD,1\n", "Row 2: the date “2026-02-30” is not like 2026-03-31."),
        ("date,currency,rate\n2026-02-01,USX,1\n", "Row 2: “USX” is not a currency."),
        (
            "date,currency,rate\n2026-02-01,USD,1\n2026-02-02,USD,-1\n",
            "Row 3: the rate “-1” is not a number above zero.",
        ),
        ("date,currency,rate\n2026-02-01,USD,N/A\n", "Row 2: the rate “N/A” is not a number above zero."),
    ],
)
def test_a_faulty_file_is_explained_and_nothing_taken(text: str, words: str) -> None:
    with pytest.raises(BadRates) as refusal:
        import_rates(text, base="EUR", source="ECB", by=ADMINISTRATOR)
    assert refusal.value.errors["line 1"] == words
    assert not ExchangeRate.objects.exists()


@pytest.mark.django_db
def test_rates_are_brought_in_by_administrators_only() -> None:
    with pytest.raises(NotAllowed):
        import_rates(FILE, base="EUR", source="ECB", by=Actor(1, 1, SUNDAY))
