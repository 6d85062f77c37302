"""CVs: an officer sends one, completes it and has it registered; the expert confirms, corrects or leaves."""

from dataclasses import replace

from bot.dispatch.experts import tell_applied
from bot.dispatch.officer_mail import hear_officer_without_token
from bot.dispatch.post import Post, ReplyTo, chat, mail, to_officers
from bot.dispatch.second_look import ask_whether_yours, is_sure
from bot.texts import cv_letters as letters
from bot.texts.cv_letters import Beside, Lookalike
from bot.texts.facts import AnswerFacts
from bot.texts.letter import Letter
from intake.answers import Verdict
from intake.cv_answers import CvAnswers, Word, read_cv_answers, read_verdict
from intake.cv_answers import Verdict as Said
from intake.cv_draft import CvDraft, answered, draft_of, lacking
from intake.cv_on_file import keep_file
from intake.cv_reading import read_cv
from intake.cv_signs import cvs_in, is_cv, says_cv
from intake.documents import Document, Trouble, Unreadable, format_of
from intake.message import Attachment, Message
from intake.store_cv import (
    DRAFT,
    CvTaken,
    doubles_of,
    forget_draft,
    held_of,
    keep_draft,
    kept_draft,
    take_cv,
)
from intake.tokens import Purpose
from matching.inquiries import apply_availability
from matching.leaving import opt_out
from matching.offers import Availability
from storage.journal import record
from storage.people import Dialogue, Expert, Officer
from storage.queries import expert_by_code
from storage.states import Role

WAITING = "cv"
"""What the next words in an officer's chat answer."""
_WORKING = frozenset({Role.OFFICER, Role.ADMIN})


# --- an officer sends a CV ---


def brings_cv(message: Message) -> bool:
    """Whether an officer's mail brings a CV."""
    return bool(message.attachments) and bool(cvs_in(message))


async def hear_cv(post: Post, message: Message, officer_id: int, *, inbox_id: int) -> str:
    """Read a CV that came by mail; it goes into the register only when a reply to our letter says so."""
    officer = await post.session.get_one(Officer, officer_id)
    if officer.role not in _WORKING:
        return await hear_officer_without_token(post, message, officer_id)
    first, *others = cvs_in(message)
    letter, waits = await _shown(post, officer, _key(inbox_id), first, [one.filename for one in others])
    reply_to = ReplyTo(Purpose.CV, inbox_id) if waits else None
    await _write(post, officer, letter, reply_to)
    return "officer: a CV" if waits else "officer: a CV that cannot be read"


async def hear_cv_reply(post: Post, message: Message, officer_id: int, row_id: int, *, inbox_id: int) -> str:
    """What an officer answers about the CV of message `row_id`; what nobody vouches for is asked about first."""
    officer = await post.session.get_one(Officer, officer_id)
    if officer.role not in _WORKING:
        return await hear_officer_without_token(post, message, officer_id)
    if not await is_sure(post, officer, message):
        return await ask_whether_yours(post, officer, message, about=_key(row_id), inbox_id=inbox_id)
    letter, waits = await _settled(post, officer, _key(row_id), message.text)
    await _write(post, officer, letter, ReplyTo(Purpose.CV, row_id) if waits else None)
    return f"officer: about the CV of message {row_id}"


async def hear_cv_in_chat(post: Post, message: Message, dialogue: Dialogue, officer: Officer) -> str | None:
    """The same in an officer's chat: a file with the caption CV, then answers; None for anything else."""
    if officer.role not in _WORKING or message.action:
        return None
    files = [one for one in message.attachments if is_cv(one, named=True)]
    answers = dialogue.waiting_for == WAITING and not message.attachments and not message.text.startswith("/")
    if says_cv(message.text) and files:
        letter, waits = await _shown(
            post, officer, _key(message.sender), files[0], [one.filename for one in files[1:]]
        )
    elif answers and message.text:
        letter, waits = await _settled(post, officer, _key(message.sender), message.text)
    else:
        return None
    dialogue.waiting_for = WAITING if waits else ""
    await chat(post, letter, to=message.sender)
    return "officer: a CV"


def _key(place: int | str) -> str:
    """Where the draft of a CV waits."""
    return f"{DRAFT}:{place}"


async def _write(post: Post, officer: Officer, letter: Letter, reply_to: ReplyTo | None) -> None:
    about = f"officer:{officer.id}"
    await mail(post, letter, to=officer.email, to_name=officer.name, about=about, reply_to=reply_to)


async def _shown(
    post: Post, officer: Officer, key: str, file: Attachment, others: list[str]
) -> tuple[Letter, bool]:
    """What a file says, and whether an answer is awaited."""
    document = file.document
    if not isinstance(document, Document):
        trouble = document.trouble if isinstance(document, Unreadable) else Trouble.BROKEN
        return letters.cv_unreadable(file.filename, trouble, language=officer.language), False
    cv = read_cv(document.text, attached_xml=document.attached.encode(), today=post.house.today(post.now))
    draft = draft_of(cv, title=file.filename, text=document.text)
    kind = format_of(file.filename, file.media_type) or ""
    draft = replace(draft, file=await keep_file(post.session, draft, file.content, kind=kind, now=post.now))
    await keep_draft(post.session, key, draft, now=post.now)
    beside = Beside(await _lookalikes(post, draft), others=others)
    return letters.cv_read(draft, beside, language=officer.language), True


