"""Delivers every job of the queue one to five times, in any order, four at once; prints how often in all."""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor

from tenure.config.terminal import start_django


def main() -> None:
    """Go on until no job is left: an event's answer puts off mails, which are delivered just so."""
    start_django()
    from django.db import connection, connections
    from procrastinate.contrib.django import app

    dice, delivered, wrong = random.Random(int(sys.argv[1])), 0, []

    def deliver(one: tuple[int, str, dict[str, int]]) -> str:
        try:
            app.tasks[one[1]].func(**one[2])
        except Exception as failure:  # noqa: BLE001 — a second delivery must not fail either
            return repr(failure)
        finally:
            connections.close_all()
        return ""

    seen: set[int] = set()
    while jobs := [one for one in _waiting(connection) if one[0] not in seen]:
        seen |= {one[0] for one in jobs}
        copies = [one for one in jobs for _ in range(dice.randint(1, 5))]
        dice.shuffle(copies)
        with ThreadPoolExecutor(4) as hands:
            wrong += [words for words in hands.map(deliver, copies) if words]
        delivered += len(copies)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [list(seen)])
    print(json.dumps({"messages": len(seen), "delivered": delivered, "failed": wrong}))


def _waiting(connection: object) -> list[tuple[int, str, dict[str, int]]]:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs "
            "WHERE task_name IN ('events.answer', 'notify.deliver') ORDER BY id"
        )
        rows = cursor.fetchall()
    return [(key, name, args if isinstance(args, dict) else json.loads(args)) for key, name, args in rows]


if __name__ == "__main__":
    main()
