import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.oauth import TokenRefusedError
from bot.mail.oauth_browser import NoCodeError, Question, Screen, consent_in_browser
from bot.mail.oauth_consent import SignIn
from bot.mail.oauth_grant import Grant
from tests.peers.provider import Provider

ACCOUNT = "muster@facility.example"
FAREWELL = "You can close this page."


@dataclass
class Owner:
    """The owner of the mailbox: what is on the screen, and what is typed."""

    lines: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    shown: asyncio.Future[str] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    told_off: int = 0

    async def typed(self) -> AsyncIterator[str]:
        while True:
            yield await self.lines.get()

    def not_it(self) -> None:
        self.told_off += 1

    @property
    def screen(self) -> Screen:
        return Screen(self.shown.set_result, self.typed(), self.not_it, FAREWELL)

    async def agree(self, *, here: bool) -> str:
        """Sign in; what the browser shows, or, with a browser elsewhere, the address that it came to."""
        address = await self.shown
        async with httpx.AsyncClient(follow_redirects=here) as browser:
            page = await browser.get(address)
        return page.text if here else page.headers["Location"]


@asynccontextmanager
async def asking(
    peer: Provider, *, patience: float = 20.0
) -> AsyncIterator[tuple[Owner, "asyncio.Task[str]"]]:
    owner = Owner()
    grant, sign_in = Grant(peer.endpoint, "client", "hush", "mail"), SignIn(browser=peer.sign_in_page)
    asked = consent_in_browser(grant, sign_in, owner.screen, account=ACCOUNT, patience=patience)
    task = asyncio.create_task(asked)
    try:
        yield owner, task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_browser_on_this_machine_comes_back_by_itself(peer: Provider) -> None:
    async with asking(peer) as (owner, consent):
        page = await owner.agree(here=True)
        token = await consent

    assert token in peer.good_refresh_tokens
    assert page == FAREWELL
    fields = {name: told[0] for name, told in parse_qs(urlsplit(owner.shown.result()).query).items()}
    assert (fields["login_hint"], fields["scope"], fields["response_type"]) == (ACCOUNT, "mail", "code")
    assert fields["code_challenge_method"] == "S256"
    assert peer.asked[-1]["code_verifier"] not in owner.shown.result()


async def test_a_browser_elsewhere_leads_to_an_address_to_paste(peer: Provider) -> None:
    async with asking(peer) as (owner, consent):
        came_to = await owner.agree(here=False)
        owner.lines.put_nowait(f"  {came_to}\n")

        assert await consent in peer.good_refresh_tokens


async def test_a_bare_code_will_do_and_something_else_is_asked_for_again(peer: Provider) -> None:
    async with asking(peer) as (owner, consent):
        came_to = await owner.agree(here=False)
        for line in (
            "",
            "I have signed in",
            "https://accounts.example/",
            came_to.replace("state=", "state=x"),
        ):
            owner.lines.put_nowait(line)
        owner.lines.put_nowait(parse_qs(urlsplit(came_to).query)["code"][0])

        assert await consent in peer.good_refresh_tokens
    assert owner.told_off == 3


async def test_an_owner_who_declines_ends_it(peer: Provider) -> None:
    peer.declines = True
    async with asking(peer) as (owner, consent):
        await owner.agree(here=True)

        with pytest.raises(TokenRefusedError, match="access_denied The user said no") as error:
            await consent

    assert error.value.code == "access_denied"


async def test_a_page_that_knows_no_secret_of_ours_changes_nothing(peer: Provider) -> None:
    async with asking(peer) as (owner, consent):
        fields = parse_qs(urlsplit(await owner.shown).query)
        async with httpx.AsyncClient() as stranger:
            answers = [
                (await stranger.get(fields["redirect_uri"][0] + path)).status_code
                for path in ("/?code=evil&state=guessed", "/?error=access_denied", "/", "/else", "/?state=")
            ]
        await owner.agree(here=True)

        assert await consent in peer.good_refresh_tokens
    assert answers == [404] * 5


async def test_nobody_is_waited_for_for_ever(peer: Provider) -> None:
    async with asking(peer, patience=0.05) as (_, consent):
        with pytest.raises(TokenRefusedError, match="in time"):
            await consent


async def test_another_process_cannot_use_the_code(peer: Provider) -> None:
    async with asking(peer) as (owner, consent):
        await owner.agree(here=False)
        (code,) = peer.codes
        peer.codes[code]["code_challenge"] = "of somebody else"
        owner.lines.put_nowait(code)

        with pytest.raises(TokenRefusedError, match="invalid_grant"):
            await consent


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_a_code_or_none(pasted: str) -> None:
    question = Question("http://127.0.0.1:1")

    try:
        code = question.code_in(pasted)
    except (NoCodeError, TokenRefusedError):
        return
    assert code.isprintable()
    assert code


def test_what_must_come_back_stays_out_of_sight() -> None:
    question = Question("http://127.0.0.1:1")

    assert question.state not in repr(question)
    assert question.proof not in repr(question)
