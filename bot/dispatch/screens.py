"""Officers' screens: an answer takes the place of the card that was pressed, and every screen shows what was decided."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import CONFIRMED, Command, Verb
from bot.dispatch.facts import request_facts
from bot.dispatch.late import actor_name, decision_of
from bot.dispatch.permissions import for_role
from bot.dispatch.post import Post, chat
from bot.dispatch.request_card import card_of
from bot.dispatch.shown import note_shown, pressed_message
from bot.texts.letter import Choices, Letter
from bot.texts.officer_teams import teams_spent
from bot.texts.render_telegram import as_telegram
from intake.message import Message
from storage.cards import ShownCard, card_at, cards_of
from storage.missions import Proposal
from storage.people import Officer
from storage.requests import Request
from storage.states import ProposalStatus, RequestStatus, Role

_VIEWS = frozenset({Verb.QUEUE, Verb.CARD, Verb.TEAM, Verb.MERGE, Verb.ASSIGN, Verb.KEEP, Verb.SURE})
"""Orders whose answer is the same card seen otherwise, so that it takes the place of what was pressed."""


async def show(
    post: Post, officer: Officer, message: Message, command: Command, letter: Letter, *, group: str = ""
) -> int | None:
    """Answer an officer in the chat: in place of the pressed card where the answer is what becomes of it.

    Returns the job that sends the answer.
    """
    to = group or message.sender
    pressed_in, pressed = pressed_message(message)
    edit = pressed if pressed_in == to and _takes_its_place(message, command, letter) else None
    job = await chat(post, letter, to=to, edit=edit)
    viewer = None if group else officer
    await note_shown(post.session, letter, chat=to, job=job, officer=viewer, now=post.now, instead_of=edit)
    return job


async def seen(session: AsyncSession, message: Message) -> ShownCard | None:
    """What the pressed message shows, and since when."""
    chat_, number = pressed_message(message)
    return await card_at(session, chat_, number) if number else None


async def refresh(post: Post, request: Request) -> None:
    """Show what became of a request on every officer's screen but the one that was just pressed."""
    pressed = pressed_message(post.cause)
    for card in await cards_of(post.session, request.id or 0):
        if (card.chat, card.message_id) == pressed:
            continue
        viewer = await post.session.get(Officer, card.officer_id) if card.officer_id else None
        letter = await _as_it_stands(post, request, card, viewer or _anybody(post))
        if letter is not None:
            await chat(post, letter, to=card.chat, edit=card.message_id)
            card.shown_at = post.now


def _takes_its_place(message: Message, command: Command, letter: Letter) -> bool:
    return command.verb in _VIEWS or message.action.startswith(CONFIRMED) or _asks_for_second_tap(letter)


def _asks_for_second_tap(letter: Letter) -> bool:
    choices = (
        one for block in letter.blocks if isinstance(block, Choices) for row in block.rows for one in row
    )
    return any(choice.action.startswith(CONFIRMED) for choice in choices)


def _anybody(post: Post) -> Officer:
    """Whoever looks at a group's screen; who may decide is asked when somebody presses."""
    return Officer(
        name=post.house.name, email="", role=Role.OFFICER, language=post.house.language, created_at=post.now
    )


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
    return teams_spent(
        await request_facts(post.session, request),
        decision=decision,
        rank=proposal.chosen or 0,
        reason=proposal.reason,
        by=await actor_name(post, by),
        at=post.house.local(at),
        language=viewer.language,
    )
