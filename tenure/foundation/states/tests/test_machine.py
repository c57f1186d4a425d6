"""State tables."""

from enum import Enum

import pytest

from tenure.foundation.states import Machine, WrongStep


class Lamp(Enum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


TABLE = Machine(
    {
        "light": {Lamp.OFF: Lamp.ON},
        "put out": {Lamp.ON: Lamp.OFF},
        "drop": {Lamp.ON: Lamp.BROKEN, Lamp.OFF: Lamp.BROKEN},
    }
)


def test_a_step_leads_on() -> None:
    assert (TABLE.after("light", Lamp.OFF), TABLE.after("drop", Lamp.ON)) == (Lamp.ON, Lamp.BROKEN)


@pytest.mark.parametrize(("step", "state"), [("light", Lamp.ON), ("light", Lamp.BROKEN), ("sing", Lamp.OFF)])
def test_a_step_that_does_not_start_here_is_refused(step: str, state: Lamp) -> None:
    with pytest.raises(WrongStep, match=state.value):
        TABLE.after(step, state)


def test_the_table_says_what_can_be_done_and_where_it_ends() -> None:
    assert (TABLE.open_from(Lamp.ON), TABLE.ends()) == (("put out", "drop"), {Lamp.BROKEN})
