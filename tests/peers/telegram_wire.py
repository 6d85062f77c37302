"""How calls and answers of the Bot API look on the wire: parameters from query, form or JSON, refusals as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

Params = dict[str, Any]
_WORDS = frozenset(
    {
        *("text", "caption", "url", "secret_token", "parse_mode", "callback_query_id", "file_id"),
        *("language_code", "action", "name", "description", "short_description"),
    }
)


class Refusal(Exception):  # noqa: N818 - it is an answer of the server, not an error of the test
    """An answer of Telegram with `ok: false`."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters or {}


async def read_params(request: web.Request) -> tuple[Params, dict[str, bytes]]:
    """The parameters of a call, and the files that came with it by the name they are attached under."""
    given: Params = dict(request.query)
    if request.content_type == "application/json":
        return given | dict(await request.json()), {}
    files: dict[str, bytes] = {}
    for key, value in (await request.post()).items():
        if isinstance(value, FileField):
            files[value.filename or key] = value.file.read()
            given.setdefault(key, f"attach://{value.filename or key}")
        else:
            given[key] = value
    return {key: _value(key, str(value)) for key, value in given.items()}, files


def _value(key: str, text: str) -> Any:
    """Form values are JSON, except for those that are words."""
    if key in _WORDS:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def cut(request: web.Request) -> web.Response:
    """The line is dead."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def refusal_response(refusal: Refusal) -> web.Response:
    """A refusal as Telegram sends it."""
    body: Params = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = dict(refusal.parameters)
    return web.json_response(body, status=refusal.status)
