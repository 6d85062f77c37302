"""What a partner sends that is not words: documents go to the request, everything else gets a kind answer."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.dispatch import partner_draft
from bot.dispatch.partner_requests import answer_passed, asked_about
from bot.dispatch.talk import Talk
from bot.texts.letter import Block
from bot.texts.partner_talk import files_kept, files_unread, files_withheld, other_content
from intake.attached_form import unread
from intake.enclosures import enclosed_in, raw_request
from intake.message import Why
from storage.chat_files import inbox_row_of, put_with_request
from storage.requests import Request

_KINDS = {
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "sticker",
    "animation": "sticker",
    "dice": "sticker",
    "location": "place",
    "venue": "place",
    "contact": "contact",
    "video": "else",
    "poll": "else",
    "story": "else",
}
"""What a message may hold that we cannot use, and the answer it gets."""
_TOLD_LATER = "album"
"""Where a conversation keeps what its answer to the last part of an album tells."""


def brings_files(talk: Talk) -> bool:
    """Whether there are files, or were, before they were withheld."""
    return bool(talk.message.attachments or talk.message.withheld)


def other_kind(talk: Talk) -> str:
    """Which kind of answer a message without words gets; '' if it has words, or files."""
    if talk.message.text or talk.message.action or brings_files(talk):
        return ""
    return next((_KINDS[doubt] for doubt in talk.message.doubts if doubt in _KINDS), "else")


async def answer_other(talk: Talk, kind: str) -> str:
    """Say what works instead; an open question is shown once more."""
    await partner_draft.again(talk, (other_content(kind, language=talk.language),))
    return f"no words: {kind}"


async def hear_files(talk: Talk, about: Request | None = None) -> str:
    """Files belong to the request they answer, to the one an officer asked about, else to the draft."""
    asked = about
    if asked is None and await talk.draft() is None:
        asked = await asked_about(talk.post, talk.contact)
    fates = _fates_before(talk) + _fates(talk)
    first = tuple(_told(talk, fates))
    if asked is not None:
        await _put_with(talk, asked)
        names = ", ".join(file.filename for file in talk.message.attachments)
        words = "\n".join(part for part in (talk.message.text, names) if part)
        return await answer_passed(talk, asked, words) if words else await partner_draft.again(talk, first)
    if talk.message.more_follows:
        _tell_later(talk, fates)
    if not talk.message.attachments:
        return "told with its album" if talk.message.more_follows else await partner_draft.again(talk, first)
    note = await partner_draft.tell_all(
        talk,
        _fields(talk),
        files=tuple(file.filename for file in talk.message.attachments),
        first=first,
        silent=talk.message.more_follows,
    )
    if (draft := await talk.draft()) is not None:
        await _put_with(talk, draft)
    return note


def _fields(talk: Talk) -> dict[str, str]:
    """What forms and letters among the files say of the request; a few words beside them say less."""
    message = replace(talk.message, sender="")
    enclosed = enclosed_in(message)
    if not enclosed:
        long = len(message.text) >= partner_draft.LETTER_LENGTH
        return partner_draft.letter_fields(talk, message.text) if long else {}
    today = talk.post.house.today(talk.post.now)
    return raw_request(message, enclosed, today=today, language=talk.language)


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of one file: `kept`, `unread` (kept too), or why it was withheld."""

    filename: str
    became: str


_KEPT, _UNREAD = "kept", "unread"


def _fates(talk: Talk) -> tuple[_Fate, ...]:
    message = talk.message
    return (
        *(_Fate(file.filename, _KEPT) for file in message.attachments),
        *(_Fate(name, _UNREAD) for name in unread(message.attachments)),
        *(_Fate(file.filename, file.why) for file in message.withheld),
    )


def _fates_before(talk: Talk) -> tuple[_Fate, ...]:
    """The files of the same album that were taken without a word; they are told of once."""
    state = dict(talk.dialogue.state)
    waiting = state.pop(_TOLD_LATER, None)
    if not isinstance(waiting, list):
        return ()
    talk.dialogue.state = state
    return tuple(_Fate(str(name), str(became)) for name, became in waiting)


def _tell_later(talk: Talk, fates: Iterable[_Fate]) -> None:
    waiting = [[fate.filename, fate.became] for fate in fates]
    talk.dialogue.state = {**talk.dialogue.state, _TOLD_LATER: waiting}


def _told(talk: Talk, fates: Collection[_Fate]) -> Iterator[Block]:
    """What became of each file."""
    language = talk.language
    if names := _that_became(_KEPT, fates):
        yield files_kept(names, language=language)
    if names := _that_became(_UNREAD, fates):
        yield files_unread(names, language=language)
    for why in Why:
        if names := _that_became(why, fates):
            yield files_withheld(names, why, address=talk.post.house.mail_address, language=language)


def _that_became(became: str, fates: Iterable[_Fate]) -> list[str]:
    return [fate.filename for fate in fates if fate.became == became]


async def _put_with(talk: Talk, request: Request) -> None:
    """Let the files, stored when they were fetched, belong to the request."""
    session, message = talk.post.session, talk.message
    row = await inbox_row_of(session, message.channel, message.source_id)
    if row is not None and row.id is not None and request.id is not None:
        contents = [file.content for file in message.attachments]
        await put_with_request(session, row.id, request.id, contents)
