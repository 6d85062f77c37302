"""Officers' screens: an answer takes the place of the card that was pressed, and every screen shows what was decided."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import ABOUT_INQUIRIES, CONFIRMED, DECIDING, Command, Verb, read_action
from bot.dispatch.facts import request_facts
from bot.dispatch.late import actor_name, decision_of
from bot.dispatch.permissions import for_role
from bot.dispatch.post import Post, chat
from bot.dispatch.request_card import card_of, mission_blocks
from bot.dispatch.shown import note_shown, pressed_message
from bot.texts.letter import Letter
from bot.texts.letter_json import LetterUnreadableError, letter_from_json
from bot.texts.officer_teams import teams_spent
from bot.texts.render_telegram import as_telegram
from bot.texts.rows import in_one_place, offered
from intake.message import Message
from storage.cards import ShownCard, card_at, cards_of, shown_now
from storage.journal import JournalEntry, recorded
from storage.missions import Inquiry, Proposal
from storage.people import Officer, OfficerGroup
from storage.queries import mission_of
from storage.requests import Request
from storage.states import InquiryStatus, ProposalStatus, RequestStatus, Role

_VIEWS = frozenset({Verb.QUEUE, Verb.CARD, Verb.TEAM, Verb.MERGE, Verb.ASSIGN, Verb.KEEP, Verb.SURE})
"""Orders whose answer is the same card seen otherwise, so that it takes the place of what was pressed."""

_DECISIONS = frozenset(f"request.{status}" for status in RequestStatus)
"""What ends a choice, whoever did it: an expert's yes may complete a mission, a day may end a hold."""


async def show(
    post: Post, officer: Officer, message: Message, command: Command, letter: Letter, *, group: str = ""
) -> int | None:
    """Answer an officer in the chat: in place of the pressed card where the answer is what becomes of it.

    Returns the job that sends the answer.
    """
    to = group or message.sender
    pressed_in, pressed = pressed_message(message)
    # A colleague's question in the group stays: whom it was put to may still answer it.
    stays = bool(group) and command.spent
    edit = pressed if pressed_in == to and not stays and _takes_its_place(message, command, letter) else None
    job = await chat(post, letter, to=to, edit=edit)
    viewer = None if group else officer
    await note_shown(post.session, letter, chat=to, job=job, officer=viewer, now=post.now, instead_of=edit)
    return job


async def seen(session: AsyncSession, message: Message) -> ShownCard | None:
    """What the pressed message shows, and since when."""
    chat_, number = pressed_message(message)
    return await card_at(session, chat_, number) if number else None


async def follow_changes(post: Post) -> None:
    """Show on officers' screens what this transaction has changed: one edit for each, where it looks different now."""
    changed: dict[int, bool] = {}
    for entry in recorded(post.session):
        if entry.request_id is not None:
            changed[entry.request_id] = changed.get(entry.request_id, False) or _decides(entry)
    for request_id, decided in changed.items():
        request = await post.session.get(Request, request_id)
        if request is not None and request.code:
            await refresh(post, request, decided=decided)


async def refresh(post: Post, request: Request, *, decided: bool = True) -> None:
    """Show what became of a request on every officer's screen but the one that was just pressed.

    Cards always follow. News and questions stay as they were written, unless what they ask for was `decided`.
    """
    pressed = pressed_message(post.cause)
    cards = [one for one in await cards_of(post.session, request.id or 0) if _place(one) != pressed]
    letters = await shown_now(post.session, cards)
    written: dict[tuple[int | None, int | None], Letter | None] = {}
    for card in cards:
        seen_by = card.officer_id, card.proposal_id
        if seen_by not in written:
            viewer = await post.session.get(Officer, card.officer_id) if card.officer_id else None
            written[seen_by] = await _as_it_stands(post, request, card, viewer or await _group(post, card))
        letter, before = written[seen_by], _readable(letters.get(card.id or 0))
        if letter is None or not await _follows(post, before, letter, decided=decided):
            continue
        job = await chat(post, letter, to=card.chat, edit=card.message_id)
        card.shown_at, card.job_id = post.now, job or card.job_id


