"""``tenure run``: the whole of Tenure in one command, kept alive."""

import errno
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import click
from django.utils.translation import gettext_lazy as _

from tenure.config.supervisor import Part, Supervisor
from tenure.foundation import postgres
from tenure.foundation.refusal import Refused

SECONDS_TO_READY = 90
SECONDS_BETWEEN_LOOKS = 1.0


class PortIsTaken(Refused):
    message = _("Port {port} is in use by another program. Choose another one: PORT={next} make run")


class NotReady(Refused):
    message = _("Tenure did not answer within {seconds} seconds. `tenure doctor` says what is wrong.")


class KeysDoNotFit(Refused):
    message = _("Tenure does not start. {words}")


class StepFailed(Refused):
    message = _("`tenure {step}` failed; its messages stand above.")


@click.command("run")
@click.option(
    "--port",
    type=int,
    default=lambda: int(os.environ.get("PORT", "8000")),
    help="Where to listen (PORT, or 8000).",
)
@click.option(
    "--demo/--no-demo", default=lambda: os.environ.get("TENURE_DEMO") != "0", help="Fill an empty database."
)
def command(port: int, *, demo: bool) -> None:
    """Start database, web and worker, restart what dies, and stop all of it on Ctrl-C."""
    os.environ["PORT"] = str(port)
    _check_port(port)
    postgres.hold()
    if _is_empty_after_migrating() and demo:
        _load_demo()
    elif (sign_ins := postgres.data_folder() / "demo-sign-ins.txt").exists():
        _say(f"The demo sign-ins are in {sign_ins}")
    supervisor = Supervisor(_parts(), tend=_tend(), say=_say)
    supervisor.start()
    try:
        _announce(supervisor, port)
        supervisor.watch()
    finally:
        supervisor.stop()
    _say("Tenure has stopped.")


def _parts() -> list[Part]:
    python = [sys.executable, "-m"]
    web = Part("The web server", [*python, "gunicorn", "-c", "python:tenure.config.gunicorn"])
    worker = Part("The worker", [*python, "tenure", "worker"])
    return [web, worker]


def _is_empty_after_migrating() -> bool:
    answer = _tenure("migrate", "--json", capture=True)
    found = json.loads(answer)
    if found["keys"]:
        raise KeysDoNotFit(words=found["keys"])
    return bool(found["is_empty"])


def _load_demo() -> None:
    from tenure.config.cli import cli

    if "demo" in cli.list_commands(click.Context(cli)):
        _say("First start: loading the demo company.")
        _tenure("demo")


def _tenure(*arguments: str, capture: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tenure", *arguments],
        stdout=subprocess.PIPE if capture else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StepFailed(step=arguments[0])
    return done.stdout or ""


def _tend() -> Callable[[], bool]:
    """Make the look at the embedded server, at most once a second."""
    if postgres.is_external():
        return lambda: False
    from tenure.foundation.postgres import server

    looked_at = 0.0

    def tend() -> bool:
        nonlocal looked_at
        if time.monotonic() - looked_at < SECONDS_BETWEEN_LOOKS:
            return False
        looked_at = time.monotonic()
        if server.is_running():
            return False
        server.ensure_running()
        return True

    return tend


def _announce(supervisor: Supervisor, port: int) -> None:
    """Wait until Tenure answers, then say where."""
    until = time.monotonic() + SECONDS_TO_READY
    is_up = supervisor.watch(until=lambda: _answers(port) or time.monotonic() > until)
    if not is_up:
        return
    if time.monotonic() > until:
        raise NotReady(seconds=SECONDS_TO_READY)
    _say(f"Tenure is ready: {os.environ.get('TENURE_URL', f'http://localhost:{port}')}  (Ctrl-C stops it)")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _check_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("TENURE_BIND", "127.0.0.1"), port))
        except OSError as failure:
            if failure.errno == errno.EADDRINUSE:
                raise PortIsTaken(port=port, next=port + 1) from failure
            raise


def _say(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()
