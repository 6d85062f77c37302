from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from bot.dispatch.post import Post
from bot.dispatch.too_large import TooLarge, hear_too_large
from bot.mail.front_desk import Refusal
from bot.mail.reading import header_of
from storage.database import Database
from tests.bot.dispatch.office import HOUSE, MUSTER, OLGA, Outgoing, recipients, tray
from tests.factories import MOMENT, add_contact, add_expert, add_officer

BIG = "big@elsewhere.example"
SIZE, MOST = 31_500_000, 26_214_400
BORDER = "border.facility.example"
GUARDED = replace(HOUSE, authserv_id=BORDER)
SUBJECT = "Solicitud de asistencia para las pensiones"


def in_mailbox(*, extra: str = "", subject: str = SUBJECT, mail_from: str = BIG) -> TooLarge:
    """A mail as the mailbox shows its header."""
    header = f"From: Rosa <{BIG}>\r\nTo: {MUSTER}\r\nSubject: {subject}\r\nMessage-ID: <1@e.example>\r\n{extra}\r\n"
    refusal = Refusal(mail_from, (MUSTER,), SIZE, "imap", header.encode())
    return TooLarge(mail_from, SIZE, MOST, header_of(refusal, MOMENT))


async def heard(
    session: AsyncSession, *mails: TooLarge, house: House = HOUSE, hours: int = 0
) -> list[Outgoing]:
    """What lies in the tray after these mails."""
    for mail in mails:
        now = MOMENT + timedelta(hours=hours)
        await hear_too_large(Post(session, house, now, cause=mail.header), mail)
    return await tray(session)


async def test_sender_whose_mail_was_delivered_is_told_in_their_language(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)

        letters = await heard(session, in_mailbox())

    told, news = letters
    assert (told.to, told.letter.language, told.by_token) == (BIG, "es", False)
    assert "tiene 32 MB" in told.words
    assert "como máximo 26 MB" in told.words
    assert news.to == OLGA
    assert "Muster has told its sender" in news.words
    assert SUBJECT in news.words


async def test_known_sender_is_told_in_the_language_on_file(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_contact(session, email=BIG, language="fr")

        told, _ = await heard(session, in_mailbox())

    assert told.letter.language == "fr"


async def test_expert_is_told_in_the_language_on_file(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        await add_expert(session, email=BIG, language="pt")

        told, _ = await heard(session, in_mailbox())

    assert told.letter.language == "pt"


async def test_sender_and_officers_are_told_once_a_day(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        for hours in (0, 1, 3, 30):
            await heard(session, in_mailbox(), hours=hours)

        assert await recipients(session) == [BIG, OLGA, BIG, OLGA], "on Monday and on Tuesday"


@pytest.mark.parametrize(
    "mail",
    [
        pytest.param(in_mailbox(mail_from=""), id="null sender"),
        pytest.param(in_mailbox(extra="Auto-Submitted: auto-replied\r\n"), id="machine"),
        pytest.param(in_mailbox(extra="List-Id: <news.elsewhere.example>\r\n"), id="list"),
        pytest.param(
            in_mailbox(
                extra=f"Authentication-Results: {BORDER}; dmarc=fail header.from=elsewhere.example\r\n"
            ),
            id="forged",
        ),
    ],
)
async def test_nobody_writes_to_a_machine_and_the_officer_is_told_so(
    database: Database, mail: TooLarge
) -> None:
    async with database.transaction() as session:
        await add_officer(session)

        (news,) = await heard(session, mail, house=GUARDED)

    assert news.to == OLGA
    assert "Nobody has told its sender either" in news.words


async def test_sender_whose_mail_server_was_refused_hears_it_from_there(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)

        (news,) = await heard(session, TooLarge(BIG, SIZE, MOST))

    assert news.to == OLGA
    assert BIG in news.words
    assert "32 MB" in news.words
    assert "told so by the mail server" in news.words


async def test_endless_sender_is_no_trouble(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)

        await heard(session, TooLarge("x" * 9_000, 1, MOST))

        assert await recipients(session) == [OLGA]
