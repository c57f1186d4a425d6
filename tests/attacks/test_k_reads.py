"""K04: each answer that tells pay, a bank account or a state's number is in the read log: who, whose, which fields.

``TENURE_SENSITIVE_READS`` says how many such answers are looked at (100 unless said).
"""

import os
import random
from collections.abc import Iterator

import pytest

from tenure.foundation.audit.models import Entry
from tests.access.asking import Asker, undone
from tests.access.test_canaries import addresses, allowed, canaries, text_of
from tests.access.world import World

READS = int(os.environ.get("TENURE_SENSITIVE_READS", "100"))
LOGGED = {"pay", "bank", "identity"}
# The roles that may read some of them.
READERS = ("employee", "generalist", "payroll", "hr_manager")
LOOKED_FOR = READS * 2 // 5  # of the addresses of each role, so many are tried in search of such answers


@pytest.mark.capability("CPL-09")
def test_k04_every_answer_with_a_sensitive_value_is_in_the_read_log(world: World) -> None:
    chance, asked, unlogged = random.Random(4), 0, []
    for role in READERS:
        with undone():
            asker = Asker(world, role)
            pool = sorted(set(addresses(world, role)))
            tried = chance.sample(pool, min(LOOKED_FOR, len(pool)))
            telling = [address for address in tried if list(_misses(world, asker, role, address))]
            assert telling, role
            for address in chance.choices(telling, k=READS // len(READERS)):
                for whose, lacks in _misses(world, asker, role, address):
                    asked += 1
                    unlogged += [f"{role} {address} {whose}: {lacks}"] if lacks else []
        print(f"{role}: {len(telling)} addresses tell, {len(set(unlogged))} unlogged so far", flush=True)
    print(
        f"{asked} sensitive facts told, {len(unlogged)} not in the read log: {sorted(set(unlogged))}",
        flush=True,
    )
    assert sorted(set(unlogged)) == []
    assert asked >= READS


def _misses(world: World, asker: Asker, role: str, address: str) -> Iterator[tuple[str, str]]:
    """Ask, and say of each person whose values were told what the read log lacks."""
    with undone():
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = asker.client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer = type("Told", (), {"content": body})
        reads = list(Entry.objects.filter(kind="view", pk__gt=last))
    text = text_of(answer)
    shown = {
        (kind, name)
        for (kind, name), pattern in canaries(world.by.today).items()
        if kind in LOGGED and pattern.search(text)
    }
    assert shown <= allowed(role), (role, address, shown)
    for name in sorted({name for _kind, name in shown}):
        person = world.people[f"{name}-employee"]
        about = [line for line in reads if person.pk in line.about]
        yield name, _lacks(world, role, about)


def _lacks(world: World, role: str, lines: list[Entry]) -> str:
    if not lines:
        return "no line"
    if any(line.actor_user_id != world.users[role].pk for line in lines):
        return "another actor"
    if not all(line.channel and line.verb.endswith(".viewed") for line in lines):
        return "no purpose"
    return "" if all(line.details.get("fields") for line in lines) else "no fields"
