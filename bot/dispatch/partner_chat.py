"""A partner in a chat: commands, the request dialogue, answers to an officer's question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dispatch.dialogues import look_away, was_away
from bot.dispatch.drafting import Outcome, asked_whether_same, follow, hear_whether_same, settle_same
from bot.dispatch.facts import request_facts
from bot.dispatch.late import actor_name
from bot.dispatch.post import Post, ReplyTo, chat, to_officers
from bot.texts import partner as letters
from bot.texts.letter import Letter
from bot.texts.officer import named_address, partner_replied
from bot.texts.partner_status import answer_passed_on, no_such_request, status
from config.folding import fold
from intake.drafts import known_of, open_draft
from intake.form import in_channel, is_plainly_answer, reopened, start, step
from intake.form_events import Event, Filled, Pressed, Resume, Typed
from intake.form_state import ChannelKind, FormState
from intake.message import Message
from intake.prose import read_prose
from intake.tokens import Purpose, codes_in
from storage.institutions import find_or_add_contact
from storage.journal import record
from storage.people import Contact, Dialogue
from storage.queries import draft_of_contact, requests_of_contact
from storage.requests import Request
from storage.states import RequestStatus
from storage.turns import open_question

LONGEST_CODE_QUOTED = 40
_GREETINGS = frozenset(
    ["hi", "hello", "hello there", "hey", "good morning", "good afternoon", "good evening", "good day", "greetings",
     "start", "bonjour", "bonsoir", "salut", "allo", "coucou", "hola", "buenas", "buenos dias", "buenas tardes",
     "buenas noches", "buen dia", "ola", "oi", "bom dia", "boa tarde", "boa noite"]
)  # fmt: skip
LONGEST_WORDS = 5_000
LETTER_LENGTH = 400
"""A text of that many characters is a pasted letter, to be read whole."""


async def hear_partner(post: Post, message: Message, dialogue: Dialogue) -> str:
    """Answer a partner in a chat; returns a note for the inbox."""
    contact = await find_or_add_contact(
        post.session,
        now=post.now,
        chat=message.sender,
        name=message.sender_name if message.channel != "terminal" else "",
        language=dialogue.language,
    )
    contact.language = dialogue.language
    command, _, rest = message.text.strip().partition(" ")
    if message.action.startswith(("same:", "different:")):
        return await _same_or_not(post, message, dialogue, contact)
    if command in {"/request", "/new"} or message.action == "menu:new":
        return await _begin(post, message, dialogue, contact)
    if command in {"/status", "/requests"} or message.action == "menu:mine":
        # Words that are no code find nothing, as a code of nobody's does.
        codes = codes_in(rest) or ((rest.strip(),) if rest.strip() else ())
        return await _tell_status(post, message, contact, codes, dialogue.language)
    if command in {"/start", "/help"} or is_greeting(message):
        return await _welcome(post, message, dialogue, contact)
    draft = await _draft(post, dialogue)
    if draft is not None:
        return await _go_on(post, message, dialogue, contact, draft)
    return await _loose_words(post, message, dialogue, contact)


def is_greeting(message: Message) -> bool:
    """Whether somebody only says hello, in one of the four languages."""
    return not message.action and fold(message.text[:60]) in _GREETINGS


async def _welcome(post: Post, message: Message, dialogue: Dialogue, contact: Contact) -> str:
    """Say hello; a draft that waits is offered, and its question is not answered by whatever is typed next."""
    waits = await draft_of_contact(post.session, contact.id or 0) is not None
    if waits:
        look_away(dialogue)
    letter = letters.welcome(known_name=contact.name, draft_waits=waits, language=dialogue.language)
    await _show(post, message, letter)
    return "welcome"


async def _show(post: Post, message: Message, *shown: Letter) -> None:
    for letter in shown:
        await chat(post, letter, to=message.sender)


async def _draft(post: Post, dialogue: Dialogue) -> Request | None:
    """The draft this chat is in the middle of."""
    draft = await post.session.get(Request, dialogue.request_id) if dialogue.request_id else None
    return draft if draft is not None and draft.status is RequestStatus.DRAFT else None


async def _begin(post: Post, message: Message, dialogue: Dialogue, contact: Contact) -> str:
    """Go on with the draft that waits, or start a new one."""
    draft = await draft_of_contact(post.session, contact.id or 0)
    known = await known_of(post.session, contact)
    today = post.house.today(post.now)
    if draft is None:
        state, effects = start(dialogue.language, ChannelKind.CHAT, known=known)
        draft = await open_draft(
            post.session,
            contact,
            state,
            channel=message.channel,
            source_id=f"{message.channel}:{message.source_id}",
            language=dialogue.language,
            verified=contact.verified,
            now=post.now,
        )
    else:
        state, effects = step(
            in_channel(FormState.from_json(draft.form), ChannelKind.CHAT), Resume(), today=today, known=known
        )
    dialogue.request_id = draft.id
    was_away(dialogue)
    return await _shown(post, message, dialogue, await follow(post, draft, contact, state, effects))


async def _go_on(post: Post, message: Message, dialogue: Dialogue, contact: Contact, draft: Request) -> str:
    event = _event(message)
    if asked_whether_same(draft) and event != Pressed("f:cancel"):
        outcome = await hear_whether_same(post, draft, contact, message.text)
        return await _shown(post, message, dialogue, outcome)
    known = await known_of(post.session, contact)
    today = post.house.today(post.now)
    state = reopened(FormState.from_json(draft.form))
    forgotten = was_away(dialogue) and _may_be_no_answer(state, event, today)
    state, effects = step(state, Resume() if forgotten else event, today=today, known=known)
    outcome = await follow(post, draft, contact, state, effects)
    if forgotten:
        outcome = replace(outcome, letters=tuple(letters.resumed(letter) for letter in outcome.letters))
    return await _shown(post, message, dialogue, outcome)


def _may_be_no_answer(state: FormState, event: Event, today: date) -> bool:
    return isinstance(event, Typed) and not is_plainly_answer(state, event.text, today=today)


def _event(message: Message) -> Event:
    if message.action:
        return Pressed(message.action)
    command = message.text.strip().partition(" ")[0]
    return Pressed("f:cancel") if command == "/cancel" else Typed(message.text)


async def _shown(post: Post, message: Message, dialogue: Dialogue, outcome: Outcome) -> str:
    if not outcome.open:
        dialogue.request_id = None
    await _show(post, message, *outcome.letters)
    return outcome.note


async def _same_or_not(post: Post, message: Message, dialogue: Dialogue, contact: Contact) -> str:
    verb, _, number = message.action.partition(":")
    draft = await post.session.get(Request, int(number)) if number.isdecimal() and len(number) < 10 else None
    if draft is None or draft.contact_id != contact.id:
        await _show(post, message, letters.nothing_open(language=dialogue.language))
        return "same: not theirs"
    outcome = await settle_same(post, draft, contact, same=verb == "same")
    return await _shown(post, message, dialogue, outcome)


async def _tell_status(
    post: Post, message: Message, contact: Contact, codes: Sequence[str], language: str
) -> str:
    await _show(post, message, await status_letter(post, contact, codes, language=language))
    return "status"


async def status_letter(
    post: Post, contact: Contact | None, codes: Sequence[str], *, language: str
) -> Letter:
    """Where a partner's own requests stand; nobody learns whether somebody else's code exists."""
    mine = await requests_of_contact(post.session, contact.id or 0) if contact else []
    told = [request for request in mine if request.code and (not codes or request.code in codes)]
    if codes and not told:
        return no_such_request(codes[0][:LONGEST_CODE_QUOTED], language=language)
    return status([await request_facts(post.session, request) for request in told], language=language)


async def _loose_words(post: Post, message: Message, dialogue: Dialogue, contact: Contact) -> str:
    """Words outside any dialogue: an answer to a question, a pasted letter, a code, or nothing Muster knows."""
    if message.action:
        await _show(post, message, letters.nothing_open(language=dialogue.language))
        return "button spent"
    asked = await _asked(post, contact)
    if asked is not None and message.text:
        await pass_on(post, asked, contact, message.text)
        await _show(
            post,
            message,
            answer_passed_on(await request_facts(post.session, asked), language=dialogue.language),
        )
        return f"answer for {asked.code}"
    if len(message.text) >= LETTER_LENGTH:
        return await _read_letter(post, message, dialogue, contact)
    if codes := codes_in(message.text):
        return await _tell_status(post, message, contact, codes, dialogue.language)
    await _show(post, message, letters.not_understood(language=dialogue.language))
    return "not understood"


async def _asked(post: Post, contact: Contact) -> Request | None:
    """The newest request of this contact with an officer's question nobody answered."""
    for request in await requests_of_contact(post.session, contact.id or 0):
        if request.code and await open_question(post.session, request.id or 0):
            return request
    return None


