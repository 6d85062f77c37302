from bot.dispatch.channel_health import ChannelState, Patience, Trouble, backoff, ignore_health


def test_waiting_doubles_up_to_a_minute() -> None:
    waits = [backoff(failures, 0.999999999) for failures in (1, 2, 3, 4, 5, 6, 7, 50, 5000)]

    assert [round(wait) for wait in waits] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_luck_takes_off_up_to_a_half() -> None:
    assert [backoff(7, luck) for luck in (0.0, 0.5)] == [30.0, 45.0]


def test_who_watches_hears_of_trouble_and_of_its_end() -> None:
    told: list[tuple[ChannelState, str]] = []
    patience = Patience(lambda state, words: told.append((state, words)))
    refused = Trouble(ChannelState.REFUSED, "wrong password", 60.0)

    assert patience.bear(refused) is refused
    patience.fine()

    assert told == [(ChannelState.REFUSED, "wrong password"), (ChannelState.UP, "")]


def test_nobody_needs_to_watch() -> None:
    ignore_health(ChannelState.UP, "")
    Patience().fine("as usual")
