"""Sending to Telegram: a job becomes messages, an edit or an answered button, and a verdict on how it went."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx
import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.chat.menu import offer
from bot.chat.rates import Rates
from bot.chat.trouble import retry_after
from bot.dispatch.menus import MENU, menu_from_json
from bot.dispatch.outcome import Later, Never, Outcome, Sent
from bot.texts.letter import Letter
from bot.texts.letter_json import LetterUnreadableError, letter_from_json
from bot.texts.picture import PICTURE_NAME, picture_png
from bot.texts.render import Keyboard, as_telegram
from reporting.proposal_picture import ProposalPicture, description
from storage.mail import Job

log = structlog.get_logger()

LONGEST_ACTION = 64
LONGEST_CAPTION = 1000
"""Telegram takes 1024 UTF-16 units."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Part = tuple[str, Keyboard]


@dataclass(frozen=True, slots=True)
class Pace:
    """The shared rates with the clock and the waiting they need."""

    rates: Rates = field(default_factory=Rates)
    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def turn(self, chat: int | None) -> None:
        """Returns when a call to this chat may go."""
        while (delay := self.rates.reserve(chat, self.now())) > 0:
            await self.pause(delay)


class CannotSendError(ValueError):
    """This job can never become a Telegram message."""


async def deliver_telegram(bot: Bot, pace: Pace, job: Job) -> Outcome:
    """What became of a job: a letter sent or shown in place of an earlier one, or a pressed button answered.

    At least once: if the answer to a call is lost, or a later part of a long letter fails, the whole job is
    done again and a person may see words twice. A decision is never repeated by that: pressing is stored once.
    """
    try:
        if job.payload.get("callback"):
            return await _answer(bot, pace, job.payload)
        if MENU in job.payload:
            return await _offer(bot, pace, job.payload)
        return await _show(bot, pace, job.payload)
    except (CannotSendError, LetterUnreadableError) as error:
        return Never(f"{type(error).__name__}: {error}")
    except TelegramError as error:
        return judge(error)


def judge(error: TelegramError) -> Outcome:
    """Whether to try again. The order matters: the library's BadRequest is a kind of NetworkError."""
    words = f"{type(error).__name__}: {error}"
    match error:
        case RetryAfter():
            return Later(words, after=retry_after(error))
        case Forbidden() | BadRequest() | ChatMigrated():
            return Never(words)
        case InvalidToken():
            return Later(words, whole_channel=True)
        case _:
            return Later(words, whole_channel=_never_reached(error))


def _never_reached(error: TelegramError) -> bool:
    """Nobody answered at all, so this job is no more to blame than any other."""
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout)


async def _answer(bot: Bot, pace: Pace, payload: Mapping[str, object]) -> Outcome:
    """Stop the button's spinner; after a few minutes Telegram no longer cares, and that is fine."""
    await pace.turn(None)
    text = str(payload.get("text") or "")[:200]
    try:
        await bot.answer_callback_query(str(payload["callback"]), text=text or None, show_alert=bool(text))
    except BadRequest as error:
        return Sent({"late": str(error)})
    return Sent()


async def _offer(bot: Bot, pace: Pace, payload: Mapping[str, object]) -> Outcome:
    chat = _number(payload.get("chat_id"))
    await pace.turn(None)
    await offer(bot, chat, menu_from_json(payload[MENU]))
    return Sent()


async def _show(bot: Bot, pace: Pace, payload: Mapping[str, object]) -> Outcome:
    chat = _number(payload.get("chat_id"))
    letter = letter_from_json(payload.get("letter"))
    _check_buttons(as_telegram(letter))
    edit = _number(payload["edit"]) if payload.get("edit") else None
    try:
        ids = await _send_letter(bot, pace, chat, letter, edit)
    except ChatMigrated as moved:
        ids = await _send_letter(bot, pace, moved.new_chat_id, letter, None)
        return _sent(moved.new_chat_id, ids, {"moved_from": chat})
    return _sent(chat, ids, {})


async def _send_letter(bot: Bot, pace: Pace, chat: int, letter: Letter, edit: int | None) -> list[int]:
    """The letter below its picture, so that the buttons are what is read last; in the place of another without it."""
    if letter.picture is not None and edit is None:
        await _send_picture(bot, pace, chat, letter.picture, await asyncio.to_thread(picture_png, letter))
    return await _send_parts(bot, pace, chat, as_telegram(letter), edit)


async def _send_picture(bot: Bot, pace: Pace, chat: int, picture: ProposalPicture, png: bytes) -> None:
    """The picture, with the same in words below it. Refused it is left out: the letter says what it shows."""
    if not png:
        return
    await pace.turn(chat)
    try:
        await bot.send_photo(chat, png, caption=description(picture, LONGEST_CAPTION), filename=PICTURE_NAME)
    except BadRequest as refused:
        log.warning("picture_refused", error=str(refused))


def _sent(chat: int, ids: Sequence[int], more: Mapping[str, object]) -> Sent:
    return Sent({"chat_id": chat, "message_id": ids[-1], "message_ids": list(ids), **more})


async def _send_parts(bot: Bot, pace: Pace, chat: int, parts: Sequence[Part], edit: int | None) -> list[int]:
    ids: list[int] = []
    for part in parts:
        await pace.turn(chat)
        ids.append(await _edit_or_send(bot, chat, part, edit if not ids else None))
    return ids


async def _edit_or_send(bot: Bot, chat: int, part: Part, edit: int | None) -> int:
    if edit is None:
        return await _send(bot, chat, part)
    try:
        await _edit(bot, chat, part, edit)
    except BadRequest as error:
        if "not modified" in str(error).lower():
            return edit
        if _cannot_be_edited(error):
            return await _send(bot, chat, part)
        raise
    return edit


def _cannot_be_edited(error: BadRequest) -> bool:
    """The person deleted the message, or it is too old: the news is still worth a message of its own."""
    words = str(error).lower()
    return "message to edit not found" in words or "message can't be edited" in words


async def _send(bot: Bot, chat: int, part: Part) -> int:
    html, rows = part
    sent: Message = await bot.send_message(
        chat,
        html,
        parse_mode=ParseMode.HTML,
        reply_markup=_keyboard(rows),
        link_preview_options=_NO_PREVIEW,
    )
    return sent.message_id


async def _edit(bot: Bot, chat: int, part: Part, message_id: int) -> None:
    html, rows = part
    await bot.edit_message_text(
        html,
        chat_id=chat,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=_keyboard(rows),
        link_preview_options=_NO_PREVIEW,
    )


def _keyboard(rows: Keyboard) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=action) for label, action in row] for row in rows]
    )


def _check_buttons(parts: Sequence[Part]) -> None:
    actions = (action for _, rows in parts for row in rows for _, action in row)
    for action in actions:
        size = len(action.encode())
        if not 1 <= size <= LONGEST_ACTION:
            raise CannotSendError(f"callback data must have 1 to 64 bytes, this has {size}: {action!r}")


def _number(value: object) -> int:
    try:
        return int(str(value).removeprefix("telegram:"))
    except ValueError as error:
        raise CannotSendError(f"not the number of a chat or message: {value!r}") from error
