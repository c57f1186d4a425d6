from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from tenure.foundation.effective import acts
from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.refusal import Refused

D1, D2, D3, D4 = (date(2024, month, 1) for month in (1, 4, 7, 10))


@pytest.fixture
def first(db: None) -> Grant:
    return acts.begin(_grant())


def _grant(**facts: object) -> Grant:
    user, _ = User.objects.get_or_create(email="ana@example.org")
    role, _ = Role.objects.get_or_create(code="keeper", defaults={"name": "Keeper"})
    return Grant(**{"user": user, "role": role, "scope": "unit", "targets": [1], "valid_from": D1, **facts})


def rows() -> list[tuple[date, date | None, list[int], str]]:
    return list(Grant.objects.in_order().values_list("valid_from", "valid_until", "targets", "reason"))


def test_a_change_gives_the_row_that_begins_and_stamps_only_that(first):
    begun = acts.change_from(first, D3, targets=[2], stamp={"reason": "moved"})

    assert (begun.valid_from, begun.targets) == (D3, [2])
    assert rows() == [(D1, D3, [1], ""), (D3, None, [2], "moved")]


def test_a_change_between_two_rows_reaches_what_carried_the_old_value(first):
    acts.change_from(first, D4, scope="place")
    effect = acts.plan_change(first, D2, targets=[5])
    acts.change_from(first, D2, targets=[5])

    assert rows() == [(D1, D2, [1], ""), (D2, D4, [5], ""), (D4, None, [5], "")]
    assert len(effect.reached) == 1


def test_looking_ahead_changes_nothing(first):
    acts.plan_change(first, D2, targets=[5])
    acts.plan_correction(first, targets=[5])
    acts.plan_rescission(first)

    assert rows() == [(D1, None, [1], "")]


def test_a_rescinded_change_is_as_if_it_never_was(first):
    begun = acts.change_from(first, D3, targets=[2])
    acts.rescind(begun)

    assert rows() == [(D1, None, [1], "")]


def test_each_written_row_counts_its_change_and_untouched_ones_do_not(first):
    later = acts.change_from(first, D3, targets=[2])
    acts.change_from(first, D2, targets=[7])

    assert list(Grant.objects.in_order().values_list("version", flat=True)) == [3, 1, 1]
    assert later.version == 1


@pytest.mark.parametrize("day", [date(2023, 12, 31), D4])
def test_before_the_first_row_and_after_the_last_nothing_can_change(first, day):
    acts.cut(Grant.objects.all(), D4)

    with pytest.raises(acts.NothingHolds):
        acts.change_from(Grant.objects.get(), day, targets=[2])


def test_a_row_without_days_is_in_nobodys_way(first):
    Grant.objects.filter(pk=first.pk).update(valid_until=D1)
    other = acts.begin(_grant(targets=[9]))
    begun = acts.change_from(other, D1, targets=[8])

    assert begun.pk == other.pk
    with pytest.raises(acts.NothingHolds):
        acts.correct(first, targets=[3])


def test_days_that_are_taken_cannot_begin_again(first):
    acts.cut(Grant.objects.all(), D3)

    with pytest.raises(acts.AlreadyHolds):
        acts.begin(_grant(valid_from=D2))
    acts.begin(_grant(valid_from=D3))
    with pytest.raises(acts.PeriodWithoutDays):
        acts.begin(_grant(valid_from=D4, valid_until=D4))


def test_a_cut_shortens_one_row_and_takes_out_the_later_ones(first):
    later = acts.change_from(first, D3, targets=[2])
    done = acts.cut(Grant.objects.all(), D2)

    assert rows() == [(D1, D2, [1], "")]
    assert (done.shortened, done.gone) == ([first.pk], [later.pk])


def test_what_is_no_dated_fact_is_a_mistake_of_the_caller(first):
    with pytest.raises(TypeError):
        acts.change_from(first, D2, reason="x")


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_changes_of_one_owner_both_hold(self):
        first = acts_in_transaction(lambda: acts.begin(_grant()))
        both(
            lambda: acts.change_from(Grant.objects.get(pk=first.pk), D2, targets=[2]),
            lambda: acts.change_from(Grant.objects.get(pk=first.pk), D3, scope="place"),
        )

        assert [(r.valid_from, r.targets, r.scope) for r in Grant.objects.in_order()] == [
            (D1, [1], "unit"),
            (D2, [2], "unit"),
            (D3, [2], "place"),
        ]

    def test_of_two_first_rows_one_is_refused(self):
        _grant()
        refused = both(lambda: acts.begin(_grant()), lambda: acts.begin(_grant()))

        assert [type(one) for one in refused] == [acts.AlreadyHolds]
        assert Grant.objects.count() == 1


def acts_in_transaction(act: Callable[[], Grant]) -> Grant:
    with transaction.atomic():
        return act()


def both(*jobs: Callable[[], object]) -> list[Refused]:
    start, refused = Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                start.wait(5)
                job()
        except Refused as one:
            refused.append(one)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    [one.start() for one in threads]
    [one.join(20) for one in threads]
    return refused
