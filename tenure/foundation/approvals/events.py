"""What happens to approvals, for notices and for whoever follows."""

from tenure.foundation.events import event


@event
class StepOpened:
    """A step waits for signatures."""

    step_id: int


@event
class EscalationAhead:
    """A step goes to somebody else on the next working day, unless it is signed."""

    step_id: int


@event
class StepEscalated:
    """Others may sign a step now, since nobody had."""

    step_id: int


@event
class Decided:
    """An approval was given, declined or withdrawn."""

    approval_id: int
    kind: str
    subject_id: int
    state: str
