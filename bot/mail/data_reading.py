"""The content of a mail, read under limits: where it ends, what of it is kept, what is only counted.

Only CR LF . CR LF ends a mail; a bare LF or CR around the dot does not, so no second mail can be smuggled in
behind a relay that thinks otherwise (CVE-2023-51764 and its kin).
"""

import asyncio
from typing import Protocol

_END = b".\r\n"
_LAST_LINE = b"\r\n.\r\n"


class Room(Protocol):
    """Memory for mails that are being received."""

    def hold(self, size: int) -> bool:
        """Whether there is room for so much more of a mail; `release` gives it back."""

    def release(self, size: int) -> None:
        """Room given back."""


class MailReading:
    """A mail while it is being read; what cannot be kept is counted and forgotten."""

    def __init__(self, room: Room, max_bytes: int) -> None:
        self._room = room
        self._max_bytes = max_bytes
        self._at_line_start = True
        self._half_line_end = b""
        self.content = bytearray()
        self.size = 0
        self.held = 0
        self.no_room = False

    @property
    def too_large(self) -> bool:
        """Whether more came than one mail may have."""
        return self.size > self._max_bytes

    def add(self, piece: bytes) -> bool:
        """Whether the mail ends with this piece; what belongs to it is kept, without the dots that protect dots."""
        piece = self._half_line_end + piece
        ended = piece.endswith(_LAST_LINE) or (self._at_line_start and piece == _END)
        self._half_line_end = b"\r" if piece.endswith(b"\r") else b""
        beyond = len(_END) if ended else len(self._half_line_end)
        self._take(piece[: len(piece) - beyond])
        return ended

    def whole(self) -> bytes:
        """The content, handed over: it is not held twice. The room stays taken until `forget`."""
        content = bytes(self.content)
        self.content.clear()
        return content

    def forget(self) -> None:
        """Give the room back."""
        self.content.clear()
        self._room.release(self.held)
        self.held = 0

    def _take(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.too_large or self.no_room:
            self.forget()
        elif piece:
            self._keep(_without_protecting_dots(piece, at_line_start=self._at_line_start))
        self._at_line_start = piece.endswith(b"\r\n") if piece else self._at_line_start

    def _keep(self, piece: bytes) -> None:
        if self._room.hold(len(piece)):
            self.held += len(piece)
            self.content += piece
        else:
            self.no_room = True
            self.forget()


def _without_protecting_dots(piece: bytes, *, at_line_start: bool) -> bytes:
    rest = piece[1:] if at_line_start and piece.startswith(b".") else piece
    return rest.replace(b"\r\n.", b"\r\n")


async def next_piece(reader: asyncio.StreamReader) -> bytes:
    """Up to the next dot at the end of a line, which may end the mail, or as much as the buffer holds; never more."""
    try:
        return await reader.readuntil(_END)
    except asyncio.LimitOverrunError as overrun:
        return await reader.read(overrun.consumed)
