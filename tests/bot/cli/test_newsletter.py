import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import newsletter_commands
from bot.cli.commands import app
from bot.cli.newsletter import apart_by, status_lines
from config.languages import INTERFACE_LANGUAGES
from config.settings import Settings
from storage import newsletters
from storage.newsletter_issues import Progress

Muster = Callable[..., Result]
NEWS = "# News of March\n\nTwelve **missions**.\n"


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with an empty database and a server to send through."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MUSTER_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("COLUMNS", "160")
    assert sqlite_url
    (tmp_path / "march.en.md").write_text(NEWS, encoding="utf-8")
    return lambda *words, typed="": CliRunner().invoke(app, ("newsletter", *words), input=typed)


@pytest.fixture
def with_readers(muster: Muster) -> Muster:
    for address, language in (("ama@x.example", "en"), ("bea@x.example", "fr")):
        muster("subscribers", "add", address, "--consent", "workshop", "--language", language)
    return muster


def test_somebody_is_added_listed_and_taken_off(muster: Muster) -> None:
    unasked = muster("subscribers", "add", "ama@x.example")
    added = muster("subscribers", "add", "Ama@x.example", "--consent", "workshop", "--name", "Ama")
    listed = muster("subscribers")
    removed = muster("subscribers", "remove", "ama@x.example")
    again = muster("subscribers", "add", "ama@x.example", "--consent", "import")

    assert unasked.exit_code == 1
    assert "Nobody gets news unasked." in unasked.stderr
    assert added.stdout == "ama@x.example gets the list news from now on.\n"
    assert "ama@x.example  Ama   en        since " in listed.stdout
    assert removed.stdout == "ama@x.example gets the list news no more.\n"
    assert again.exit_code == 1
    assert "--again" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "nobody", "--consent", "x"), "“nobody” is no e-mail address."),
        (("add",), "Say which address:"),
        (("remove", "a@x.example"), "a@x.example does not get the list news."),
    ],
)
def test_what_cannot_be_done_is_told(muster: Muster, words: tuple[str, ...], told: str) -> None:
    result = muster("subscribers", *words)

    assert (result.exit_code, result.stderr.startswith(told)) == (1, True)


def test_check_writes_the_preview_and_sends_nothing(with_readers: Muster, tmp_path: Path) -> None:
    result = with_readers("check", "march.en.md", "-o", "out")

    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        "“News of March” (English), issue march of the list news.\n"
        f"Written: {Path('out/march.en.html')}, {Path('out/march.en.txt')}\n"
        "1 person would get it now.\n"
    )
    assert "<strong>missions</strong>" in (tmp_path / "out/march.en.html").read_text(encoding="utf-8")
    assert "Twelve *missions*." in (tmp_path / "out/march.en.txt").read_text(encoding="utf-8")
    assert with_readers("status").stdout == "No newsletter has been sent yet.\n"


def test_sending_again_sends_to_nobody_twice(with_readers: Muster) -> None:
    refused = with_readers("send", "march.en.md", typed="no\n")
    first = with_readers("send", "march.en.md", typed="yes\n")
    second = with_readers("send", "march.en.md", "--yes")
    french = with_readers("send", "march.en.md", "--language", "fr", "--yes")
    seen = json.loads(with_readers("status", "--json").stdout)

    assert (refused.exit_code, refused.stderr.endswith("Nothing was sent.\n")) == (1, True)
    assert "1 copy is on its way" in first.stdout
    assert "Nobody is left to get it" in second.stdout
    assert "1 copy is on its way" in french.stdout
    assert [(one["name"], one["sent"], one["waiting"]) for one in seen] == [("march", 0, 2)]


def test_other_words_under_the_same_name_are_not_sent(with_readers: Muster, tmp_path: Path) -> None:
    with_readers("send", "march.en.md", "--yes")
    with_readers("subscribers", "add", "cor@x.example", "--consent", "workshop")
    (tmp_path / "march.en.md").write_text(f"{NEWS}\nOne more.\n", encoding="utf-8")

    result = with_readers("send", "march.en.md", "--yes")

    assert result.exit_code == 1
    assert "has begun to go out with other words" in result.stderr


def test_test_copy_counts_for_nothing(with_readers: Muster) -> None:
    result = with_readers("send", "march.en.md", "--to", "me@x.example")

    assert "A test copy is on its way to me@x.example." in result.stdout
    assert with_readers("status").stdout == "No newsletter has been sent yet.\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            b"# T\n\n![x](http://a.example/b.png)\n",
            "Line 3: pictures cannot be sent (http://a.example/b.png)",
        ),
        (b"# T\n\n[x](javascript:alert)\n", "Line 3: this link cannot be sent (javascript:alert)"),
        (b"Words\n", "There is no subject"),
        (b"---\nlanguage: de\n---\n# T\n\nWords\n", "Muster writes en, fr, es and pt, and not “de”."),
        (b"---\nlist: My List\n---\n# T\n\nWords\n", "The name of a list is of a-z"),
        (b"\xff\xfe\x00", "march.en.md cannot be read as text."),
        (b"x" * 300_000, "This is too long"),
    ],
    ids=range(7),
)
def test_what_must_be_put_right_stops_it(muster: Muster, tmp_path: Path, text: bytes, told: str) -> None:
    (tmp_path / "march.en.md").write_bytes(text)

    results = [muster("check", "march.en.md", "-o", "out"), muster("send", "march.en.md", "--yes")]

    assert [(one.exit_code, told in one.stderr) for one in results] == [(1, True), (1, True)]


def test_half_of_the_pace_is_left_for_other_letters() -> None:
    usual = Settings(mail_rate_per_second=5)
    microsoft = Settings(mail_rate_per_second=5, mail_rate_per_minute=30)

    assert (apart_by(usual), apart_by(microsoft)) == (timedelta(seconds=0.4), timedelta(seconds=4))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_status_says_only_what_there_is(language: str) -> None:
    begun = datetime(2026, 3, 2, tzinfo=UTC)
    seen = Progress("news", "march", (("en", "News"), ("fr", "Nouvelles")), begun, 120, 3, 2)

    title, counts = status_lines(seen, language).split("\n")

    assert "News (en)" in title
    assert [word for word in counts.replace(",", "").split() if word.isdecimal()] == ["120", "3", "2"]
    if language == "en":
        assert counts == "  sent 120, waiting 3, came back 2"


def test_the_ordinary_list_has_one_name() -> None:
    assert newsletter_commands.LIST == newsletters.LIST
