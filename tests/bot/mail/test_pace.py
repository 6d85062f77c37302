from hypothesis import given
from hypothesis import strategies as st

from bot.mail.pace import DAY, Limit, Pace, limits


def times(pace: Pace, mails: int, *, begin: float = 0.0) -> list[float]:
    """When each mail goes, if all want to go at once."""
    now, gone = begin, []
    for _ in range(mails):
        now += pace.wait(now)
        pace.take(now)
        gone.append(now)
    return gone


def test_without_limits_every_mail_goes_at_once() -> None:
    assert times(Pace(*limits()), 5) == [0, 0, 0, 0, 0]


def test_the_mails_of_a_second_are_spread_over_it() -> None:
    assert times(Pace(*limits(per_second=4)), 4) == [0, 0.25, 0.5, 0.75]


def test_the_mails_of_a_minute_may_come_at_once_and_then_wait() -> None:
    assert times(Pace(*limits(per_minute=3)), 7) == [0, 0, 0, 60, 60, 60, 120]


def test_all_limits_hold() -> None:
    assert times(Pace(*limits(per_second=1, per_minute=2, per_day=3)), 4) == [0, 1, 60, DAY]


def test_a_days_limit_outlives_a_restart() -> None:
    pace = Pace(*limits(per_day=2))

    pace.remember([-100.0, -DAY - 5, -7.0])

    assert pace.wait(0.0) == DAY - 100


@given(st.integers(1, 9), st.floats(0.1, 100), st.lists(st.floats(0, 30), max_size=40))
def test_no_stretch_of_time_ever_has_more_mails_than_its_limit(
    most: int, seconds: float, gaps: list[float]
) -> None:
    pace, now, gone = Pace(Limit(most, seconds)), 0.0, list[float]()
    for gap in gaps:
        now += gap
        while wait := pace.wait(now):
            now += wait
        pace.take(now)
        gone.append(now)

    assert all(later - earlier >= seconds - 1e-6 for earlier, later in zip(gone, gone[most:], strict=False))


def test_a_server_that_asks_for_rest_gets_more_each_time() -> None:
    pace = Pace()

    rests = [pace.rest(now) for now in (0.0, 10.0, 20.0)]

    assert rests == [1, 2, 4]
    assert pace.wait(21.0) == 3


def test_two_connections_that_hear_the_same_rest_once() -> None:
    pace = Pace()

    assert [pace.rest(0.0), pace.rest(0.4)] == [1, 0.6]


def test_rest_never_takes_longer_than_five_minutes_unless_the_server_wants_it() -> None:
    pace = Pace()

    assert [pace.rest(now * 1000.0) for now in range(12)][-2:] == [300, 300]
    assert pace.rest(11_001.0, 3600) == 3600


def test_after_a_mail_was_taken_rests_are_short_again() -> None:
    pace = Pace()
    pace.rest(0.0)
    pace.rest(10.0)

    pace.fine()

    assert pace.rest(20.0) == 1
