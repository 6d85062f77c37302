"""A request as a dialogue: begun, gone on with, told in one letter, in whichever language the partner chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.dispatch.brake import has_sent_enough
from bot.dispatch.dialogues import look_away, note_said, was_away
from bot.dispatch.drafting import (
    Outcome,
    asked_whether_same,
    follow,
    hear_whether_same,
    settle_same,
)
from bot.dispatch.talk import Talk
from bot.texts import partner as letters
from bot.texts.letter import Block
from bot.texts.partner_commands import command_list, draft_to_cancel
from bot.texts.partner_talk import (
    after,
    before,
    of_blocks,
    offer_proof,
    other_languages,
    requests_enough,
)
from intake.drafts import known_of, open_draft
from intake.field_list import FIELDS
from intake.form import in_channel, is_plainly_answer, reopened, start, step
from intake.form_events import Attached, Effect, Event, Filled, NotUnderstood, Pressed, Resume, Typed
from intake.form_state import ChannelKind, FormState, Stage
from intake.prose import read_prose
from storage.queries import draft_of_contact
from storage.requests import Request

LETTER_LENGTH = 400
"""A text of that many characters is a pasted letter, to be read whole."""
WHOLE_LETTER = "*"
"""Noted instead of a field for a message that told many."""


async def help_(talk: Talk) -> str:
    """Say hello, and what can be typed."""
    return await welcome(talk, command_list(language=talk.language))


async def welcome(talk: Talk, further: Sequence[Block] = ()) -> str:
    """Say hello; a draft that waits is offered, and its question is not answered by whatever is typed next."""
    waits = await draft_of_contact(talk.post.session, talk.contact.id or 0) is not None
    if waits:
        look_away(talk.dialogue)
    letter = letters.welcome(known_name=talk.contact.name, draft_waits=waits, language=talk.language)
    if not waits and first_time(talk):
        letter = after(letter, other_languages(language=talk.language))
    await talk.show(after(letter, further))
    return "welcome"


def first_time(talk: Talk) -> bool:
    """Whether the language was never asked about in this chat; true once only."""
    if talk.dialogue.state.get("language_asked"):
        return False
    talk.dialogue.state = {**talk.dialogue.state, "language_asked": True}
    return True


async def cancel(talk: Talk) -> str:
    """Outside a dialogue: show the draft that waits, with its button to cancel it; there may be nothing to cancel."""
    if await draft_of_contact(talk.post.session, talk.contact.id or 0) is None:
        return await welcome(talk)
    return await begin(talk, draft_to_cancel(language=talk.language))


async def begin(talk: Talk, first: Sequence[Block] = ()) -> str:
    """Go on with the draft that waits, or start a new one; `first` is said before its question."""
    opened = await _opened(talk)
    if opened is None:
        return await _enough(talk)
    draft, state, effects = opened
    was_away(talk.dialogue)
    outcome = await follow(talk.post, draft, talk.contact, state, effects)
    return await shown(talk, outcome, first=first)


async def _enough(talk: Talk, *, silent: bool = False) -> str:
    """No more for today from somebody whom no officer knows; a proven address may change that."""
    letter = requests_enough(language=talk.language)
    unproven = talk.contact.proven_at is None
    if not silent:
        await talk.show(after(letter, offer_proof(language=talk.language)) if unproven else letter)
    return "too many requests today"


async def _opened(talk: Talk) -> tuple[Request, FormState, Sequence[Effect]] | None:
    """The draft of this conversation, a new one if none waits, with its question; None if there were enough today."""
    post = talk.post
    draft = await draft_of_contact(post.session, talk.contact.id or 0)
    known = await known_of(post.session, talk.contact)
    if draft is not None:
        state, effects = step(_state_of(talk, draft), Resume(), today=_today(talk), known=known)
    elif await has_sent_enough(post, talk.contact):
        return None
    else:
        state, effects = start(talk.language, ChannelKind.CHAT, known=known)
        draft = await open_draft(
            post.session,
            talk.contact,
            state,
            channel=talk.message.channel,
            source_id=f"{talk.message.channel}:{talk.message.source_id}",
            language=talk.language,
            verified=False,  # for whom it is asked shows when it is sent
            now=post.now,
        )
    talk.dialogue.request_id = draft.id
    return draft, state, effects


def _state_of(talk: Talk, draft: Request) -> FormState:
    """The form as it stands, in the language spoken now, whichever channel it was told in before."""
    state = reopened(in_channel(FormState.from_json(draft.form), ChannelKind.CHAT))
    draft.language = talk.language
    return replace(state, language=talk.language)


async def go_on(talk: Talk, draft: Request) -> str:
    """One answer, or one button, of the dialogue."""
    event = _event(talk)
    if asked_whether_same(draft) and event != Pressed("f:cancel"):
        return await shown(talk, await hear_whether_same(talk.post, draft, talk.contact, talk.message.text))
    state = _state_of(talk, draft)
    if was_away(talk.dialogue) and _may_be_no_answer(state, event, _today(talk)):
        outcome, _ = await _stepped(talk, draft, state, Resume())
        resumed = tuple(letters.resumed(letter) for letter in outcome.letters)
        return await shown(talk, replace(outcome, letters=resumed))
    note_said(talk.dialogue, talk.message, draft, _field_answered(state, event))
    outcome, in_place = await _stepped(talk, draft, state, event)
    return await shown(talk, outcome, in_place=in_place)


async def _stepped(talk: Talk, draft: Request, state: FormState, event: Event) -> tuple[Outcome, bool]:
    """What follows from an event, and whether it can be shown in the place of the same question."""
    known = await known_of(talk.post.session, talk.contact) if _looks_things_up(state, event) else None
    following, effects = step(state, event, today=_today(talk), known=known)
    outcome = await follow(talk.post, draft, talk.contact, following, effects)
    same_question = (state.stage, state.at) == (following.stage, following.at) and following.at != ""
    understood = not any(isinstance(effect, NotUnderstood) for effect in effects)
    return outcome, isinstance(event, Pressed) and same_question and understood


def _looks_things_up(state: FormState, event: Event) -> bool:
    """Whether it is read beside what is on file: a name beside other names, a letter beside who sends it."""
    if not isinstance(event, Typed):
        return False
    return state.at not in FIELDS or state.at == "institution" or len(event.text) >= LETTER_LENGTH


def _field_answered(state: FormState, event: Event) -> str:
    """The field that typed words answer; all of them if they are a letter."""
    if not isinstance(event, Typed) or state.stage is not Stage.ASKING:
        return ""
    return WHOLE_LETTER if len(event.text) >= LETTER_LENGTH and state.at != "background" else state.at


def _may_be_no_answer(state: FormState, event: Event, today: date) -> bool:
    return isinstance(event, Typed) and not is_plainly_answer(state, event.text, today=today)


def _event(talk: Talk) -> Event:
    if talk.message.action:
        return Pressed(talk.message.action)
    return Pressed("f:cancel") if talk.command == "cancel" else Typed(talk.message.text)


async def shown(talk: Talk, outcome: Outcome, *, in_place: bool = False, first: Sequence[Block] = ()) -> str:
    """Show what follows; `first` is said before it."""
    if not outcome.open:
        talk.dialogue.request_id = None
    told = outcome.letters
    if first:
        told = (before(told[0], first), *told[1:]) if told else (of_blocks(first, language=talk.language),)
    await talk.show(*told, in_place=in_place and not first)
    return outcome.note


async def again(talk: Talk, first: Sequence[Block]) -> str:
    """Say something, and show the open question once more, if there is one."""
    draft = await talk.draft()
    if draft is None or asked_whether_same(draft):
        return await shown(talk, Outcome(()), first=first)
    outcome, _ = await _stepped(talk, draft, _state_of(talk, draft), Resume())
    return await shown(talk, outcome, first=first)


async def correct(talk: Talk, draft: Request, event: Event) -> str:
    """Change an answer given before, in the draft it was given for."""
    talk.dialogue.request_id = draft.id
    outcome, _ = await _stepped(talk, draft, _state_of(talk, draft), event)
    return await shown(talk, outcome)


async def same_or_not(talk: Talk) -> str:
    """The answer to "is it the same request?", by a button."""
    verb, _, number = talk.message.action.partition(":")
    known = number.isdecimal() and len(number) < 10
    draft = await talk.post.session.get(Request, int(number)) if known else None
    if draft is None or draft.contact_id != talk.contact.id:
        await talk.show(letters.nothing_open(language=talk.language))
        return "same: not theirs"
    return await shown(talk, await settle_same(talk.post, draft, talk.contact, same=verb == "same"))


async def read_letter(talk: Talk) -> str:
    """A whole letter pasted into the chat: understood as far as possible, the rest is asked."""
    opened = await _opened(talk)
    if opened is None:
        return await _enough(talk)
    note_said(talk.dialogue, talk.message, opened[0], WHOLE_LETTER)
    return await tell_all(talk, letter_fields(talk, talk.message.text))


def letter_fields(talk: Talk, text: str) -> dict[str, str]:
    """The fields a letter tells; in a chat its sender is no address."""
    return read_prose(
        text,
        subject="",
        sender="",
        sender_name=talk.message.sender_name,
        today=_today(talk),
        language=talk.language,
    )


async def tell_all(
    talk: Talk,
    raw: Mapping[str, str],
    *,
    files: Sequence[str] = (),
    first: Sequence[Block] = (),
    silent: bool = False,
) -> str:
    """Put documents and what they tell into the draft, a new one if none is open; `silent` while more follows."""
    opened = await _opened(talk)
    if opened is None:
        return await _enough(talk, silent=silent)
    draft, state, effects = opened
    known = await known_of(talk.post.session, talk.contact)
    for name in files:
        state, effects = step(state, Attached(name), today=_today(talk), known=known)
    new = {name: words for name, words in raw.items() if words and not _is_answered(state, name)}
    if new:
        state, effects = step(state, Filled(new), today=_today(talk), known=known)
    outcome = await follow(talk.post, draft, talk.contact, state, effects)
    return outcome.note if silent and outcome.open else await shown(talk, outcome, first=first)


def _is_answered(state: FormState, name: str) -> bool:
    """What the partner has told counts more than what a letter says of it; what was only known does not."""
    return state.has(name) and name not in state.given


def _today(talk: Talk) -> date:
    return talk.post.house.today(talk.post.now)


async def speak_on(talk: Talk) -> bool:
    """Show the open question in the language just chosen; False if none is open."""
    if await talk.draft() is None:
        return False
    await again(talk, (letters.language_is(language=talk.language),))
    return True
