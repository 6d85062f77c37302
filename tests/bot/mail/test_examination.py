"""The closer look at files: first the scanner, then the words; a scanner that is away is waited for, but not for ever."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.dispatch.closer_look import NotYet
from bot.mail.examination import AGAIN_AFTER, PATIENCE, Examination
from bot.mail.virus_scan import Scanner
from intake.documents import Document
from intake.message import Attachment, Channel, Kind, Message, Why, Withheld
from intake.tokens import Purpose, make_token, reply_address
from tests.documents import EICAR, docx_of
from tests.factories import MOMENT
from tests.peers.clamd import clamd

MUSTER = "muster@facility.example"
SALMA = "salma@ministry.example"
LETTER = Attachment("letter.docx", "application/zip", docx_of("We ask for help."))
READ = Document("We ask for help.")
FORM = "Title: Pensions\nCountry: Togo\nBackground: Few are paid.\n"


def message(*files: Attachment, text: str = "", kind: Kind = Kind.PERSON, to: str = MUSTER) -> Message:
    return Message(
        Channel.MAIL, "m1", SALMA, MOMENT, text=text, kind=kind, recipients=(to,), attachments=files
    )


def reply(purpose: Purpose) -> str:
    return reply_address(MUSTER, make_token(b"secret", purpose, 3, SALMA))


async def looked_at(
    given: Message, scanner: Scanner | None = None, *, late: timedelta = timedelta(0)
) -> Message:
    found = await Examination(MUSTER, scanner)(given, MOMENT + late)
    assert isinstance(found, Message)
    return found


async def test_without_files_there_is_nothing_to_look_at() -> None:
    given = message(text="Hello")

    assert await looked_at(given, Scanner("/nowhere")) is given


@pytest.mark.parametrize("to", [MUSTER, reply(Purpose.DRAFT), reply(Purpose.REQUEST)])
async def test_documents_of_a_partner_are_read(to: str) -> None:
    [file] = (await looked_at(message(LETTER, to=to))).attachments

    assert file.document == READ


@pytest.mark.parametrize(
    "given",
    [
        message(LETTER, text=FORM),
        message(LETTER, kind=Kind.AUTOMATIC),
        message(LETTER, to=reply(Purpose.INQUIRY)),
        message(LETTER, to=reply(Purpose.OFFICER)),
    ],
    ids=["the mail is a form", "a machine's", "an expert's", "an officer's"],
)
async def test_documents_that_nothing_follows_from_are_left_alone(given: Message) -> None:
    assert (await looked_at(given)).attachments == (LETTER,)


async def test_an_infected_file_is_withheld_and_the_others_are_kept() -> None:
    bad, good = Attachment("bad.exe", "", EICAR), Attachment("good.txt", "text/plain", b"a list")
    async with clamd() as daemon:
        found = await looked_at(message(bad, good), Scanner(daemon.address))

    assert found.attachments == (good,)
    assert found.withheld == (Withheld("bad.exe", Why.INFECTED, "Eicar-Test-Signature"),)


async def test_what_was_withheld_before_stays_named() -> None:
    given = replace(message(LETTER), withheld=(Withheld("film.mov", Why.TOO_LARGE),))
    async with clamd() as daemon:
        found = await looked_at(given, Scanner(daemon.address))

    assert found.withheld == (Withheld("film.mov", Why.TOO_LARGE),)


async def test_every_file_is_scanned_whoever_sent_it() -> None:
    async with clamd() as daemon:
        await looked_at(message(LETTER, text=FORM, kind=Kind.LIST), Scanner(daemon.address))

    assert daemon.scanned == [LETTER.content]


async def test_a_scanner_that_is_away_is_waited_for(tmp_path: Path) -> None:
    scanner = Scanner(str(tmp_path / "nothing"))

    waits = await Examination(MUSTER, scanner)(message(LETTER), MOMENT + PATIENCE - timedelta(seconds=1))

    assert isinstance(waits, NotYet)
    assert waits.after == AGAIN_AFTER
    assert waits.reason.startswith("virus scanner: ")


async def test_after_an_hour_what_could_not_be_checked_is_withheld() -> None:
    good, other = Attachment("good.txt", "text/plain", b"a list"), Attachment("other.txt", "text/plain", b"b")
    async with clamd() as daemon:
        daemon.answers = [b"stream: OK", b"ERROR"]
        found = await looked_at(message(good, other, LETTER), Scanner(daemon.address), late=PATIENCE)

    assert found.attachments == (good,)
    assert found.withheld == (
        Withheld("other.txt", Why.UNCHECKED),
        Withheld("letter.docx", Why.UNCHECKED),
    )
    assert len(daemon.scanned) == 2
