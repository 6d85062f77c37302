"""The brake knows people from machines by how often they say the same, and lets orders through."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.brake import LONGEST_COMPARED, MAILS_A_DAY, Braked, brake
from intake import routes
from intake.message import Attachment, Channel, Kind, Message
from storage.database import Database
from storage.inbox import store
from storage.jobs import enqueue
from tests.bot.dispatch.office import post
from tests.factories import MOMENT, add_officer

SALMA = "salma@ministry.example"
REQUEST = routes.ToRequest(1, trusted=True)
INQUIRY = routes.ToInquiry(7, trusted=True)
AGAIN = Braked("the same words again: kept", alarming=False)
STILL = Braked("the same words again: kept", alarming=True)
TOO_MANY = Braked("too many mails today: kept", alarming=True)
THANKS = Message(Channel.MAIL, "m1", SALMA, MOMENT, text="Thank you for your message.", subject="Re: Help")


@dataclass
class Door:
    """Mails come in one after the other, each a minute after the last."""

    session: AsyncSession
    now: datetime = MOMENT
    heard: list[Braked | None] = field(default_factory=list)

    async def take(
        self, message: Message, route: routes.Route = REQUEST, *, envelope_sender: str = ""
    ) -> Braked | None:
        self.now += timedelta(minutes=1)
        await store(
            self.session, channel="mail", external_id=str(len(self.heard)), stream=envelope_sender or message.sender,
            payload=b"", envelope={"peer": "127.0.0.1"}, received_at=self.now,
        )  # fmt: skip
        self.heard.append(
            await brake(post(self.session, self.now), message, route, inbox_id=len(self.heard) + 1)
        )
        return self.heard[-1]

    async def take_all(self, texts: Sequence[str], route: routes.Route = REQUEST) -> list[Braked | None]:
        return [await self.take(replace(THANKS, text=text), route) for text in texts]

    async def write_letters(self, count: int, *, to: str = SALMA, about: str = "request:1") -> None:
        for _ in range(count):
            await enqueue(
                self.session,
                kind="mail",
                destination=to,
                payload={},
                about=about,
                due_at=self.now,
                now=self.now,
            )


@pytest.fixture
async def door(sqlite_database: Database) -> AsyncIterator[Door]:
    async with sqlite_database.transaction() as session:
        yield Door(session)


async def test_same_words_are_kept_and_from_the_third_time_on_an_officer_should_know(door: Door) -> None:
    assert await door.take_all(["Thanks"] * 4) == [None, AGAIN, STILL, STILL]


@pytest.mark.parametrize("again", ["THANKS", "thanks!", "  Thanks  "])
async def test_same_words_in_other_letters_are_the_same(door: Door, again: str) -> None:
    assert await door.take_all(["Thanks", again]) == [None, AGAIN]


@pytest.mark.parametrize("subject", ["Help", "Re: Help", "RE: Fw: help", "AW: Re: Help"])
async def test_marks_of_a_reply_make_no_other_subject(door: Door, subject: str) -> None:
    await door.take(THANKS)

    assert await door.take(replace(THANKS, subject=subject)) == AGAIN


@pytest.mark.parametrize(
    "other",
    [
        replace(THANKS, text="Any news?"),
        replace(THANKS, subject="Another matter"),
        replace(THANKS, attachments=(Attachment("a.pdf", "application/pdf", b"%PDF"),)),
    ],
)
async def test_other_words_another_subject_or_a_document_are_heard(door: Door, other: Message) -> None:
    await door.take(THANKS)

    assert await door.take(other) is None
    assert await door.take(THANKS) is None


async def test_words_are_compared_only_as_far_as_a_person_would_read(door: Door) -> None:
    start = "x" * LONGEST_COMPARED

    assert await door.take_all([start + "1", start + "2"]) == [None, AGAIN]


async def test_same_words_about_another_matter_are_heard(door: Door) -> None:
    await door.take(THANKS)

    assert await door.take(THANKS, routes.ToRequest(2, trusted=True)) is None


async def test_same_words_of_somebody_else_are_heard(door: Door) -> None:
    await door.take(THANKS)

    assert await door.take(replace(THANKS, sender="bruno@agency.example")) is None


async def test_same_words_on_another_day_are_heard(door: Door) -> None:
    await door.take(THANKS)
    door.now += timedelta(days=1)

    assert await door.take(THANKS) is None


async def test_request_sent_twice_is_worth_the_question_whether_it_is_the_same(door: Door) -> None:
    assert await door.take_all(["Help"] * 3, routes.NewRequest()) == [None, None, STILL]


async def test_status_may_be_asked_as_often_as_anybody_likes(door: Door) -> None:
    assert await door.take_all(["status?"] * 3, routes.StatusQuestion("2026-01")) == [None] * 3


async def test_machines_that_bear_a_mark_need_no_brake(door: Door) -> None:
    assert await door.take_all(["Away"] * 3, routes.Unattended(Kind.AUTOMATIC)) == [None] * 3


@pytest.mark.parametrize("route", [REQUEST, routes.NewRequest(), routes.Unclear("unclear")])
async def test_who_got_many_letters_today_is_answered_tomorrow(door: Door, route: routes.Route) -> None:
    await door.write_letters(MAILS_A_DAY)

    assert await door.take(THANKS, route) == TOO_MANY
    door.now += timedelta(days=1)
    assert await door.take(THANKS, route) is None


async def test_letters_to_others_do_not_count(door: Door) -> None:
    await door.write_letters(MAILS_A_DAY, to="bruno@agency.example")

    assert await door.take(THANKS) is None


async def test_many_letters_about_other_work_leave_an_expert_free_to_answer(door: Door) -> None:
    await door.write_letters(MAILS_A_DAY, about="inquiry:8")

    assert await door.take(THANKS, INQUIRY) is None


async def test_many_letters_about_one_inquiry_end_the_talk_about_it(door: Door) -> None:
    await door.write_letters(MAILS_A_DAY, about="inquiry:7")

    assert await door.take(THANKS, INQUIRY) == TOO_MANY


async def test_inquiry_in_doubtful_hands_counts_every_letter(door: Door) -> None:
    await door.write_letters(MAILS_A_DAY, about="inquiry:8")

    assert await door.take(THANKS, replace(INQUIRY, trusted=False)) == TOO_MANY


async def test_orders_of_an_officer_are_never_kept(door: Door) -> None:
    olga = await add_officer(door.session)
    desk = routes.ToOfficerDesk(olga.id or 0, 1)

    assert await door.take_all(["APPROVE A"] * (MAILS_A_DAY + 2), desk) == [None] * (MAILS_A_DAY + 2)


async def test_letters_to_an_officer_do_not_silence_what_the_officer_writes(door: Door) -> None:
    olga = await add_officer(door.session)
    await door.write_letters(MAILS_A_DAY)

    assert await door.take(THANKS, routes.FromOfficer(olga.id or 0)) is None


async def test_officers_machine_is_stopped_after_a_days_mails(door: Door) -> None:
    olga = await add_officer(door.session)
    numbered = [f"Away. Ticket {number}" for number in range(MAILS_A_DAY + 1)]

    heard = await door.take_all(numbered, routes.FromOfficer(olga.id or 0))

    assert heard == [None] * MAILS_A_DAY + [TOO_MANY]


async def test_order_without_an_officer_is_words_like_any_others(door: Door) -> None:
    assert await door.take_all(["APPROVE A"] * 2) == [None, AGAIN]


async def test_officers_machine_is_known_under_any_envelope_sender(door: Door) -> None:
    olga = await add_officer(door.session)
    desk = routes.ToOfficerDesk(olga.id or 0, 1)

    for number in range(MAILS_A_DAY + 1):
        ticket = replace(THANKS, text=f"Ticket {number} was updated", sender=olga.email)
        await door.take(ticket, desk, envelope_sender=f"prvs={number}={olga.email}")
    somebody_else = replace(THANKS, sender="petra@facility.example")

    assert door.heard == [None] * MAILS_A_DAY + [TOO_MANY]
    assert await door.take(somebody_else, desk) is None


async def test_word_about_a_waiting_message_is_an_order_too(door: Door) -> None:
    olga = await add_officer(door.session)
    question = routes.ToMessage(olga.id or 0, 12, confirms=True)
    await door.write_letters(MAILS_A_DAY, to=THANKS.sender)

    assert await door.take_all(["CONFIRM"] * 3, question) == [None] * 3
    assert await door.take_all(["What is this?"] * 3, question) == [None, AGAIN, STILL]
