"""From a complete form to a received request with a code, and whether it only repeats an earlier one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rapidfuzz import fuzz
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.folding import fold
from intake.form_state import RequestForm
from intake.message import Attachment
from storage.files import TooLarge, store_file
from storage.institutions import find_or_add_institution
from storage.life import move_request
from storage.people import Contact, Institution
from storage.requests import Request
from storage.states import RequestStatus

REPEAT_WITHIN = timedelta(days=180)
REPEAT_LIKENESS = 90
FEWEST_WORDS = 3
"""Of a title that is found in a longer one: fewer say too little."""
_ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])
_OVER = (RequestStatus.REJECTED, RequestStatus.CLOSED, RequestStatus.MERGED, RequestStatus.REPLACED)


async def submit(
    session: AsyncSession, draft: Request, form: RequestForm, contact: Contact, *, now: datetime
) -> Request:
    """Fill the request from the form and receive it: from here on it has a code."""
    institution = await find_or_add_institution(session, form.institution, form.country)
    contact.institution_id = contact.institution_id or institution.id
    contact.name = contact.name or form.contact_name
    contact.phone = contact.phone or form.contact_phone
    draft.institution_id, draft.country = institution.id, form.country
    draft.title, draft.areas, draft.background = form.title, list(form.areas), form.background
    draft.general_objective = form.general_objective
    draft.specific_objectives = form.specific_objectives
    draft.expected_results = form.expected_results
    if form.window is not None:
        draft.window_start, draft.window_end = form.window.start, form.window.end
    draft.duration_days = form.duration_days
    draft.languages, draft.profiles = list(form.languages), list(form.profiles)
    draft.experts_wanted = form.experts
    draft.kept_as_written = dict(form.kept_as_written)
    await move_request(session, draft, RequestStatus.RECEIVED, now=now, actor=f"contact:{contact.id}")
    return draft


async def find_repeat(
    session: AsyncSession, form: RequestForm, contact: Contact, *, now: datetime
) -> Request | None:
    """The contact's own open request of the last half year that this one seems to repeat.

    Others' requests stay out of it: the question names code and title, which only their contact may learn.
    """
    found = await session.exec(
        select(Request, Institution)
        .join(Institution, col(Institution.id) == col(Request.institution_id))
        .where(
            Request.contact_id == contact.id,
            Request.country == form.country,
            col(Request.code).is_not(None),
            col(Request.received_at) >= now - REPEAT_WITHIN,
            col(Request.status).not_in(_OVER),
        )
        .order_by(col(Request.id).desc())
    )
    for request, institution in found.all():
        if _alike(institution.name, form.institution) and _same_matter(request, form):
            return request
    return None


async def keep_attachments(
    session: AsyncSession,
    request: Request,
    attachments: Sequence[Attachment],
    *,
    inbox_id: int | None,
    now: datetime,
) -> tuple[str, ...]:
    """Keep the files that came along; returns the names of those that were too large."""
    refused = []
    for attachment in attachments:
        kept = await store_file(
            session,
            request_id=request.id,
            inbox_id=inbox_id,
            filename=attachment.filename,
            content=attachment.content,
            now=now,
        )
        if isinstance(kept, TooLarge):
            refused.append(kept.filename)
    return tuple(refused)


def _same_matter(request: Request, form: RequestForm) -> bool:
    """Nearly the same title; or all words of one in the other, about the same areas: worth a question."""
    if _alike(request.title, form.title):
        return True
    first, second = fold(request.title), fold(form.title)
    shorter, longer = sorted((set(first.split()), set(second.split())), key=len)
    about_the_same = not set(request.areas).isdisjoint(form.areas)
    contained = len(shorter) >= FEWEST_WORDS and shorter <= longer
    return about_the_same and contained and _marks(first) == _marks(second)


def _alike(one: str, other: str) -> bool:
    """Nearly the same words; "phase 1" and "phase 2" are not the same, however near."""
    first, second = fold(one), fold(other)
    return _marks(first) == _marks(second) and fuzz.token_sort_ratio(first, second) >= REPEAT_LIKENESS


def _marks(text: str) -> frozenset[str]:
    """What tells one part from another: 2, II, or the B of "part B"."""
    words = text.split()
    return frozenset(
        word for word in words if word.isdecimal() or word in _ROMAN or (word == words[-1] and len(word) == 1)
    )
