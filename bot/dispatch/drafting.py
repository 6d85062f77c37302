"""What follows from a step of the form engine, on any channel: questions asked, drafts kept, requests received."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.dispatch.facts import request_facts
from bot.dispatch.post import Post, ReplyTo, to_officers
from bot.texts import partner as letters
from bot.texts.letter import Block, Letter
from bot.texts.officer import new_request
from bot.texts.partner_status import acknowledgement
from bot.texts.partner_talk import after, before, changed, offer_proof, understood
from bot.texts.words import DECISION_WORDS
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from intake.drafts import drop_draft, keep
from intake.form_events import (
    Ask,
    AskMissing,
    Cancelled,
    Changed,
    Effect,
    NotUnderstood,
    Ready,
    Review,
    Rows,
    SavedForLater,
    Understood,
)
from intake.form_screens import review
from intake.form_state import ChannelKind, FormState, RequestForm, request_form
from intake.submit import find_repeat, submit
from intake.tokens import Purpose
from storage.contacts import trust
from storage.people import Contact
from storage.queries import request_by_code, similar_requests
from storage.requests import Request
from storage.states import RequestStatus

SAME_QUESTION = "same"
DIFFERENT = "different"
_DENIALS = frozenset({"not", "no", "pas", "non", "nao"})
ASKED_IN_WORDS = 2
"""So few open points need no form to fill in: answering in a sentence is easier."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The letters to show, in order, and whether the draft still waits for answers."""

    letters: tuple[Letter, ...]
    open: bool = True
    note: str = ""


async def follow(
    post: Post, draft: Request, contact: Contact, state: FormState, effects: Sequence[Effect]
) -> Outcome:
    """Keep the state and turn each effect into what the partner reads."""
    settled = draft.form.get(SAME_QUESTION) == DIFFERENT
    keep(draft, state, now=post.now)
    if settled:  # the engine knows nothing of it, but what was answered once is not asked again
        draft.form = {**draft.form, SAME_QUESTION: DIFFERENT}
    shown: list[Letter] = []
    first = tuple(_said_first(effects, state.language))
    if _is_unclear_review(effects):
        return Outcome((_unclear(state),), note="draft")
    for effect in effects:
        match effect:
            case Ready(form):
                return await _complete(post, draft, contact, form, shown)
            case Cancelled():
                await drop_draft(
                    post.session, draft, actor=f"contact:{contact.id}", reason="cancelled", now=post.now
                )
                return Outcome(
                    (letters.cancelled(language=state.language),), open=False, note="draft cancelled"
                )
            case SavedForLater():
                return Outcome((letters.saved(language=state.language),), open=False, note="draft saved")
            case NotUnderstood() if len(effects) > 1:
                continue  # the question that follows says it again, with its buttons
            case Understood() | Changed():
                continue  # said before the question that follows
            case _:
                shown.append(_letter(effect, state))
    return Outcome((before(shown[0], first), *shown[1:]) if shown else (), note="draft")


def _said_first(effects: Sequence[Effect], language: str) -> Iterator[Block]:
    """What was understood of a letter, or changed by an edit, before the next question."""
    for effect in effects:
        match effect:
            case Understood(rows):
                yield from understood([(row.label, row.text) for row in rows], language=language)
            case Changed(field, text):
                yield changed(field, text, language=language)


def _is_unclear_review(effects: Sequence[Effect]) -> bool:
    """Whether words meant nothing in the review, which need not be read from its beginning again."""
    return effects[:1] == (NotUnderstood("unclear"),) and any(isinstance(one, Review) for one in effects)


def _unclear(state: FormState) -> Letter:
    return letters.unclear_in_review(rows_of_choices=_buttons(review(state).choices), language=state.language)


def _letter(effect: Effect, state: FormState) -> Letter:
    language = state.language
    match effect:
        case Ask():
            asked = letters.question(
                effect.field,
                number=effect.number,
                of=effect.of,
                problems=effect.problems,
                example=effect.examples[0] if effect.examples else "",
                current=effect.current,
                rows=_buttons(effect.choices),
                language=language,
            )
            return letters.with_hint(asked, effect.hint) if effect.hint else asked
        case Review():
            return letters.review(
                [(row.label, row.text) for row in effect.rows],
                problems=effect.problems,
                rows_of_choices=_buttons(effect.choices),
                language=language,
            )
        case AskMissing():
            return letters.ask_missing(
                effect.problems,
                rows=[(row.label, row.text) for row in effect.understood],
                title=str(state.answers.get("title", "")),
                form=effect.form if len(effect.problems) > ASKED_IN_WORDS else "",
                language=language,
            )
        case NotUnderstood():
            return letters.say_again(state.at or "title", language=language)
    raise TypeError(f"no letter for {type(effect).__name__}")


