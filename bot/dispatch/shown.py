"""What a chat message with buttons shows: the request or the teams that its buttons are about."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import ABOUT_PROPOSALS, read_action
from bot.texts.letter import Letter
from bot.texts.rows import offered
from intake.message import Channel, Message
from storage.cards import ShownCard, forget_card, remember_card
from storage.missions import Proposal
from storage.people import Officer


async def note_shown(
    session: AsyncSession,
    letter: Letter,
    *,
    chat: str,
    job: int | None,
    officer: Officer | None,
    now: datetime,
    instead_of: int | None = None,
) -> None:
    """Remember which request or teams a letter to officers shows, so that its message can be kept up to date.

    Without an officer it is shown to a group. `instead_of` is the message whose place it takes.
    """
    if not chat.startswith(f"{Channel.TELEGRAM}:") or job is None:
        return  # what a terminal has shown stays as it was
    request_id, proposal_id = await _about(session, letter)
    if request_id:
        card = ShownCard(
            chat=chat,
            job_id=job,
            request_id=request_id,
            proposal_id=proposal_id or None,
            officer_id=officer.id if officer else None,
            shown_at=now,
        )
        await remember_card(session, card, instead_of=instead_of)
    elif instead_of is not None:
        await forget_card(session, chat, instead_of)


def pressed_message(message: Message | None) -> tuple[str, int]:
    """The chat and the number of the message whose button was pressed; ('', 0) if none was."""
    if message is None or not message.action or message.channel is not Channel.TELEGRAM:
        return "", 0
    numbers = (one.removeprefix("message:") for one in message.references if one.startswith("message:"))
    number = next((one for one in numbers if one.isdecimal()), "")
    chat = message.recipients[0] if message.recipients else message.sender
    return (chat, int(number)) if number else ("", 0)


async def _about(session: AsyncSession, letter: Letter) -> tuple[int, int]:
    """The request and the proposal that the buttons are about; 0 where there is none."""
    proposal_id = _proposal_of(letter)
    if proposal_id:
        proposal = await session.get(Proposal, proposal_id)
        return (proposal.request_id, proposal_id) if proposal else (0, 0)
    kind, _, number = letter.topic.partition(":")
    return (int(number), 0) if offered(letter) and kind == "request" and number.isdecimal() else (0, 0)


def _proposal_of(letter: Letter) -> int:
    orders = (read_action(choice.action) for choice in offered(letter))
    return next((one.target for one in orders if one is not None and one.verb in ABOUT_PROPOSALS), 0)
