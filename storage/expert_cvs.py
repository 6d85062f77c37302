"""CVs as they were sent: the bytes of each, which one counts now, and since when the earlier ones do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant, optional_instant
from storage.files import TooLarge, store_file
from storage.people import ExpertDocument
from storage.requests import StoredFile


class ExpertCv(SQLModel, table=True):
    """A CV of an expert; it waits without one until an officer says whose it is."""

    __tablename__ = "expert_cvs"

    id: int | None = Field(default=None, primary_key=True)
    expert_id: int | None = Field(default=None, foreign_key="experts.id", index=True)
    file_id: int | None = Field(
        default=None, foreign_key="attachments.id", unique=True, description="None where only words were kept"
    )
    title: str = Field(description="the name of its text while matching reads it")
    kind: str = Field(default="", description="pdf, docx, odt or xml")
    europass: bool = False
    text: str = Field(default="", description="what matching read while it was the current one")
    received_at: datetime = instant()
    replaced_at: datetime | None = optional_instant()
    """When a newer one came; None while it is the current one."""


@dataclass(frozen=True, slots=True)
class CvOnFile:
    """One CV of an expert, without its bytes."""

    number: int
    """1 is the current one."""
    id: int
    file_id: int | None
    filename: str
    kind: str
    europass: bool
    size: int
    sha256: str
    received_at: datetime
    replaced_at: datetime | None


async def keep_waiting_cv(
    session: AsyncSession,
    *,
    title: str,
    filename: str,
    content: bytes,
    kind: str,
    europass: bool,
    now: datetime,
) -> ExpertCv | None:
    """Keep the bytes of a CV before anybody says whose it is; None if they are too many."""
    stored = await store_file(
        session, request_id=None, inbox_id=None, filename=filename, content=content, now=now
    )
    if isinstance(stored, TooLarge):
        return None
    cv = ExpertCv(title=title, file_id=stored.id, kind=kind, europass=europass, received_at=now)
    session.add(cv)
    await session.flush()
    return cv


async def waiting_cv(session: AsyncSession, cv_id: int | None) -> ExpertCv | None:
    """The CV with this number, if it is nobody's yet."""
    cv = await session.get(ExpertCv, cv_id) if cv_id else None
    return cv if cv is not None and cv.expert_id is None else None


async def drop_waiting_cv(session: AsyncSession, cv_id: int | None) -> None:
    """Keep nothing of a CV that is nobody's."""
    cv = await waiting_cv(session, cv_id)
    if cv is not None:
        await _drop(session, [cv])


async def drop_waiting_cvs(session: AsyncSession, *, before: datetime) -> None:
    """Keep nothing of CVs that nobody has settled since long ago."""
    forgotten = col(ExpertCv.expert_id).is_(None), col(ExpertCv.received_at) < before
    await _drop(session, (await session.exec(select(ExpertCv).where(*forgotten))).all())


async def drop_cvs_of(session: AsyncSession, expert_id: int) -> None:
    """Keep none of the CVs of an expert, nor their bytes."""
    await _drop(session, (await session.exec(select(ExpertCv).where(ExpertCv.expert_id == expert_id))).all())


async def current_cv(session: AsyncSession, expert_id: int) -> ExpertCv | None:
    """The CV that counts."""
    query = select(ExpertCv).where(ExpertCv.expert_id == expert_id, col(ExpertCv.replaced_at).is_(None))
    return (await session.exec(query.order_by(col(ExpertCv.id).desc()).limit(1))).first()


async def same_bytes(session: AsyncSession, one: ExpertCv, other: ExpertCv) -> bool:
    """Whether two CVs are the same file."""
    numbers = [one.file_id, other.file_id]
    found = (await session.exec(select(StoredFile.sha256).where(col(StoredFile.id).in_(numbers)))).all()
    return len(found) == len(numbers) and len(set(found)) == 1


async def cvs_of(session: AsyncSession, expert_id: int) -> list[CvOnFile]:
    """Every CV of an expert, the current one first, then the newest."""
    found = await session.exec(
        select(ExpertCv, StoredFile.filename, StoredFile.size, StoredFile.sha256)
        .join(StoredFile, col(StoredFile.id) == col(ExpertCv.file_id), isouter=True)
        .where(ExpertCv.expert_id == expert_id)
        .order_by(
            col(ExpertCv.replaced_at).is_not(None), col(ExpertCv.received_at).desc(), col(ExpertCv.id).desc()
        )
    )
    return [
        CvOnFile(
            number, cv.id or 0, cv.file_id, name or cv.title, cv.kind, cv.europass, size or 0, digest or "",
            cv.received_at, cv.replaced_at,
        )
        for number, (cv, name, size, digest) in enumerate(found.all(), start=1)
    ]  # fmt: skip


async def words_of(session: AsyncSession, cv: ExpertCv) -> str:
    """What a CV says: kept with it once it counts no longer, and until then with the texts of its expert."""
    if cv.text or cv.replaced_at is not None:
        return cv.text
    query = select(ExpertDocument.text).where(
        ExpertDocument.expert_id == cv.expert_id, ExpertDocument.title == cv.title
    )
    return (await session.exec(query.order_by(col(ExpertDocument.id).desc()).limit(1))).first() or ""


async def _drop(session: AsyncSession, cvs: Sequence[ExpertCv]) -> None:
    files = [cv.file_id for cv in cvs if cv.file_id]
    for cv in cvs:
        await session.delete(cv)
    await session.flush()
    await session.exec(delete(StoredFile).where(col(StoredFile.id).in_(files)))
