"""Slips in what is typed: a request's code in another spelling, and names that look like a misspelt one."""

from collections.abc import Mapping
from difflib import get_close_matches

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.texts.printable import one_line
from config.folding import fold
from config.texts import choice_text, say
from intake.import_requests import code_text, read_code
from storage.queries import request_by_code
from storage.requests import Request

_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
_SHOWN = 40
_ALIKE = 0.7


async def request_typed(session: AsyncSession, text: str) -> Request | None:
    """The request of a code as somebody types it: 2026-3 is 2026-03."""
    return await request_by_code(session, _code(text))


async def unknown_request(session: AsyncSession, text: str, language: str) -> str:
    """That there is no such request, and which one it would be with digits for letters."""
    meant = await request_typed(session, text.translate(_LETTERS_FOR_DIGITS))
    shown = one_line(text)[:_SHOWN]
    if meant is None or not meant.code:
        return say(language, "cli.show.unknown", code=shown)
    return say(language, "cli.show.alike", code=shown, near=meant.code)


def alike(word: str, names: Mapping[str, str]) -> list[str]:
    """What the names mean that look like this word, the most alike first; the names are folded."""
    close = get_close_matches(fold(word[:_SHOWN]), names, n=5, cutoff=_ALIKE)
    return list(dict.fromkeys(names[name] for name in close))


def did_you_mean(sentence: str, near: list[str], language: str) -> str:
    """A refusal, with what may have been meant."""
    if not near:
        return sentence
    return f"{sentence} {say(language, 'cli.did_you_mean', names=choice_text(near, language))}"


def _code(text: str) -> str:
    parts = read_code(text[:_SHOWN])
    return code_text(*parts) if parts else text
