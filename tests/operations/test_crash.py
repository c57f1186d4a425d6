"""What was acknowledged is there once, whatever is killed; longer by hand: ``python -m bench.faults``."""

import sys

import pytest

from bench.faults import trial
from bench.faults.killer import PARTS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


def test_no_acknowledged_write_is_lost_or_done_twice(migrated):
    found = trial.run(migrated("crash"), seconds=15, clients=4, seed=7, parts=PARTS)

    assert found.verdict.acknowledged > 0
    assert found.kills
    assert (found.verdict.lost, found.verdict.twice, found.verdict.unheard) == ([], [], [])
    assert (found.verdict.half_done, found.verdict.untold, found.verdict.stuck) == (0, 0, 0)
    assert (found.verdict.trail, found.verdict.jobs_left) == ("whole", 0)
    assert not [kill for kill in found.kills if kill.recovery is None]
    assert not found.verdict.refused
    assert "500" not in found.answers
