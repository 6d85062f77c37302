"""What has been read out of mailboxes by IMAP: written with the mails themselves, so that no mail is read twice."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, delete, func, or_, true
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant
from storage.upsert import insert_into, insert_new


class Mailbox(SQLModel, table=True):
    """A folder of an account that Muster reads, and since when."""

    __tablename__ = "mailboxes"

    id: int | None = Field(default=None, primary_key=True)
    place: str = Field(unique=True, description="account, server and folder")
    watched_since: datetime = instant()


class Seen(SQLModel, table=True):
    """A mail of a folder that is kept; the server never gives its number to another (RFC 3501, 2.3.1.1)."""

    __tablename__ = "seen"

    mailbox_id: int = Field(primary_key=True, foreign_key="mailboxes.id")
    uidvalidity: int = Field(sa_type=BigInteger, primary_key=True)
    uid: int = Field(sa_type=BigInteger, primary_key=True)


async def find_or_add_mailbox(session: AsyncSession, place: str, *, now: datetime) -> Mailbox:
    """The row of this folder; a new one is watched from now on."""
    await insert_new(session, Mailbox, [{"place": place, "watched_since": now}], unique=("place",))
    return (await session.exec(select(Mailbox).where(Mailbox.place == place))).one()


async def note_seen(session: AsyncSession, mailbox_id: int, uidvalidity: int, uids: Collection[int]) -> None:
    """Remember that these mails are kept."""
    rows = [{"mailbox_id": mailbox_id, "uidvalidity": uidvalidity, "uid": uid} for uid in uids]
    if rows:
        await session.exec(insert_into(session, Seen).on_conflict_do_nothing(), params=rows)


async def seen_among(
    session: AsyncSession, mailbox_id: int, uidvalidity: int, uids: Collection[int]
) -> set[int]:
    """Those of the mails that are kept already."""
    if not uids:
        return set()
    query = select(Seen.uid).where(
        Seen.mailbox_id == mailbox_id,
        Seen.uidvalidity == uidvalidity,
        col(Seen.uid).between(min(uids), max(uids)),
    )
    return set((await session.exec(query)).all()).intersection(uids)


async def forget_gone(
    session: AsyncSession, mailbox_id: int, uidvalidity: int, *, lowest: int, next_uid: int
) -> None:
    """Forget mails that have left the folder: those with smaller numbers, and those of numberings that ended.

    A number that the server has not given out yet, but which was seen, means that it counts anew without saying so,
    as after a restore from a backup: then nothing that was seen tells anything about the mails of now.
    """
    ours = (col(Seen.mailbox_id) == mailbox_id, col(Seen.uidvalidity) == uidvalidity)
    highest = (await session.exec(select(func.max(Seen.uid)).where(*ours))).one()
    counts_anew = bool(next_uid) and (highest or 0) >= next_uid
    gone = true() if counts_anew else or_(col(Seen.uid) < lowest, col(Seen.uidvalidity) != uidvalidity)
    await session.exec(delete(Seen).where(col(Seen.mailbox_id) == mailbox_id, gone))
