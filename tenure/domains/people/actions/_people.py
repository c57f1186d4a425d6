"""Numbers and addresses that only one person has."""

from typing import Final
from zlib import crc32

from django.db import connection
from django.utils.translation import gettext as __

from ..models import Person
from ._checks import NotValid

PUBLIC: Final = frozenset(Person.facts)
LOCK: Final = crc32(b"people.numbers")


class Numbers:
    """The employer's own numbers, and the addresses at work."""

    @staticmethod
    def next() -> str:
        """Give the number after the highest that is made of digits, as wide as that one."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        digits = Person.objects.filter(number__regex=r"^[0-9]{1,18}$").values_list("number", flat=True)
        highest = max(digits, key=int, default="0000")
        return str(int(highest) + 1).zfill(len(highest))

    @staticmethod
    def check(number: str, *, but: int | None = None) -> None:
        """Refuse a number that somebody has."""
        if Person.objects.filter(number=number).exclude(pk=but).exists():
            raise NotValid(errors={"number": __("Somebody has this number already.")})

    @staticmethod
    def check_email(email: str, *, but: int | None = None) -> None:
        """Refuse an address at work that somebody has; it does not say who."""
        if email and Person.objects.filter(work_email=email).exclude(pk=but).exists():
            raise NotValid(errors={"work_email": __("Somebody has this address at work already.")})
