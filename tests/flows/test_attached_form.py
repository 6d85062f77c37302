"""A ministry fills in the form as a file and mails it back: the same door, the same code."""

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.mime import MAX_ATTACHMENTS
from storage.database import Database
from storage.mail import Inbox
from storage.requests import Request, StoredFile
from tests.documents import (
    ANSWERS,
    EICAR,
    blank_form,
    docx_of,
    encrypted_pdf,
    fill_in,
    pdf_form,
    pdf_of,
    scanned_pdf,
)
from tests.flows.facility import MUSTER, OLGA, Facility, open_facility, said
from tests.flows.steps import form
from tests.peers.clamd import Clamd, clamd
from tests.peers.smtp import Delivered, answer, letter

SALMA = "salma@ministry.example"
BY_LIBREOFFICE = Path(__file__).parents[1] / "intake/files/form-by-libreoffice.odt"
"""Our form, filled in and saved as ODT by LibreOffice 7."""
NOTE = "Dear colleagues,\n\nplease find our form attached.\n\nKind regards\nSalma Khamis"
ASKING = """\
The Ministry of Labour of Togo requests technical assistance on social pensions.
We would like two experts for ten days between 9 and 27 March 2026 in Lome,
to review the draft law and to train our inspectors. We work in French."""


def mail(text: str, *files: tuple[str, bytes], subject: str = "Our request") -> EmailMessage:
    return with_files(letter(sender=SALMA, to=MUSTER, subject=subject, text=text), *files)


def with_files(sent: EmailMessage, *files: tuple[str, bytes]) -> EmailMessage:
    for name, content in files:
        sent.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return sent


async def stored(facility: Facility) -> list[tuple[str, bytes]]:
    async with facility.database.snapshot() as session:
        query = select(StoredFile.filename, StoredFile.content).order_by(col(StoredFile.id))
        return list((await session.exec(query)).all())


async def requests(facility: Facility) -> list[Request]:
    async with facility.database.snapshot() as session:
        return list((await session.exec(select(Request))).all())


async def answer_with(facility: Facility, to: Delivered, text: str, *files: tuple[str, bytes]) -> None:
    await facility.send(with_files(answer(to, text), *files))


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_form_of_muster_filled_in_gets_a_code(
    facility: Facility, tmp_path: Path, language: str
) -> None:
    filled = fill_in(blank_form(tmp_path, language))

    await facility.send(mail(NOTE, ("form.docx", filled)))

    request = await facility.request("2026-01")
    assert "2026-01" in (await facility.mail_to(SALMA)).subject
    assert (request.title, request.country) == (ANSWERS["title"], "TZ-Z")
    assert request.background.split() == ANSWERS["background"].split()
    assert (request.duration_days, request.experts_wanted) == (5, 2)
    assert await stored(facility) == [("form.docx", filled)]


async def test_a_mail_without_a_word_is_a_request_if_the_form_comes_along(
    facility: Facility, tmp_path: Path
) -> None:
    await facility.send(mail("", ("form.docx", fill_in(blank_form(tmp_path))), subject=""))

    assert (await facility.request("2026-01")).title == ANSWERS["title"]


async def test_fields_of_a_pdf_are_read_like_a_form(facility: Facility) -> None:
    await facility.send(mail(NOTE, ("form.pdf", pdf_form(ANSWERS))))

    assert (await facility.request("2026-01")).title == ANSWERS["title"]


async def test_a_printed_pdf_is_read_line_by_line(facility: Facility) -> None:
    lines = "\n".join(f"{name.replace('_', ' ')}\n{value}" for name, value in ANSWERS.items())
    printed = lines.replace("window", "Dates").replace("duration days", "Duration")

    await facility.send(mail(NOTE, ("form.pdf", pdf_of(printed))))

    assert (await facility.request("2026-01")).title == ANSWERS["title"]


