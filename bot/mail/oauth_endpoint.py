"""One question to an OAuth2 provider (RFC 6749) and its answer: the fields, a refusal, or a disorder."""

import asyncio
from collections.abc import Mapping

import httpx

from bot.mail.oauth import NoTokenError, TokenRefusedError
from bot.texts.printable import one_line

_TO_ANSWER = 30.0
_FIRST_SERVER_ERROR = 500
_TOO_MANY = 429
_LONGEST_REASON = 300


async def ask(endpoint: str, form: Mapping[str, str]) -> Mapping[str, object]:
    """What the endpoint says; a TokenRefusedError if it says no, another NoTokenError if it may say yes later."""
    try:
        async with asyncio.timeout(_TO_ANSWER), httpx.AsyncClient(timeout=_TO_ANSWER) as client:
            answer = await client.post(endpoint, data=dict(form))
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise NoTokenError(f"the token endpoint cannot be reached: {type(error).__name__}") from error
    return _told(answer)


def _told(answer: httpx.Response) -> Mapping[str, object]:
    """The fields of the answer; a refusal and a disorder are told apart by the status."""
    try:
        found: object = answer.json()
    except ValueError:
        found = None
    fields: Mapping[str, object] = found if isinstance(found, dict) else {}
    if answer.is_success and fields:
        return fields
    code = str(fields.get("error") or "")
    reason = f"{answer.status_code} {code} {fields.get('error_description') or ''}"
    words = f"the token endpoint says {one_line(reason).strip()[:_LONGEST_REASON]}"
    if answer.is_success or answer.status_code >= _FIRST_SERVER_ERROR or answer.status_code == _TOO_MANY:
        raise NoTokenError(words)
    raise TokenRefusedError(words, code=code)
