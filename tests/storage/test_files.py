from datetime import datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from storage.database import Database
from storage.files import MAX_BYTES, MAX_NAME, TooLarge, safe_name, sniff, store_file
from storage.requests import StoredFile
from tests.factories import add_request

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


async def test_a_file_is_kept_with_its_sniffed_type(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        await store_file(
            session, request_id=request.id, inbox_id=None, filename="C:\\tmp\\plan.exe", content=PDF, now=now
        )

    async with database.snapshot() as session:
        stored = (await session.exec(select(StoredFile))).one()
    assert stored.model_dump() == {
        "id": 1,
        "request_id": 1,
        "inbox_id": None,
        "filename": "plan.exe",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": sha256(PDF).hexdigest(),
        "content": PDF,
        "created_at": now,
    }


async def test_a_file_that_is_too_large_is_not_kept(sqlite_database: Database, now: datetime) -> None:
    content = b"x" * (MAX_BYTES + 1)

    async with sqlite_database.transaction() as session:
        refused = await store_file(
            session, request_id=None, inbox_id=None, filename="film.mov", content=content, now=now
        )
        rows = (await session.exec(select(StoredFile.id))).all()

    assert refused == TooLarge("film.mov", MAX_BYTES + 1)
    assert rows == []


async def test_the_same_bytes_are_kept_once_for_each_request(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        requests = [(await add_request(session)).id for _ in range(2)]
        for request_id in (*requests, *requests, None, None):
            await store_file(
                session, request_id=request_id, inbox_id=None, filename="logo.pdf", content=PDF, now=now
            )
        kept = (await session.exec(select(StoredFile.request_id))).all()

    assert sorted(kept, key=str) == [1, 2, None, None]


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\afi\\Desktop\\note.docx", "note.docx"),
        ("..", "file"),
        ("", "file"),
        (".bashrc", "bashrc"),
        ("a\r\nBcc: x@y.example", "a__Bcc_ x_y.example"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("nul\0l.txt", "nul_l.txt"),
        ("Évaluation  des   besoins (v2).pdf", "Évaluation des besoins (v2).pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("<script>.html", "_script_.html"),
    ],
)
def test_a_name_is_only_a_label(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 500 + ".pdf") == "x" * (MAX_NAME - 4) + ".pdf"


@given(st.text(max_size=400))
def test_no_name_can_hurt(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= MAX_NAME
    assert safe == safe_name(safe)
    assert not set(safe) & set("/\\\r\n\0<>\"'`$|;&")
    assert not safe.startswith(".")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        ("Évaluation".encode(), "text/plain"),
        ("é".encode() * 5000, "text/plain"),
        (b"a" + "é".encode() * 5000, "text/plain"),
        (b"", "text/plain"),
        (b"MZ\0\0", "application/x-msdownload"),
        (b"\0\1\2", "application/octet-stream"),
        (b"\xff\xff\xff", "application/octet-stream"),
    ],
)
def test_the_type_is_what_the_bytes_show(content: bytes, media_type: str) -> None:
    assert sniff(content) == media_type
