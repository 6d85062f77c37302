"""A furnished facility for tests of routing, and mails to it."""

from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import Channel, Message
from intake.routes import Route
from intake.routing import route
from intake.tokens import Purpose, make_token, reply_address
from storage.states import RequestStatus
from tests.factories import (
    MOMENT,
    add_contact,
    add_expert,
    add_inquiry,
    add_mission,
    add_officer,
    add_proposal,
    add_request,
    add_seat,
)

SECRET = b"a secret of the facility"
MAIL = "muster@facility.example"
AFI = "afi@ministry.example"
INES = "expert0001@experts.example"
OLGA = "olga@facility.example"
EVE = "eve@elsewhere.example"


@dataclass(frozen=True)
class House:
    request: int
    draft: int
    inquiry: int
    proposal: int
    officer: int


async def furnished(session: AsyncSession) -> House:
    """A request 2026-03 of Afi with an inquiry to Ines, a draft of Afi, and the officer Olga."""
    contact = await add_contact(session, email=AFI)
    officer = await add_officer(session)
    expert = await add_expert(session)
    await add_expert(session, 2)
    request = await add_request(
        session, code="2026-03", status=RequestStatus.FORMULATED, contact_id=contact.id
    )
    draft = await add_request(session, contact_id=contact.id)
    proposal = await add_proposal(session, request)
    seat = await add_seat(session, await add_mission(session, request))
    inquiry = await add_inquiry(session, seat, expert)
    return House(request.id or 0, draft.id or 0, inquiry.id or 0, proposal.id or 0, officer.id or 0)


def mail(sender: str, text: str = "Yes.", **values: object) -> Message:
    message = Message(Channel.MAIL, "mail:1", sender, MOMENT, text=text)
    return replace(message, **values)  # type: ignore[arg-type]


def to(purpose: Purpose, row_id: int, party: str) -> tuple[str, ...]:
    return (reply_address(MAIL, make_token(SECRET, purpose, row_id, party)),)


def altered(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"


async def routed(session: AsyncSession, message: Message) -> Route:
    return await route(session, message, secret=SECRET, mail_address=MAIL)
