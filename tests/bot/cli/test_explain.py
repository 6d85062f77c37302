import asyncio
import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from config.languages import INTERFACE_LANGUAGES
from config.settings import Settings, signing_secret
from config.texts import keys
from intake import dates, mime
from intake.tokens import Purpose, make_token, reply_address
from storage.database import open_database
from storage.missions import Inquiry
from storage.people import Expert
from storage.states import InquiryStatus
from tests.cases import add_case
from tests.documents import ANSWERS, pdf_form

MUSTER = "muster@facility.example"
Explain = Callable[..., Result]


@pytest.fixture
def explain(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explain:
    """`muster explain mail` on a file with these words, beside a facility with one case."""
    del sqlite_url
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*lines: str, json_wanted: bool = False) -> Result:
        (tmp_path / "mail.eml").write_bytes("\r\n".join(lines).encode())
        return CliRunner().invoke(app, ["explain", "mail", "mail.eml", *(["--json"] if json_wanted else [])])

    return run


def mail(
    text: str, *headers: str, sender: str = "Ana Sol <ana@experts.example>", to: str = MUSTER
) -> list[str]:
    return [f"From: {sender}", f"To: {to}", "Date: Mon, 12 Jan 2026 09:00:00 +0000", *headers, "", text]


def told(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_a_mail_nobody_knows_is_read_as_a_request(explain: Explain) -> None:
    shown = explain(
        *mail("Institution: Fund\r\nCountry: Togo\r\nTitle: Pensions\r\nBackground: We need help.")
    )

    assert shown.exit_code == 0
    assert "a person" in shown.stdout
    assert "read as a new request" in shown.stdout
    assert "a filled form" in shown.stdout


def test_a_machine_is_named_with_the_sign_that_told_it(explain: Explain) -> None:
    found = told(explain(*mail("I am away.", "Auto-Submitted: auto-replied"), json_wanted=True))

    assert (found["kind"], found["kind_sign"]) == ("automatic", "Auto-Submitted: auto-replied")


def test_dates_are_told_from_the_day_the_mail_was_written(explain: Explain) -> None:
    found = told(explain(*mail("I can come from 12 to 20 March."), json_wanted=True))

    assert [(one["start"], one["end"]) for one in found["dates"]["available"]] == [
        ("2026-03-12", "2026-03-20")
    ]


def test_only_what_was_written_now_is_told(explain: Explain) -> None:
    found = told(
        explain(*mail("No.\r\n\r\nOn Monday Muster wrote:\r\n> Can you come? Reply YES"), json_wanted=True)
    )

    assert found["text"] == "No."


def test_an_answer_is_explained_with_its_question(explain: Explain, sqlite_url: str, tmp_path: Path) -> None:
    async def question() -> tuple[int, str]:
        database = open_database(sqlite_url)
        async with database.transaction() as session:
            await add_case(session)
            inquiry = (await session.exec(select(Inquiry).where(Inquiry.status == InquiryStatus.ASKED))).one()
            expert = await session.get_one(Expert, inquiry.expert_id)
            number, email = inquiry.id or 0, expert.email
        await database.close()
        return number, email

    number, email = asyncio.run(question())
    secret = signing_secret(Settings(data_dir=tmp_path))
    to = reply_address(MUSTER, make_token(secret, Purpose.INQUIRY, number, email))

    found = told(explain(*mail("Yes, I will come.", sender=email, to=to), json_wanted=True))
    stranger = told(explain(*mail("Yes.", sender="eve@elsewhere.example", to=to), json_wanted=True))

    assert (found["place"]["name"], found["place"]["by"], found["place"]["trusted"]) == (
        "inquiry",
        "token",
        True,
    )
    assert found["answer"]["verdict"] == "yes"
    assert (stranger["place"]["trusted"], stranger["place"]["reason"]) == (False, "not_a_party")


def test_nothing_is_made_where_there_is_no_facility(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path / "nowhere"))
    (tmp_path / "mail.eml").write_text("\n".join(mail("Yes.")))

    shown = CliRunner().invoke(app, ["explain", "mail", "mail.eml"])

    assert shown.exit_code == 0
    assert "no database here" in shown.stdout
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mail.eml"]


def test_hostile_bytes_are_explained_too(explain: Explain, tmp_path: Path) -> None:
    explain()
    (tmp_path / "mail.eml").write_bytes(b"\x00\xff\r\nDate: \x1b[31m\r\n\r\n" + bytes(range(256)))

    shown = CliRunner().invoke(app, ["explain", "mail", "mail.eml"])

    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout


def test_a_form_among_the_files_is_found(explain: Explain) -> None:
    file = base64.encodebytes(pdf_form(ANSWERS)).decode().replace("\n", "\r\n")
    parts = (
        "--x", "Content-Type: text/plain", "", "See the form.",
        "--x", "Content-Type: application/pdf; name=form.pdf", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=form.pdf", "", file,
        "--x--",
    )  # fmt: skip

    shown = explain(
        *mail("\r\n".join(parts), "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=x")
    )

    assert shown.exit_code == 0
    assert "a filled form" in shown.stdout


@pytest.mark.parametrize("content", [b"", b"hello\n", bytes(range(256)), b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_mail_is_said_to_be_none(explain: Explain, tmp_path: Path, content: bytes) -> None:
    explain("From: a@b.example")
    (tmp_path / "notes.txt").write_bytes(content)

    result = CliRunner().invoke(app, ["explain", "mail", "notes.txt"])

    assert result.exit_code == 2
    assert "notes.txt is no e-mail" in result.stderr


def test_a_doubt_is_a_sentence(explain: Explain) -> None:
    shown = " ".join(explain("Subject: Hello", "", "Good day").stdout.split())

    assert "nobody can tell who wrote it" in shown
    assert "sender_unreadable" not in shown


def test_days_that_are_only_perhaps_are_told(explain: Explain) -> None:
    shown = explain(
        "From: a@b.example",
        "Subject: Dates",
        "Date: Mon, 12 Jan 2026 09:00:00 +0000",
        "",
        "Maybe 9-13 March 2026 would be possible.",
    )

    assert shown.exit_code == 0
    assert "only perhaps" in " ".join(shown.stdout.split())


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_doubt_has_words(language: str) -> None:
    told = keys(language, "explain")

    assert {f"explain.doubt.{doubt}" for doubt in dates.Doubt} <= told
    assert {f"explain.note.{doubt}" for doubt in mime.Doubt} <= told
