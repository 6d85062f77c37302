"""The local Bot API server itself: a port, the methods, the queue of updates, and the script of what goes wrong."""

import asyncio
import re
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.peers.telegram_chats import Chats
from tests.peers.telegram_faults import Fault
from tests.peers.telegram_files import Attached
from tests.peers.telegram_menu import Menu
from tests.peers.telegram_model import Referee
from tests.peers.telegram_push import Pusher
from tests.peers.telegram_wire import Params, Refusal, cut, read_params, refusal_response

T = TypeVar("T")
PNG = b"\x89PNG\r\n\x1a\n"
_TOKEN = re.compile(r"\d+:[\w-]+")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot, as it arrived."""

    method: str
    params: Params
    at: float
    """Seconds on the loop's clock."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By their names."""


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str
    chat_id: int | None
    times: int

    def fits(self, call: Call) -> bool:
        same_method = not self.method or self.method == call.method
        return same_method and self.chat_id in {None, call.params.get("chat_id")}


class BotApi:
    """The server, the chats behind it, and the script of faults."""

    def __init__(
        self, token: str = "123456:TEST-token", username: str = "muster_test_bot", *, checked: bool = True
    ) -> None:
        self.token = token
        self.port = 0
        self.calls: list[Call] = []
        self.watchers: list[Callable[[Call], None]] = []
        """Told of every call once it is carried out."""
        self.pending: list[dict[str, Any]] = []
        """Updates that the bot has not acknowledged."""
        self.webhook: Params = {}
        self.webhook_answers: list[int] = []
        self.webhook_pause = 0.05
        self.menu = Menu()
        """Commands and descriptions the bot has set: `peer.menu.of("fr")`."""
        self.chats = Chats(token, username)
        self.people = self.chats.people
        self.referee = Referee() if checked else None
        self._script: list[_Planned] = []
        self._changed = asyncio.Event()
        self._poll = 0
        self._next_update = 1000
        self._runner: web.AppRunner | None = None
        self._pusher = Pusher(self._oldest, self._pushed, lambda: self.webhook_pause)
        self._methods = self._served()
        self._canonical = {name.lower(): name for name in self._methods}

    def _served(self) -> Mapping[str, Callable[[Params], Any]]:
        chats, menu = self.chats, self.menu
        return {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "sendMessage": chats.send,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "editMessageText": chats.change,
            "editMessageReplyMarkup": lambda params: chats.change(params, buttons_only=True),
            "deleteMessage": chats.delete,
            "answerCallbackQuery": chats.answer,
            "sendChatAction": lambda params: bool(chats.described(params)),
            "getFile": chats.files.described,
            "getChat": chats.described,
            "getChatMember": chats.member,
            "leaveChat": lambda params: chats.kick(params["chat_id"]),
            "setMyCommands": menu.set,
            "getMyCommands": menu.get,
            "deleteMyCommands": menu.delete,
            "setChatMenuButton": menu.button,
            "setMyName": lambda params: menu.describe("name", params),
            "setMyDescription": lambda params: menu.describe("description", params),
            "setMyShortDescription": lambda params: menu.describe("short_description", params),
        }

    # --- the server ---------------------------------------------------------------------------------

    @property
    def base_url(self) -> str:
        """What a bot is given as base URL (the token is appended by its library)."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        """What a bot is given as base URL of files: Telegram's is the other one with /file before the /bot."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    async def start(self) -> None:
        """Listen; after a stop, on the same port again with everything still known."""
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self._push_if_wanted()

    async def stop(self) -> None:
        """Close the port and cut every connection, also those of waiting polls."""
        await self._pusher.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        if self.referee:
            self.referee.prepare()
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.stop()
        if self.referee and kind is None:
            self.referee.verdict()

    # --- updates and calls, seen from a test ---------------------------------------------------------

    def arrive(self, update: Mapping[str, Any]) -> int:
        """An update with the next update id unless it has one, held against the Bot API; gives the id."""
        number: int = update.get("update_id", self._next_update)
        if self.referee:
            self.referee.update({**update, "update_id": number})
        return self.forge({**update, "update_id": number})

    def forge(self, update: Mapping[str, Any]) -> int:
        """Any update at all, also one that Telegram would never send."""
        number: int = update.get("update_id", self._next_update)
        self._next_update = max(self._next_update, number + 1)
        self.pending.append({**update, "update_id": number})
        self._notify()
        return number

    def called(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

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
            return self._unknown(token, asked)
        if token != self.token:
            return refusal_response(Refusal(401, "Unauthorized"))
        params, files = await read_params(request)
        call = Call(self._canonical[asked.lower()], params, asyncio.get_running_loop().time(), files)
        if self.referee:
            self.referee.request(call.method, params)
        self.calls.append(call)
        self._notify()
        return await self._suffer(request, call, self._fault_for(call))

    def _unknown(self, token: str, asked: str) -> web.Response:
        if self.referee and token == self.token:
            self.referee.complaints.append(f"{asked}: this server does not have the method")
        return refusal_response(Refusal(404, "Not Found"))

    async def _download(self, request: web.Request) -> web.Response:
        content = self.chats.files.at(request.match_info["path"])
        self._notify()
        if request.match_info["token"] != self.token:
            return refusal_response(Refusal(401, "Unauthorized"))
        if content is None:
            return refusal_response(Refusal(404, "Not Found"))
        return web.Response(body=content, content_type="application/octet-stream")

    async def _suffer(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop:
            return cut(request)
        if fault.body:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        if fault.status:
            return refusal_response(Refusal(fault.status, fault.description, fault.parameters))
        answer = await self._answer(call)
        return cut(request) if fault.lose_answer else answer

    async def _answer(self, call: Call) -> web.Response:
        try:
            result = self._methods[call.method](call.params)
            if isawaitable(result):
                result = await result
        except Refusal as refusal:
            return refusal_response(refusal)
        if self.referee:
            self.referee.answer(call.method, result)
        for watcher in self.watchers:
            watcher(call)
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
        return self.people.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

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
        await self._pusher.stop()
        self.webhook = params if params.get("url") else {}
        self._drop_if_asked(params)
        self._push_if_wanted()
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        await self._pusher.stop()
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

    def _push_if_wanted(self) -> None:
        if self.webhook:
            self._pusher.start(self.webhook)

    async def _oldest(self) -> Params:
        return await self.until(lambda: self.pending[0] if self.pending else None, 3600)

    def _pushed(self, update: Params, status: int) -> None:
        self.webhook_answers.append(status)
        if 200 <= status < 300:
            self.pending.remove(update)
        self._notify()

    # --- methods: sending a file ----------------------------------------------------------------------

    async def _send_document(self, params: Params) -> Params:
        name, data = self._file_of(params, "document")
        return self.chats.send(params, Attached(name, data))

    async def _send_photo(self, params: Params) -> Params:
        name, data = self._file_of(params, "photo")
        if not data.startswith(PNG):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        width, height = struct.unpack(">II", data[16:24])
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        return self.chats.send(params, Attached(name, data, "image/png"))

    def _file_of(self, params: Params, kind: str) -> tuple[str, bytes]:
        """The file came with the call that is being answered."""
        content = next(call.files for call in reversed(self.calls) if call.params is params)
        name, data = next(iter(content.items()), ("", b""))
        if not name:
            raise Refusal(400, f"Bad Request: there is no {kind} in the request")
        return name, data
