"""A partner's requests that have a code: how they stand, and words about them for the officers."""

from collections.abc import Sequence

from bot.dispatch.brake import has_said_enough
from bot.dispatch.dialogues import look_away
from bot.dispatch.facts import request_facts
from bot.dispatch.late import actor_name
from bot.dispatch.post import Post, ReplyTo, to_officers
from bot.dispatch.talk import Talk
from bot.texts.letter import Letter
from bot.texts.officer import named_address, partner_replied
from bot.texts.partner_commands import draft_waits, only_draft
from bot.texts.partner_status import answer_passed_on, no_such_request, status
from bot.texts.partner_talk import after, words_kept
from intake.form_state import FormState
from intake.message import Message
from intake.tokens import Purpose, codes_in
from storage.chat_files import about_of_chat_message
from storage.journal import record
from storage.people import Contact
from storage.queries import draft_of_contact, requests_of_contact
from storage.requests import Request
from storage.turns import open_question

LONGEST_CODE_QUOTED = 40
LONGEST_WORDS = 5_000


async def tell_status(talk: Talk, words: str) -> str:
    """Show where the requests with these codes stand, or all; words that are no code find nothing."""
    codes = codes_in(words) or ((words,) if words else ())
    letter = await status_letter(talk.post, talk.contact, codes, language=talk.language)
    draft = None if codes else await draft_of_contact(talk.post.session, talk.contact.id or 0)
    if draft is not None:
        letter = await _with_draft(talk, letter, draft)
    await talk.show(letter)
    return "status"


async def _with_draft(talk: Talk, letter: Letter, draft: Request) -> Letter:
    """What was sent, and what is only begun; the next words need not be an answer to its question."""
    look_away(talk.dialogue)
    sent = await requests_of_contact(talk.post.session, talk.contact.id or 0)
    title = str(FormState.from_json(draft.form).answers.get("title") or "")
    if any(request.code for request in sent):
        return after(letter, draft_waits(title, language=talk.language))
    return only_draft(letter, title)


async def status_letter(
    post: Post, contact: Contact | None, codes: Sequence[str], *, language: str
) -> Letter:
    """Where a partner's own requests stand; nobody learns whether somebody else's code exists."""
    mine = await requests_of_contact(post.session, contact.id or 0) if contact else []
    told = [request for request in mine if request.code and (not codes or request.code in codes)]
    if codes and not told:
        return no_such_request(codes[0][:LONGEST_CODE_QUOTED], language=language)
    return status([await request_facts(post.session, request) for request in told], language=language)


async def asked_about(post: Post, contact: Contact) -> Request | None:
    """The newest request of this contact with an officer's question nobody answered."""
    for request in await requests_of_contact(post.session, contact.id or 0):
        if request.code and await open_question(post.session, request.id or 0):
            return request
    return None


async def replied_to(talk: Talk) -> Request | None:
    """The request of theirs whose message this one answers, by the chat's own means."""
    if talk.message.action:
        return None
    numbers = (one.removeprefix("message:") for one in talk.message.references if one.startswith("message:"))
    number = next((one for one in numbers if one.isdecimal()), "")
    if not number:
        return None
    about = await about_of_chat_message(talk.post.session, talk.message.sender, int(number))
    kind, _, row = about.partition(":")
    if kind != "request" or not row.isdecimal():
        return None
    request = await talk.post.session.get(Request, int(row))
    own = request is not None and request.code and request.contact_id == talk.contact.id
    return request if own else None


async def answer_passed(talk: Talk, request: Request, words: str) -> str:
    """Put the words before the officers, and say so; those of somebody unknown only so often a day."""
    facts = await request_facts(talk.post.session, request)
    if await has_said_enough(talk.post, talk.contact):
        _keep(talk.post, request, words, actor=f"contact:{talk.contact.id}")
        await talk.show(words_kept(facts, language=talk.language))
        return f"answer for {request.code}: kept"
    await pass_on(talk.post, request, talk.contact, words)
    await talk.show(answer_passed_on(facts, language=talk.language))
    return f"answer for {request.code}"


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
    facts = await request_facts(post.session, request)
    attached_by = await actor_name(post, actor) if attached else ""
    _keep(post, request, text, author=author, actor=actor, attached=attached)
    await to_officers(
        post,
        lambda language: partner_replied(
            facts, text=text[:LONGEST_WORDS], author=author, attached_by=attached_by, language=language
        ),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id or 0),
    )


def _keep(
    post: Post, request: Request, text: str, *, actor: str, author: str = "", attached: bool = False
) -> None:
    words = text[:LONGEST_WORDS]
    kept: dict[str, object] = {"words": words, "author": author} if author else {"words": words}
    record(
        post.session, at=post.now, actor=actor, event="request.attached" if attached else "request.reply",
        subject=f"request:{request.id}", request_id=request.id, facts=kept,
    )  # fmt: skip
