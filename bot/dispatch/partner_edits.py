"""A message changed after it was sent: the answer it held is changed, or officers hear of it."""

from bot.dispatch import partner_draft
from bot.dispatch.dialogues import what_was_said
from bot.dispatch.drafting import asked_whether_same
from bot.dispatch.partner_requests import answer_passed
from bot.dispatch.talk import Talk
from bot.texts.partner_talk import changed_elsewhere, correction
from intake.field_list import FIELDS
from intake.form_events import Corrected, Event, Filled
from storage.requests import Request
from storage.states import RequestStatus

REPLY = "reply"
"""Noted instead of a field for words about a request that was sent."""


def is_edit(talk: Talk) -> bool:
    """Whether an earlier message was changed; a corrected command is a new one."""
    return "edited" in talk.message.doubts and not talk.command


async def hear_edit(talk: Talk) -> str:
    """Change what the message answered, where that is known; a place on the map that moves is answered once only."""
    if not talk.message.text:
        return "edit without words"
    known = what_was_said(talk.dialogue, talk.message)
    request = await talk.post.session.get(Request, known[0]) if known else None
    if known is None or request is None or request.contact_id != talk.contact.id:
        return await _of_nothing_known(talk)
    if request.status is RequestStatus.DRAFT:
        if asked_whether_same(request):
            return await partner_draft.again(talk, (changed_elsewhere(language=talk.language),))
        return await partner_draft.correct(talk, request, _event(talk, known[1]))
    if not request.code:
        return "edit of nothing open"
    field = known[1] if known[1] in FIELDS else ""
    words = correction(field, talk.message.text, language=request.language)
    return await answer_passed(talk, request, words)


def _event(talk: Talk, field: str) -> Event:
    if field != partner_draft.WHOLE_LETTER:
        return Corrected(field, talk.message.text)
    return Filled(partner_draft.letter_fields(talk, talk.message.text))


async def _of_nothing_known(talk: Talk) -> str:
    """Changed greetings need no answer; in the middle of a draft it is said how answers are changed."""
    if await talk.draft() is None:
        return "edit of nothing open"
    return await partner_draft.again(talk, (changed_elsewhere(language=talk.language),))
