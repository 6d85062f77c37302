"""An officer sends a CV in a chat: the same reading, the same answers."""

from sqlmodel import select

from storage.people import Expert
from tests.cvs import EN, FR
from tests.documents import docx_of
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, said
from tests.peers.telegram_files import Attached

pytestmark = ON_SQLITE

ANA = "ana.silva@experts.example"


async def send(telegram: Telegram, text: str, *, caption: str) -> str:
    return await send_file(telegram, docx_of(*text.splitlines()), caption=caption)


async def send_file(telegram: Telegram, content: bytes, *, caption: str) -> str:
    seen = telegram._seen(OLGAS_CHAT)
    file = Attached("cv.docx", content)
    telegram.peer.attach(OLGAS_CHAT, file, caption=caption, name="Olga")
    return await telegram.read(OLGAS_CHAT, seen)


async def codes(telegram: Telegram, email: str) -> list[str]:
    async with telegram.database.snapshot() as session:
        return list((await session.exec(select(Expert.code).where(Expert.email == email))).all())


async def test_a_file_with_the_caption_cv_is_read_completed_and_kept(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")

    shown = await send(telegram, EN.replace("Nationality: Portuguese\n", ""), caption="CV")
    assert "Ana Maria" in shown
    assert await codes(telegram, ANA) == []
    assert "could not read" in await telegram.say(OLGAS_CHAT, "Nationality: nowhere")
    done = await telegram.say(OLGAS_CHAT, "Nationality: Portuguese")

    assert await codes(telegram, ANA) == ["EX-0013"]
    assert "EX-0013" in done
    assert "Estes são os dados que guardamos" in said(await telegram.facility.mail_to(ANA))


async def test_the_file_comes_back_into_the_chat_that_asks(telegram: Telegram) -> None:
    content = docx_of(*EN.splitlines())
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send_file(telegram, content, caption="CV")
    await telegram.say(OLGAS_CHAT, "ADD")

    told = await telegram.say(OLGAS_CHAT, "/cv EX-0013")
    how = await telegram.say(OLGAS_CHAT, "/cv")

    assert "cv.docx" in told
    assert "/cv EX-0012" in how
    await telegram.quiet()
    files = [one.file for one in telegram.peer.messages(OLGAS_CHAT) if one.file is not None]
    assert [(one.name, one.content) for one in files] == [("cv.docx", content)]


async def test_an_order_in_between_is_an_order(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send(telegram, FR, caption="Here is the CV")

    await telegram.say(OLGAS_CHAT, "/queue")
    await telegram.say(OLGAS_CHAT, "ADD")

    assert await codes(telegram, "jl.moreau@experts.example") == []


async def test_a_partner_in_a_chat_gets_no_cv(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send(telegram, EN, caption="CV")
    await telegram.say(OLGAS_CHAT, "ADD")

    told = await telegram.say(7001, "/cv EX-0013", name="Ama")
    again = await telegram.say(7001, "CV EX-0013", name="Ama")

    assert [word for word in ("Silva", "cv.docx") if word in told + again] == []
    assert [one.file for one in telegram.peer.messages(7001) if one.file is not None] == []
    assert await telegram.facility.journal("expert.cv_given") == []