async def pass_on(post: Post, request: Request, contact: Contact, text: str) -> None:
    """Put a partner's words on a request before the officers."""
    own = contact.id == request.contact_id
    author = "" if own else named_address(contact.name, contact.email or contact.chat or "")
    await _tell(post, request, text, author=author, actor=f"contact:{contact.id}")


async def pass_on_attached(post: Post, request: Request, message: Message) -> None:
    """Put before the officers what one of them attached, under the name of whoever wrote it: it may be a stranger."""
    author = named_address(message.sender_name, message.sender or message.envelope_from)
    await _tell(post, request, message.text, author=author, actor=message.attached_by, attached=True)


async def _tell(
    post: Post, request: Request, text: str, *, author: str, actor: str, attached: bool = False
) -> None:
    facts, words = await request_facts(post.session, request), text[:LONGEST_WORDS]
    kept: dict[str, object] = {"words": words, "author": author} if author else {"words": words}
    attached_by = await actor_name(post, actor) if attached else ""
    record(
        post.session, at=post.now, actor=actor, event="request.attached" if attached else "request.reply",
        subject=f"request:{request.id}", request_id=request.id, facts=kept,
    )  # fmt: skip
    await to_officers(
        post,
        lambda language: partner_replied(
            facts, text=words, author=author, attached_by=attached_by, language=language
        ),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id or 0),
    )


async def _read_letter(post: Post, message: Message, dialogue: Dialogue, contact: Contact) -> str:
    """A whole letter pasted into the chat: understood as far as possible, the rest is asked."""
    await _begin(post, message, dialogue, contact)
    draft = await _draft(post, dialogue)
    if draft is None:
        return "letter: no draft"
    today = post.house.today(post.now)
    raw = read_prose(
        message.text,
        subject="",
        sender="",
        sender_name=message.sender_name,
        today=today,
        language=dialogue.language,
    )
    known = await known_of(post.session, contact)
    state, effects = step(FormState.from_json(draft.form), Filled(raw), today=today, known=known)
    return await _shown(post, message, dialogue, await follow(post, draft, contact, state, effects))
