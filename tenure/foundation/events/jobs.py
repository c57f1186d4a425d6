"""Has each event answered by everybody who reacts to it, each once."""

from django.db import transaction
from django.utils import timezone

from tenure.foundation.jobs import job

from .declare import Reaction, reactions_to, unpacked
from .models import Announced, Delivery


class Unanswered(Exception):
    """Some reactions failed: the queue tries those again, and only those."""


@job("events.answer", queue="events", retries=8)
def answer(announced_id: int) -> None:
    """Run each reaction that has not succeeded yet, in a transaction of its own."""
    announced = Announced.objects.get(pk=announced_id)
    happened = unpacked(announced.name, announced.payload)
    outcomes = [_deliver(announced, happened, one) for one in reactions_to(type(happened))]
    if errors := [one for one in outcomes if one]:
        raise Unanswered(announced.name) from errors[0]
    Announced.objects.filter(pk=announced_id).update(answered_at=timezone.now())


def _deliver(announced: Announced, happened: object, reaction: Reaction) -> Exception | None:
    delivery, _ = Delivery.objects.get_or_create(announced=announced, reaction=reaction.name)
    try:
        with transaction.atomic():
            mine = Delivery.objects.select_for_update().get(pk=delivery.pk)
            if mine.done_at is None:
                reaction.function(happened)
                mine.done_at, mine.error = timezone.now(), ""
                mine.save(update_fields=["done_at", "error"])
    except Exception as error:  # noqa: BLE001 — one reaction's failure must not stop the others
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=delivery.attempts + 1, error=type(error).__name__[:200]
        )
        return error
    return None
