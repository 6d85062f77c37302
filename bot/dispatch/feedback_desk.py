"""The question at the end: asked once when a mission is over, answered by a button or a number, told to officers."""

from bot.dispatch.facts import request_facts
from bot.dispatch.post import Post, ReplyTo, to_contact, to_officers
from bot.dispatch.talk import Talk
from bot.texts.letter import Letter
from bot.texts.partner import nothing_open
from bot.texts.partner_talk import ask_feedback, feedback_complete, feedback_noted, feedback_told
from intake.tokens import Purpose
from storage.feedback import BEST, Feedback, requests_to_ask
from storage.journal import record
from storage.judging import judge
from storage.people import Contact
from storage.requests import Request

WORDS = "feedback"
"""What the next typed words are: `feedback:12`."""
BUTTON = "fb:"
LONGEST_WORDS = 3_000


async def ask_for_feedback(post: Post) -> int:
    """Ask the partners whose mission is over; how many."""
    due = await requests_to_ask(post.session, today=post.house.today(post.now))
    for request in due:
        contact = await post.session.get_one(Contact, request.contact_id)
        post.session.add(Feedback(request_id=request.id or 0, contact_id=contact.id or 0, asked_at=post.now))
        facts = await request_facts(post.session, request)
        letter = ask_feedback(facts, by_mail=not contact.chat, language=contact.language)
        await to_contact(post, contact, letter, request_id=request.id or 0)
    return len(due)


async def hear_feedback_button(talk: Talk) -> str:
    """A number was pressed, or that there is nothing to add."""
    number, _, pressed = talk.message.action.removeprefix(BUTTON).partition(":")
    asked = await _asked(talk, number)
    score = int(pressed) if pressed.isdecimal() and len(pressed) == 1 else -1
    if asked is None or not 0 <= score <= BEST:
        await talk.show(nothing_open(language=talk.language))
        return "feedback: not theirs"
    feedback, request = asked
    facts = await request_facts(talk.post.session, request)
    if score == 0:
        await talk.show(feedback_complete(facts, language=talk.language))
        return "feedback: complete"
    await _note(talk.post, request, feedback, score=score, words=feedback.words)
    talk.dialogue.waiting_for = f"{WORDS}:{request.id}"
    letter = feedback_noted(facts, score, ask_words=not feedback.words, language=talk.language)
    await talk.show(letter, in_place=True)
    return f"feedback for {request.code}: {score}"


async def hear_feedback_words(talk: Talk, number: str) -> str:
    """The words that go with the number."""
    asked = await _asked(talk, number)
    if asked is None:
        await talk.show(nothing_open(language=talk.language))
        return "feedback: not theirs"
    feedback, request = asked
    await _note(talk.post, request, feedback, score=feedback.score or 0, words=talk.message.text)
    facts = await request_facts(talk.post.session, request)
    await talk.show(feedback_complete(facts, language=talk.language))
    return f"feedback for {request.code}: words"


async def read_feedback(post: Post, request: Request, text: str) -> Letter | None:
    """The answer to a mail that begins with a number from 1 to 5, noted; None if it is no answer, or none was asked."""
    first, _, rest = text.strip().partition("\n")
    digit = first.strip().rstrip(".!")
    feedback = await post.session.get(Feedback, request.id)
    if feedback is None or len(digit) != 1 or digit not in "12345":
        return None
    await _note(post, request, feedback, score=int(digit), words=rest.strip())
    facts = await request_facts(post.session, request)
    return feedback_noted(facts, int(digit), ask_words=False, language=request.language)


async def _asked(talk: Talk, number: str) -> tuple[Feedback, Request] | None:
    """The question put to this very contact."""
    known = number.isdecimal() and len(number) < 10
    feedback = await talk.post.session.get(Feedback, int(number)) if known else None
    if feedback is None or feedback.contact_id != talk.contact.id:
        return None
    return feedback, await talk.post.session.get_one(Request, feedback.request_id)


async def _note(post: Post, request: Request, feedback: Feedback, *, score: int, words: str) -> None:
    """Store the answer, and tell the officers."""
    said = words.strip()[:LONGEST_WORDS]
    if (feedback.score, feedback.words) == (score, said):
        return
    feedback.score, feedback.words, feedback.answered_at = score, said, post.now
    kept: dict[str, object] = {"score": score, "words": f"{score}/{BEST} {said}".strip()}
    record(
        post.session, at=post.now, actor=f"contact:{feedback.contact_id}", event="request.feedback",
        subject=f"request:{request.id}", request_id=request.id, facts=kept,
    )  # fmt: skip
    if score:
        await judge(
            post.session,
            request.id or 0,
            None,
            evaluator=f"contact:{feedback.contact_id}",
            score=score,
            words=said,
            today=post.house.today(post.now),
            now=post.now,
        )
    facts = await request_facts(post.session, request)
    await to_officers(
        post,
        lambda language: feedback_told(facts, score, said, language=language),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id or 0),
    )
