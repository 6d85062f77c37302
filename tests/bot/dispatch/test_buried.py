from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.buried import give_up_exhausted, tell_of_buried, tell_of_dead_message
from bot.dispatch.post import to_contact, to_officer
from bot.texts.letter import Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from storage import inbox, jobs
from storage.chats import takes_letters
from storage.database import Database
from storage.journal import JournalEntry
from storage.mail import Inbox, Job
from storage.missions import Inquiry
from storage.people import Expert, Officer
from storage.requests import StoredFile
from storage.states import InquiryStatus, Role
from tests.bot.dispatch.office import HOUSE, OLGA, post, recipients, tray
from tests.factories import MOMENT, add_contact, add_expert, add_officer, add_request, added
from tests.matching.planned import plan

INES = "expert0001@experts.example"
REFUSED = "550 5.1.1 no such user"
LETTER = Letter("en", "[2026-01] Teams", (Paragraph("Please choose."),))


async def a_job(session: AsyncSession, destination: str, *, kind: str = "mail", **values: Any) -> Job:
    payload = {"letter": letter_to_json(LETTER)}
    defaults: dict[str, Any] = {"payload": payload, "due_at": MOMENT, "created_at": MOMENT}
    return await added(session, Job(kind=kind, destination=destination, **defaults | values))


async def bury(session: AsyncSession, job: Job, error: str = REFUSED, *, later: int = 0) -> None:
    now = MOMENT + timedelta(hours=later)
    await tell_of_buried(session, HOUSE, job, error, now=now)


async def news(session: AsyncSession, job: Job, error: str = REFUSED) -> list[str]:
    """What officers are told when this job is given up."""
    await bury(session, job, error)
    return [f"{one.to}: {one.words}" for one in (await tray(session)) if one.letter != LETTER]