async def test_what_the_form_leaves_open_is_asked_and_may_come_as_a_form_again(
    facility: Facility, tmp_path: Path
) -> None:
    blank = blank_form(tmp_path)
    halves = {name: value for name, value in ANSWERS.items() if name not in {"window", "languages"}}
    await facility.send(mail(NOTE, ("form.docx", fill_in(blank, halves))))
    asked = await facility.mail_to(SALMA)
    assert "2026-01" not in asked.subject

    await answer_with(facility, asked, "Here it is.", ("form2.docx", fill_in(blank)))

    assert (await facility.request("2026-01")).window_start is not None
    assert [name for name, _ in await stored(facility)] == ["form.docx", "form2.docx"]


async def test_the_words_of_the_mail_win_over_the_form_beside_it(facility: Facility, tmp_path: Path) -> None:
    await facility.send(mail(form(title="Pensions at sea"), ("form.docx", fill_in(blank_form(tmp_path)))))

    assert (await facility.request("2026-01")).title == "Pensions at sea"
    assert [name for name, _ in await stored(facility)] == ["form.docx"]
    assert "form.docx" in said(await facility.mail_to(OLGA, subject="New request"))


async def test_a_letter_under_a_covering_note_is_the_request(facility: Facility) -> None:
    await facility.send(mail("Please see our letter.", ("letter.docx", docx_of(*ASKING.splitlines()))))

    [request] = await requests(facility)
    assert "train our inspectors" in str(request.form)
    assert "not read" not in " ".join(await facility.notes())


async def test_the_form_filled_in_with_libreoffice_gets_a_code(facility: Facility) -> None:
    await facility.send(mail(NOTE, ("form.odt", BY_LIBREOFFICE.read_bytes())))

    assert "2026-01" in said(await facility.mail_to(SALMA))
    assert (await facility.request("2026-01")).title == ANSWERS["title"]


@pytest.mark.parametrize("name", ["letter.doc", "LETTER.DOC", "letter.rtf"])
async def test_an_old_word_file_is_asked_for_in_another_form(facility: Facility, name: str) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20_000)

    await facility.send(mail("Please see our letter.", (name, old)))

    asked = await facility.mail_to(SALMA)
    assert "save it as Word (DOCX) or PDF and send it again" in said(asked)
    assert name in said(asked)
    assert name in said(await facility.mail_to(OLGA))


@pytest.mark.parametrize(
    "file", [scanned_pdf(), encrypted_pdf("secret"), pdf_of("x")[:200]], ids=["scan", "password", "broken"]
)
async def test_a_file_that_cannot_be_read_is_asked_for_kindly(facility: Facility, file: bytes) -> None:
    await facility.send(mail("Please see our letter.", ("letter.pdf", file)))

    asked = await facility.mail_to(SALMA)
    assert "paste its text" in said(asked)
    assert "letter.pdf" in said(asked)
    assert "letter.pdf" in said(await facility.mail_to(OLGA))
    assert await requests(facility) == []


async def test_a_question_mentions_the_file_that_may_hold_the_answer(facility: Facility) -> None:
    await facility.send(mail(ASKING, ("annex.pdf", scanned_pdf())))

    asked = await facility.mail_to(SALMA)
    assert "could not read this attachment: annex.pdf" in said(asked)
    assert "annex.pdf" in said(await facility.mail_to(OLGA))
    assert [name for name, _ in await stored(facility)] == ["annex.pdf"]


async def test_a_complete_form_needs_no_word_about_the_scan_beside_it(
    facility: Facility, tmp_path: Path
) -> None:
    files = ("form.docx", fill_in(blank_form(tmp_path))), ("signed.pdf", scanned_pdf())

    await facility.send(mail(NOTE, *files))

    assert [mail.subject for mail in facility.mails_to(OLGA)] == [
        (await facility.mail_to(OLGA, "New request")).subject
    ]
    assert [name for name, _ in await stored(facility)] == ["form.docx", "signed.pdf"]


