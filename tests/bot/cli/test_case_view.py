from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cli.case_view import case_letter
from bot.texts.render import as_text
from config.languages import INTERFACE_LANGUAGES
from reporting.case_cards import CaseFile
from reporting.casefile import case_file
from storage.database import Database
from storage.states import RequestStatus
from storage.turns import Turn
from tests.cases import add_case
from tests.factories import MOMENT

HISTORY = ("12 January 2026: request received (Afi Mensah)",)


@pytest.fixture
async def case(sqlite_database: Database) -> CaseFile:
    async with sqlite_database.transaction() as session:
        await add_case(session)
        found = await case_file(session, "2026-01")
    assert found is not None
    return found


def _told(case: CaseFile, language: str = "en") -> str:
    return as_text(case_letter(case, HISTORY, now=MOMENT + timedelta(days=4), language=language))


@pytest.mark.parametrize(
    "words",
    [
        "2026-01  Master plan",
        "Being prepared · experts, 4 d",
        "10 January 2026, by e-mail",
        "INAM",
        "the INAM, I think",
        "Teams proposed on 12 January 2026: Approved",
        "Claire Dubois, 12 January 2026",
        "Team A · 95.0% · 2-27 March 2026 · chosen",
        "Ines Duarte1 (Portugal, EX-0001) · Actuary · 70%",
        "Native speaker of French",
        "Experts from two EU Member States",
        "Mission 9-20 March 2026: Planned",
        "Seat 1: Actuary · Ines Duarte1 (Portugal, EX-0001) · Confirmed",
        "asked 12 January 2026 · answered 14 January 2026",
        "Free: 9-20 March 2026",
        "Not free: 2-8 March 2026",
        "“Yes, but only 9-20 March”",
        "reminded 14 January 2026 · reply by 14 January 2026",
        "Out-of-office note: Away until 15 January",
        "request received (Afi Mensah)",
    ],
)
async def test_everything_about_a_request_is_told(case: CaseFile, words: str) -> None:
    assert words in " ".join(_told(case).split()).replace("2026-01 Master", "2026-01  Master")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
async def test_case_is_told_in_every_language(case: CaseFile, language: str) -> None:
    told = _told(case, language)

    assert "Master plan" in told
    assert "Ines Duarte2" in told


async def test_member_who_left_the_register_has_no_country(case: CaseFile) -> None:
    assert "EX-0999 · 70%" in _told(case)


async def test_request_on_hold_says_until_when_and_why(case: CaseFile) -> None:
    card = replace(
        case.request,
        status=RequestStatus.ON_HOLD,
        turn=Turn.NOBODY,
        hold_until=date(2026, 5, 1),
        reason="Elections",
    )

    told = _told(replace(case, request=card))

    assert "On hold · until 1 May 2026" in told
    assert "Elections" in told


async def test_imported_request_shows_its_printed_date_and_successor(case: CaseFile) -> None:
    card = replace(
        case.request,
        status=RequestStatus.MERGED,
        turn=Turn.NOBODY,
        successors=("2015-09",),
        date_as_printed="27/022015",
    )

    told = _told(replace(case, request=card, proposals=(), missions=()))

    assert "Merged with another request · see 2015-09" in told
    assert "10 January 2026 (in the old register: 27/022015)" in told
    assert "Team" not in told.replace("Team size", "")


async def test_request_alone_is_told_without_empty_parts(case: CaseFile) -> None:
    card = replace(case.request, window=None, received_at=None, kept_as_written={})

    told = as_text(case_letter(CaseFile(1, card, (), (), ()), (), now=MOMENT, language="en"))

    assert "Preferred dates" not in told
    assert "Received on" not in told
    assert "History" not in told
