"""A facility's listener on a real port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from bot.mail.front_desk import Refusal
from bot.mail.limits import Limits
from bot.mail.listener import Entrance, serve_mail
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


@asynccontextmanager
async def open_office(
    transaction: Transaction, now: datetime, *, entrance: Entrance | None = None, **options: Any
) -> AsyncIterator[int]:
    """The listener with everything the composition root would pass, giving its port."""
    office = options.pop("office", None) or Office(0, transaction)

    def arrived() -> None:
        office.arrivals += 1

    async def refused(refusal: Refusal) -> None:
        office.refusals.append(refusal)

    told = {
        "transaction": transaction,
        "mail_address": ADDRESS,
        "limits": Limits(MAX_BYTES),
        "clock": lambda: now,
        "arrived": arrived,
        "refused": refused,
        **options,
    }
    async with serve_mail(entrance or Entrance(), **told) as where:
        port = where.rpartition(":")[2]
        yield int(port) if port.isdigit() else 0
