"""An expert's answer: a clear one decides, a doubtful one goes to the officers with what was understood of it."""

from bot.dispatch.experts import request_of, tell_applied, tell_late, tell_officers, tell_reopened
from bot.dispatch.facts import asked_facts, expert_name, mission_facts
from bot.dispatch.paper_desk import hear_after_mission
from bot.dispatch.post import Post, to_expert
from bot.dispatch.proofs import bears_token, is_proven
from bot.texts import expert as letters
from bot.texts import officer_mission
from bot.texts.facts import AnswerFacts
from config.periods import Period
from intake.answers import Answer, Verdict, read_answer
from intake.leanings import leaning_of
from intake.message import Message
from matching.inquiries import TooLate, apply_availability, mark_doubtful
from matching.leaving import OPEN, opt_out, wait_for_officer
from matching.offers import Availability
from storage.missions import Inquiry, Mission
from storage.people import Expert
from storage.states import InquiryStatus

# An officer settles these; nothing is decided by them.
_DOUBTFUL = frozenset(Verdict) - {Verdict.YES, Verdict.NO, Verdict.SOME_DATES, Verdict.NEVER_AGAIN}
# From somebody who had accepted, these are more than words beside a yes: the seat is in doubt.
_TAKEN_BACK = frozenset({Verdict.OTHER_DATES, Verdict.REMOTE_ONLY})
LONGEST_BARE_WORD = 5
LONGEST_WORDS = 2000


async def hear_expert(post: Post, inquiry_id: int, message: Message) -> str:
    """Take an expert's reply as far as it is clear; returns a note for the inbox."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    answer = read_answer(
        message.text,
        window=Period(inquiry.start, inquiry.end),
        today=post.house.today(post.now),
        language=expert.language,
    )
    if answer.verdict is Verdict.NEVER_AGAIN and not _is_own_wish(post, message):
        # Somebody who reads along may have written it: the expert is asked, and an officer sees it.
        answer = Answer(Verdict.UNCLEAR, because=answer.because)
    if answer.verdict is not Verdict.NEVER_AGAIN and await hear_after_mission(post, inquiry, message):
        await _pass_words_on(post, inquiry, expert, message.text)
        return f"inquiry:{inquiry_id} after the mission"
    bare = len(message.text.strip(" .!\n")) <= LONGEST_BARE_WORD
    return await take_answer(post, inquiry_id, answer, message.text, bare=bare)


def _is_own_wish(post: Post, message: Message) -> bool:
    """Whether more than a From line and a thread says that the expert wrote it: it cannot be taken back by mail."""
    return bool(message.attached_to) or bears_token(post, message) or is_proven(post, message)


async def take_answer(post: Post, inquiry_id: int, answer: Answer, text: str, *, bare: bool) -> str:
    """Let an answer decide if it is clear, else ask; `bare` is one without a word of reason."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    accepted = inquiry.status is InquiryStatus.ACCEPTED
    # A bare "no" under our echo of a yes says that we misread, not that the person declines.
    corrects = bare and accepted and answer.verdict is Verdict.NO
    if answer.verdict is Verdict.NEVER_AGAIN:
        return await _let_go(post, inquiry, expert, answer, text)
    if answer.verdict in _DOUBTFUL - _TAKEN_BACK and accepted:
        await _pass_words_on(post, inquiry, expert, text)
        return f"inquiry:{inquiry_id} words"
    if answer.verdict is Verdict.QUESTION and inquiry.status in OPEN:
        await _pass_question_on(post, inquiry, expert, answer, text)
        return f"inquiry:{inquiry_id} question"
    if answer.verdict in _DOUBTFUL or corrects:
        await _doubt(post, inquiry, expert, answer, text)
        return f"inquiry:{inquiry_id} doubtful"
    said = _said(answer, text)
    applied = await apply_availability(post.session, inquiry_id, said, terms=post.house.terms, now=post.now)
    await tell_applied(post, applied, expert, _heard(answer, text))
    return f"inquiry:{inquiry_id} {answer.verdict}"


