import os
from pathlib import Path

from bot.cli.keyboard import typed_lines


async def read(descriptor: int) -> list[str]:
    return [line async for line in typed_lines(descriptor)]


async def test_lines_come_from_a_pipe_until_it_is_closed() -> None:
    outlet, inlet = os.pipe()
    os.write(inlet, "/request\nMinistère du Travail\n\nlast without end".encode())
    os.close(inlet)

    lines = await read(outlet)
    os.close(outlet)

    assert lines == ["/request\n", "Ministère du Travail\n", "\n", "last without end"]


async def test_each_line_comes_as_soon_as_it_is_typed() -> None:
    outlet, inlet = os.pipe()
    lines = typed_lines(outlet)

    os.write(inlet, b"one\n")
    first = await anext(lines)
    os.write(inlet, b"two\n")
    second = await anext(lines)
    os.close(inlet)

    assert (first, second) == ("one\n", "two\n")
    assert [line async for line in lines] == []
    os.close(outlet)


async def test_lines_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "typed").write_text("/queue\r\nb\n", encoding="utf-8")

    with (tmp_path / "typed").open() as file:
        lines = await read(file.fileno())

    assert lines == ["/queue\n", "b\n"]


async def test_bytes_that_are_no_text_do_not_end_the_conversation(tmp_path: Path) -> None:
    (tmp_path / "typed").write_bytes(b"caf\xe9\nnext\n")

    with (tmp_path / "typed").open() as file:
        lines = await read(file.fileno())

    assert lines == ["caf\N{REPLACEMENT CHARACTER}\n", "next\n"]


async def test_nothing_typed_is_no_line(tmp_path: Path) -> None:
    (tmp_path / "typed").touch()

    with (tmp_path / "typed").open() as file:
        assert await read(file.fileno()) == []
