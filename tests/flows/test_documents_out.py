"""Documents of a request reach the officer who asks for them: along with a mail, in the chat, or by a command."""

import pytest

from bot.dispatch.documents import MOST_MAILED
from storage.files import store_file
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import send_request
from tests.peers.smtp import Delivered

pytestmark = ON_SQLITE

ANNEX, BUDGET = ("annex.txt", b"27,000 people\r\n"), ("budgét.csv", b"1;2\n")
Files = tuple[tuple[str, bytes], ...]


async def with_documents(facility: Facility, *files: tuple[str, bytes]) -> None:
    """A request with these documents."""
    await send_request(facility)
    now = facility.time.now()
    async with facility.database.transaction() as session:
        for name, content in files:
            await store_file(session, request_id=1, inbox_id=None, filename=name, content=content, now=now)


async def mail_about(facility: Facility) -> Delivered:
    return await facility.mail_to(OLGA, "New request")


def attached(mail: Delivered) -> Files:
    parts = mail.mail.iter_attachments()
    return tuple((str(part.get_filename()), part.get_payload(decode=True) or b"") for part in parts)  # type: ignore[misc]


async def test_all_documents_come_with_the_answer_to_a_mail(facility: Facility) -> None:
    await with_documents(facility, ANNEX, BUDGET)
    told = await mail_about(facility)
    await facility.reply(told, "DETAILS")
    card = await facility.mail_to(OLGA, "DOCUMENTS")

    await facility.reply(card, "DOCUMENTS")

    answer = await facility.mail_to(OLGA, "Attached to this mail: annex.txt and budgét.csv.")
    assert attached(answer) == (ANNEX, BUDGET)


async def test_one_document_is_asked_for_by_its_name(facility: Facility) -> None:
    await with_documents(facility, ANNEX, BUDGET)
    told = await mail_about(facility)

    await facility.reply(told, "Documents: Budget")
    await facility.reply(told, "DOCUMENTS contract.pdf")

    assert attached(await facility.mail_to(OLGA, "Attached to this mail")) == (BUDGET,)
    assert "annex.txt (1 kB)" in said(await facility.mail_to(OLGA, "does not belong"))


async def test_what_no_mail_can_carry_is_named_with_another_way(facility: Facility) -> None:
    large = ("scan.pdf", bytes(MOST_MAILED + 1))
    await with_documents(facility, ANNEX, large)
    told = await mail_about(facility)

    await facility.reply(told, "DOCUMENTS")

    answer = await facility.mail_to(OLGA, "Left out")
    assert attached(answer) == (ANNEX,)
    assert "scan.pdf (15 MB)" in said(answer)
    assert "muster documents 2026-01" in said(answer)


async def test_document_pressed_for_in_a_chat_that_is_blocked_since_comes_by_mail(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await with_documents(telegram.facility, ANNEX, BUDGET)
    await telegram.quiet()
    await telegram.say(OLGAS_CHAT, "/show 2026-01")
    telegram.peer.chats.blocked.add(OLGAS_CHAT)

    telegram.peer.press(OLGAS_CHAT, "files:1")
    await telegram.quiet()

    files = [attached(mail) for mail in telegram.facility.mails_to(OLGA)]
    assert (ANNEX,) in files
    assert (BUDGET,) in files


@pytest.mark.parametrize("order", ["file:1:1", "files:1"])
async def test_terminal_is_told_which_command_saves_them(facility: Facility, order: str) -> None:
    await with_documents(facility, ANNEX)
    desk = await facility.chat(OLGA)

    assert "muster documents 2026-01" in await desk.press_old(order)
