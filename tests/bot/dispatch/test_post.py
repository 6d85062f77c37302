"""Letters become jobs: by the right channel, with a genuine reply address, in one thread, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from bot.dispatch.post import (
    MAX_REFERENCES,
    Post,
    ReplyTo,
    answer_button,
    chat,
    mail,
    to_contact,
    to_expert,
    to_officers,
)
from bot.texts.letter import Choice, Choices, Letter, Paragraph
from bot.texts.letter_json import letter_from_json
from bot.texts.officer_desk import look_at_message
from bot.texts.partner import language_chosen
from config.rules import load_rules
from intake.message import Channel, Message
from intake.tokens import Purpose, genuine, read_token
from storage.database import Database
from storage.mail import Job
from storage.people import Contact, Expert, Officer
from storage.states import Role

AMA, OLGA, OTTO = "ama@ministry.example", "olga@facility.example", "otto@facility.example"
SECRET = b"s" * 32
LETTER = language_chosen(language="fr")


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.transaction() as opened:
        yield opened


@pytest.fixture
def post(session: AsyncSession, now: datetime) -> Post:
    return Post(session, House("The facility", "muster@facility.example", SECRET, load_rules()), now)


async def letters(post: Post) -> list[Job]:
    return list((await post.session.exec(select(Job).order_by(col(Job.id)))).all())


def incoming(now: datetime, **values: object) -> Message:
    usual: dict[str, object] = {
        "channel": Channel.MAIL, "source_id": "1", "sender": AMA, "received_at": now,
        "message_id": "m1@ministry.example", "references": ("m0@ministry.example",), "subject": "Help",
    }  # fmt: skip
    return Message(**usual | values)  # type: ignore[arg-type]


async def test_a_mail_is_a_job_due_now_with_a_fixed_message_id(post: Post) -> None:
    await mail(post, LETTER, to=AMA, to_name="Ama", about="request:3", reply_to=None)

    [job] = await letters(post)
    assert (job.kind, job.destination, job.about, job.due_at) == ("mail", AMA, "request:3", post.now)
    assert job.message_id is not None
    assert job.message_id.endswith("@facility.example")
    assert (job.payload["to"], job.payload["to_name"], job.payload["reply_token"]) == (AMA, "Ama", "")
    assert letter_from_json(job.payload["letter"]) == LETTER


async def test_the_reply_address_is_made_for_its_addressee_alone(post: Post) -> None:
    await mail(post, LETTER, to=AMA, about="request:3", reply_to=ReplyTo(Purpose.REQUEST, 3))

    [job] = await letters(post)
    claim = read_token(str(job.payload["reply_token"]))
    assert claim is not None
    assert (claim.purpose, claim.row_id) == (Purpose.REQUEST, 3)
    assert genuine(SECRET, claim, AMA)
    assert not genuine(SECRET, claim, "kofi@ministry.example")


async def test_the_same_mail_twice_in_one_moment_is_one_mail(post: Post, now: datetime) -> None:
    for _ in range(2):
        await mail(post, LETTER, to=AMA, about="request:3", reply_to=None)
    await mail(replace(post, now=now.replace(hour=10)), LETTER, to=AMA, about="request:3", reply_to=None)
    await mail(post, LETTER, to=AMA, about="request:4", reply_to=None)

    assert [job.about for job in await letters(post)] == ["request:3", "request:3", "request:4"]


async def test_an_answer_continues_the_thread_of_its_cause(post: Post, now: datetime) -> None:
    await mail(replace(post, cause=incoming(now)), LETTER, to=AMA, about="request:3", reply_to=None)

    [job] = await letters(post)
    assert job.payload["in_reply_to"] == "m1@ministry.example"
    assert job.payload["references"] == ["m0@ministry.example", "m1@ministry.example"]


async def test_a_thread_of_any_length_keeps_its_newest_references(post: Post, now: datetime) -> None:
    long = tuple(f"m{number}@ministry.example" for number in range(50))
    await mail(
        replace(post, cause=incoming(now, references=long)), LETTER, to=AMA, about="request:3", reply_to=None
    )

    [job] = await letters(post)
    references = job.payload["references"]
    assert isinstance(references, list)
    assert (len(references), references[-1]) == (MAX_REFERENCES, "m1@ministry.example")


async def test_a_mail_to_somebody_else_does_not_join_the_thread_of_its_cause(
    post: Post, now: datetime
) -> None:
    await mail(replace(post, cause=incoming(now)), LETTER, to=OLGA, about="request:3", reply_to=None)

    [job] = await letters(post)
    assert "in_reply_to" not in job.payload


async def test_a_mail_nobody_caused_follows_the_last_one_about_the_same(post: Post, now: datetime) -> None:
    await mail(post, LETTER, to=AMA, about="request:3", reply_to=None)
    later = replace(post, now=now.replace(hour=10))
    await mail(later, LETTER, to=AMA, about="request:3", reply_to=None)
    await mail(later, LETTER, to=AMA, about="request:4", reply_to=None)

    first, second, other = await letters(post)
    assert second.payload["in_reply_to"] == first.message_id
    assert "in_reply_to" not in other.payload


async def test_a_chat_message_goes_by_the_channel_its_chat_belongs_to(post: Post) -> None:
    await chat(post, LETTER, to="telegram:-100", about="request:3")
    await chat(post, LETTER, to="terminal:ama")

    first, second = await letters(post)
    assert (first.kind, first.destination, first.payload["chat_id"]) == ("telegram", "telegram:-100", -100)
    assert (second.kind, second.destination) == ("terminal:ama", "terminal:ama")


async def test_a_pressed_button_stops_spinning_once_and_waits_for_no_letter(
    post: Post, now: datetime
) -> None:
    pressed = incoming(
        now,
        channel=Channel.TELEGRAM,
        sender="telegram:7",
        action="eligible:1",
        references=("callback:99", "message:4"),
    )
    await answer_button(post, pressed)
    await answer_button(post, pressed)

    [job] = await letters(post)
    assert (job.kind, job.destination, job.payload) == ("telegram", "callback:99", {"callback": "99"})


@pytest.mark.parametrize("values", [{"action": ""}, {"action": "eligible:1", "references": ("message:4",)}])
async def test_typed_words_have_no_button_to_answer(
    post: Post, now: datetime, values: dict[str, object]
) -> None:
    await answer_button(
        post, incoming(now, channel=Channel.TELEGRAM, **{"references": ("callback:9",)} | values)
    )

    assert await letters(post) == []


async def test_a_partner_is_told_in_the_chat_if_there_is_one_and_else_by_mail(
    post: Post, now: datetime
) -> None:
    by_chat = Contact(name="Ama", email=AMA, chat="telegram:7", created_at=now)
    by_mail = Contact(name="Kofi", email="kofi@ministry.example", created_at=now)
    unreachable = Contact(name="Nobody", created_at=now)
    for contact in (by_chat, by_mail, unreachable):
        await to_contact(post, contact, LETTER, request_id=3)

    assert [(job.kind, job.destination) for job in await letters(post)] == [
        ("telegram", "telegram:7"),
        ("mail", "kofi@ministry.example"),
    ]


async def test_an_expert_is_told_by_mail_and_answers_an_inquiry(post: Post) -> None:
    expert = Expert(
        code="EX-1", first_name="Anna", last_name="Berg", email="anna@experts.example", gender="woman",
        nationality="SE", region="EU", eligibility="european", occupation="public", employment="active",
    )  # fmt: skip
    await to_expert(post, expert, LETTER, inquiry_id=5)

    [job] = await letters(post)
    claim = read_token(str(job.payload["reply_token"]))
    assert claim is not None
    assert (job.about, job.payload["to_name"], claim.purpose) == ("inquiry:5", "Anna Berg", Purpose.INQUIRY)


async def add_officers(post: Post) -> None:
    for name, email, language, linked, active in (
        ("Olga", OLGA, "en", "telegram:8", True),
        ("Otto", OTTO, "fr", None, True),
        ("Oscar", "oscar@facility.example", "es", "terminal:oscar@facility.example", True),
        ("Gone", "gone@facility.example", "en", None, False),
    ):
        officer = Officer(
            name=name,
            email=email,
            language=language,
            chat=linked,
            active=active,
            role=Role.OFFICER,
            created_at=post.now,
        )
        post.session.add(officer)
    await post.session.flush()


def look(language: str) -> Letter:
    return look_at_message(reason="dead", sender=AMA, language=language)


async def test_every_active_officer_is_told_in_their_own_language_and_channel(post: Post) -> None:
    await add_officers(post)

    await to_officers(post, look, about="inbox:1", reply_to=None)

    told = [
        (job.destination, letter_from_json(job.payload["letter"]).language) for job in await letters(post)
    ]
    assert sorted(told) == [
        ("oscar@facility.example", "es"),
        (OTTO, "fr"),
        ("telegram:8", "en"),
        ("terminal:oscar@facility.example", "es"),
    ]


async def test_what_officers_are_told_once_is_not_told_again(post: Post, now: datetime) -> None:
    await add_officers(post)
    for hour in (9, 10):
        later = replace(post, now=now.replace(hour=hour))
        await to_officers(later, look, about="inbox:1", reply_to=None, once="sender:ama:2026-01-12")

    assert len(await letters(post)) == 4


async def test_observer_is_told_without_anything_to_decide_by(post: Post) -> None:
    observer = Officer(
        name="Otto", email=OTTO, language="en", role=Role.OBSERVER, active=True, created_at=post.now
    )
    post.session.add(observer)
    await post.session.flush()
    offered = Letter(
        "en", "Teams", (Paragraph("Which?"), Choices(((Choice("A", "approve:1:1", "APPROVE A"),),)))
    )

    await to_officers(post, lambda _: offered, about="proposal:1", reply_to=ReplyTo(Purpose.PROPOSAL, 1))

    [job] = await letters(post)
    assert letter_from_json(job.payload["letter"]) == replace(offered, blocks=(Paragraph("Which?"),))
    assert job.payload["reply_token"] == ""