async def test_partner_who_cannot_be_reached_is_told_of_to_every_officer(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_officer(session, email="piet@facility.example", language="fr")
        await add_officer(session, email="gone@facility.example", active=False)
        job = await a_job(session, "afi@ministry.example")

        told = await news(session, job)

    assert [words.partition(":")[0] for words in told] == [OLGA, "piet@facility.example"]
    assert all("afi@ministry.example" in words and REFUSED in words for words in told)


async def test_news_about_a_request_can_be_answered(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_request(session)
        job = await a_job(session, "afi@ministry.example", about="request:1")

        await bury(session, job)
        (_, told) = await tray(session)

    assert (told.about, told.by_token) == ("request:1", True)


async def test_job_given_up_is_in_the_journal(database: Database) -> None:
    async with database.transaction() as session:
        job = await a_job(session, "afi@ministry.example", about="request:1")
        await bury(session, job, "x" * 9_000)
        entry = (await session.exec(select(JournalEntry))).one()

    assert (entry.event, entry.actor, entry.subject) == ("job.dead", "muster", "job:1")
    assert entry.facts == {"kind": "mail", "about": "request:1", "error": "x" * 500}


async def test_expert_whose_address_is_refused_is_marked(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_expert(session)
        await bury(session, await a_job(session, INES))

        assert (await session.get_one(Expert, 1)).email_bounced
        assert await recipients(session) == [INES, OLGA]


@pytest.mark.parametrize(
    "error",
    ["451 4.7.1 greylisted", "554 5.7.1 relay access denied", "TimeoutError: ", "552 5.2.2 mailbox full"],
)
async def test_expert_is_not_marked_for_troubles_of_the_way(database: Database, error: str) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_expert(session)
        await bury(session, await a_job(session, INES), error)

        assert not (await session.get_one(Expert, 1)).email_bounced
        assert await recipients(session) == [INES, OLGA]


async def test_question_that_cannot_be_delivered_goes_to_the_alternate(database: Database) -> None:
    planned = await plan(database)
    async with database.transaction() as session:
        await bury(session, await a_job(session, INES, about="inquiry:1"))

        assert (await session.get_one(Inquiry, 1)).status is InquiryStatus.EXPIRED
        assert (await session.get_one(Expert, 1)).email_bounced
        assert await recipients(session) == [INES, "expert0003@experts.example", OLGA]
    assert len(await planned.asked()) == 3


async def test_letter_to_an_officer_that_bounces_causes_no_other(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_officer(session, email="piet@facility.example")

        assert await news(session, await a_job(session, OLGA)) == []


async def test_documents_too_large_for_a_mail_server_are_told_in_a_mail_without_them(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        request = await add_request(session)
        names = ["letter.pdf", "annex.pdf"]
        files = [
            await added(
                session,
                StoredFile(
                    request_id=request.id, filename=name, media_type="application/pdf", size=9_000_000,
                    sha256="", content=b"", created_at=MOMENT,
                ),
            )
            for name in names
        ]  # fmt: skip
        sent = replace(LETTER, documents=tuple(file.id or 0 for file in files))
        job = await a_job(session, OLGA, about="request:1", payload={"letter": letter_to_json(sent)})

        await bury(session, job, "552 5.3.4 message size exceeds fixed limit")
        told = [one for one in await tray(session) if one.letter != sent]

    assert [(one.to, one.letter.documents) for one in told] == [(OLGA, ())]
    assert "letter.pdf and annex.pdf was not taken" in told[0].words
    assert "muster documents" in told[0].words


async def test_letter_a_chat_refuses_reaches_the_officer_by_mail(database: Database) -> None:
    async with database.transaction() as session:
        officer = await add_officer(session, chat="telegram:7")
        job = await a_job(session, "telegram:7", kind="telegram", about="proposal:4")

        await bury(session, job, "BadRequest: message is too long")

        _, again = await tray(session)
        assert (again.to, again.about, again.letter, again.by_token) == (OLGA, "proposal:4", LETTER, True)
        assert officer.chat == "telegram:7"


async def test_officer_who_blocked_the_chat_is_written_to_by_mail_from_now_on(database: Database) -> None:
    async with database.transaction() as session:
        officer = await add_officer(session, chat="telegram:7")
        job = await a_job(session, "telegram:7", kind="telegram")

        await bury(session, job, "Forbidden: bot was blocked by the user")
        assert officer.chat == "telegram:7"
        assert not await takes_letters(session, "telegram:7")

        mailed = (await session.exec(select(Job).where(Job.destination == OLGA))).one()
        await bury(session, mailed)
        await to_officer(post(session), officer, LETTER, about="request:1", reply_to=None)
        assert await recipients(session) == ["telegram:7", OLGA, OLGA]


async def test_partner_who_blocked_the_chat_gets_by_mail_what_is_about_the_request(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        contact = await add_contact(session, chat="telegram:9", email="afi@ministry.example", verified=True)
        await add_request(session, contact_id=contact.id)
        news = await a_job(session, "telegram:9", kind="telegram", about="request:1")
        question = await a_job(session, "telegram:9", kind="telegram")

        await bury(session, news, "Forbidden: bot was blocked by the user")
        *_, mailed = await tray(session)
        await bury(session, question, "Forbidden: bot was blocked by the user")
        await to_contact(post(session), contact, replace(LETTER, subject="[2026-01] Later"), request_id=1)

        assert (mailed.to, mailed.about, mailed.letter, mailed.by_token) == (
            "afi@ministry.example",
            "request:1",
            LETTER,
            True,
        )
        assert [to for to in await recipients(session) if "@" in to] == [
            "afi@ministry.example",
            OLGA,  # a question of the dialogue reaches nobody
            "afi@ministry.example",
        ]


async def test_partner_without_mail_who_blocked_the_chat_is_told_to_officers(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_contact(session, chat="telegram:9", email=None)
        job = await a_job(session, "telegram:9", kind="telegram", about="request:1")

        told = await news(session, job, "Forbidden: bot was blocked by the user")

    assert [words.partition(":")[0] for words in told] == [OLGA]


async def test_echo_that_a_group_cannot_get_goes_to_nobody(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session, chat="telegram:7")

        assert await news(session, await a_job(session, "telegram:-5", kind="telegram"), "Forbidden: x") == []


async def test_letter_nobody_can_read_any_more_is_reported_instead(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session, chat="telegram:7")
        job = await a_job(session, "telegram:7", kind="telegram", payload={"letter": "?"})

        await bury(session, job, "LetterUnreadableError")

        reported = (await session.exec(select(Job).order_by(col(Job.id).desc()))).first()
        assert reported is not None
        assert reported.destination == "telegram:7"
        assert reported.id != job.id


async def test_closed_terminal_is_no_news(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session, chat="terminal:olga")
        job = await a_job(session, "terminal:olga", kind="terminal:olga")

        assert await news(session, job, "gone") == []


async def test_partner_s_blocked_chat_is_told_of(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_contact(session, chat="telegram:99")
        job = await a_job(session, "telegram:99", kind="telegram", about="request:1")

        (told,) = await news(session, job, "Forbidden: bot was blocked by the user")

    assert "telegram:99" in told


async def test_officers_are_told_once_of_one_job(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        job = await a_job(session, "afi@ministry.example")
        await bury(session, job)
        await bury(session, job, later=5)

        assert await recipients(session) == ["afi@ministry.example", OLGA]


async def test_two_jobs_to_one_address_are_two_pieces_of_news(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        for _ in range(2):
            await bury(session, await a_job(session, "afi@ministry.example"))

        assert (await recipients(session)).count(OLGA) == 2


async def test_matching_that_failed_is_told_without_an_address(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_request(session)
        job = await a_job(session, "request:1", kind="match", payload={}, about="request:1")

        (told,) = await news(session, job, "ValueError: no")

    assert "request:1" not in told


@pytest.mark.parametrize(
    ("others", "told_one"),
    [
        ((Role.OFFICER, Role.OBSERVER), "a0@facility.example"),
        ((Role.OFFICER, Role.ADMIN), "a1@facility.example"),
    ],
)
async def test_message_muster_cannot_handle_is_told_to_the_admin_or_else_to_officers(
    database: Database, others: tuple[Role, ...], told_one: str
) -> None:
    async with database.transaction() as session:
        for number, role in enumerate(others):
            await add_officer(session, role=role, email=f"a{number}@facility.example")
        row = await added(
            session,
            Inbox(
                channel="mail",
                external_id="1",
                stream="afi@ministry.example",
                payload=b"",
                received_at=MOMENT,
            ),
        )
        await tell_of_dead_message(post(session), row)
        (told,) = await tray(session)

    assert (told.to, told.about) == (told_one, "inbox:1")
    assert "afi@ministry.example" in told.words


async def test_what_ended_the_process_at_each_try_is_given_up_and_told(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await inbox.store(
            session,
            channel="mail",
            external_id="1",
            stream="afi@ministry.example",
            payload=b"x",
            envelope={},
            received_at=MOMENT,
        )
        row = (await session.exec(select(Inbox))).one()
        job = await a_job(session, "rosa@ministry.example")
        row.attempts, job.attempts = inbox.MAX_CLAIMS, jobs.MAX_ATTEMPTS
        await session.flush()

        assert await give_up_exhausted(post(session)) == 2
        assert await give_up_exhausted(post(session)) == 0

        words = [one.words for one in await tray(session) if one.to == OLGA]
        assert ["afi@" in one or "rosa@" in one for one in words] == [True, True]


async def test_nobody_is_told_where_there_is_nobody(database: Database) -> None:
    async with database.transaction() as session:
        await bury(session, await a_job(session, "afi@ministry.example"))

        assert (await session.exec(select(Officer))).all() == []
        assert await recipients(session) == ["afi@ministry.example"]
