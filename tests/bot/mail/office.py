"""A facility's listener on a real port."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from bot.mail.front_desk import Refusal
from bot.mail.listener import serve_mail
from storage.mail import Inbox
from storage.transaction import Transaction

ADDRESS = "muster@facility.example"
MAX_BYTES = 200_000


@dataclass
class Office:
    """A running listener and what it told the rest of the house."""

    port: int
    transaction: Transaction
    refusals: list[Refusal] = field(default_factory=list)
    arrivals: int = 0

    async def inbox(self) -> list[Inbox]:
        async with self.transaction() as session:
            return list(await session.exec(select(Inbox).order_by(col(Inbox.id))))


def open_office(transaction: Transaction, now: datetime, **options: Any) -> AbstractAsyncContextManager[int]:
    """The listener with everything the composition root would pass."""
    office = options.pop("office", None) or Office(0, transaction)

    def arrived() -> None:
        office.arrivals += 1

    async def refused(refusal: Refusal) -> None:
        office.refusals.append(refusal)

    return serve_mail(
        "127.0.0.1",
        0,
        **{
            "transaction": transaction,
            "mail_address": ADDRESS,
            "max_bytes": MAX_BYTES,
            "clock": lambda: now,
            "arrived": arrived,
            "refused": refused,
            **options,
        },
    )
