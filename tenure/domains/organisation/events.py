"""What has happened in the organisation, for whoever stands above it."""

from tenure.foundation.events import event


@event
class UnitsMoved:
    """These units, and all below them, may stand elsewhere on some days."""

    unit_ids: tuple[int, ...]


@event
class SeatsMoved:
    """These seats may report to another seat on some days, or have begun or ceased to exist."""

    position_ids: tuple[int, ...]
