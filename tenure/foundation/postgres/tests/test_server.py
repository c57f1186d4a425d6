import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tenure.foundation.postgres import Role, binaries, folders, processes, server
from tenure.foundation.postgres.server import Server


def ask(running: Server, statement: str, role: Role = Role.APP) -> object:
    with psycopg.connect(running.dsn(role)) as connection:
        found = connection.execute(statement).fetchone()
    assert found is not None
    return found[0]


def kill_postmaster(running: Server) -> int:
    pid = processes.postmaster_of(running.cluster)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while processes.is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return pid


def test_a_first_start_makes_a_database_that_only_this_account_can_reach(data):
    running = server.ensure_running(data)

    assert ask(running, "SELECT current_user::text") == Role.APP
    assert ask(running, "SHOW listen_addresses") == ""
    assert running.socket_dir.stat().st_mode & 0o777 == 0o700
    assert running.cluster.stat().st_mode & 0o777 == 0o700
    assert running.socket_dir.parent == running.cluster.parent


def test_a_second_call_finds_it_running(data):
    first = server.ensure_running(data)
    began = ask(first, "SELECT pg_postmaster_start_time()")

    assert ask(server.ensure_running(data), "SELECT pg_postmaster_start_time()") == began


def test_two_calls_at_once_start_one_server(data):
    threads = [threading.Thread(target=server.ensure_running, args=(data,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ask(server.ensure_running(data), "SELECT 1") == 1


def test_a_killed_postmaster_is_started_again_with_every_acknowledged_row(data):
    running = server.ensure_running(data)
    with psycopg.connect(running.dsn(Role.OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 500)")
        kill_postmaster(running)

        again = server.ensure_running(data)

    assert ask(again, "SELECT count(*) FROM kept", Role.OWNER) == 500


def test_a_zombie_is_not_taken_for_a_postmaster(data):
    running = server.ensure_running(data)
    server.stop(data)
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    until = time.monotonic() + 5
    while processes.is_alive(zombie.pid) and time.monotonic() < until:
        time.sleep(0.02)
    (running.cluster / "postmaster.pid").write_text(f"{zombie.pid}\n{running.cluster}\n")
    (running.socket_dir / ".s.PGSQL.5432.lock").write_text(f"{zombie.pid}\n")

    assert not processes.is_alive(zombie.pid)
    assert ask(server.ensure_running(data), "SELECT 1") == 1
    zombie.wait()


def test_a_number_taken_over_by_another_program_is_not_a_postmaster(data):
    running = server.ensure_running(data)
    server.stop(data)
    (running.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{running.cluster}\n")

    assert not server.is_running(data)
    assert ask(server.ensure_running(data), "SELECT 1") == 1


def test_two_servers_run_side_by_side(data):
    one, two = server.ensure_running(data / "one"), server.ensure_running(data / "two")
    try:
        with psycopg.connect(one.dsn(Role.OWNER)) as connection:
            connection.execute("CREATE TABLE only_here ()")

        assert ask(two, "SELECT to_regclass('only_here') IS NULL", Role.OWNER) is True
        server.stop(data / "one")
        assert ask(two, "SELECT 1") == 1
    finally:
        server.stop(data / "one")
        server.stop(data / "two")


def test_a_long_path_gets_its_socket_elsewhere(data):
    deep = data / ("long" * 20) / ("path" * 10)

    running = server.ensure_running(deep)
    try:
        assert ask(running, "SELECT 1") == 1
        assert not running.socket_dir.is_relative_to(deep)
        assert running.socket_dir.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop(deep)
        running.socket_dir.rmdir()


def test_a_socket_folder_made_by_somebody_else_is_refused(data):
    data.mkdir()
    (data / "aside").mkdir()
    (data / "trap").symlink_to(data / "aside")

    with pytest.raises(folders.FolderIsNotOurs):
        folders.make_private(data / "trap", os.geteuid())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_root_hands_the_server_to_another_account_and_opens_no_folder_for_it(data):
    closed = data / "closed"
    closed.mkdir(parents=True, mode=0o700)

    with pytest.raises(binaries.FolderIsClosed):
        server.ensure_running(closed / "data")
    assert closed.stat().st_mode & 0o777 == 0o700
    assert server.ensure_running(data / "open").account.uid != 0
    server.stop(data / "open")


def test_the_last_process_out_stops_the_server(data):
    hold = "import sys, pathlib; from tenure.foundation.postgres import lease; lease.hold(pathlib.Path(sys.argv[1]))"
    waiting = f"{hold}; print('up', flush=True); sys.stdin.read()"
    long = subprocess.Popen(
        [sys.executable, "-c", waiting, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert long.stdout.readline() == "up\n"

    subprocess.run([sys.executable, "-c", hold, str(data)], check=True)
    assert server.is_running(data)

    long.communicate("")
    assert not server.is_running(data)


def test_a_killed_process_does_not_keep_the_server_running(data):
    hold = "import sys, pathlib; from tenure.foundation.postgres import lease; lease.hold(pathlib.Path(sys.argv[1]))"
    killed = f"{hold}; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", killed, str(data)], check=False)
    assert server.is_running(data)

    subprocess.run([sys.executable, "-c", hold, str(data)], check=True)
    assert not server.is_running(data)


def test_a_cluster_of_another_release_is_left_alone(data):
    running = server.ensure_running(data)
    server.stop(data)
    (running.cluster / "PG_VERSION").write_text("14\n")

    with pytest.raises(server.OtherRelease, match="made by PostgreSQL 14"):
        server.ensure_running(data)


def test_the_logs_hold_no_value_that_somebody_typed(data):
    running = server.ensure_running(data)
    with psycopg.connect(running.dsn(Role.OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (email text UNIQUE)")
        for _ in range(2):
            try:
                connection.execute("INSERT INTO person VALUES ('canary@example.org')")
            except psycopg.errors.UniqueViolation:
                continue
    server.stop(data)

    logs = "".join(path.read_text() for path in Path(folders.home_of(data) / "log").glob("*.log"))
    assert "duplicate key" in logs
    assert "canary" not in logs
