"""A document as PDF: our own typst page (`paper.typ`) with every word passed in as data, never as its source."""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.texts import say
from reporting.paper import Chapter, Paper, Part
from reporting.renderings.as_sheets import is_for_sheets
from reporting.renderings.layout import LONG, alternative, check_of, imprint, is_strong, is_wide, notes_of
from reporting.renderings.pictures import picture

if TYPE_CHECKING:
    from typst import Fonts

_PAGE = Path(__file__).with_name("paper.typ")
_BEYOND_OUR_FONTS = re.compile("[^\u0000-\u058f\u0600-\u06ff\u1e00-\u22ff]")
"""Signs of scripts that neither of our fonts has: Thai, Khmer, Chinese, pictures."""


def as_pdf(paper: Paper) -> bytes:
    """The document; the same one gives the same bytes, as long as our own fonts have its signs."""
    import typst  # noqa: PLC0415 -- eighty megabytes of compiled code that only this rendering needs

    words = json.dumps(told(paper), ensure_ascii=False)
    return typst.compile(
        _PAGE.read_bytes(),
        format="pdf",
        font_paths=_fonts(system=_BEYOND_OUR_FONTS.search(words) is not None),
        sys_inputs={"paper": words},
        timestamp=int(paper.as_of.timestamp()),
    )


def told(paper: Paper) -> dict[str, Any]:
    """Everything the page shows, as plain values."""
    check = check_of(paper)
    before, _, after = say(paper.language, "interim.page", page="\0", pages="\1").partition("\0")
    between, _, end = after.partition("\1")
    return {
        "language": paper.language,
        "title": paper.title,
        "facility": paper.facility,
        "imprint": imprint(paper),
        "page": [before, between, end],
        "contents": say(paper.language, "interim.contents"),
        "chapters": [_chapter(chapter, paper.language) for chapter in paper.chapters],
        "check": {
            "title": check.title,
            "intro": check.intro,
            "heads": check.heads,
            "rows": check.rows,
        },
    }


def _chapter(chapter: Chapter, language: str) -> dict[str, Any]:
    parts = [_part(part, language) for part in chapter.parts]
    return {"title": chapter.title, "sentences": chapter.sentences, "parts": parts}


def _part(part: Part, language: str) -> dict[str, Any]:
    page = part.page
    drawn = part.figure is not None and not part.is_empty
    return {
        "title": page.title,
        "wide": is_wide(part),
        "sheets": is_for_sheets(page),
        "heads": page.heads,
        "wordy": page.wordy,
        "long": [column.unit in LONG for column in part.table.columns],
        "rows": [
            {"label": row.label, "cells": row.cells, "depth": row.depth, "strong": is_strong(part, n)}
            for n, row in enumerate(page.rows)
        ],
        "notes": notes_of(part, language),
        "picture": picture(part.figure, language, "svg").decode() if part.figure and drawn else "",
        "alternative": alternative(part, language),
    }


@cache
def _fonts(*, system: bool) -> "Fonts":
    """Typst's own, then DejaVu, which comes with what draws our figures; those of the machine only where neither will do."""
    import typst  # noqa: PLC0415 -- as above

    drawing = find_spec("matplotlib")
    home = Path(drawing.origin).parent / "mpl-data" / "fonts" / "ttf" if drawing and drawing.origin else None
    paths = [str(home)] if home and home.is_dir() else []
    return typst.Fonts(include_system_fonts=system, font_paths=paths)
