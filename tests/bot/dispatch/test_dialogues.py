from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.dispatch.dialogues import (
    MOST_QUESTIONS,
    MOST_REMEMBERED,
    dialogue_of,
    look_away,
    note_said,
    remember_reason,
    take_reason,
    take_waiting,
    was_away,
    what_was_said,
)
from intake.message import Channel, Message
from storage.database import Database
from storage.people import Dialogue
from storage.requests import Request
from tests.factories import MOMENT

MESSAGE = Message(Channel.TELEGRAM, "1", "telegram:7", MOMENT)


async def begun(database: Database, language: str, now: datetime, default: str = "pt") -> Dialogue:
    async with database.transaction() as session:
        return await dialogue_of(session, replace(MESSAGE, language=language), default=default, now=now)


@pytest.mark.parametrize(
    ("device", "language"),
    [("fr", "fr"), ("es-419", "es"), ("PT-br", "pt"), ("en", "en"), ("de", "pt"), ("", "pt"), ("f", "pt")],
)
async def test_new_chat_speaks_the_language_of_the_device_if_muster_can(
    database: Database, now: datetime, device: str, language: str
) -> None:
    dialogue = await begun(database, device, now)

    assert dialogue.model_dump() == {
        "chat": "telegram:7",
        "language": language,
        "request_id": None,
        "waiting_for": "",
        "state": {},
        "updated_at": now,
    }


async def test_chat_keeps_the_language_it_was_given(database: Database, now: datetime) -> None:
    await begun(database, "fr", now)

    later = await begun(database, "es", now + timedelta(days=1))

    assert (later.language, later.updated_at) == ("fr", now + timedelta(days=1))


async def test_every_chat_has_a_dialogue_of_its_own(database: Database, now: datetime) -> None:
    await begun(database, "fr", now)
    async with database.transaction() as session:
        other = replace(MESSAGE, sender="terminal:rosa", language="es")
        dialogue = await dialogue_of(session, other, default="en", now=now)

    assert (dialogue.chat, dialogue.language) == ("terminal:rosa", "es")


def test_what_was_waited_for_is_taken_once() -> None:
    dialogue = Dialogue(chat="telegram:7", waiting_for="reject:12", updated_at=MOMENT)

    assert (take_waiting(dialogue), take_waiting(dialogue)) == ("reject:12", "")


def test_who_was_away_is_so_once() -> None:
    dialogue = Dialogue(chat="telegram:7", state={"other": 1}, updated_at=MOMENT)
    before = was_away(dialogue)

    look_away(dialogue)

    assert (before, was_away(dialogue), was_away(dialogue)) == (False, True, False)
    assert dialogue.state == {"other": 1}


def test_each_question_keeps_the_reason_it_was_put_with() -> None:
    dialogue = Dialogue(chat="telegram:7", updated_at=MOMENT)
    first = remember_reason(dialogue, "reject:1", "No mandate")
    second = remember_reason(dialogue, "reject:1", "Outside the region")

    taken = take_reason(dialogue, first), take_reason(dialogue, second)

    assert taken == ("No mandate", "Outside the region")


def test_a_question_is_answered_once_and_only_by_its_own_number() -> None:
    dialogue = Dialogue(chat="telegram:7", updated_at=MOMENT)
    number = remember_reason(dialogue, "reject:1", "No mandate")

    taken = [take_reason(dialogue, one) for one in ("", "12345678", number, number)]

    assert taken == ["", "", "No mandate", ""]


def test_the_same_words_about_another_order_are_another_question() -> None:
    dialogue = Dialogue(chat="telegram:7", updated_at=MOMENT)

    numbers = {remember_reason(dialogue, f"reject:{n}", "No mandate") for n in (1, 1, 2)}

    assert len(numbers) == 2


def test_only_the_newest_questions_are_remembered() -> None:
    dialogue = Dialogue(chat="telegram:7", updated_at=MOMENT)

    numbers = [remember_reason(dialogue, "reject:1", f"Reason {n}") for n in range(MOST_QUESTIONS + 1)]

    assert take_reason(dialogue, numbers[0]) == ""
    assert take_reason(dialogue, numbers[1]) == "Reason 1"


def test_reason_does_not_disturb_what_else_is_remembered() -> None:
    dialogue = Dialogue(chat="telegram:7", updated_at=MOMENT)
    look_away(dialogue)
    number = remember_reason(dialogue, "none:3", "Other days")

    take_reason(dialogue, number)

    assert was_away(dialogue)


def test_the_newest_messages_are_remembered_with_what_they_answered() -> None:
    dialogue = Dialogue(chat="telegram:1", updated_at=MOMENT)
    request = Request(id=3, created_at=MOMENT, status_since=MOMENT)

    for number in range(MOST_REMEMBERED + 5):
        note_said(dialogue, said(number), request, "title")

    assert what_was_said(dialogue, said(4)) is None
    assert what_was_said(dialogue, said(5)) == (3, "title")
    assert what_was_said(dialogue, said(MOST_REMEMBERED + 4)) == (3, "title")


def test_a_message_without_a_number_or_a_field_is_not_remembered() -> None:
    dialogue = Dialogue(chat="terminal:1", updated_at=MOMENT)
    request = Request(id=3, created_at=MOMENT, status_since=MOMENT)

    note_said(dialogue, said(1), request, "")
    note_said(dialogue, Message(Channel.TERMINAL, "1", "terminal:1", MOMENT), request, "title")

    assert dialogue.state == {}
    assert what_was_said(dialogue, said(1)) is None


def said(number: int) -> Message:
    return Message(Channel.TELEGRAM, str(number), "telegram:1", MOMENT, message_id=f"message:{number}")
