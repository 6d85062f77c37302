"""Documents read in a child process: honest ones word for word, hostile ones never for long."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from bot.mail import documents
from bot.mail.documents import read_document, read_documents
from intake.documents import Document, Format, Trouble, Unreadable
from intake.message import Attachment
from tests.documents import (
    docx_of,
    encrypted_pdf,
    hostile_docx,
    hostile_odt,
    hostile_pdf,
    odt_of,
    pdf_form,
    pdf_of,
    scanned_pdf,
)

PROC = Path("/proc")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HOSTILE = [
    pytest.param(kind, build, id=f"{kind} {name}")
    for kind, files in (
        (Format.DOCX, hostile_docx()),
        (Format.ODT, hostile_odt()),
        (Format.PDF, hostile_pdf()),
    )
    for name, build in files.items()
]

ON_LINUX = pytest.mark.skipif(not PROC.exists(), reason="looks at processes as Linux shows them")


def children() -> list[Path]:
    """The document readers that run below this process."""
    return [folder for folder in PROC.iterdir() if folder.name.isdecimal() and _is_ours(folder)]


def _is_ours(process: Path) -> bool:
    try:
        parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        return b"document_child" in (process / "cmdline").read_bytes() and parent == str(os.getpid())
    except OSError:  # it has ended meanwhile
        return False


async def a_child() -> Path:
    async with asyncio.timeout(10):
        while not (found := children()):  # noqa: ASYNC110 -- another process sets no event
            await asyncio.sleep(0.005)
        return found[0]


async def test_a_letter_of_libreoffice_is_read_word_for_word() -> None:
    letter = odt_of("Dear colleagues,", "nous demandons un appui à Lomé.", rows=[("Title", "Pensions")])

    assert await read_document(letter, Format.ODT) == Document(
        "Dear colleagues,\nnous demandons un appui à Lomé.\nTitle\nPensions", (("Title", "Pensions"),)
    )


async def test_a_letter_is_read_word_for_word() -> None:
    letter = docx_of("Dear colleagues,", "nous demandons un appui à Lomé.", rows=[("Title", "Pensions")])

    assert await read_document(letter, Format.DOCX) == Document(
        "Dear colleagues,\nnous demandons un appui à Lomé.\nTitle\nPensions", (("Title", "Pensions"),)
    )
    assert await read_document(pdf_of("Dear colleagues,", "Page two"), Format.PDF) == Document(
        "Dear colleagues,\nPage two"
    )


async def test_fields_that_were_filled_in_are_told_with_their_labels() -> None:
    form = pdf_form({"f1": "Ministry", "Title": "Pensions"}, tooltips={"f1": "Institution"})

    assert await read_document(form, Format.PDF) == Document(
        "", (("Institution", "Ministry"), ("Title", "Pensions"))
    )


async def test_pictures_of_pages_have_no_words() -> None:
    assert await read_document(scanned_pdf(), Format.PDF) == Unreadable(Trouble.NO_TEXT)


async def test_only_a_file_that_asks_for_a_password_stays_closed() -> None:
    assert await read_document(encrypted_pdf("secret"), Format.PDF) == Unreadable(Trouble.ENCRYPTED)
    assert await read_document(encrypted_pdf(""), Format.PDF) == Document("Dear colleagues, we ask for help.")


@pytest.mark.parametrize(("kind", "build"), HOSTILE)
async def test_a_hostile_file_is_only_unreadable_and_soon_done_with(
    kind: Format, build: Callable[[], bytes]
) -> None:
    content = build()
    begun = monotonic()

    reading = await read_document(content, kind)

    assert monotonic() - begun < documents.SECONDS + 2
    assert isinstance(reading, Unreadable) or "root:" not in reading.text
    assert not isinstance(reading, Document) or len(reading.text) < 100


@pytest.mark.parametrize("build", list(hostile_docx().values())[:6], ids=list(hostile_docx())[:6])
async def test_each_of_a_kind_is_unreadable_as_the_other_too(build: Callable[[], bytes]) -> None:
    assert isinstance(await read_document(build(), Format.PDF), Unreadable)


@ON_LINUX
async def test_a_child_that_takes_too_long_is_ended() -> None:
    assert await read_document(docx_of("Title"), Format.DOCX, 0.01) == Unreadable(Trouble.TOO_LARGE)
    assert children() == []


@ON_LINUX
async def test_a_reader_that_is_cut_off_leaves_no_child_behind() -> None:
    reading = asyncio.create_task(read_document(docx_of("Title"), Format.DOCX))
    await a_child()
    reading.cancel()

    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() == []


@ON_LINUX
async def test_the_child_learns_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_SECRET", "a secret of at least thirty-two characters")
    reading = asyncio.create_task(read_document(docx_of("Title"), Format.DOCX))

    told = (await a_child() / "environ").read_bytes()

    assert b"MUSTER" not in told
    assert b"PYTHONPATH" in told
    await reading


async def test_only_documents_are_read_and_not_more_than_a_few() -> None:
    letter = docx_of("Dear colleagues")
    files = [Attachment("logo.png", "image/png", b"x"), *[Attachment("l.docx", DOCX, letter)] * 6]

    read = await read_documents(files)

    assert [one.document for one in read] == [
        None,
        *[Document("Dear colleagues")] * documents.MOST_DOCUMENTS,
        *[Unreadable(Trouble.TOO_LARGE)] * 2,
    ]


async def test_a_docx_that_looks_like_any_archive_is_known_by_its_name() -> None:
    read = await read_documents(
        [Attachment(name, "application/zip", docx_of("Hello all")) for name in ("a.docx", "a.zip")]
    )

    assert [one.document for one in read] == [Document("Hello all"), None]
