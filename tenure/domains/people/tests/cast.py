"""A small company whose people sign in, each with the role that the tests are about."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tenure.domains.people import actions
from tenure.domains.people.models import IdentityPaper
from tenure.foundation.identity.models import Grant, Role, User

from . import factories as make

YEAR_AGO = timedelta(days=400)


def today() -> date:
    return timezone.localdate()


class Company:
    """Ada leads Bo and Cy in Sales; Dee works for another company; Hal looks after the first one."""

    def __init__(self) -> None:
        self.today = today()
        self.start = self.today - YEAR_AGO
        self.hr = make.hr("people.edit_bank", "people.view_bank", today=self.today)
        self.north, self.south = make.entity("north"), make.entity("south")
        self.place = make.place("berlin")
        self.unit = make.unit("sales", of=self.north)
        self.ada = self.hire("Ada Lovelace", title="Head of sales")
        self.bo = self.hire("Bo Bergström", title="Clerk", manager=self.ada, pay=Decimal(48000))
        self.cy = self.hire("Cy Young", title="Clerk", manager=self.ada)
        self.dee = self.hire("Dee Dee", title="Driver", at=self.south)
        self.hal = self.hire("Hal Nine", title="HR generalist")

    def hire(self, name: str, **facts: Any) -> Any:
        facts = {"unit": self.unit, "place": self.place, **facts}
        return make.hired(name, on=self.start, at=facts.pop("at", self.north), by=self.hr, **facts)

    def private_facts(self) -> None:
        """Give Bo a file: birth date, contacts, paper, bank account, note."""
        actions.set_personal_details(
            self.bo.uid, birth_date=date(1990, 2, 3), legal_name="Bo Bertil", by=self.hr
        )
        actions.add_emergency_contact(self.bo.uid, name="Eve", phone="+49 30 1", by=self.hr)
        kind, expires = IdentityPaper.Kind.WORK_PERMIT, self.today + timedelta(days=20)
        self.paper = actions.add_paper(
            self.bo.uid, kind=kind, country="DE", number="WP-1234-5678", expires_on=expires, by=self.hr
        )
        actions.change_bank_account(
            self.bo.uid,
            on=self.start,
            holder="Bo",
            account="DE89370400440532013000",
            country="DE",
            currency="EUR",
            by=self.hr,
        )
        actions.write_note(self.bo.uid, visibility="hr", text="Wants to move to Ulm.", by=self.hr)

    def client(
        self, person: Any = None, role: str = "", scope: str = "everyone", targets: tuple[int, ...] = ()
    ) -> Client:
        """Sign somebody in, with a role beside those that everybody has."""
        user = User.objects.create_user(f"u{User.objects.count()}@example.org")
        if person:
            person.user = user
            person.save(update_fields=["user"])
        if role:
            given = Role.objects.get(code=role)
            Grant.objects.create(
                user=user, role=given, scope=scope, targets=list(targets), valid_from=self.start
            )
            if given.second_factor:
                Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client