async def _doubt(post: Post, inquiry: Inquiry, expert: Expert, answer: Answer, text: str) -> None:
    """The expert reads what was understood, the officers what to settle."""
    said = _said(answer, text)
    marked = await mark_doubtful(post.session, inquiry.id or 0, said, terms=post.house.terms, now=post.now)
    if isinstance(marked, TooLate):
        await tell_late(post, marked, expert, _heard(answer, text))
        return
    if marked.reopened:
        await tell_reopened(post, marked.mission, expert)
    understood = answer.verdict in _DOUBTFUL - {Verdict.UNCLEAR, Verdict.QUESTION}
    if understood:
        await _echo(post, inquiry, expert, marked.mission, _heard(answer, text))
    else:
        await _ask_once_more(post, inquiry, expert, marked.mission, text)
    await _ask_officers(post, inquiry, expert, marked.mission, _heard(answer, text), understood=understood)


async def _echo(post: Post, inquiry: Inquiry, expert: Expert, mission: Mission, heard: AnswerFacts) -> None:
    facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
    letter = letters.echo(expert_name(expert), facts, answer=heard, language=expert.language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)


async def _ask_once_more(post: Post, inquiry: Inquiry, expert: Expert, mission: Mission, text: str) -> None:
    facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
    quote = text[:LONGEST_WORDS]
    letter = letters.unclear(expert_name(expert), facts, quote=quote, language=expert.language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)


async def _ask_officers(
    post: Post, inquiry: Inquiry, expert: Expert, mission: Mission, heard: AnswerFacts, *, understood: bool
) -> None:
    request, name, who = await request_of(post, mission), expert_name(expert), asked_facts(inquiry, expert)
    await tell_officers(
        post,
        request,
        lambda language: (
            officer_mission.expert_answered(
                request, expert=name, answer=heard, next_step="review", in_doubt=who, language=language
            )
            if understood
            else officer_mission.answer_unclear(
                request,
                expert=name,
                quote=heard.quote,
                leaning=heard.leaning,
                in_doubt=who,
                language=language,
            )
        ),
    )


async def _pass_question_on(post: Post, inquiry: Inquiry, expert: Expert, answer: Answer, text: str) -> None:
    """What an expert wants to know first is for the officers; the seat waits for the answer."""
    await wait_for_officer(post.session, inquiry.id or 0, terms=post.house.terms, now=post.now)
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    heard = _heard(answer, text)
    await _echo(post, inquiry, expert, mission, heard)
    request = await request_of(post, mission)
    await tell_officers(
        post,
        request,
        lambda language: officer_mission.expert_asks(
            request,
            expert=expert_name(expert),
            address=expert.email,
            quote=heard.quote,
            leaning=heard.leaning,
            language=language,
        ),
    )


async def _let_go(post: Post, inquiry: Inquiry, expert: Expert, answer: Answer, text: str) -> str:
    """Somebody who wants no more mail gives up every seat, is never proposed again, and reads so once."""
    others = await opt_out(post.session, expert.id or 0, now=post.now)
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    heard = _heard(answer, text)
    await _echo(post, inquiry, expert, mission, heard)
    said = Availability(willing=False, words=text[:LONGEST_WORDS])
    for inquiry_id in dict.fromkeys((inquiry.id or 0, *others)):
        applied = await apply_availability(
            post.session, inquiry_id, said, terms=post.house.terms, now=post.now
        )
        await tell_applied(post, applied, expert, heard, echoed=True)
    return f"inquiry:{inquiry.id} {answer.verdict}"


async def _pass_words_on(post: Post, inquiry: Inquiry, expert: Expert, text: str) -> None:
    """What a member of the team writes beside yes and no is for the officers; the seat stays theirs."""
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
    letter = letters.passed_on(expert_name(expert), facts, language=expert.language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)
    request = await request_of(post, mission)
    await tell_officers(
        post,
        request,
        lambda language: officer_mission.expert_writes(
            request, expert=expert_name(expert), quote=text[:LONGEST_WORDS], language=language
        ),
    )


def _said(answer: Answer, text: str) -> Availability:
    willing = answer.verdict is not Verdict.NO
    return Availability(willing, answer.free, answer.busy, text[:LONGEST_WORDS])


def _heard(answer: Answer, text: str) -> AnswerFacts:
    like = leaning_of(text, answer)
    return AnswerFacts(
        answer.verdict,
        answer.free,
        answer.busy,
        answer.condition,
        text[:LONGEST_WORDS],
        leaning=like.verdict if like else "",
    )
