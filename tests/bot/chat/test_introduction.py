from dataclasses import dataclass, field

from bot.chat.client import TelegramClient
from bot.chat.introduction import learn_name
from bot.dispatch.channel_health import Patience
from storage.chats import bot_name
from storage.transaction import Transaction
from tests.flows.databases import ON_SQLITE
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import broken, refused

pytestmark = ON_SQLITE


@dataclass
class Waits:
    """How long was waited between tries."""

    seconds: list[float] = field(default_factory=list)

    async def pause(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def name_kept(transaction: Transaction) -> str:
    async with transaction() as session:
        return await bot_name(session, "telegram")


async def test_name_is_asked_for_until_telegram_tells_it(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction
) -> None:
    for fault in (broken(502), refused(401, "Unauthorized")):
        peer.fail_next(fault, "getMe")
    waits = Waits()

    await learn_name(client, transaction, Patience(pause=waits.pause, luck=lambda: 0.0))

    assert await name_kept(transaction) == "muster_test_bot"
    assert waits.seconds == [0.5, 60.0]


async def test_an_answer_nobody_can_read_does_not_end_the_service(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction
) -> None:
    peer.fail_next(broken(200, '{"ok": true, "result": {}}'), "getMe")
    waits = Waits()

    await learn_name(client, transaction, Patience(pause=waits.pause, luck=lambda: 0.0))

    assert await name_kept(transaction) == "muster_test_bot"
    assert waits.seconds == [0.5]
