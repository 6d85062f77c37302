"""One IMAP connection with its folder open. Every method blocks, so it is used in the mailbox's thread only."""

import logging
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from bot.mail.mailbox_access import Credential, ImapAccess
from bot.mail.mailbox_envelope import HEADER_BYTES
from bot.mail.mailbox_folders import done_folder, select
from bot.mail.mailbox_login import log_in

# It writes addresses and, when debugging, whole mails.
logging.getLogger("imapclient").setLevel(logging.WARNING)

TO_CONNECT = 30.0
TO_ANSWER = 60.0
_WINDOW = 50_000
"""Mails looked through by one SEARCH: its answer must stay under the library's limit of a megabyte a line."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as the folder's list tells it."""

    uid: int
    size: int
    arrived: datetime | None


class Mailbox:
    """An open folder; `abort` may be called from any thread and ends whatever is going on."""

    def __init__(self, client: IMAPClient, access: ImapAccess) -> None:
        self._client = client
        self._access = access
        self.done_folder = done_folder(client, access.done_folder)
        self.uidvalidity = 0
        self.next_uid = 0
        """Every mail of the folder has a smaller number; 0 if the server does not tell."""
        self._mails = 0

    def reopen(self) -> None:
        """Open the folder anew, which tells how many mails it holds and whether their numbers still count."""
        told = select(self._client, self._access.folder)
        self.uidvalidity = int(told[b"UIDVALIDITY"])
        self.next_uid = int(told.get(b"UIDNEXT", 0))
        self._mails = int(told[b"EXISTS"])

    @property
    def can_idle(self) -> bool:
        """Whether the server tells of new mails by itself."""
        return bool(self._client.has_capability("IDLE"))

    @property
    def can_move(self) -> bool:
        """Whether the server moves mails in one step."""
        return bool(self._client.has_capability("MOVE"))

    def uids(self, since: date) -> list[int]:
        """The numbers of all mails that arrived since that day, oldest first.

        From the newest down: a mail that somebody removes meanwhile shifts those after it, never one not seen yet.
        """
        found: set[int] = set()
        for last in range(self._mails, 0, -_WINDOW):
            window = f"{max(1, last - _WINDOW + 1)}:{last}"
            found.update(self._client.search([window, "SINCE", since]))
        return sorted(found)

    def uids_above(self, uid: int, since: date) -> list[int]:
        """The numbers of the mails that came after this one; not what a person moved in that is older than the day."""
        self._client.noop()
        # "n:*" always has the last mail in it, however small its number.
        found = self._client.search(["UID", f"{uid + 1}:*", "SINCE", since])
        return sorted(above for above in found if above > uid)

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """Sizes and arrivals of those mails that are still there."""
        told = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        return [
            Listed(uid, int(told[uid][b"RFC822.SIZE"]), _utc(told[uid].get(b"INTERNALDATE")))
            for uid in uids
            if b"RFC822.SIZE" in told.get(uid, {})
        ]

    def mails(self, uids: Sequence[int], most: int) -> dict[int, bytes]:
        """Those mails that are still there, each cut off right after `most` bytes; none is marked as read."""
        return self._parts(uids, "BODY.PEEK[]", most + 1)

    def header(self, uid: int) -> bytes:
        """The beginning of a mail's header; empty if the mail is gone."""
        return self._parts([uid], "BODY.PEEK[HEADER]", HEADER_BYTES).get(uid, b"")

    def _parts(self, uids: Sequence[int], part: str, most: int) -> dict[int, bytes]:
        told = self._client.fetch(uids, [f"{part}<0.{most}>"])
        found = ((uid, _body(told[uid])) for uid in uids if uid in told)
        return {uid: body for uid, body in found if body is not None}

    def put_away(self, uids: Sequence[int]) -> None:
        """Move mails that are kept out of the folder; those that are gone already do no harm."""
        try:
            self._move(uids)
        except IMAPClientError as error:
            if isinstance(error, IMAPClientAbortError) or self._client.folder_exists(self.done_folder):
                raise
            self._client.create_folder(self.done_folder)
            self._client.subscribe_folder(self.done_folder)
            self._move(uids)

    def _move(self, uids: Sequence[int]) -> None:
        if self.can_move:
            self._client.move(uids, self.done_folder)
        else:
            self._copy_and_remove(uids)

    def _copy_and_remove(self, uids: Sequence[int]) -> None:
        """What servers without MOVE can do; a mail that is marked as deleted was copied before."""
        flags = self._client.get_flags(uids)
        here = [uid for uid in uids if uid in flags]
        if fresh := [uid for uid in here if b"\\Deleted" not in flags[uid]]:
            self._client.copy(fresh, self.done_folder)
            self._client.delete_messages(fresh, silent=True)
        if here and self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(here)
        elif here and set(self._client.search(["DELETED"])) <= set(here):
            # Without UIDPLUS everything marked is removed, also what a person marked and may want back.
            self._client.expunge()

    def wait(self, seconds: float) -> None:
        """Return when the server tells of a change, at the latest after so many seconds."""
        self._client.idle()
        self._client.idle_check(timeout=seconds)
        self._client.idle_done()

    def abort(self) -> None:
        """Cut the line; whoever waits for the server wakes up with an error."""
        with suppress(OSError):
            # TLS's own shutdown would reach into what the other thread is using.
            socket.socket.shutdown(self._client.socket(), socket.SHUT_RDWR)

    def close(self) -> None:
        """Free the connection; the server notices by itself."""
        hang_up(self._client)


def open_mailbox(access: ImapAccess, shown: Credential, tls: ssl.SSLContext | None = None) -> Mailbox:
    """A connection that is logged in and has the folder open."""
    client = connect(access, tls)
    try:
        log_in(client, access.username, shown)
        mailbox = Mailbox(client, access)
        mailbox.reopen()
    except BaseException:
        hang_up(client)
        raise
    return mailbox


def connect(
    access: ImapAccess, tls: ssl.SSLContext | None = None, *, patience: float = TO_ANSWER
) -> IMAPClient:
    """A protected connection, not yet logged in."""
    client = IMAPClient(
        access.host,
        access.port,
        ssl=access.security == "tls",
        ssl_context=tls,
        timeout=SocketTimeout(min(TO_CONNECT, patience), patience),
    )
    # The library tells its logger of every byte, and spells out each mail for it although nobody listens.
    client._imap.debug = 0  # noqa: SLF001 - there is no other way to it
    client.normalise_times = False
    if access.security == "starttls":
        try:
            client.starttls(tls)
        except BaseException:
            hang_up(client)
            raise
    return client


def hang_up(client: IMAPClient) -> None:
    """Free a connection in whatever state it is."""
    with suppress(OSError, IMAPClientError):
        client.shutdown()


def _utc(moment: datetime | None) -> datetime | None:
    """The library's own time zones cannot be copied."""
    return moment and moment.astimezone(UTC)


def _body(told: Mapping[bytes, Any]) -> bytes | None:
    """The one part that was asked for; servers differ in how they spell its name."""
    return next((body for name, body in told.items() if name.startswith(b"BODY[")), None)
