"""A newsletter in two languages: out by the job table, ended by one click and by reply, and never twice to anybody."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.cli.newsletter import put_issue
from intake.tokens import read_token
from storage.database import Database
from storage.newsletter_issues import Draft, Progress, progress
from storage.newsletters import Consent, NewsletterSubscription, subscribe, subscription_of
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import BEGIN, MUSTER, OLGA, Facility, open_facility, said
from tests.peers.ports import free_port
from tests.peers.smtp import Delivered, Fault, letter

pytestmark = ON_SQLITE

AMA, BEA, COR, DAN = "ama@labour.example", "bea@labour.example", "cor@labour.example", "dan@labour.example"
FRENCH = Draft(
    "news",
    "march",
    "fr",
    "Nouvelles",
    "# Nouvelles\n\nDouze **missions** en [mars](https://facility.example/).",
)
ENGLISH = Draft("news", "march", "en", "News", "# News\n\nTwelve **missions** in March.")
PUBLIC = "https://muster.facility.example"


@pytest.fixture
async def facility(database: Database, tmp_path: Path) -> AsyncIterator[Facility]:
    async with open_facility(
        database, tmp_path / "data", health_port=free_port(), public_url=PUBLIC
    ) as open_one:
        async with database.transaction() as session:
            for address, language in ((AMA, "fr"), (BEA, "fr"), (COR, ""), (DAN, "en")):
                consent = Consent(address, "asked at the workshop", "operator", language=language)
                await subscribe(session, consent, now=BEGIN)
        yield open_one


async def send(facility: Facility, *drafts: Draft) -> list[int | None]:
    """What `muster newsletter send` does, in one of these drafts after the other; all copies have become due then."""
    added = [await put_issue(facility.app, draft) for draft in drafts]
    facility.time.forward(minutes=1)
    facility.app.handled()
    await facility.quiet()
    return added


async def reader(facility: Facility, address: str) -> NewsletterSubscription:
    async with facility.database.snapshot() as session:
        found = await subscription_of(session, address)
    assert found is not None
    return found


async def how_far(facility: Facility) -> Progress:
    async with facility.database.snapshot() as session:
        [one] = await progress(session)
    return one


def link_in(mail: Delivered) -> str:
    """The web address in List-Unsubscribe."""
    header = str(mail.mail["List-Unsubscribe"])
    assert header.startswith(f"<{PUBLIC}/unsubscribe/")
    return header[1:].partition(">")[0].removeprefix(PUBLIC)


def web(facility: Facility) -> httpx.AsyncClient:
    """Muster's own port, to which a web server in front passes on what comes for the public address."""
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{facility.app.settings.health_port}")


async def test_each_reader_gets_one_copy_in_their_language(facility: Facility) -> None:
    added = await send(facility, FRENCH, ENGLISH)

    again = await send(facility, ENGLISH, FRENCH)
    copies = {address: facility.mails_to(address) for address in (AMA, BEA, COR, DAN)}
    assert (added, again) == ([2, 2], [0, 0])
    assert {address: [mail.subject for mail in mails] for address, mails in copies.items()} == {
        AMA: ["Nouvelles"],
        BEA: ["Nouvelles"],
        COR: ["News"],
        DAN: ["News"],
    }
    assert "Douze *missions* en mars <https://facility.example/>." in said(copies[AMA][0])
    assert (await how_far(facility)).sent == 4


async def test_copy_says_how_to_get_no_more(facility: Facility) -> None:
    await send(facility, FRENCH)

    mail = await facility.mail_to(AMA)
    headers = {name: str(mail.mail[name]) for name in ("List-Id", "Precedence", "Auto-Submitted")}
    assert headers == {
        "List-Id": "<news.facility.example>",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
    }
    assert mail.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f", <mailto:{mail.reply_to}?subject=unsubscribe>" in str(mail.mail["List-Unsubscribe"])
    assert f"{PUBLIC}{link_in(mail)}" in mail.text
    assert f"{PUBLIC}{link_in(mail)}" in mail.html


async def test_one_click_ends_it_and_a_look_changes_nothing(facility: Facility) -> None:
    await send(facility, FRENCH)
    link = link_in(await facility.mail_to(AMA))

    async with web(facility) as outside:
        looked = await outside.get(link)
        still = (await reader(facility, AMA)).unsubscribed_at
        empty = await outside.post(link)
        altered = await outside.post(f"{link[:-1]}_", data={"List-Unsubscribe": "One-Click"})
        pressed = await outside.post(link, data={"List-Unsubscribe": "One-Click"})
        pressed_again = await outside.post(link, data={"List-Unsubscribe": "One-Click"})
        huge = await outside.post(link, content=b"x" * 5_000)

    assert (looked.status_code, still) == (200, None)
    assert '<button type="submit">Ne plus m’envoyer de nouvelles</button>' in looked.text
    assert [one.status_code for one in (empty, altered, pressed, pressed_again, huge)] == [
        400,
        404,
        200,
        200,
        413,
    ]
    assert "C’est fait" in pressed.text
    assert (await reader(facility, AMA)).unsubscribed_at == facility.time.now()
    assert await send(facility, FRENCH) == [0]
    assert len(facility.mails_to(AMA)) == 1


