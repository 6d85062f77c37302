"""A look at a mailbox that changes nothing in it, for `muster check`."""

import asyncio
import ssl
from dataclasses import dataclass

from bot.mail.mailbox import connect, hang_up
from bot.mail.mailbox_access import Credential, ImapAccess, credential
from bot.mail.mailbox_folders import done_folder, select
from bot.mail.mailbox_login import log_in


@dataclass(frozen=True, slots=True)
class MailboxView:
    """What the server shows and what it can do."""

    mails: int
    done_folder: str
    done_folder_exists: bool
    can_idle: bool
    can_move: bool


async def look_at_mailbox(
    access: ImapAccess, *, seconds: float, tls: ssl.SSLContext | None = None
) -> MailboxView:
    """What is there; raises what reading would raise."""
    async with asyncio.timeout(seconds):
        shown = await credential(access)
        return await asyncio.to_thread(_look, access, shown, seconds, tls)


def _look(access: ImapAccess, shown: Credential, seconds: float, tls: ssl.SSLContext | None) -> MailboxView:
    client = connect(access, tls, patience=seconds)
    try:
        log_in(client, access.username, shown)
        told = select(client, access.folder, readonly=True)
        done = done_folder(client, access.done_folder)
        return MailboxView(
            mails=int(told[b"EXISTS"]),
            done_folder=done,
            done_folder_exists=client.folder_exists(done),
            can_idle=client.has_capability("IDLE"),
            can_move=client.has_capability("MOVE"),
        )
    finally:
        hang_up(client)
