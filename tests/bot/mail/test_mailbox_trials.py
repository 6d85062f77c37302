from collections.abc import Sequence
from contextlib import suppress

import pytest

from bot.mail.mailbox_trials import Trials


class BrokenError(Exception):
    """The connection broke."""


def read(trials: Trials, uids: list[int], *, breaking: set[int]) -> list[int]:
    """What one connection reads until it breaks."""
    done: list[int] = []
    with suppress(BrokenError):
        for batch in trials.batches(uids):
            with trials.in_hand(batch):
                fetch(batch, breaking)
            done += batch
    return done


def fetch(batch: Sequence[int], breaking: set[int]) -> None:
    if breaking & set(batch):
        raise BrokenError


def read_on(trials: Trials, uids: list[int], *, breaking: set[int]) -> tuple[list[int], int]:
    """What is read in the end, and after how many connections."""
    waiting = list(uids)
    for connections in range(1, 1000):
        done = read(trials, waiting, breaking=breaking)
        waiting = [uid for uid in waiting if uid not in done]
        if len(waiting) == trials.aside():
            return [uid for uid in uids if uid not in waiting], connections
    raise AssertionError("it never ends")


def test_while_all_goes_well_batches_are_large() -> None:
    trials = Trials(100)

    assert [len(batch) for batch in trials.batches(list(range(250)))] == [100, 100, 50]


def test_after_a_failure_batches_begin_small_and_grow() -> None:
    trials = Trials(8)
    with pytest.raises(BrokenError), trials.in_hand([1, 2, 3]):
        raise BrokenError
    sizes = []

    for batch in trials.batches(list(range(40))):
        with trials.in_hand(batch):
            sizes.append(len(batch))

    assert sizes == [1, 2, 4, 8, 8, 8, 8, 1]


@pytest.mark.parametrize("poison", [{0}, {77}, {199}, {3, 4, 150}])
def test_a_mail_that_breaks_every_connection_keeps_no_other_from_being_read(poison: set[int]) -> None:
    trials = Trials(100)
    uids = list(range(200))

    done, connections = read_on(trials, uids, breaking=poison)

    assert done == [uid for uid in uids if uid not in poison]
    assert connections <= 14 * len(poison)


def test_a_batch_that_breaks_once_puts_no_mail_aside() -> None:
    trials = Trials(100)
    uids = list(range(10))
    assert read(trials, uids, breaking={4}) == []

    assert read(trials, uids, breaking=set()) == uids
    assert trials.aside() == 0


def test_mails_left_aside_are_tried_again_when_they_are_forgiven() -> None:
    trials = Trials(1)
    read_on(trials, [1, 2], breaking={1})

    trials.forgive()

    assert [list(batch) for batch in trials.batches([1])] == [[1]]


def test_other_mails_under_the_same_numbers_are_not_to_blame() -> None:
    trials = Trials(1)
    trials.numbered(7)
    read_on(trials, [1, 2], breaking={1})

    trials.numbered(7)
    same = trials.aside()
    trials.numbered(8)

    assert (same, trials.aside()) == (1, 0)


def test_successes_are_counted() -> None:
    trials = Trials(10)

    read(trials, list(range(25)), breaking=set())

    assert trials.successes == 3
