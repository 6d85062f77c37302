from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from bot.texts.digest import MOST_LINES, DayFacts, HoldSoon, MissionSoon, SilentFacts, digest, digest_set
from bot.texts.letter import Bullets, Heading, Letter, Paragraph
from bot.texts.officer_queue import QueueRow
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period

TODAY = date(2026, 1, 13)
SOON = Period(date(2026, 1, 20), date(2026, 1, 27))


def row(code: str = "2026-03", **values: Any) -> QueueRow:
    usual: dict[str, Any] = {"id": 3, "title": "Pension reform", "country": "TG", "status": "received"}
    return QueueRow(code=code, **{**usual, "turn": "officer", "days": 2} | values)


def written(language: str = "en", *, by_mail: bool = False, **facts: Any) -> Letter:
    return digest(DayFacts(TODAY, **facts), by_mail=by_mail, language=language)


def parts(letter: Letter) -> dict[str, list[str]]:
    """Each list under its heading."""
    return {
        heading.text: list(items.items)
        for heading, items in pairwise(letter.blocks)
        if isinstance(heading, Heading) and isinstance(items, Bullets)
    }


def test_day_without_anything_is_empty() -> None:
    assert DayFacts(TODAY).is_empty


@pytest.mark.parametrize(
    "facts",
    [
        {"waiting": [row()]},
        {"messages": 1},
        {"silent": [SilentFacts("2026-03", "Ines Soto", TODAY)]},
        {"missions": [MissionSoon("2026-03", "Pension reform", SOON, "planned")]},
        {"holds": [HoldSoon("2026-03", "Pension reform", TODAY)]},
        {"to_decide": [row()]},
    ],
)
def test_day_with_anything_is_not(facts: dict[str, Any]) -> None:
    assert not DayFacts(TODAY, **facts).is_empty


def test_what_waits_stands_under_whom_it_waits_for_and_the_late_above_all() -> None:
    letter = written(
        waiting=[row(), row("2026-04", turn="partner", days=1), row("2026-05", late=True, days=12)],
        silent=[SilentFacts("2026-06", "Ines Soto", date(2026, 1, 14))],
    )

    assert letter.subject == "Your day at the facility, 13 January 2026"
    assert list(parts(letter)) == ["Late", "Waiting for officers", "Waiting for partners"]
    assert parts(letter)["Late"] == [
        "2026-05 Pension reform: Waiting for officers, for 12 days",
        "2026-06: Ines Soto was reminded and has not answered; asked to reply by 14 January 2026",
    ]
    assert [line.partition(" ")[0] for line in parts(letter)["Waiting for officers"]] == ["2026-03"]


def test_what_comes_soon_is_told() -> None:
    letter = written(
        missions=[MissionSoon("2026-03", "Pension reform", SOON, "confirmed")],
        holds=[HoldSoon("2026-04", "Cash transfers", date(2026, 1, 15))],
    )

    assert parts(letter)["Soon"] == [
        "2026-03 Pension reform: mission 20-27 January 2026, Confirmed",
        "2026-04 Cash transfers: the wait ends on 15 January 2026",
    ]


def test_long_list_is_cut_and_says_so() -> None:
    letter = written(waiting=[row(f"2026-{number:02}") for number in range(1, MOST_LINES + 6)])

    lines = parts(letter)["Waiting for officers"]
    assert (len(lines), lines[-1]) == (MOST_LINES + 1, "and 5 more: /queue")


@pytest.mark.parametrize(("by_mail", "way"), [(True, "reply STOP"), (False, "/digest off")])
def test_each_channel_says_how_to_get_no_more(by_mail: bool, way: str) -> None:  # noqa: FBT001
    last = written(by_mail=by_mail, messages=2).blocks[-1]

    assert isinstance(last, Paragraph)
    assert way in last.text


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_hour_is_told_in_every_language(language: str) -> None:
    on, off = (digest_set(hour=hour, language=language) for hour in (7, None))

    assert "7" in str(on.blocks[0])
    assert on.blocks[0] != off.blocks[0]
    assert on.blocks[1] == off.blocks[1]
