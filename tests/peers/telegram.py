"""A local Bot API server on a real port: Telegram for tests, with the people who write to the bot.

Everything runs in the loop of the test; the bot may run there or in another process:

    async with TelegramPeer() as peer:      # MUSTER_TELEGRAM_BASE_URL=peer.base_url, token peer.token
        peer.say(100, "/start", name="Ama", language="fr")
        shown = await peer.wait_for_message(100, contains="Bonjour")
        peer.press(100, "Envoyer")          # a label or the button's data
"""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import aiohttp
from aiohttp import web

from tests.peers.telegram_chats import Chats, Refusal, Shown
from tests.peers.telegram_faults import Fault

T = TypeVar("T")
Params = dict[str, Any]
_TOKEN = re.compile(r"\d+:[\w-]+")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot, as it arrived."""

    method: str
    params: Params
    at: float
    """Seconds on the loop's clock."""


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str
    chat_id: int | None
    times: int

    def fits(self, call: Call) -> bool:
        same_method = not self.method or self.method == call.method
        return same_method and self.chat_id in {None, call.params.get("chat_id")}


class TelegramPeer:
    """The server, the chats behind it, and the script of faults."""

    def __init__(self, token: str = "123456:TEST-token", username: str = "muster_test_bot") -> None:
        self.token = token
        self.port = 0
        self.calls: list[Call] = []
        self.pending: list[dict[str, Any]] = []
        """Updates that the bot has not acknowledged."""
        self.webhook: Params = {}
        self.webhook_answers: list[int] = []
        self.webhook_pause = 0.05
        self.commands: list[Params] = []
        self.chats = Chats(token, username)
        self._script: list[_Planned] = []
        self._changed = asyncio.Event()
        self._poll = 0
        self._next_update = 1000
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None
        self._methods: Mapping[str, Callable[[Params], Awaitable[Any]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message,
            "answerCallbackQuery": self._answer_callback,
            "setMyCommands": self._set_commands,
            "getFile": self._get_file,
        }
        self._canonical = {name.lower(): name for name in self._methods}

    # --- the server ---------------------------------------------------------------------------------

    @property
    def base_url(self) -> str:
        """What a bot is given as base URL (the token is appended by its library)."""
        return f"http://127.0.0.1:{self.port}/bot"

    async def start(self) -> None:
        """Listen; after a stop, on the same port again with everything still known."""
        app = web.Application(client_max_size=20 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self._push_if_wanted()

    async def stop(self) -> None:
        """Close the port and cut every connection, also those of waiting polls."""
        await self._stop_pushing()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # --- the people ---------------------------------------------------------------------------------

    def say(self, chat_id: int, text: str = "", **details: Any) -> int:
        """Somebody writes; gives the id of the message.

        `name`, `language` and `user_id` tell who (remembered per chat; a group needs `user_id`), `reply_to`
        an earlier message id; anything else is content (`voice={...}`, `caption="..."`).
        """
        message = self.chats.written(chat_id, text, **details)
        self.arrive({"message": message})
        number: int = message["message_id"]
        return number

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        """Somebody changes what they wrote."""
        message = {
            **self.chats.written(chat_id, text),
            "message_id": message_id,
            "edit_date": int(time.time()),
        }
        self.arrive({"edited_message": message})

    def press(self, chat_id: int, choice: str, **who: Any) -> str:
        """Somebody presses the newest button with this label or data; gives the callback id."""
        query = self.chats.pressed(chat_id, choice, **who)
        self.arrive({"callback_query": query})
        return str(query["id"])

    def block(self, chat_id: int) -> None:
        """Somebody blocks the bot: it is told, and can no longer write there."""
        self.arrive({"my_chat_member": self.chats.block(chat_id)})

    def arrive(self, update: Mapping[str, Any]) -> int:
        """Any update at all, with the next update id unless it has one; gives the id."""
        number: int = update.get("update_id", self._next_update)
        self._next_update = max(self._next_update, number + 1)
        self.pending.append({**update, "update_id": number})
        self._notify()
        return number

    # --- what a test wants to know ------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[Shown]:
        """What the bot has written in a chat, oldest first, as it looks now."""
        return self.chats.messages(chat_id)

    def called(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    async def wait_for_message(
        self, chat_id: int, contains: str = "", *, after: int = 0, deadline: float = 10.0
    ) -> Shown:
        """The newest message of the bot with these words and a higher id than `after`, once it is there."""

        def found() -> Shown | None:
            fitting = [
                shown
                for shown in self.messages(chat_id)
                if contains in shown.text and shown.message_id > after
            ]
            return fitting[-1] if fitting else None

        try:
            return await self.until(found, deadline)
        except TimeoutError:
            seen = "\n---\n".join(shown.text for shown in self.messages(chat_id)) or "nothing"
            raise AssertionError(
                f"no message with {contains!r} in chat {chat_id}; it shows:\n{seen}"
            ) from None

    async def until(self, ready: Callable[[], T | None], deadline: float = 10.0) -> T:
        """The first true value of `ready`, asked again whenever something happens here."""
        async with asyncio.timeout(deadline):
            while not (value := ready()):
                await self._changed.wait()
        return value

    def fail_next(
        self, fault: Fault, method: str = "", *, chat_id: int | None = None, times: int = 1
    ) -> None:
        """The next fitting calls go wrong."""
        self._script.append(_Planned(fault, method, chat_id, times))

    # --- calls --------------------------------------------------------------------------------------

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        token, asked = request.match_info["token"], request.match_info["method"]
        if not _TOKEN.fullmatch(token) or asked.lower() not in self._canonical:
            return _refusal(Refusal(404, "Not Found"))
        if token != self.token:
            return _refusal(Refusal(401, "Unauthorized"))
        call = Call(self._canonical[asked.lower()], await _params(request), asyncio.get_running_loop().time())
        self.calls.append(call)
        self._notify()
        return await self._suffer(request, call, self._fault_for(call))

    async def _suffer(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop:
            return _cut(request)
        if fault.body:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        if fault.status:
            return _refusal(Refusal(fault.status, fault.description, fault.parameters))
        answer = await self._answer(call)
        return _cut(request) if fault.lose_answer else answer

    async def _answer(self, call: Call) -> web.Response:
        try:
            result = await self._methods[call.method](call.params)
        except Refusal as refusal:
            return _refusal(refusal)
        self._notify()
        return web.json_response({"ok": True, "result": result})

    def _fault_for(self, call: Call) -> Fault:
        planned = next((entry for entry in self._script if entry.fits(call)), None)
        if planned is None:
            return Fault()
        planned.times -= 1
        if planned.times <= 0:
            self._script.remove(planned)
        return planned.fault

    def _notify(self) -> None:
        """Wake everybody who waits, exactly once."""
        self._changed.set()
        self._changed = asyncio.Event()

    # --- methods: receiving -------------------------------------------------------------------------

    async def _get_me(self, _params: Params) -> Params:
        return self.chats.bot

    async def _get_updates(self, params: Params) -> list[Params]:
        if self.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._poll += 1
        mine = self._poll
        self._acknowledge(params.get("offset"))
        self._notify()
        with suppress(TimeoutError):
            await self.until(lambda: self.pending or mine != self._poll, float(params.get("timeout", 0)))
        if mine != self._poll:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return self.pending[: params.get("limit", 100)]

    def _acknowledge(self, offset: int | None) -> None:
        if offset is None:
            return
        if offset < 0:
            self.pending = self.pending[offset:]
        self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def _set_webhook(self, params: Params) -> bool:
        secret = params.get("secret_token", "")
        if secret and not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        await self._stop_pushing()
        self.webhook = params if params.get("url") else {}
        self._drop_if_asked(params)
        self._push_if_wanted()
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        await self._stop_pushing()
        self.webhook = {}
        self._drop_if_asked(params)
        return True

    def _drop_if_asked(self, params: Params) -> None:
        if params.get("drop_pending_updates"):
            self.pending.clear()

    async def _webhook_info(self, _params: Params) -> Params:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }

    # --- the webhook's other end --------------------------------------------------------------------

    def _push_if_wanted(self) -> None:
        if self.webhook:
            self._pusher = asyncio.create_task(self._push(), name="telegram peer pushes updates")

    async def _stop_pushing(self) -> None:
        if self._pusher is not None:
            self._pusher.cancel()
            with suppress(asyncio.CancelledError):
                await self._pusher
            self._pusher = None

    async def _push(self) -> None:
        """Post the oldest update until it is taken, then the next: never two at once."""
        async with aiohttp.ClientSession() as session:
            while True:
                update = await self.until(lambda: self.pending[0] if self.pending else None, 3600)
                status = await self._post(session, update)
                self.webhook_answers.append(status)
                if 200 <= status < 300:
                    self.pending.remove(update)
                else:
                    await asyncio.sleep(self.webhook_pause)
                self._notify()

    async def _post(self, session: aiohttp.ClientSession, update: Params) -> int:
        secret = self.webhook.get("secret_token", "")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0

    # --- methods: sending ---------------------------------------------------------------------------

    async def _send_message(self, params: Params) -> Params:
        return self.chats.send(params)

    async def _edit_message(self, params: Params) -> Params:
        return self.chats.change(params)

    async def _answer_callback(self, params: Params) -> bool:
        return self.chats.answer(params)

    async def _set_commands(self, params: Params) -> bool:
        self.commands.append(params)
        return True

    async def _get_file(self, _params: Params) -> Params:
        raise Refusal(400, "Bad Request: invalid file_id")


async def _params(request: web.Request) -> Params:
    """Parameters from query, form or JSON, as the Bot API takes them."""
    given: Params = dict(request.query)
    if request.content_type == "application/json":
        return given | dict(await request.json())
    return {key: _value(key, str(value)) for key, value in (given | dict(await request.post())).items()}


def _value(key: str, text: str) -> Any:
    """Form values are JSON, except for those that are words."""
    if key in {"text", "url", "secret_token", "parse_mode", "callback_query_id", "file_id", "language_code"}:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _refusal(refusal: Refusal) -> web.Response:
    body: Params = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = dict(refusal.parameters)
    return web.json_response(body, status=refusal.status)
