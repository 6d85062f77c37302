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
    seen = telegram._seen(OLGAS_CHAT)
    file = Attached("cv.docx", docx_of(*text.splitlines()))
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


async def test_an_order_in_between_is_an_order(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send(telegram, FR, caption="Here is the CV")

    await telegram.say(OLGAS_CHAT, "/queue")
    await telegram.say(OLGAS_CHAT, "ADD")

    assert await codes(telegram, "jl.moreau@experts.example") == []