async def _follows(post: Post, before: Letter | None, letter: Letter, *, decided: bool) -> bool:
    """Whether this letter is to take the place of the one that is shown."""
    if before is None:
        return decided
    if as_telegram(before) == as_telegram(letter):
        return False
    if before.subject == letter.subject:
        return True
    return (decided and _asks(before)) or await _asks_in_vain(post, before)


def _asks(letter: Letter) -> bool:
    return any(order.verb in DECIDING for order in _orders(letter))


async def _asks_in_vain(post: Post, letter: Letter) -> bool:
    """Whether it asks what to do about an answer of an expert that is clear by now."""
    about = [order.target for order in _orders(letter) if order.verb in ABOUT_INQUIRIES]
    asked = [await post.session.get(Inquiry, number) for number in about]
    return any(one is not None and one.status is not InquiryStatus.DOUBTFUL for one in asked)


def _orders(letter: Letter) -> list[Command]:
    return [order for one in offered(letter) if (order := read_action(one.action)) is not None]


def _decides(entry: JournalEntry) -> bool:
    return entry.actor.startswith("officer:") or entry.event in _DECISIONS


def _place(card: ShownCard) -> tuple[str, int]:
    return card.chat, card.message_id or 0


def _readable(stored: object) -> Letter | None:
    try:
        return letter_from_json(stored)
    except LetterUnreadableError:  # by another version of Muster
        return None


def _takes_its_place(message: Message, command: Command, letter: Letter) -> bool:
    return command.verb in _VIEWS or message.action.startswith(CONFIRMED) or _asks_for_second_tap(letter)


def _asks_for_second_tap(letter: Letter) -> bool:
    return any(choice.action.startswith(CONFIRMED) for choice in offered(letter))


async def _group(post: Post, card: ShownCard) -> Officer:
    """Whoever looks at a group's screen; who may decide is asked when somebody presses."""
    group = await post.session.get(OfficerGroup, card.chat)
    language = group.language if group else post.house.language
    return Officer(name=post.house.name, email="", role=Role.OFFICER, language=language, created_at=post.now)


async def _as_it_stands(post: Post, request: Request, card: ShownCard, viewer: Officer) -> Letter | None:
    """The card anew; None if what it shows has not changed, or would need several messages."""
    if card.proposal_id:
        proposal = await post.session.get(Proposal, card.proposal_id)
        return await _teams_as_they_stand(post, request, proposal, viewer) if proposal else None
    letter = for_role(await card_of(post, viewer, request), viewer.role)
    return letter if len(as_telegram(letter)) == 1 else None


async def _teams_as_they_stand(
    post: Post, request: Request, proposal: Proposal, viewer: Officer
) -> Letter | None:
    if proposal.status is ProposalStatus.OPEN and request.status is RequestStatus.ELIGIBLE:
        return None
    by, at, decision = await decision_of(post.session, request, proposal)
    spent = teams_spent(
        await request_facts(post.session, request),
        decision=decision,
        rank=proposal.chosen or 0,
        reason=proposal.reason,
        by=await actor_name(post, by),
        at=post.house.local(at),
        language=viewer.language,
    )
    return for_role(await _with_mission(post, request, proposal, spent), viewer.role)


async def _with_mission(post: Post, request: Request, proposal: Proposal, spent: Letter) -> Letter:
    """The team that was chosen, with who of it has answered what."""
    mission = await mission_of(post.session, request.id or 0)
    if mission is None or mission.proposal_id != proposal.id:
        return spent
    *told, choices = spent.blocks
    answers = await mission_blocks(post, mission, language=spent.language)
    return replace(spent, blocks=in_one_place((*told, *answers, choices)))
