import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.chat.client import TelegramClient, open_client
from bot.chat.rates import Rates
from bot.chat.send import Pace, deliver_telegram
from bot.dispatch.outcome import Later, Never, Outcome, Sent
from bot.texts.letter import Choice, Choices, Facts, Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from reporting.proposal_picture import description
from storage.mail import Job
from tests.matching.people import MARCH
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import (
    Fault,
    broken,
    dropped,
    lost_answer,
    moved,
    refused,
    slow,
    too_many,
)
from tests.reporting.teams import TEAM, picture

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Time that passes only by waiting."""

    seconds: float = 1000.0
    waited: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def pause(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(Rates(), clock.now, clock.pause)


@pytest.fixture
async def client(peer: TelegramPeer) -> AsyncIterator[TelegramClient]:
    peer.chats.open(100)
    async with open_client(peer.token, peer.base_url, proxies=False) as opened:
        yield opened


def letter(*words: str, choices: tuple[Choice, ...] = ()) -> Letter:
    buttons = (Choices((choices,)),) if choices else ()
    return Letter("en", "A subject", (*(Paragraph(text) for text in words), *buttons))


def job(content: Letter | None = None, chat: int = 100, **payload: object) -> Job:
    stored = {"letter": letter_to_json(content or letter("Hello")), "chat_id": chat, "edit": None}
    return Job(
        kind="telegram",
        destination=f"telegram:{chat}",
        payload=stored | payload,
        due_at=NOW,
        created_at=NOW,
    )


async def deliver(client: Bot, pace: Pace, job: Job) -> Outcome:
    return await deliver_telegram(client, pace, job)


async def test_a_letter_is_shown_with_its_buttons(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    content = Letter(
        "en",
        "A subject",
        (
            Paragraph("Is 3 < 5 & true?"),
            Facts((("Code", "2026-03"),)),
            Choices(((Choice("Yes", "yes:1"), Choice("No", "no:1")), (Choice("Later", "later:1"),))),
        ),
    )

    outcome = await deliver(client, pace, job(content))

    (shown,) = peer.messages(100)
    assert outcome == Sent(
        {"chat_id": 100, "message_id": shown.message_id, "message_ids": [shown.message_id]}
    )
    assert shown.text == "Is 3 < 5 & true?\n\nCode: 2026-03"
    assert shown.keyboard == ((("Yes", "yes:1"), ("No", "no:1")), (("Later", "later:1"),))
    assert peer.called("sendMessage")[0].params["link_preview_options"] == {"is_disabled": True}


async def test_a_long_letter_comes_in_parts_in_order_with_the_buttons_below_the_last(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, clock: Clock
) -> None:
    words = tuple(f"{number} " + "x" * 1000 for number in range(12))

    outcome = await deliver(client, pace, job(letter(*words, choices=(Choice("Yes", "y"),))))

    shown = peer.messages(100)
    assert isinstance(outcome, Sent)
    assert outcome.result["message_ids"] == [part.message_id for part in shown]
    assert "\n\n".join(part.text for part in shown) == "\n\n".join(words)
    assert len(shown) == 3
    assert shown[-1].labels == ["Yes"]
    assert not any(part.labels for part in shown[:-1])
    assert clock.waited == [1.0] * (len(shown) - 1)


async def test_an_edit_replaces_the_message(peer: TelegramPeer, client: TelegramClient, pace: Pace) -> None:
    first = await deliver(client, pace, job(letter("Question", choices=(Choice("Yes", "y"),))))
    assert isinstance(first, Sent)

    outcome = await deliver(client, pace, job(letter("Done"), edit=first.result["message_id"]))

    (shown,) = peer.messages(100)
    assert (shown.text, shown.keyboard, shown.edits) == ("Done", (), 1)
    assert outcome == first


async def test_an_edit_that_changes_nothing_is_done_already(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    first = await deliver(client, pace, job())
    assert isinstance(first, Sent)

    assert await deliver(client, pace, job(edit=first.result["message_id"])) == first


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    outcome = await deliver(client, pace, job(letter("News"), edit=4711))

    (shown,) = peer.messages(100)
    assert shown.text == "News"
    assert outcome == Sent(
        {"chat_id": 100, "message_id": shown.message_id, "message_ids": [shown.message_id]}
    )


async def test_an_edit_refused_for_another_reason_is_refused(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    peer.fail_next(refused(400, "Bad Request: can't parse entities: something"), "editMessageText")

    outcome = await deliver(client, pace, job(edit=4711))

    assert outcome == Never("BadRequest: Can't parse entities: something")


async def test_a_pressed_button_is_answered(peer: TelegramPeer, client: TelegramClient, pace: Pace) -> None:
    await deliver(client, pace, job(letter("Question", choices=(Choice("Yes", "y"),))))
    callback = peer.press(100, "Yes")

    outcome = await deliver(client, pace, job(callback=callback, text="Noted"))

    assert outcome == Sent()
    assert peer.chats.answered == {callback: "Noted"}


async def test_a_button_pressed_too_long_ago_needs_no_answer(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    outcome = await deliver(client, pace, job(callback="of-yesterday"))

    assert isinstance(outcome, Sent)
    assert str(outcome.result["late"]).startswith("Query is too old")


@pytest.mark.parametrize("action", ["x" * 65, "é" * 33])
async def test_button_data_that_telegram_would_refuse_never_leaves(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, action: str
) -> None:
    outcome = await deliver(client, pace, job(letter("Choose", choices=(Choice("Yes", action),))))

    assert isinstance(outcome, Never)
    assert outcome.error.startswith("CannotSendError: callback data must have 1 to 64 bytes")
    assert peer.calls == []


@pytest.mark.parametrize(
    "payload", [{"chat_id": "a friend"}, {"letter": {"blocks": [{"kind": "Song"}]}}, {"letter": None}]
)
async def test_a_job_that_makes_no_sense_is_refused(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, payload: dict[str, object]
) -> None:
    senseless = job()
    senseless.payload |= payload

    outcome = await deliver(client, pace, senseless)

    assert isinstance(outcome, Never)
    assert peer.calls == []


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (
            refused(403, "Forbidden: bot was blocked by the user"),
            Never("Forbidden: Forbidden: bot was blocked by the user"),
        ),
        (refused(400, "Bad Request: chat not found"), Never("BadRequest: Chat not found")),
        (
            too_many(12),
            Later("RetryAfter: Flood control exceeded. Retry in 0:00:12", after=timedelta(seconds=12)),
        ),
        (broken(500), Later("NetworkError: Internal Server Error")),
        (broken(502), Later("NetworkError: Bad Gateway")),
        (refused(409, "Conflict: busy"), Later("Conflict: Conflict: busy")),
        (refused(401, "Unauthorized"), Later("InvalidToken: Unauthorized", whole_channel=True)),
    ],
)
async def test_each_refusal_is_judged(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, fault: Fault, outcome: Outcome
) -> None:
    peer.fail_next(fault, "sendMessage")

    assert await deliver(client, pace, job()) == outcome
    assert peer.messages(100) == []


@pytest.mark.parametrize("fault", [dropped(), broken(502, "<html>Bad Gateway</html>")])
async def test_a_broken_connection_is_tried_again(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, fault: Fault
) -> None:
    peer.fail_next(fault, "sendMessage")

    first = await deliver(client, pace, job())
    second = await deliver(client, pace, job())

    assert isinstance(first, Later)
    assert (first.after, first.whole_channel) == (None, False)
    assert isinstance(second, Sent)
    assert [shown.text for shown in peer.messages(100)] == ["Hello"]


async def test_a_lost_answer_may_repeat_the_words(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    peer.fail_next(lost_answer(), "sendMessage")

    outcomes = [await deliver(client, pace, job()) for _ in range(2)]

    assert [type(outcome) for outcome in outcomes] == [Later, Sent]
    assert [shown.text for shown in peer.messages(100)] == ["Hello", "Hello"]


async def test_an_answer_that_takes_too_long_is_tried_again(peer: TelegramPeer, pace: Pace) -> None:
    peer.chats.open(100)
    peer.fail_next(slow(30), "sendMessage")

    async with open_client(peer.token, peer.base_url, proxies=False, patience=0.2) as hasty:
        outcome = await deliver(hasty, pace, job())

    assert outcome == Later("TimedOut: Timed out")


async def test_nobody_there_is_nobodys_fault(peer: TelegramPeer, client: TelegramClient, pace: Pace) -> None:
    await peer.stop()

    outcome = await deliver(client, pace, job())

    assert isinstance(outcome, Later)
    assert outcome.whole_channel


async def test_a_blocked_bot_is_a_permanent_refusal(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    peer.block(100)

    assert await deliver(client, pace, job()) == Never("Forbidden: Forbidden: bot was blocked by the user")


async def test_a_group_that_moved_gets_its_message_in_its_new_place(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    peer.chats.open(-1005)
    peer.fail_next(moved(-1005), "sendMessage")

    outcome = await deliver(client, pace, job(chat=-5))

    (shown,) = peer.messages(-1005)
    assert outcome == Sent(
        {
            "chat_id": -1005,
            "message_id": shown.message_id,
            "message_ids": [shown.message_id],
            "moved_from": -5,
        }
    )


def with_picture() -> Letter:
    return replace(letter("Teams", choices=(Choice("Approve", "approve:1:1"),)), picture=picture("es"))


async def test_a_picture_comes_above_its_letter_with_itself_in_words_below(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    outcome = await deliver(client, pace, job(with_picture()))

    photo, shown = peer.messages(100)
    assert photo.file is not None
    assert (photo.file.name, photo.file.content[:4]) == ("teams.png", b"\x89PNG")
    assert (photo.text, photo.labels) == (description(picture("es")), [])
    assert (shown.text, shown.labels) == ("Teams", ["Approve"])
    assert isinstance(outcome, Sent)
    assert outcome.result["message_ids"] == [shown.message_id]


async def test_a_letter_in_the_place_of_another_has_no_picture(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    first = await deliver(client, pace, job())
    assert isinstance(first, Sent)

    await deliver(client, pace, job(with_picture(), edit=first.result["message_id"]))

    assert peer.called("sendPhoto") == []
    assert [one.text for one in peer.messages(100)] == ["Teams"]


async def test_a_picture_that_is_refused_keeps_no_letter_back(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    peer.fail_next(refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), "sendPhoto")

    assert isinstance(await deliver(client, pace, job(with_picture())), Sent)
    assert [one.text for one in peer.messages(100)] == ["Teams"]


async def test_a_picture_that_cannot_be_drawn_keeps_no_letter_back(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    odd = replace(picture("es"), teams=(replace(TEAM, parts=(float("nan"), float("inf"))),), window=MARCH)

    outcome = await deliver(client, pace, job(replace(with_picture(), picture=odd)))

    assert isinstance(outcome, Sent)
    assert peer.messages(100)[-1].text == "Teams"


async def test_who_blocked_the_bot_is_known_by_the_picture_already(
    peer: TelegramPeer, client: TelegramClient, pace: Pace
) -> None:
    peer.block(100)

    outcome = await deliver(client, pace, job(with_picture()))

    assert outcome == Never("Forbidden: Forbidden: bot was blocked by the user")
    assert peer.called("sendMessage") == []


async def test_the_wish_of_one_chat_stalls_no_other(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, clock: Clock
) -> None:
    for chat in (101, 102):
        peer.chats.open(chat)
    peer.fail_next(too_many(300), "sendMessage", chat_id=101)

    outcomes = [await deliver(client, pace, job(chat=chat)) for chat in (101, 102, 100)]

    assert [type(outcome) for outcome in outcomes] == [Later, Sent, Sent]
    assert clock.waited == []


async def test_a_hundred_chats_are_written_to_at_the_allowed_rate(
    peer: TelegramPeer, client: TelegramClient, pace: Pace, clock: Clock
) -> None:
    for chat in range(100):
        peer.chats.open(1000 + chat)

    outcomes = await asyncio.gather(*(deliver(client, pace, job(chat=1000 + chat)) for chat in range(100)))

    assert {type(outcome) for outcome in outcomes} == {Sent}
    assert clock.seconds - 1000.0 >= 3.0
