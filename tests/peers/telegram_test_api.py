"""telegram-test-api: a Bot API server nobody here wrote (npm, MIT, its newest version; hardly changed in years).

It is looser than ours, so it shows only that the bot needs nothing special of our own server. What it lacks, as of 4.2.1:
- getUpdates answers at once (no long polling) and knows no offset: an update is given out once, to whoever asks first;
- setMyCommands, getFile, groups, edited messages, my_chat_member, refusals and rate limits do not exist;
- answerCallbackQuery and editMessageText always succeed and answer null;
- the answer to sendMessage has its date in milliseconds and repeats the call's other parameters as words, and
  getMe lacks `is_bot`. python-telegram-bot can read neither, so both are mended here; nothing else is changed.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

VERSION = "4.2.1"
_START = """
require('telegram-test-api/lib/routes/bot/getMe').getMe = (app) => app.all('/bot:token/getMe', (_, answer) => answer.json(
  {ok: true, result: {id: 666, is_bot: true, first_name: 'Test First name', username: 'TestNameBot'}}));
const Server = require('telegram-test-api');
const add = Server.prototype.addBotMessage;
Server.prototype.addBotMessage = function (...given) {
  const {message_id, date, chat, text, reply_markup} = add.apply(this, given);
  return {message_id, date: Math.floor(date / 1000), chat, text, reply_markup};
};
new Server({port: Number(process.argv[1]), host: '127.0.0.1', storeTimeout: 3600}).start()
  .then(() => console.log('listening'));
"""


@dataclass(slots=True)
class TelegramTestApi:
    """The running server, and the people who use it."""

    port: int
    token: str
    http: aiohttp.ClientSession

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    async def say(self, chat: int, text: str, *, name: str = "Somebody") -> None:
        """Somebody writes, or gives a command."""
        marks = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        command = text.startswith("/")
        content = {"text": text} | ({"entities": marks} if command else {})
        await self._post("sendCommand" if command else "sendMessage", _message(chat, name) | content)

    async def press(self, chat: int, data: str, *, name: str = "Somebody") -> None:
        """Somebody presses a button."""
        said = _message(chat, name)
        await self._post("sendCallback", {"from": said["from"], "message": said, "data": data})

    async def read(self, chat: int, contains: str, *, deadline: float = 20.0) -> dict[str, Any]:
        """The newest message of the bot with these words, once it is there."""
        async with asyncio.timeout(deadline):
            while True:
                found = [said for said in await self.shown(chat) if contains in said["text"]]
                if found:
                    return found[-1]
                await asyncio.sleep(0.05)  # the other server tells nobody when something happens

    async def shown(self, chat: int) -> list[dict[str, Any]]:
        """What the bot wrote in a chat."""
        history = await self._post("getUpdatesHistory", {"token": self.token})
        messages = [one["message"] for one in history["result"] if "message" in one]
        return [message for message in messages if str(message.get("chat_id")) == str(chat)]

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        address = f"http://127.0.0.1:{self.port}/{path}"
        async with self.http.post(address, json={"botToken": self.token} | body) as answer:
            return await answer.json()


def _message(chat: int, name: str) -> dict[str, Any]:
    person = {"id": chat, "first_name": name, "is_bot": False, "language_code": "en"}
    return {
        "from": person,
        "chat": {"id": chat, "first_name": name, "type": "private"},
        "date": 1_768_208_400,
    }


def why_not() -> str:
    """Why the server cannot be run here; empty if it can. Installs it where it is not yet."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node is not installed (Debian: apt-get install nodejs npm)"
    if (_folder() / "node_modules" / "telegram-test-api").is_dir():
        return ""
    _folder().mkdir(parents=True, exist_ok=True)
    wanted = [
        "npm",
        "install",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        ".",
    ]
    tried = subprocess.run(
        [*wanted, f"telegram-test-api@{VERSION}"],
        cwd=_folder(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return "" if tried.returncode == 0 else f"npm could not install telegram-test-api: {tried.stderr[-300:]}"


@asynccontextmanager
async def running_test_api(port: int, token: str = "654321:NPM-token") -> AsyncIterator[TelegramTestApi]:
    """The server on this port, until the end of the block."""
    node = await asyncio.create_subprocess_exec(
        "node", "-e", _START, str(port), cwd=_folder(), stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
    )
    try:
        assert node.stdout is not None
        async with asyncio.timeout(20):
            assert await node.stdout.readline() == b"listening\n"
        async with aiohttp.ClientSession() as http:
            yield TelegramTestApi(port, token, http)
    finally:
        if node.returncode is None:
            node.terminate()
        await node.wait()


def _folder() -> Path:
    """Kept between runs, outside the project."""
    return Path(tempfile.gettempdir()) / f"muster-telegram-test-api-{VERSION}"