@pytest.mark.parametrize(
    "words", ["UNSUBSCRIBE", "Merci de me désabonner.", "Please remove me from your list."]
)
async def test_reply_ends_it_and_is_confirmed_once(facility: Facility, words: str) -> None:
    await send(facility, FRENCH)
    copy = await facility.mail_to(BEA)

    await facility.reply(copy, words)
    await facility.reply(copy, f"{words}\n\nMerci")

    told = await facility.mail_to(BEA, subject="Plus de nouvelles")
    assert "vous ne recevrez plus les lettres d’information" in said(told)
    assert len(facility.mails_to(BEA)) == 2
    assert (await reader(facility, BEA)).unsubscribed_at is not None
    assert facility.mails_to(OLGA) == []


async def test_mail_program_unsubscribes_from_another_address_of_the_reader(facility: Facility) -> None:
    await send(facility, FRENCH)
    copy = await facility.mail_to(BEA)

    mail = letter(sender="b.other@elsewhere.example", to=copy.reply_to, subject="unsubscribe")
    mail["Auto-Submitted"] = "auto-generated"
    await facility.send(mail)

    assert (await reader(facility, BEA)).unsubscribed_at is not None
    assert facility.mails_to("b.other@elsewhere.example") == []
    assert len(facility.mails_to(BEA)) == 2


async def test_nobody_is_taken_off_without_their_signed_address(facility: Facility) -> None:
    await send(facility, FRENCH)
    copy = await facility.mail_to(AMA)
    claim = read_token(copy.reply_to.partition("@")[0])
    assert claim is not None

    forged = MUSTER.replace("@", f"+n{claim.row_id}{'a' * 16}@")
    await facility.send(letter(sender=BEA, to=forged, subject="unsubscribe"))

    assert (await reader(facility, AMA)).unsubscribed_at is None
    assert "for an officer: altered_token" in (await facility.notes())[-1]


async def test_out_of_office_is_neither_heard_nor_answered(facility: Facility) -> None:
    await send(facility, FRENCH)
    copy = await facility.mail_to(AMA)
    before = len(facility.outside.received)

    away = letter(sender=AMA, to=copy.reply_to, subject="Réponse automatique : Nouvelles", text="Absente.")
    away["Auto-Submitted"] = "auto-replied"
    await facility.send(away)
    await facility.send(away.as_bytes(), mail_from="", to=(copy.mail_from,))

    assert len(facility.outside.received) == before
    assert all(note.startswith("automatic about newsletter") for note in await facility.notes())
    assert (await reader(facility, AMA)).unsubscribed_at is None


async def test_other_words_in_a_reply_are_a_mail_like_any_other(facility: Facility) -> None:
    await send(facility, FRENCH)
    copy = await facility.mail_to(AMA)

    await facility.reply(copy, "Bonjour, comment pouvons-nous demander une mission d'appui ?")

    assert (await reader(facility, AMA)).unsubscribed_at is None
    assert not (await facility.notes())[-1].startswith("newsletter")


async def test_address_that_is_gone_is_counted_and_written_to_no_more(facility: Facility) -> None:
    facility.outside.faults.append(Fault("rcpt", "550 5.1.1 no such user", to=AMA))

    await send(facility, FRENCH)
    copy = await facility.mail_to(BEA)
    report = (
        f"From: MAILER-DAEMON@labour.example\nTo: {copy.mail_from}\nSubject: Undelivered Mail\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThe address does not exist.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.labour.example\n\n"
        f"Final-Recipient: rfc822; {BEA}\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b--\n"
    )
    await facility.send(report.encode(), mail_from="", to=(copy.mail_from,))

    seen = await how_far(facility)
    assert (seen.sent, seen.waiting, seen.came_back) == (0, 0, 2)
    assert (await reader(facility, BEA)).bounced_at is not None
    assert facility.mails_to(OLGA) == []
    later = Draft("news", "april", "fr", "Avril", "# Avril\n\nRien.")
    assert await put_issue(facility.app, later) == 0


async def test_reader_who_leaves_before_their_turn_gets_none(facility: Facility) -> None:
    await put_issue(facility.app, FRENCH)  # the first is due now, the other in a moment

    waiting = (await how_far(facility)).waiting
    async with facility.database.transaction() as session:
        row = await subscription_of(session, BEA)
        assert row is not None
        row.unsubscribed_at = BEGIN
    await send(facility)

    assert waiting >= 1
    assert facility.mails_to(BEA) == []
    assert ((await how_far(facility)).sent, (await how_far(facility)).left) == (1, 1)


async def test_other_words_under_the_same_name_are_refused(facility: Facility) -> None:
    await send(facility, FRENCH)

    other = Draft("news", "march", "fr", "Nouvelles", "# Nouvelles\n\nTreize missions.")
    assert await put_issue(facility.app, other) is None