async def put_off(facility: Facility) -> None:
    """Wait until Muster has found the scanner away."""
    async with asyncio.timeout(10):
        while True:
            async with facility.database.snapshot() as session:
                row = (await session.exec(select(Inbox))).first()
            if row is not None and row.last_error:
                assert (row.attempts, row.last_error) == (0, "virus scanner: ERROR reloading")
                return
            await asyncio.sleep(0.01)


@pytest.fixture
async def guarded(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[tuple[Facility, Clamd]]:
    """A facility with a virus scanner."""
    async with (
        clamd() as daemon,
        open_facility(sqlite_database, tmp_path / "data", clamd=daemon.address) as facility,
    ):
        yield facility, daemon


async def test_an_infected_file_is_kept_from_everybody_and_the_words_are_heard(
    guarded: tuple[Facility, Clamd],
) -> None:
    facility, _ = guarded

    await facility.send(mail(form(), ("clean.txt", b"a list"), ("pay.exe", EICAR)))

    assert await stored(facility) == [("clean.txt", b"a list")]
    assert (await facility.request("2026-01")).code == "2026-01"
    told = said(await facility.mail_to(OLGA, "infected"))
    assert "pay.exe (Eicar-Test-Signature)" in told
    assert "pay.exe" in said(await facility.mail_to(SALMA, "dangerous"))


async def test_a_large_annex_arrives_whole(facility: Facility) -> None:
    annex = b"annex " * 2_000_000

    await facility.send(mail(form(), ("annex.pdf", annex)))

    assert await stored(facility) == [("annex.pdf", annex)]


async def test_files_that_are_too_many_are_named_to_the_partner_and_the_officer(facility: Facility) -> None:
    names = [f"scan-{number}.txt" for number in range(MAX_ATTACHMENTS + 2)]

    await facility.send(mail(form(), *((name, name.encode()) for name in names)))

    assert [name for name, _ in await stored(facility)] == names[:MAX_ATTACHMENTS]
    assert "scan-20.txt and scan-21.txt" in said(await facility.mail_to(SALMA, "more attachments"))
    assert "scan-20.txt, scan-21.txt" in said(await facility.mail_to(OLGA, "more attachments"))


async def test_a_mail_waits_for_a_scanner_that_is_away(guarded: tuple[Facility, Clamd]) -> None:
    facility, daemon = guarded
    daemon.answers = [b"ERROR reloading"]

    await facility.outside.send(mail(form(), ("list.txt", b"a list")), facility.port)
    other = letter(
        sender="ama@ministry.example", to=MUSTER, subject="Request", text=form(title="Family allowances")
    )
    await facility.outside.send(other, facility.port)
    await facility.mail_to("ama@ministry.example")
    assert [one.title for one in await requests(facility)] == ["Family allowances"]

    facility.time.forward(minutes=2)
    await facility.quiet()
    assert await stored(facility) == [("list.txt", b"a list")]
    assert len(await requests(facility)) == 2


async def test_after_an_hour_the_words_are_heard_without_the_files(guarded: tuple[Facility, Clamd]) -> None:
    facility, daemon = guarded
    daemon.answers = [b"ERROR reloading"] * 2

    await facility.outside.send(mail(form(), ("list.txt", b"a list")), facility.port)
    await put_off(facility)
    facility.time.forward(hours=1, minutes=1)
    await facility.quiet()

    assert (await facility.request("2026-01")).code == "2026-01"
    assert await stored(facility) == []
    assert "list.txt" in said(await facility.mail_to(OLGA, "virus scanner"))
    assert "list.txt" in said(await facility.mail_to(SALMA, "could not check"))


async def test_a_file_is_never_read_before_it_is_scanned(
    guarded: tuple[Facility, Clamd], tmp_path: Path
) -> None:
    facility, daemon = guarded
    filled = fill_in(blank_form(tmp_path))

    await facility.send(mail(NOTE, ("form.docx", filled)))

    assert daemon.scanned == [filled]
    assert (await facility.request("2026-01")).title == ANSWERS["title"]
