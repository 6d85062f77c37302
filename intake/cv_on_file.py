"""The CV of an expert on file: a newer one takes its place, and those before keep their bytes, words and dates."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.cv_draft import TITLE, CvDraft
from intake.store_experts import CV_TITLE
from storage.expert_cvs import ExpertCv, current_cv, drop_waiting_cv, keep_waiting_cv, same_bytes, waiting_cv
from storage.journal import JournalEntry
from storage.people import Expert, ExpertDocument

_KIND = "cv"


class Kept(StrEnum):
    """What became of the file of a CV."""

    FIRST = "first"
    NEWER = "newer"
    """Another one counted before, and stays on file."""
    SAME = "same"
    """The same bytes counted before."""
    WORDS = "words"
    """Nobody has the bytes, or they are too many."""
    NOTHING = "nothing"


async def keep_file(
    session: AsyncSession, draft: CvDraft, content: bytes, *, kind: str, now: datetime
) -> int | None:
    """The number under which a CV waits as it was sent; None if it is too large to be kept."""
    kept = await keep_waiting_cv(
        session,
        title=_title(draft),
        filename=draft.title,
        content=content,
        kind=kind,
        europass=draft.europass,
        now=now,
    )
    return kept.id if kept else None


async def put_on_file(session: AsyncSession, expert: Expert, draft: CvDraft, *, now: datetime) -> Kept:
    """Make the CV of a draft the current one, which matching reads; the same file again changes nothing."""
    cv, before = await waiting_cv(session, draft.file), await current_cv(session, expert.id or 0)
    if cv is not None and before is not None and await same_bytes(session, cv, before):
        await drop_waiting_cv(session, cv.id)
        return Kept.SAME
    if cv is None and not draft.text:
        return Kept.NOTHING
    counted = await _put_aside(session, expert, now=now)
    await _count(session, expert, draft, cv, now=now)
    if cv is None:
        return Kept.WORDS
    return Kept.NEWER if counted else Kept.FIRST


async def _count(
    session: AsyncSession, expert: Expert, draft: CvDraft, cv: ExpertCv | None, *, now: datetime
) -> None:
    """From now on this CV is the one that counts."""
    cv = cv or ExpertCv(title=_title(draft), europass=draft.europass, received_at=now)
    cv.expert_id = expert.id
    session.add(cv)
    if draft.text:
        document = ExpertDocument(
            expert_id=expert.id or 0, kind=_KIND, title=cv.title, text=draft.text, language=draft.language
        )
        session.add(document)
    await session.flush()


async def _put_aside(session: AsyncSession, expert: Expert, *, now: datetime) -> bool:
    """What counted until now counts no longer, its words are kept out of the sight of matching; whether there was any."""
    before = await current_cv(session, expert.id or 0)
    texts = await _texts(session, expert)
    for document in texts:
        if before is None or before.title != document.title:
            since = await _taken_on(session, expert, document.title) or now
            kept = ExpertCv(expert_id=expert.id, title=document.title, received_at=since, replaced_at=now)
        else:
            kept = before
        kept.text = document.text
        session.add(kept)
        await session.delete(document)
    if before is not None:
        before.replaced_at = now
    await session.flush()
    return before is not None or bool(texts)


async def _texts(session: AsyncSession, expert: Expert) -> Sequence[ExpertDocument]:
    """The words of CVs; those of a roster are the register's own."""
    query = select(ExpertDocument).where(
        ExpertDocument.expert_id == expert.id,
        ExpertDocument.kind == _KIND,
        col(ExpertDocument.title).not_in([CV_TITLE, ""]),
    )
    return (await session.exec(query.order_by(col(ExpertDocument.id)))).all()


async def _taken_on(session: AsyncSession, expert: Expert, title: str) -> datetime | None:
    """When a CV was read of which only words were kept."""
    query = select(JournalEntry).where(
        JournalEntry.subject == f"expert:{expert.id}", JournalEntry.event == "expert.cv_read"
    )
    found = (await session.exec(query.order_by(col(JournalEntry.id).desc()))).all()
    return next((entry.at for entry in found if entry.facts.get("file") == title), None)


def _title(draft: CvDraft) -> str:
    return TITLE if draft.title == CV_TITLE else draft.title
