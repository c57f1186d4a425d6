"""Runs as somebody looks at them: can this one be taken back, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tenure.foundation.access import Actor

from .models import KeptRun
from .reading import done_in
from .since import Built, built_on

OWN: Final = "runs.own"


@dataclass(frozen=True)
class Standing:
    """A kept run, whether there is still time, and what was built on it since."""

    run: KeptRun
    is_open: bool
    in_the_way: tuple[Built, ...] = ()


def standing(uid: UUID | None, *, by: Actor, at: datetime) -> Standing | None:
    """Give how a run of the actor's own stands; ``None`` for what is not there or not theirs."""
    kept: KeptRun | None = KeptRun.objects.allowed(by, OWN).filter(uid=uid).first() if uid else None
    if kept is None:
        return None
    late = kept.open_until is not None and at > kept.open_until
    if kept.taken_back_at is not None or late:
        return Standing(kept, is_open=False)
    return Standing(kept, is_open=True, in_the_way=tuple(built_on(done_in(kept.uid), kept.uid, by)))
