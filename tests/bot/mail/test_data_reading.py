import asyncio
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.mail.data_reading import MailReading, next_piece


@dataclass
class Room:
    """So much memory."""

    free: int

    def hold(self, size: int) -> bool:
        if size > self.free:
            return False
        self.free -= size
        return True

    def release(self, size: int) -> None:
        self.free += size


def test_when_memory_is_full_a_mail_is_put_off_and_nothing_of_it_stays() -> None:
    memory = Room(25)
    reading = MailReading(memory, 100)

    ends = [
        reading.add(piece) for piece in (b"0123456789\r\n", b"0123456789\r\n", b"0123456789\r\n", b".\r\n")
    ]

    assert ends == [False, False, False, True]
    assert (reading.no_room, reading.too_large, bytes(reading.content), memory.free) == (True, False, b"", 25)


def test_a_mail_over_the_limit_is_counted_but_not_held() -> None:
    memory = Room(1000)
    reading = MailReading(memory, 20)

    for _ in range(5):
        reading.add(b"0123456789\r\n")

    assert (reading.size, reading.too_large, bytes(reading.content), memory.free) == (60, True, b"", 1000)


def test_a_mail_is_handed_over_once_and_its_room_given_back_afterwards() -> None:
    memory = Room(100)
    reading = MailReading(memory, 100)
    reading.add(b"Yes.\r\n.\r\n")

    handed_over = reading.whole()
    while_it_is_written = memory.free
    reading.forget()

    assert (handed_over, bytes(reading.content)) == (b"Yes.\r\n", b"")
    assert (while_it_is_written, memory.free) == (94, 100)


LINES = st.lists(
    st.binary(max_size=12) | st.sampled_from([b".", b"..", b"x.", b"\r", b"\n", b"\n.", b".\r"]), max_size=8
)


def as_sent(content: bytes) -> bytes:
    """What a mail server makes of a mail: a dot more before each line that begins with one, and the end."""
    lines = content.split(b"\r\n")[:-1]
    return b"".join(b"." * line.startswith(b".") + line + b"\r\n" for line in lines) + b".\r\n"


@given(LINES, st.integers(min_value=4, max_value=40), st.binary(max_size=9))
async def test_reading_piece_by_piece_gives_what_was_sent_and_nothing_of_what_follows(
    lines: list[bytes], buffer: int, behind: bytes
) -> None:
    content = b"".join(line + b"\r\n" for line in lines)
    sent = as_sent(content)
    reader = asyncio.StreamReader(limit=buffer)
    reader.feed_data(sent + behind)
    reader.feed_eof()
    reading = MailReading(Room(10_000), 10_000)

    while not reading.add(await next_piece(reader)):
        pass

    assert bytes(reading.content) == content
    assert reading.size == len(sent) - 3
    assert await reader.read() == behind


@given(LINES, st.data())
def test_it_does_not_matter_how_the_mail_was_cut(lines: list[bytes], data: st.DataObject) -> None:
    sent = as_sent(b"".join(line + b"\r\n" for line in lines))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent) - 3), max_size=6)))
    edges = [0, *cuts, len(sent)]
    pieces = [sent[start:end] for start, end in pairwise(edges)]
    reading = MailReading(Room(10_000), 10_000)

    ends = [reading.add(piece) for piece in pieces]

    assert ends == [False] * len(cuts) + [True]
    assert as_sent(bytes(reading.content)) == sent
