from hypothesis import given
from hypothesis import strategies as st

from bot.mail.limits import Limits, Memory

LIMITS = Limits(100, mails_in_memory=3, mails_in_memory_per_peer=1)


def test_one_peer_may_fill_its_share_and_no_more() -> None:
    share = Memory(LIMITS).share("192.0.2.1", unlimited=False)

    assert [share.hold(60), share.hold(41), share.hold(40), share.hold(1)] == [True, False, True, False]


def test_a_relay_may_fill_everything() -> None:
    share = Memory(LIMITS).share("127.0.0.1", unlimited=True)

    assert [share.hold(100), share.hold(200), share.hold(1)] == [True, True, False]


def test_all_together_may_fill_everything_and_no_more() -> None:
    memory = Memory(LIMITS)
    shares = [memory.share(f"192.0.2.{number}", unlimited=False) for number in range(4)]

    assert [share.hold(100) for share in shares] == [True, True, True, False]


def test_two_connections_of_one_household_have_one_share() -> None:
    memory = Memory(LIMITS)
    first, second = (memory.share("192.0.2.1", unlimited=False) for _ in range(2))

    assert [first.hold(80), second.hold(80)] == [True, False]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 120)), max_size=60))
def test_what_was_given_back_is_free_again_and_nobody_is_remembered(wishes: list[tuple[int, int]]) -> None:
    memory = Memory(LIMITS)
    shares = [memory.share(str(number), unlimited=number == 0) for number in range(4)]
    held = [(who, size) for who, size in wishes if shares[who].hold(size)]

    assert sum(size for _, size in held) <= 300
    for who, size in held:
        shares[who].release(size)
    assert shares[0].hold(300)
