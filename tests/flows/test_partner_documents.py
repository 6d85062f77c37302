"""A partner sends documents by Telegram instead of answering: what they say is understood, the rest is asked."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.chat.files import LARGEST
from storage.requests import Request, StoredFile
from tests.documents import ANSWERS, blank_form, docx_of, fill_in
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.peers.telegram_files import Attached

pytestmark = ON_SQLITE

LETTER = (
    "Dear colleagues,",
    "The Ministry of Social Welfare of Tanzania requests technical assistance for the monitoring of its pension.",
    "The universal social pension reaches 27,000 people over 70, and we do not know who is paid late.",
    "We would welcome a mission of two experts from 9 to 27 March 2026, for five working days, in English.",
    "Yours sincerely,",
    "Salma Khamis, Director",
)


async def stored(telegram: Telegram) -> list[tuple[str, int | None]]:
    async with telegram.database.snapshot() as session:
        rows = await session.exec(select(StoredFile).order_by(col(StoredFile.id)))
        return [(row.filename, row.request_id) for row in rows.all()]


async def draft(telegram: Telegram) -> Request:
    async with telegram.database.snapshot() as session:
        return (await session.exec(select(Request))).one()


async def send(telegram: Telegram, *files: Attached, caption: str = "") -> str:
    """Amina sends a document, or an album of several; what she reads."""
    seen = telegram._seen(AMINA)
    if len(files) == 1:
        telegram.peer.attach(AMINA, files[0], caption=caption, name="Amina")
    else:
        telegram.peer.album(AMINA, list(files), caption=caption, name="Amina")
    return await telegram.read(AMINA, seen)


async def test_a_filled_form_is_read_and_only_what_is_missing_is_asked(
    telegram: Telegram, tmp_path: Path
) -> None:
    form = fill_in(blank_form(tmp_path), ANSWERS)

    shown = await send(telegram, Attached("form.docx", form))

    assert "We keep form.docx with your request." in shown
    assert "This is what we understood" in shown
    assert "Monitoring of the universal social pension" in shown
    assert "At which e-mail address" in shown
    assert "Shall we send it?" in await telegram.say(AMINA, "salma@ministry.example")
    assert "Its code is 2026-01" in await telegram.press(AMINA, "f:send")
    assert await stored(telegram) == [("form.docx", 1)]
    assert (await telegram.facility.request("2026-01")).title == "Monitoring of the universal social pension"


async def test_a_letter_is_read_and_kept(telegram: Telegram) -> None:
    shown = await send(telegram, Attached("letter.docx", docx_of(*LETTER)))

    assert "letter.docx" in shown
    assert "Tanzania" in shown
    assert "9–27 March 2026" in shown or "9-27 March 2026" in shown
    assert await stored(telegram) == [("letter.docx", 1)]


async def test_an_answer_given_before_counts_more_than_the_letter(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    await telegram.say(AMINA, "Pension Fund")
    await telegram.say(AMINA, "Kenya")

    await send(telegram, Attached("letter.docx", docx_of(*LETTER)))

    answers = (await draft(telegram)).form["answers"]
    assert isinstance(answers, dict)
    assert (answers["institution"], answers["country"]) == ("Pension Fund", "KE")


async def test_an_album_is_answered_once(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")

    shown = await send(
        telegram,
        Attached("law.pdf", b"%PDF-1.4 no text"),
        Attached("study.txt", b"A study."),
        Attached("letter.docx", docx_of(*LETTER)),
    )

    assert len(await stored(telegram)) == 3
    assert {request for _, request in await stored(telegram)} == {1}
    assert shown.count("We keep") == 1
    assert "We keep law.pdf, study.txt and letter.docx with your request." in shown
    assert "We could not read the words in law.pdf" in shown


async def test_an_album_tells_of_the_part_that_was_too_large(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")

    shown = await send(
        telegram,
        Attached("film.mp4", b"x", size=LARGEST + 1),
        Attached("study.txt", b"A study."),
    )
    later = await send(telegram, Attached("more.txt", b"More."))

    assert "We keep study.txt with your request." in shown
    assert shown.count("files of more than 20 MB do not reach us") == 1
    assert "20 MB" not in later
    assert "We keep more.txt with your request." in later


async def test_a_file_of_more_than_20_mb_is_explained(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")

    shown = await send(telegram, Attached("film.mp4", b"x", size=LARGEST + 1))

    assert "files of more than 20 MB do not reach us" in shown
    assert "muster@facility.example" in shown
    assert "1 of 15" in shown
    assert await stored(telegram) == []


async def test_a_scan_is_kept_and_the_questions_go_on(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")

    shown = await send(telegram, Attached("scan.pdf", b"%PDF-1.4 broken"))

    assert "We could not read the words in scan.pdf" in shown
    assert "1 of 15" in shown


async def test_a_photo_is_kept_with_the_draft(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    seen = telegram._seen(AMINA)

    telegram.peer.photograph(AMINA, Attached("p.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200))
    shown = await telegram.read(AMINA, seen)

    assert "We keep photo-" in shown
    assert [request for _, request in await stored(telegram)] == [1]


async def test_a_document_answers_an_officers_question(telegram: Telegram, tmp_path: Path) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    form = fill_in(blank_form(tmp_path), ANSWERS)
    await send(telegram, Attached("form.docx", form))
    await telegram.say(AMINA, "salma@ministry.example")
    await telegram.press(AMINA, "f:send")
    await telegram.say(OLGAS_CHAT, "/ask 2026-01 Can you send the law?")

    shown = await send(telegram, Attached("law.txt", b"Article 1"), caption="Here it is.")

    assert "Your words about 2026-01 are with the officers" in shown
    assert await stored(telegram) == [("form.docx", 1), ("law.txt", 1)]
    assert "Here it is." in telegram.peer.messages(OLGAS_CHAT)[-1].text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "cannot listen to recordings"),
        (
            {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                         "is_animated": False, "is_video": False}},
            "not pictures like this one",
        ),
        ({"location": {"latitude": 6.1, "longitude": 1.2}}, "cannot use a place on the map"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "cannot read a contact card"),
        ({"dice": {"emoji": "x", "value": 3}}, "not pictures like this one"),
    ],
    ids=["voice", "sticker", "location", "contact", "dice"],
)  # fmt: skip
async def test_what_is_no_words_gets_a_kind_answer_and_the_question_again(
    telegram: Telegram, content: dict[str, Any], words: str
) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    await telegram.say(AMINA, "Pension Fund")

    shown = await telegram.say(AMINA, **content)

    assert words in shown
    assert "2 of 15" in shown
