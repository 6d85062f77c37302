from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console, RenderableType

from bot.cli.list_view import draft_table, officer_table, request_table, request_totals
from reporting.drafts import DraftRow
from reporting.officers import OfficerRow
from reporting.requests import RequestRow
from storage.states import RequestStatus, Role
from storage.turns import Turn

ROW = RequestRow(
    code="2026-01",
    country="TZ-Z",
    country_name="Zanzibar",
    title="Monitoring and evaluation of the universal social pension scheme",
    institution="Ministry of Empowerment",
    status=RequestStatus.CHECKING,
    status_label="Being checked",
    turn=Turn.OFFICER,
    since_days=3,
    received_on=date(2026, 1, 9),
)
MERGED = replace(
    ROW,
    code="2026-02",
    status=RequestStatus.MERGED,
    status_label="Merged with another request",
    turn=Turn.NOBODY,
    successors=("2026-01",),
)


def _lines(shown: RenderableType, width: int) -> list[str]:
    screen = Console(width=width)
    with screen.capture() as captured:
        screen.print(shown)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_request_is_one_line_of_a_narrow_terminal() -> None:
    assert _lines(request_table([ROW, MERGED], language="en", width=80), 80) == [
        "Code     Country   Title                                  Stage     Turn",
        "2026-01  Zanzibar  Monitoring and evaluation of the uni…  Checking  officer, 3 d",
        "2026-02  Zanzibar  Monitoring and evaluation of the uni…  Merged    → 2026-01",
    ]


def test_request_left_open_in_an_old_register_says_so_instead_of_its_days() -> None:
    old = replace(ROW, turn=Turn.NOBODY, past=True, since_days=3755)
    done = replace(old, status=RequestStatus.COMPLETED, status_label="Completed")

    lines = _lines(request_table([old, done], language="en", width=100), 100)

    assert [line.partition("…  ")[2] for line in lines[1:]] == ["Checking   from the register", "Completed"]


def test_draft_is_told_by_who_writes_it_and_since_when() -> None:
    rows = [
        DraftRow("Afi Mensah", "afi@inam.example", "Pension reform", "TG", date(2026, 1, 9), 3),
        DraftRow("", "telegram:12", "", "", date(2026, 1, 12), 0),
    ]

    assert _lines(draft_table(rows, language="en"), 80) == [
        "Contact     E-mail            Title                              Half told since",
        "Afi Mensah  afi@inam.example  Pension reform                     3 d",
        "            telegram:12       (no title yet)                     0 d",
    ]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_row_wraps(language: str, width: int) -> None:
    rows = [replace(ROW, title="x" * 300, country_name="y" * 50, since_days=4000), MERGED]

    assert len(_lines(request_table(rows, language=language, width=width), width)) == 3


def test_title_cannot_speak_to_the_terminal_or_in_markup() -> None:
    rows = [replace(ROW, title="[red]a\x1b[31m\nb")]

    assert "[red]a[31m b" in _lines(request_table(rows, language="en", width=120), 120)[1]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([ROW], "1 request. Waiting for: officer 1."),
        ([ROW, ROW, MERGED], "3 requests. Waiting for: officer 2."),
        (
            [ROW, replace(ROW, turn=Turn.PARTNER), replace(ROW, turn=Turn.EXPERTS)],
            "3 requests. Waiting for: officer 1, partner 1 and experts 1.",
        ),
        ([MERGED], "1 request."),
    ],
)
def test_totals_say_who_has_to_act(rows: list[RequestRow], words: str) -> None:
    assert request_totals(rows, language="en") == words


def test_officers_are_listed_with_how_muster_reaches_them() -> None:
    rows = [
        OfficerRow("Claire Dubois", "claire@facility.example", Role.ADMIN, "fr", "telegram", active=True),
        OfficerRow("Ana Lopez", "ana@facility.example", Role.OFFICER, "es", "", active=False),
    ]

    assert _lines(officer_table(rows, language="en"), 100) == [
        "Name           Role           E-mail                   Chat        Language",
        "Claire Dubois  Administrator  claire@facility.example  Telegram    French",
        "Ana Lopez      left           ana@facility.example     not linked  Spanish",
    ]
