"""`muster oauth` as its user meets it: a process, a provider on this machine, and a person with a browser."""

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot.accounts import access_tokens
from bot.cli.commands import app
from bot.mail.oauth_keep import FILE
from config.languages import INTERFACE_LANGUAGES
from config.settings import load_settings
from tests.peers.provider import Provider, provider

SETTINGS = """\
facility_name = "The Facility"
language = "{language}"
mail_address = "muster@facility.example"
imap_host = "imap.facility.example"
imap_username = "box@facility.example"
{more}
oauth_provider = "{endpoint}"
oauth_client_id = "client"
"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The machine's own way out and the tester's settings are not meant here."""
    for name in [
        name for name in os.environ if name.lower().endswith("_proxy") or name.startswith("MUSTER_")
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def peer() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


def configure(endpoint: str, *, language: str = "en", more: str = "") -> None:
    Path("muster.toml").write_text(
        SETTINGS.format(endpoint=endpoint, language=language, more=more), encoding="utf-8"
    )


@asynccontextmanager
async def muster(*words: str) -> AsyncIterator[Process]:
    """The command in a process of its own."""
    root = str(Path(__file__).parents[3])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "oauth", *words,
        stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def shown_until(process: Process, pattern: str) -> str:
    """What the screen says until a line looks like this; that line."""
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while line := (await process.stdout.readline()).decode():
            if found := re.search(pattern, line):
                return found[0]
    raise AssertionError(f"never said {pattern}")


async def rest_of(process: Process) -> str:
    async with asyncio.timeout(30):
        out, err = await process.communicate()
    return (out + err).decode()


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
async def test_a_code_is_typed_on_another_screen_and_the_mailbox_opens(peer: Provider, language: str) -> None:
    configure(peer.endpoint, language=language)
    peer.hesitates = ["authorization_pending"]

    async with muster("--device-at", peer.device_page) as process:
        code = await shown_until(process, "GQVQ-JKEC")
        rest = await rest_of(process)

    assert (code, process.returncode) == ("GQVQ-JKEC", 0)
    assert "check" in rest
    kept = Path("muster-data") / FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert json.loads(kept.read_text())["token"] in peer.good_refresh_tokens
    tokens = access_tokens(load_settings(Path("muster.toml")))
    assert tokens is not None
    assert await tokens.token() in peer.good_tokens


async def test_a_browser_on_this_machine_comes_back(peer: Provider) -> None:
    configure(peer.endpoint)

    async with muster("--browser", "--sign-in-at", peer.sign_in_page) as process:
        address = await shown_until(process, r"http://127\.0\.0\.1:\d+/authorize\S+")
        async with httpx.AsyncClient(follow_redirects=True) as browser:
            page = (await browser.get(address)).text
        rest = await rest_of(process)

    assert "login_hint=box%40facility.example" in address
    assert page == "Thank you. You can close this page and go back to the terminal."
    assert (process.returncode, "The token is kept in muster-data" in rest) == (0, True)


async def test_an_address_is_pasted_from_another_machine(peer: Provider) -> None:
    configure(peer.endpoint, more='imap_password = "old"')

    async with muster("--sign-in-at", peer.sign_in_page) as process:
        address = await shown_until(process, r"http://127\.0\.0\.1:\d+/authorize\S+")
        async with httpx.AsyncClient() as browser:
            came_to = (await browser.get(address)).headers["Location"]
        assert process.stdin is not None
        process.stdin.write(f"what now?\n{came_to}\n".encode())
        await process.stdin.drain()
        rest = await rest_of(process)

    assert process.returncode == 0
    assert "Paste the whole address of the last page" in rest
    assert "imap_password: set, and a password goes before a token" in rest


async def test_an_owner_who_declines_leaves_nothing_behind(peer: Provider) -> None:
    configure(peer.endpoint)
    peer.hesitates = ["authorization_declined"]

    async with muster("--device-at", peer.device_page) as process:
        said = await rest_of(process)

    assert process.returncode == 1
    assert "did not agree" in said
    assert not (Path("muster-data") / FILE).exists()


async def test_an_organisation_that_forbids_codes_is_shown_the_browser(peer: Provider) -> None:
    configure(peer.endpoint)
    peer.faults = [(400, '{"error": "invalid_request", "error_description": "AADSTS530032"}')]

    async with muster("--device-at", peer.device_page) as process:
        said = await rest_of(process)

    assert process.returncode == 1
    assert "AADSTS530032" in said
    assert "oauth --browser" in said


def test_without_a_registered_application_the_way_is_shown() -> None:
    Path("muster.toml").write_text('facility_name = "The Facility"\n', encoding="utf-8")

    result = CliRunner().invoke(app, ["oauth"])

    assert result.exit_code == 2
    assert "oauth_provider and oauth_client_id" in result.output


def test_an_unknown_provider_needs_its_addresses() -> None:
    configure("https://id.example/token")

    result = CliRunner().invoke(app, ["oauth"])

    assert result.exit_code == 2
    assert "--sign-in-at" in result.output


def test_the_help_says_what_it_is_for() -> None:
    help_ = " ".join(CliRunner().invoke(app, ["oauth", "--help"]).output.split())

    assert "takes no password" in help_
    assert "invalid_grant" in help_
