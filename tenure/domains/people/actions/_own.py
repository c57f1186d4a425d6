"""One's own record: what needs approval is not changed past it, whatever roles one holds."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

from ..models.self_service import NOW, SHEETS, modes


class NeedsApproval(Refused):
    message = _(
        "Nobody changes this on their own record by themself. Propose the change: somebody else decides."
    )


class Own:
    """What people change of themselves."""

    @staticmethod
    def check(person_id: int, what: str, names: Iterable[str], by: Actor) -> None:
        """Refuse a change of one's own record that needs approval or is HR's."""
        if by.person_id != person_id:
            return
        mine = modes(what, by.today)
        held_back = [name for name in names if name in SHEETS[what].fields and mine[name] != NOW]
        if held_back:
            raise NeedsApproval(errors={name: str(NeedsApproval.message) for name in held_back})
