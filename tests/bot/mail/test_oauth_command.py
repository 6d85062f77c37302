import asyncio
import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

from bot.mail.oauth import FixedToken, NoTokenError, TokenRefusedError, usable, xoauth2
from bot.mail.oauth_command import CommandTokens


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "asked"


def program(folder: Path, script: str) -> tuple[str, ...]:
    file = folder / "token"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return (str(file),)


def counting(folder: Path, log: Path) -> CommandTokens:
    """Prints a new token each time."""
    where = shlex.quote(str(log))
    return CommandTokens(program(folder, f"echo x >> {where}; echo token-$(wc -l < {where} | tr -d ' ')"))


async def test_a_fixed_token_is_given_until_it_is_refused() -> None:
    tokens = FixedToken(" ya29.abc\n")

    assert [await tokens.token(), await tokens.token()] == ["ya29.abc", "ya29.abc"]
    with pytest.raises(TokenRefusedError, match="not accepted any more"):
        await tokens.token(fresh=True)


def test_the_answer_of_xoauth2_is_the_one_in_googles_and_microsofts_pages() -> None:
    assert xoauth2("someuser@example.com", "ya29.vF9dft4") == (
        "user=someuser@example.com\x01auth=Bearer ya29.vF9dft4\x01\x01"
    )


@pytest.mark.parametrize("token", ["", "  ", "two words", "a\nb", "a\x01b", "tök", "x" * 20_000])
def test_what_cannot_be_a_token_is_refused(token: str) -> None:
    with pytest.raises(TokenRefusedError):
        usable(token)


async def test_a_command_is_asked_once(tmp_path: Path, log: Path) -> None:
    tokens = counting(tmp_path, log)

    assert [await tokens.token() for _ in range(3)] == ["token-1"] * 3


async def test_a_command_is_asked_again_when_its_token_is_refused(tmp_path: Path, log: Path) -> None:
    tokens = counting(tmp_path, log)

    assert [await tokens.token(), await tokens.token(fresh=True), await tokens.token()] == [
        "token-1", "token-2", "token-2",
    ]  # fmt: skip


async def test_two_whose_token_is_refused_at_once_share_the_next(tmp_path: Path, log: Path) -> None:
    tokens = counting(tmp_path, log)
    await tokens.token()

    both = await asyncio.gather(tokens.token(fresh=True), tokens.token(fresh=True))

    assert list(both) == ["token-2", "token-2"]


async def test_only_the_first_line_counts(tmp_path: Path) -> None:
    assert await CommandTokens(program(tmp_path, "echo abc; echo expires in an hour")).token() == "abc"


async def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import sys; print(sys.argv[1])", "$(id);`id`&")

    assert await CommandTokens(command).token() == "$(id);`id`&"


async def test_a_command_that_fails_tells_its_last_words(tmp_path: Path) -> None:
    tokens = CommandTokens(
        program(tmp_path, "echo secret; echo warning >&2; echo consent expired >&2; exit 3")
    )

    with pytest.raises(NoTokenError) as failure:
        await tokens.token()

    assert str(failure.value) == "the token command failed with 3: consent expired"


async def test_a_command_that_is_not_there_is_for_the_operator() -> None:
    with pytest.raises(TokenRefusedError, match="cannot be started"):
        await CommandTokens(("/nowhere/token",)).token()


async def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    tokens = CommandTokens(program(tmp_path, f"echo $$ > {tmp_path}/pid; sleep 600 & wait"), timeout=0.5)

    with pytest.raises(NoTokenError, match="did not end within"):
        await tokens.token()

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="ascii")), 0)


async def test_a_command_that_babbles_is_heard_out_without_filling_memory(tmp_path: Path) -> None:
    babble = f"{shlex.quote(sys.executable)} -c \"print('abc'); print('x' * 5_000_000)\""

    assert await CommandTokens(program(tmp_path, babble)).token() == "abc"


async def test_after_a_failure_the_command_is_asked_again(tmp_path: Path, log: Path) -> None:
    where = shlex.quote(str(log))
    tokens = CommandTokens(program(tmp_path, f"test -e {where} && echo abc || {{ touch {where}; exit 1; }}"))

    with pytest.raises(NoTokenError):
        await tokens.token()

    assert await tokens.token() == "abc"
