"""The index of experts' documents that this process keeps in memory, made from the database and brought up to date from it."""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import structlog

from storage.expert_texts import Text, changed_since, count_texts, texts_of, texts_version
from storage.transaction import Transaction

if TYPE_CHECKING:
    from matching.relevance.document import Expert
    from matching.relevance.index import Index

log = structlog.get_logger()

LEARNED_WHEN_WANTED = 5_000
"""Documents that are learned from in about a second."""
MOST_AT_ONCE = 500
"""Changes read by name; where more experts changed, say by an import, everything is read anew."""


class ExpertIndex:
    """Follows the tables: what is new is a query, so a restart or another process leaves nothing out."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._turn = asyncio.Lock()
        self._known: tuple[Index, int] | None = None
        self.renewing: asyncio.Task[None] | None = None

    async def current(self) -> "Index":
        """The index as the database has it now; never on the event loop's time, but for a look at what changed."""
        async with self._turn:
            if self._known is None:
                self._known = await self._from_the_beginning()
            else:
                self._known = await self._brought_up_to_date(*self._known)
            return self._known[0]

    async def prepare(self) -> None:
        """Make the index of a large register before anybody asks; a small one takes a second, and no memory till then."""
        async with self._transaction() as session:
            documents = await count_texts(session)
        if documents > LEARNED_WHEN_WANTED:
            await self.current()

    async def _brought_up_to_date(self, index: "Index", version: int) -> tuple["Index", int]:
        async with self._transaction() as session:
            now = await texts_version(session)
            if now == version:
                return index, version
            changed = await changed_since(session, version)
            if len(changed) <= MOST_AT_ONCE:
                texts = await texts_of(session, [*changed])
        if len(changed) > MOST_AT_ONCE:
            return await self._from_the_beginning()
        after = await asyncio.to_thread(_updated, index, sorted(changed.values()), texts)
        if after.out_of_date and after.is_small:
            return await self._from_the_beginning()
        if after.out_of_date and self.renewing is None:
            self.renewing = asyncio.create_task(self._renew())
        return after, now

    async def _renew(self) -> None:
        """Learn from the beginning while the earlier index serves; what changes meanwhile is caught up with at the next look."""
        try:
            known = await self._from_the_beginning()
            async with self._turn:
                self._known = known
        except Exception:  # the index there is still serves, and the next change tries again
            log.exception("experts.index_not_renewed")
        finally:
            self.renewing = None

    async def _from_the_beginning(self) -> tuple["Index", int]:
        async with self._transaction() as session:
            version = await texts_version(session)
            texts = await texts_of(session)
        index = await asyncio.to_thread(_learned, texts)
        log.info("experts.indexed", documents=index.documents)
        return index, version


def _learned(texts: Sequence[Text]) -> "Index":
    # slow imports: 0.1 s and 16 MB that a service at rest does not need
    from matching.relevance.index import learn_index  # noqa: PLC0415

    return learn_index(_experts(texts))


def _updated(index: "Index", codes: Sequence[str], texts: Sequence[Text]) -> "Index":
    from matching.relevance.document import Expert  # noqa: PLC0415 -- as above

    having = {one.id: one for one in _experts(texts)}
    return index.updated(having.get(code, Expert(code, ())) for code in codes)


def _experts(texts: Sequence[Text]) -> list["Expert"]:
    from matching.relevance.document import Document, Expert  # noqa: PLC0415 -- as above

    return [
        Expert(code, tuple(Document(one.title, one.text, one.language) for one in own))
        for code, own in groupby(texts, key=lambda one: one.code)
    ]