def _buttons(rows: Rows) -> list[list[tuple[str, str]]]:
    return [[(choice.label, choice.action) for choice in row] for row in rows]


async def _complete(
    post: Post, draft: Request, contact: Contact, form: RequestForm, shown: Sequence[Letter]
) -> Outcome:
    """Receive the request, unless it looks like one Muster already has: then ask first."""
    earlier = await find_repeat(post.session, form, contact, now=post.now)
    if earlier is not None and draft.form.get(SAME_QUESTION) != DIFFERENT:
        draft.form = {**draft.form, SAME_QUESTION: earlier.code}
        return Outcome((*shown, await _ask_same(post, earlier, draft)), note=f"same as {earlier.code}?")
    return await receive(post, draft, contact, form)


async def _ask_same(post: Post, earlier: Request, draft: Request) -> Letter:
    facts = await request_facts(post.session, earlier)
    return letters.same_request(
        facts.code,
        title=facts.title,
        received_on=facts.received_on,
        request_id=draft.id or 0,
        language=draft.language,
    )


async def receive(post: Post, draft: Request, contact: Contact, form: RequestForm) -> Outcome:
    """Give the request its code, thank the partner, and put it before the officers."""
    request = await submit(post.session, draft, form, contact, now=post.now)
    # Who is believed for one institution is not for another.
    request.verified = request.verified and request.institution_id == contact.institution_id
    in_chat = FormState.from_json(draft.form).channel is ChannelKind.CHAT
    unknown = in_chat and not await trust(post.session, contact)
    facts = await request_facts(post.session, request)
    alike = await similar_requests(
        post.session,
        request.title,
        institution_id=request.institution_id,
        country=request.country,
        now=post.now,
    )
    similar = [(other.code or "", other.title) for other in alike if other.id != request.id]
    await to_officers(
        post,
        lambda language: new_request(facts, similar=similar, language=language),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id or 0),
    )
    letter = acknowledgement(facts, language=request.language)
    if unknown:
        letter = after(letter, offer_proof(language=request.language))
    return Outcome((letter,), open=False, note=f"request {request.code}")


def asked_whether_same(draft: Request) -> bool:
    """Whether the draft waits for the answer to "is it the same request?"."""
    return draft.form.get(SAME_QUESTION, DIFFERENT) != DIFFERENT


async def hear_whether_same(post: Post, draft: Request, contact: Contact, text: str) -> Outcome:
    """Settle it if the words say so, else ask once more."""
    same = _same_or_new(text)
    if same is not None:
        return await settle_same(post, draft, contact, same=same)
    earlier = await request_by_code(post.session, str(draft.form[SAME_QUESTION]))
    if earlier is None:
        return await receive(post, draft, contact, request_form(FormState.from_json(draft.form)))
    return Outcome((await _ask_same(post, earlier, draft),), note=f"same as {earlier.code}?")


async def hear_same_with_form(post: Post, draft: Request, contact: Contact, text: str) -> Outcome | None:
    """The answer above a form sent along: "same" settles it; "new" is noted, and the form is read as usual."""
    same = _same_or_new(text)
    if same is False:
        draft.form = {**draft.form, SAME_QUESTION: DIFFERENT}
    return await settle_same(post, draft, contact, same=True) if same else None


def _same_or_new(text: str) -> bool | None:
    """What the first line says; a denial, or both words at once, is no answer."""
    said = set(fold(text.strip().partition("\n")[0][:80]).split())
    same, new = (bool(said & _words_for(word)) for word in ("same", "new"))
    return None if same == new or said & _DENIALS else same


def _words_for(decision: str) -> frozenset[str]:
    return frozenset(
        fold(one) for language in INTERFACE_LANGUAGES for one in DECISION_WORDS[decision][language]
    )


async def settle_same(post: Post, draft: Request, contact: Contact, *, same: bool) -> Outcome:
    """The partner said whether the draft repeats an earlier request."""
    if draft.status is not RequestStatus.DRAFT:
        return Outcome((letters.nothing_open(language=draft.language),), open=False, note="too late")
    if not same:
        draft.form = {**draft.form, SAME_QUESTION: DIFFERENT}
        return await receive(post, draft, contact, request_form(FormState.from_json(draft.form)))
    code = str(draft.form.get(SAME_QUESTION, ""))
    await drop_draft(
        post.session, draft, actor=f"contact:{contact.id}", reason=f"same as {code}", now=post.now
    )
    return Outcome((letters.kept_same(code, language=draft.language),), open=False, note=f"same as {code}")
