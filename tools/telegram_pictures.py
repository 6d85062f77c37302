"""Plays the stories of docs/telegram.md anew, writes what was said, and draws it: `python -m tools.telegram_pictures`."""

import asyncio
import json
import logging
import tempfile
from pathlib import Path
from typing import Any

import structlog

from storage.database import Database, open_database
from tests.flows.chats import OLGAS_CHAT, open_telegram
from tools.telegram_bubbles import draw
from tools.telegram_story import (
    PARTNERS_CHAT,
    WORDS,
    Scene,
    Screen,
    invite_olga,
    officer_story,
    partner_story,
)

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SHOWN = {
    "en": (
        "start",
        "country",
        "areas",
        "dates",
        "review",
        "sent",
        "card",
        "sure",
        "team",
        "approve",
        "news",
    ),
    "fr": ("start",),
    "es": ("review",),
    "pt": ("sent",),
}
"""Which scenes become pictures, by language."""


async def play(database: Database, folder: Path, language: str) -> list[Scene]:
    """The scenes of a language; in English the officer's too."""
    async with open_telegram(database, folder) as telegram:
        await invite_olga(telegram)
        partner = Screen(telegram, PARTNERS_CHAT, WORDS[language].name, language)
        officer = Screen(telegram, OLGAS_CHAT, "Olga Novak", "en")
        officer.scene("before the story")
        scenes = await partner_story(partner)
        if language == "en":
            scenes += await officer_story(officer, partner)
    wanted = SHOWN[language]
    return [scene for scene in scenes if scene.name in wanted]


def transcript(scenes: list[Scene]) -> list[dict[str, Any]]:
    """The scenes as they are kept beside the pictures."""
    kept: list[dict[str, Any]] = json.loads(json.dumps([scene.to_json() for scene in scenes]))
    return kept


def transcript_of(language: str) -> Path:
    """Where the scenes of a language are kept."""
    return FOLDER / f"telegram-{language}.json"


async def renew(language: str) -> None:
    """Play, write and draw one language."""
    with tempfile.TemporaryDirectory() as place:
        database = open_database(f"sqlite+aiosqlite:///{place}/muster.db")
        await database.migrate()
        scenes = await play(database, Path(place) / "data", language)
        await database.close()
    words = json.dumps(transcript(scenes), ensure_ascii=False, indent=1)
    transcript_of(language).write_text(words + "\n", encoding="utf-8")
    for scene in scenes:
        image = draw(scene).quantize(colors=64)
        image.save(FOLDER / f"telegram-{language}-{scene.name}.png", optimize=True)
        print(f"docs/pictures/telegram-{language}-{scene.name}.png")


def main() -> None:
    """Renew all languages; pictures of scenes that are gone are removed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("telegram-*.png"):
        old.unlink()
    for language in SHOWN:
        asyncio.run(renew(language))


if __name__ == "__main__":
    main()
