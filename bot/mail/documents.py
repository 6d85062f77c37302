"""Reads the documents that came with a mail, each in a child process under limits; never raises, never waits for long."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import intake
from intake.documents import (
    MAX_ATTACHED,
    MAX_CELLS,
    MAX_ROWS,
    MAX_TEXT,
    Document,
    Format,
    Reading,
    Trouble,
    Unreadable,
    format_of,
)
from intake.message import Attachment

MOST_DOCUMENTS = 4
SECONDS = 8.0
"""For one document; starting the child takes 0.4 s on an idle machine."""
SECONDS_IN_ALL = 12.0
"""For all of one mail; only its own sender waits for them."""
LONGEST_ANSWER = 4 * 1024 * 1024
_CHILD = ("-s", "-P", "-B", "-m", "bot.mail.document_child")
_HOME = Path(intake.__file__).parents[1]
_ENVIRONMENT: Mapping[str, str] = {"PYTHONPATH": str(_HOME), "PYTHONUTF8": "1"}
"""All that the child is told of ours: no password and no token."""


async def read_documents(attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The attachments; the DOCX, ODT and PDF files among them with what they say."""
    clock = asyncio.get_running_loop().time
    end = clock() + SECONDS_IN_ALL
    left = MOST_DOCUMENTS
    looked: list[Attachment] = []
    for attachment in attachments:
        kind = format_of(attachment.filename, attachment.media_type)
        if kind is None:
            looked.append(attachment)
            continue
        seconds = min(SECONDS, end - clock()) if left > 0 else 0
        left -= 1
        looked.append(replace(attachment, document=await read_document(attachment.content, kind, seconds)))
    return tuple(looked)


async def read_document(content: bytes, kind: Format, seconds: float = SECONDS) -> Reading:
    """What one document says."""
    if seconds <= 0:
        return Unreadable(Trouble.TOO_LARGE)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *_CHILD,
        kind,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=_ENVIRONMENT,
        cwd=os.sep,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            answer, _ = await asyncio.gather(_answer(child), _hand_over(child, content))
            code = await child.wait()
    except TimeoutError:
        return Unreadable(Trouble.TOO_LARGE)
    finally:
        await _end(child)
    return _reading(answer) if code == 0 else Unreadable(Trouble.TOO_LARGE)


async def _hand_over(child: Process, content: bytes) -> None:
    if child.stdin is None:
        return
    with suppress(OSError):  # a child that reached its limits has stopped listening
        child.stdin.write(content)
        await child.stdin.drain()
    child.stdin.close()


async def _answer(child: Process) -> bytes:
    """What the child says; one that says too much is cut short."""
    said = b""
    while child.stdout is not None and (piece := await child.stdout.read(64 * 1024)):
        said += piece
        if len(said) > LONGEST_ANSWER:
            child.kill()
            return b""
    return said


async def _end(child: Process) -> None:
    """Leave nothing behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, 9)
    await child.wait()


def _reading(answer: bytes) -> Reading:
    """The child's answer, not believed either: it has been with strangers."""
    try:
        told = json.loads(answer)
        if "trouble" in told:
            return Unreadable(Trouble(told["trouble"]))
        rows = tuple(tuple(str(cell) for cell in row[:MAX_CELLS]) for row in told["rows"][:MAX_ROWS])
        attached = str(told.get("attached", ""))[:MAX_ATTACHED]
        return Document(str(told["text"])[:MAX_TEXT], rows, attached)
    except (ValueError, TypeError, KeyError, RecursionError):
        return Unreadable(Trouble.BROKEN)
