from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.rates import Rates


def go_when_allowed(rates: Rates, chat: int | None, now: float) -> float:
    """The moment at which a caller who waits as told may go."""
    while (delay := rates.reserve(chat, now)) > 0:
        now += delay
    return now


def test_the_first_message_goes_at_once() -> None:
    assert Rates().reserve(5, 100.0) == 0.0


def test_a_chat_gets_one_message_a_second() -> None:
    rates = Rates()

    moments = [go_when_allowed(rates, 5, 100.0) for _ in range(4)]

    assert moments == [100.0, 101.0, 102.0, 103.0]


def test_a_group_gets_twenty_messages_a_minute() -> None:
    rates = Rates()
    now = 100.0
    moments = []
    for _ in range(21):
        now = go_when_allowed(rates, -1001, now)
        moments.append(now)

    assert moments[20] - moments[0] == 60.0


def test_all_chats_together_get_twenty_five_a_second() -> None:
    rates = Rates()

    at_once = [chat for chat in range(1, 40) if rates.reserve(chat, 100.0) == 0.0]

    assert at_once == list(range(1, 26))
    assert rates.reserve(99, 100.25) == 0.75
    assert rates.reserve(99, 101.0) == 0.0


def test_a_waiting_chat_takes_no_turn_of_another() -> None:
    rates = Rates()
    rates.reserve(1, 100.0)

    refused = [rates.reserve(1, 100.0) for _ in range(100)]

    assert set(refused) == {1.0}
    assert [rates.reserve(chat, 100.0) for chat in range(2, 26)] == [0.0] * 24


def test_calls_that_show_nothing_obey_only_the_overall_rate() -> None:
    rates = Rates(overall=3)

    assert [rates.reserve(None, 100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]


def test_chats_that_are_free_again_are_forgotten() -> None:
    rates = Rates()
    for chat in range(1, 5000):
        go_when_allowed(rates, chat, float(chat))

    assert len(rates._free_at) < 1100


@example(
    asked=[(2, 0.49999999999999994), (1, 0.35), (1, 0.0), (-1, 0.5), (2, 0.0), (-2, 0.0), (3, 0.0), (1, 0.0)]
)
@given(st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.floats(0, 0.5)), max_size=150))
def test_no_window_of_a_second_ever_holds_more_than_allowed(asked: list[tuple[int, float]]) -> None:
    rates = Rates(overall=4)
    now = 0.0
    sent: list[tuple[float, int]] = []
    for chat, gap in asked:
        now = go_when_allowed(rates, chat, now + gap)
        sent.append((now, chat))

    for moment, chat in sent:
        window = [other for at, other in sent if moment <= at < moment + 0.999]
        assert len(window) <= 4
        assert window.count(chat) == 1
