"""Access tokens that a program of the operator prints: run without a shell, its answer kept until it is refused."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

from bot.mail.oauth import NoTokenError, TokenRefusedError, usable
from bot.texts.printable import one_line

_TO_ANSWER = 30.0
_LONGEST_ANSWER = 64 * 1024
_LONGEST_REASON = 200


class CommandTokens:
    """Asks the program once, and again when its token is refused; two who need one at once share the answer."""

    def __init__(self, command: tuple[str, ...], *, timeout: float = _TO_ANSWER) -> None:
        self._command = command
        self._timeout = timeout
        self._turn = asyncio.Lock()
        self._kept = ""

    async def token(self, *, fresh: bool = False) -> str:
        """The first line that the program prints."""
        refused = self._kept if fresh else ""
        async with self._turn:
            if not self._kept or self._kept == refused:
                self._kept = ""
                self._kept = usable(await self._ask())
            return self._kept

    async def _ask(self) -> str:
        program = await self._start()
        try:
            async with asyncio.timeout(self._timeout):
                printed, complaint = await asyncio.gather(_first(program.stdout), _first(program.stderr))
                code = await program.wait()
        except TimeoutError as error:
            raise NoTokenError(f"the token command did not end within {self._timeout:g} seconds") from error
        finally:
            await _end(program)
        if code != 0:
            raise NoTokenError(f"the token command failed with {code}: {_words(complaint)}")
        return printed.strip().partition(b"\n")[0].decode("utf-8", "replace")

    async def _start(self) -> Process:
        try:
            return await asyncio.create_subprocess_exec(
                *self._command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, start_new_session=True
            )
        except (OSError, ValueError) as error:
            raise TokenRefusedError(f"the token command cannot be started: {error}") from error


async def _first(stream: asyncio.StreamReader | None) -> bytes:
    """The beginning of what is written there; the rest is read and forgotten, so that the writer can end."""
    kept = b""
    while stream is not None and (piece := await stream.read(_LONGEST_ANSWER)):
        kept = (kept + piece)[:_LONGEST_ANSWER]
    return kept


async def _end(program: Process) -> None:
    """Leave nothing behind: the program and whatever it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(program.pid, 9)
    await program.wait()


def _words(complaint: bytes) -> str:
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return one_line(lines[-1] if lines else "it says nothing")[:_LONGEST_REASON]
