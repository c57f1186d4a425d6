import sys
import time
from collections.abc import Iterator

import pytest

from tenure.foundation.postgres import processes
from tests.operations.tenure import Running, ask, children_of, tenure, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


def test_it_says_where_it_is_and_nothing_else(running):
    assert running.said() == f"Tenure is ready: http://localhost:{running.port}  (Ctrl-C stops it)\n"
    assert running.status("/healthz") == 200


@pytest.mark.parametrize("part", ["web", "worker", "postmaster"])
def test_what_is_killed_comes_back_alone(running, part):
    assert until(lambda: all(running.parts().values()))
    ask(running.data, "CREATE TABLE IF NOT EXISTS kept (part text)")
    ask(running.data, f"INSERT INTO kept VALUES ('{part}')")
    killed = running.kill(part)

    assert until(lambda: running.parts()[part] not in (0, killed), seconds=20), running.said()
    assert until(running.is_ready, seconds=20), running.said()
    assert until(lambda: worker_beats(running), seconds=30), running.said()
    assert ask(running.data, f"SELECT count(*) FROM kept WHERE part = '{part}'") == [(1,)]


def test_the_port_of_another_program_is_refused_in_words(running, home):
    done = tenure(home / "other", "run", "--port", str(running.port))

    assert done.returncode == 1
    assert done.stderr == (
        f"Port {running.port} is in use by another program. "
        f"Choose another one: PORT={running.port + 1} make run\n"
    )


@pytest.fixture
def another(migrated, request) -> Iterator[Running]:
    """Give one more Tenure, ready."""
    started = Running(migrated(request.function.__name__[-20:]))
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.end()


def test_a_second_one_runs_beside_it_and_stops_without_a_trace(running, another):
    ask(another.data, "CREATE TABLE only_here ()")
    parts = [*another.parts().values(), *children_of(another.process.pid)]

    assert running.is_ready()
    assert ask(running.data, "SELECT to_regclass('only_here') IS NULL") == [(True,)]
    assert another.end() == 0
    assert until(lambda: not any(processes.is_alive(pid) for pid in parts), seconds=5)
    assert another.said().splitlines()[-1] == "Tenure has stopped."
    assert running.is_ready()


def test_a_killed_supervisor_takes_web_and_worker_along(another):
    children = children_of(another.process.pid)
    another.process.kill()
    another.process.wait()

    assert until(lambda: not any(processes.is_alive(pid) for pid in children), seconds=25)


def worker_beats(running: Running) -> bool:
    began = time.time() - 5
    found = ask(
        running.data,
        f"SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > to_timestamp({began})",
    )
    return bool(found[0][0])
