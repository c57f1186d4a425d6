"""Messages, and mails through a real mail server on this machine."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.template import engines
from jinja2 import ChoiceLoader, DictLoader
from pytest_django import Settings

from tenure.foundation.access import Actor, Held
from tenure.foundation.identity.models import User
from tenure.foundation.jobs import run_due_now
from tenure.foundation.notify import Kind, actions, notice, queries, send
from tenure.foundation.notify.models import Mail, Notice
from tenure.foundation.refusal import NotThere

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-20")]

GREETING = notice(Kind("tests.greeting", "Greetings", "tests/greeting"))
ALARM = notice(Kind("tests.alarm", "Alarms", "tests/greeting", essential=True))
ADMINISTRATOR = Actor(1, None, date(2026, 3, 1), held=(Held("system.configure", "everyone"),))


class Server:
    """Takes mails, or does not, as it is told."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answers: list[str] = []
        self.slow = 0.0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.slow)
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(message_from_bytes(envelope.content))
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), ready_timeout=10)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_TIMEOUT = 0.5
    settings.EMAIL_HOST_USER = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield handler
    controller.stop()


@pytest.fixture(autouse=True)
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    env = engines["jinja2"].env
    own = DictLoader(
        {
            "tests/greeting.txt": "{{ _('Help') }}: {{ name }}\n\nGood day, {{ name }}.\n",
            "tests/greeting.html": "<p>Good day, {{ name }}.</p>",
        }
    )
    monkeypatch.setattr(env, "loader", ChoiceLoader([own, env.loader]))


@pytest.fixture
def user() -> User:
    return User.objects.create_user("ana@example.org")


def me(user: User) -> Actor:
    return Actor(user.pk, None, date(2026, 3, 1))


def run() -> None:
    """Let the worker work, without waiting for the next try."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    run_due_now(raise_failures=False)


def test_a_message_is_there_at_once_and_mailed_after(server: Server, user: User) -> None:
    send(user.pk, "tests.greeting", key="k1", url="/me", name="Zoë")
    assert (queries.unread(me(user)), server.taken) == (1, [])
    run()
    (mail,) = server.taken
    assert (mail["To"], mail["Message-ID"]) == ("ana@example.org", f"<{Mail.objects.get().uid}@localhost>")
    plain, html = (part.get_payload(decode=True).decode() for part in mail.get_payload())
    assert (plain.strip(), html.strip()) == ("Good day, Zoë.", "<p>Good day, Zoë.</p>")


def test_the_same_key_is_said_once(server: Server, user: User) -> None:
    for _ in range(3):
        send(user.pk, "tests.greeting", key="k1", name="Zoë")
    run()
    assert (Notice.objects.count(), len(server.taken)) == (1, 1)


def test_a_job_delivered_twice_sends_once(server: Server, user: User) -> None:
    from tenure.foundation.notify import jobs

    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    mail_id = Mail.objects.get().pk
    jobs.deliver(mail_id=mail_id)
    jobs.deliver(mail_id=mail_id)
    run()
    assert len(server.taken) == 1


def test_a_server_that_fails_for_a_while_is_tried_again(server: Server, user: User) -> None:
    server.answers = ["451 later", "421 busy"]
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    run()
    assert Mail.objects.values_list("state", "attempts", "error").get() == ("waiting", 1, "SMTPDataError 451")
    run()
    run()
    assert (len(server.taken), Mail.objects.get().state) == (1, "sent")


def test_a_slow_server_does_not_hold_the_worker_for_ever(server: Server, user: User) -> None:
    server.slow = 5
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    run()
    assert Mail.objects.values_list("state", "error").get() == ("waiting", "SMTPServerDisconnected")
    server.slow = 0
    run()
    assert Mail.objects.get().state == "sent"


def test_a_server_that_is_not_there_is_given_up_in_the_end_and_seen(user: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    for _ in range(7):
        run()
    (failed,) = queries.undelivered(ADMINISTRATOR)
    assert (failed.attempts, failed.error, "address" in vars(failed)) == (7, "ConnectionRefusedError", False)


def test_a_refusal_for_good_is_not_tried_again_until_somebody_says_so(server: Server, user: User) -> None:
    server.answers = ["554 no such mailbox"]
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    run()
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == ("failed", 1)
    actions.send_again(Mail.objects.get().pk, by=ADMINISTRATOR)
    run()
    assert len(server.taken) == 1


def test_a_name_cannot_write_headers(server: Server, user: User) -> None:
    send(user.pk, "tests.greeting", key="k1", name="Zoë\r\nBcc: all@example.org")
    run()
    (mail,) = server.taken
    assert (mail["Bcc"], mail["To"]) == (None, "ana@example.org")
    assert Notice.objects.get().subject == "Help: Zoë"


def test_a_message_is_in_the_language_of_its_receiver(user: User) -> None:
    user.language = "de"
    user.save()
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    assert Notice.objects.get().subject.endswith("Zoë")


def test_who_does_not_want_mails_gets_none_but_the_essential(user: User) -> None:
    actions.choose("tests.greeting", by_mail=False, by=me(user))
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    send(user.pk, "tests.alarm", key="k2", name="Zoë")
    assert (Notice.objects.count(), Mail.objects.get().kind) == (2, "tests.alarm")
    assert {w.kind.name: w.by_mail for w in queries.wishes(me(user))}["tests.greeting"] is False
    with pytest.raises(NotThere):
        actions.choose("tests.alarm", by_mail=False, by=me(user))


def test_nobody_marks_the_messages_of_somebody_else(user: User) -> None:
    other = User.objects.create_user("bo@example.org")
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    uid = Notice.objects.get().uid
    assert actions.mark_read([uid], by=me(other)) == 0
    assert (queries.unread(me(user)), actions.mark_read([uid], by=me(user)), queries.unread(me(user))) == (
        1,
        1,
        0,
    )


def test_a_disabled_account_is_told_nothing(user: User) -> None:
    user.is_active = False
    user.save()
    send(user.pk, "tests.greeting", key="k1", name="Zoë")
    assert not Notice.objects.exists()
