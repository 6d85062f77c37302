"""Sending a stored document to a chat: its bytes leave the database only now."""

from dataclasses import dataclass

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.send import Pace, deliver_telegram, judge
from bot.dispatch.outcome import Never, Outcome, Sent
from storage.mail import Job
from storage.requests import StoredFile
from storage.transaction import Transaction

LARGEST = 50 * 1024 * 1024
"""Telegram takes no larger file from a bot."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends letters as they are, and documents from the database."""

    bot: Bot
    pace: Pace
    transaction: Transaction

    async def deliver(self, job: Job) -> Outcome:
        """What became of a job for a chat."""
        if not isinstance(job.payload.get("document"), int):
            return await deliver_telegram(self.bot, self.pace, job)
        file = await self._file(int(str(job.payload["document"])))
        if file is None or file.size > LARGEST:
            return Never("the document is no longer there, or too large for Telegram")
        try:
            return await self._send(int(str(job.payload["chat_id"])), file)
        except TelegramError as error:
            return judge(error)

    async def _file(self, file_id: int) -> StoredFile | None:
        async with self.transaction() as session:
            file = await session.get(StoredFile, file_id)
            if file is not None:
                session.expunge(file)
            return file

    async def _send(self, chat: int, file: StoredFile) -> Outcome:
        await self.pace.turn(chat)
        sent = await self.bot.send_document(chat, document=file.content, filename=file.filename)
        return Sent({"chat_id": chat, "message_id": sent.message_id})
