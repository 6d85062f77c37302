"""The list of officers: who they are, what they may do, how Muster reaches them."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Officer
from storage.states import Role


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer as the list shows it."""

    name: str
    email: str
    role: Role
    language: str
    chat: str
    """telegram, terminal, or '' when no chat is linked; the number is nobody's business."""
    active: bool


async def list_officers(session: AsyncSession) -> tuple[OfficerRow, ...]:
    """Every officer, those who left last."""
    found = await session.exec(select(Officer).order_by(col(Officer.active).desc(), col(Officer.name)))
    return tuple(
        OfficerRow(
            name=officer.name,
            email=officer.email,
            role=officer.role,
            language=officer.language,
            chat=(officer.chat or "").partition(":")[0],
            active=officer.active,
        )
        for officer in found.all()
    )
