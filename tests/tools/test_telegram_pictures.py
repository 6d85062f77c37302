"""The pictures of docs/telegram.md show what Muster says today; if not: `python -m tools.telegram_pictures`.

Slow: four whole conversations are played.
"""

import json
import re
from pathlib import Path

import pytest

from storage.database import Database
from tools.telegram_bubbles import WIDTH, draw, lines_of
from tools.telegram_pictures import FOLDER, SHOWN, play, transcript, transcript_of
from tools.telegram_story import Bubble, Scene

PAGE = FOLDER.parent / "telegram.md"


@pytest.mark.slow
@pytest.mark.parametrize("language", SHOWN)
async def test_what_the_pictures_show_is_still_said(
    sqlite_database: Database, tmp_path: Path, language: str
) -> None:
    kept = json.loads(transcript_of(language).read_text(encoding="utf-8"))

    scenes = await play(sqlite_database, tmp_path / "data", language)

    assert transcript(scenes) == kept, "renew the pictures: python -m tools.telegram_pictures"


def test_every_scene_has_its_picture_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    wanted = {f"telegram-{language}-{name}.png" for language, names in SHOWN.items() for name in names}

    assert set(re.findall(r"pictures/(telegram-[\w-]+\.png)", page)) == wanted
    assert {path.name for path in FOLDER.glob("*.png")} == wanted


def test_every_scene_that_is_wanted_was_written_down() -> None:
    for language, names in SHOWN.items():
        kept = json.loads(transcript_of(language).read_text(encoding="utf-8"))
        assert [scene["name"] for scene in kept] == list(names)
        assert all(scene["bubbles"] for scene in kept)


def test_tags_become_faces_and_long_lines_are_broken() -> None:
    html = f"<b>Code</b>: 2026-01 &amp; more\n<blockquote>their words</blockquote>\n{'long ' * 30}"

    first, second, *rest = lines_of(html)

    assert "".join(word.text for word in first) == "Code: 2026-01 & more"
    assert [word.bold for word in first][:2] == [True, False]
    assert all(word.quoted for word in second)
    assert len(rest) > 1
    assert "".join(word.text for line in rest for word in line) == "long " * 30


def test_a_scene_is_as_wide_as_a_telephone_and_as_high_as_its_bubbles() -> None:
    one = Scene("x", "Amina", (Bubble("person", "/start"),))
    two = Scene("x", "Amina", (*one.bubbles, Bubble("muster", "Hello", (("Yes", "No"),), "Yes", edited=True)))

    small, large = draw(one), draw(two)

    assert small.width == large.width == 2 * WIDTH
    assert large.height > small.height