async def _settled(post: Post, officer: Officer, key: str, text: str) -> tuple[Letter, bool]:
    """What becomes of a draft by an answer, and whether another one is awaited."""
    draft, language = await kept_draft(post.session, key), officer.language
    if draft is None:
        return letters.cv_settled(language=language), False
    said = read_cv_answers(text)
    if said.word is Word.CANCEL:
        await forget_draft(post.session, key)
        return letters.cv_forgotten(draft, language=language), False
    draft = answered(draft, said.values)
    doubles = await _lookalikes(post, draft)
    draft = await _chosen(post, draft, said, doubles)
    beside = Beside(doubles, said.unread, unknown_code=_unknown(draft, said))
    if _is_ready(draft, said, beside):
        taken = await take_cv(post.session, draft, actor=f"officer:{officer.id}", now=post.now)
        if isinstance(taken, CvTaken):
            await forget_draft(post.session, key)
            return await _taken(post, draft, taken, language), False
        beside = replace(beside, refused=taken.reasons)
    await keep_draft(post.session, key, draft, now=post.now)
    return letters.cv_read(draft, beside, language=language), True


async def _chosen(post: Post, draft: CvDraft, said: CvAnswers, doubles: list[Lookalike]) -> CvDraft:
    """The draft for the expert an officer names, or for a new one; an address can be of one row only."""
    if said.word is Word.NEW:
        return replace(draft, code="", is_new=not any(one.same_address for one in doubles))
    if said.word is not Word.UPDATE:
        return draft
    named = said.code or (doubles[0].code if len(doubles) == 1 else "")
    expert = await expert_by_code(post.session, named) if named else None
    return replace(draft, code=expert.code if expert else "", is_new=False)


def _unknown(draft: CvDraft, said: CvAnswers) -> str:
    return (said.code or "?") if said.word is Word.UPDATE and not draft.code else ""


def _is_ready(draft: CvDraft, said: CvAnswers, beside: Beside) -> bool:
    """Whether the register can take it, and the officer has said something that lets it."""
    settled = bool(draft.code) or draft.is_new or not beside.doubles
    said_something = said.word is not None or bool(said.values)
    return settled and said_something and not (lacking(draft) or said.unread or beside.unknown_code)


async def _lookalikes(post: Post, draft: CvDraft) -> list[Lookalike]:
    found = await doubles_of(post.session, draft)
    return [Lookalike(one.code, one.name, one.same_address) for one in found]


async def _taken(post: Post, draft: CvDraft, taken: CvTaken, language: str) -> Letter:
    written = await ask_expert(post, taken.expert)
    return letters.cv_taken(draft, taken, written=written, language=language)


# --- the expert ---


async def ask_expert(post: Post, expert: Expert) -> bool:
    """Show an expert what the register holds; False if they wanted no more mail."""
    if expert.opted_out:
        return False
    held = await held_of(post.session, expert)
    letter = letters.registered(held, code=expert.code, facility=post.house.name, language=expert.language)
    await mail(
        post,
        letter,
        to=expert.email,
        to_name=_name(expert),
        about=f"expert:{expert.id}",
        reply_to=ReplyTo(Purpose.EXPERT, expert.id or 0),
    )
    return True


async def hear_registered(post: Post, message: Message, expert_id: int) -> str:
    """What an expert says about their row: right, wrong, or take me out."""
    expert = await post.session.get_one(Expert, expert_id)
    said = read_verdict(message.text)
    if said is Said.YES:
        subject = f"expert:{expert_id}"
        record(post.session, at=post.now, actor=subject, event="expert.confirmed", subject=subject)
    elif said is Said.REMOVE:
        await _remove(post, expert, message.text)
    else:
        await _pass_on(post, expert, message.text)
    heard = letters.expert_heard(said or "words", facility=post.house.name, language=expert.language)
    await mail(
        post, heard, to=expert.email, to_name=_name(expert), about=f"expert:{expert_id}",
        reply_to=ReplyTo(Purpose.EXPERT, expert_id) if said is not Said.REMOVE else None,
    )  # fmt: skip
    return f"expert:{expert_id} {said or 'corrects'}"


async def _remove(post: Post, expert: Expert, words: str) -> None:
    """As after a wish for no more mail: what they were still asked is declined too."""
    for inquiry_id in await opt_out(post.session, expert.id or 0, now=post.now):
        said = Availability(willing=False, words=words[: letters.LONGEST_WORDS])
        applied = await apply_availability(
            post.session, inquiry_id, said, terms=post.house.terms, now=post.now
        )
        await tell_applied(post, applied, expert, AnswerFacts(Verdict.NEVER_AGAIN), echoed=True)
    name, code = _name(expert), expert.code
    await to_officers(
        post,
        lambda language: letters.expert_removed(name, code, language=language),
        about=f"expert:{expert.id}",
        reply_to=None,
        observers=False,
    )


async def _pass_on(post: Post, expert: Expert, words: str) -> None:
    name, code = _name(expert), expert.code
    await to_officers(
        post,
        lambda language: letters.expert_corrects(name, code, words, language=language),
        about=f"expert:{expert.id}",
        reply_to=None,
        observers=False,
    )


def _name(expert: Expert) -> str:
    return f"{expert.first_name} {expert.last_name}"
