"""What a mail is about by the mails it answers: for people after their token, for machines all there is."""

from collections.abc import Iterable

from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import Kind, Message
from intake.parties import is_anothers, parties_of
from intake.tokens import Claim, Purpose, codes_in, genuine
from storage.mail import Job
from storage.queries import job_by_message_id, request_by_code
from storage.requests import Request

MAX_REFERENCES = 20
MAX_CODES = 5


async def known_request(session: AsyncSession, codes: Iterable[str]) -> Request | None:
    """The first request one of these codes names."""
    for code in tuple(codes)[:MAX_CODES]:
        request = await request_by_code(session, code)
        if request is not None:
            return request
    return None


async def about_references(session: AsyncSession, message: Message) -> str:
    """The request or question that the nearest of our mails in this thread was about; '' if there is none."""
    for reference in message.references[:MAX_REFERENCES]:
        job = await job_by_message_id(session, reference)
        if job is not None and job.about.partition(":")[2].isdecimal():
            return job.about
    return ""


async def machines_place(
    session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes
) -> str:
    """What a machine's mail answers; its token was made for the person the machine belongs to."""
    names = {
        Purpose.INQUIRY: "inquiry",
        Purpose.REQUEST: "request",
        Purpose.DRAFT: "request",
        Purpose.OFFICER: "request",
        Purpose.PROPOSAL: "proposal",
        Purpose.CONFIRMATION: "message",
        Purpose.MESSAGE: "message",
        Purpose.DIGEST: "digest",
        Purpose.NEWSLETTER: "newsletter",
        Purpose.CV: "cv",
        Purpose.EXPERT: "expert",
    }
    for claim in claims:
        if claim.purpose is Purpose.BOUNCE:
            if returned := await _about_returned(session, claim, secret):
                return returned
        elif await is_anothers(session, claim, secret):
            return f"{names[claim.purpose]}:{claim.row_id}"
    about = await about_references(session, message)
    if about or message.kind not in {Kind.LIST, Kind.CALENDAR}:
        return about
    request = await known_request(session, codes_in(message.subject))
    return f"request:{request.id}" if request else ""


async def _about_returned(session: AsyncSession, claim: Claim, secret: bytes) -> str:
    """What the letter was about that had this envelope sender; '' if that is not known or not for machines to say."""
    job = await session.get(Job, claim.row_id)
    if job is None or not genuine(secret, claim, job.destination):
        return ""
    kind, _, number = job.about.partition(":")
    if not number.isdecimal():
        return ""
    # An officer is told about inquiries too; their absence must not be taken for the expert's.
    of_officer = kind == "inquiry" and job.destination not in await parties_of(
        session, Claim(Purpose.INQUIRY, int(number), "")
    )
    return "" if of_officer else job.about
