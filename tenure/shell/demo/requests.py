"""What some people of the demo company asked to change of their own details, decided and not."""

from collections.abc import Mapping
from uuid import UUID

from tenure.domains.people import actions
from tenure.domains.people.models import Person
from tenure.foundation.approvals import deciding
from tenure.foundation.approvals.models import Approval

from .accounts import Accounts

EMPLOYEE, MANAGER, CHIEF, PAYROLL = "ENG-FW-CAM-03", "ENG-FW-CAM-01", "AIN-01", "COR-FIN-BOS-08"
HR_UK = "COR-PPL-CAM-02"


def tell(accounts: Accounts) -> None:
    """Let requests be approved, declined and left waiting, so that every inbox has something in it."""
    _approve(
        accounts,
        HR_UK,
        _ask(accounts, MANAGER, "personal", {"marital_status": "Married"}, "Wedding in June."),
    )
    _decline(
        accounts,
        HR_UK,
        _ask(accounts, EMPLOYEE, "personal", {"legal_name": "Cal Ferguson"}, "Everybody calls me Cal."),
        "A legal name needs a document. Set Cal as your preferred name instead: that holds at once.",
    )
    _ask(accounts, EMPLOYEE, "card", {"preferred_name": "Cal Ferguson"}, "")
    home = {"lines": "14 Mill Lane", "locality": "Cambridge", "postcode": "CB2 1ZZ", "country": "GB"}
    _ask(accounts, EMPLOYEE, "address", home, "Moved in with my partner.")
    _ask(accounts, MANAGER, "dependant", {"name": "Anika Raman", "relationship": "child"}, "Born last week.")
    _ask(accounts, CHIEF, "personal", {"marital_status": "Widowed"}, "")
    account = {"holder": "Mateo Rodríguez", "account": "000123456789", "bank": "Harbor Savings"}
    more = {"bank_code": "011000015", "country": "US", "currency": "USD"}
    _ask(accounts, PAYROLL, "bank", {**account, **more}, "The old bank closes its branch.")


def _ask(accounts: Accounts, who: str, what: str, facts: Mapping[str, object], why: str) -> UUID | None:
    """Ask as the holder of a seat; give the approval, if it takes one."""
    by = accounts.acting(who)
    person = Person.objects.get(pk=by.person_id)
    done = actions.propose_change(person.uid, what, facts, why=why, by=by)
    if done.proposal is None:
        return None
    uid: UUID = Approval.objects.get(subject_uid=done.proposal.uid).uid
    return uid


def _approve(accounts: Accounts, who: str, uid: UUID | None) -> None:
    if uid:
        deciding.approve(uid, note="Seen the certificate.", by=accounts.acting(who))


def _decline(accounts: Accounts, who: str, uid: UUID | None, reason: str) -> None:
    if uid:
        deciding.decline(uid, reason=reason, by=accounts.acting(who))
