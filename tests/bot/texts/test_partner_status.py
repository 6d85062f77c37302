from dataclasses import replace
from datetime import date

import pytest

from bot.texts import partner_status
from bot.texts.letter import Bullets, CalendarEvent, Choices, Facts, Heading, Letter, Paragraph, Quote
from storage.states import RequestStatus
from tests.bot.texts.every_letter import CONFIRMED, REQUEST, TEAM_OF


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def quotes(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Quote)]


def test_acknowledgement_gives_the_code_and_says_who_does_what_by_when() -> None:
    letter = partner_status.acknowledgement(REQUEST, language="en")

    assert letter.subject == "[2026-03] We have your request: Ztitle"
    assert paragraphs(letter)[0] == "Thank you, your request has arrived. Its code is 2026-03."
    assert "within three working days" in paragraphs(letter)[1]
    assert letter.topic == "request:3"


def test_acknowledgement_teaches_the_word_for_the_status_in_the_own_language() -> None:
    last = [paragraphs(partner_status.acknowledgement(REQUEST, language=code))[-1] for code in ("en", "es")]

    assert last == [
        "To ask how it stands, send us “status 2026-03”.",
        "Para saber cómo va, envíenos «estado 2026-03».",
    ]


def test_question_of_an_officer_is_quoted_and_comes_from_a_person() -> None:
    letter = partner_status.officer_asks(
        REQUEST, question="Which fund?", officer_name="Eva Lind", language="en"
    )

    assert quotes(letter) == ["Which fund?"]
    assert "Eva Lind" in paragraphs(letter)[0]
    assert letter.automatic is False


def test_answer_is_acknowledged() -> None:
    letter = partner_status.answer_passed_on(REQUEST, language="en")

    assert "2026-03" in paragraphs(letter)[0]


@pytest.mark.parametrize("status", list(RequestStatus))
def test_every_change_says_what_it_means_and_what_comes_next(status: RequestStatus) -> None:
    letter = partner_status.status_changed(replace(REQUEST, status=status), language="en")

    assert len(paragraphs(letter)) == 2
    assert "Ztitle" in paragraphs(letter)[0]


def test_rejection_quotes_the_reason_and_leaves_a_door_open() -> None:
    letter = partner_status.status_changed(
        replace(REQUEST, status="rejected", reason="Outside our areas."), language="en"
    )

    assert quotes(letter) == ["Outside our areas."]
    assert "reopen" in paragraphs(letter)[-1]


def test_reason_of_an_earlier_stage_is_not_told_again() -> None:
    letter = partner_status.status_changed(
        replace(REQUEST, status="checking", reason="Outside our areas."), language="en"
    )

    assert quotes(letter) == []


def test_request_on_hold_names_the_day_it_is_looked_at_again() -> None:
    letter = partner_status.status_changed(
        replace(REQUEST, status="on_hold", until=date(2026, 5, 1)), language="fr"
    )

    assert "Nous y reviendrons le 1er mai 2026." in paragraphs(letter)


def test_merged_request_names_the_code_it_continues_as() -> None:
    letter = partner_status.status_changed(
        replace(REQUEST, status="replaced", successors=("2026-07", "2026-08")), language="en"
    )

    assert "It continues as 2026-07 and 2026-08." in paragraphs(letter)


def test_status_of_one_request_carries_its_code() -> None:
    letter = partner_status.status([REQUEST], language="en")

    assert letter.subject == "[2026-03] How it stands"
    assert letter.blocks == (
        Heading("2026-03 - Ztitle"),
        Facts((("Stage", "Received"), ("Received on", "12 January 2026"))),
        Paragraph("Our turn: an officer reads it within three working days."),
    )


def test_status_of_several_requests_counts_them() -> None:
    letter = partner_status.status([REQUEST, replace(REQUEST, code="2026-04")], language="en")

    assert letter.subject == "How it stands"
    assert paragraphs(letter)[0] == "You have 2 requests with us."
    assert [b.text for b in letter.blocks if isinstance(b, Heading)] == [
        "2026-03 - Ztitle",
        "2026-04 - Ztitle",
    ]


def test_open_question_makes_it_the_partners_turn() -> None:
    letter = partner_status.status([replace(REQUEST, question="Which fund?")], language="en")

    assert letter.blocks[-2:] == (Paragraph("Your turn: please answer this question."), Quote("Which fund?"))


def test_draft_without_a_title_has_a_name_all_the_same() -> None:
    draft = replace(REQUEST, code="", title="", status="draft", received_on=None)

    letter = partner_status.status([draft], language="en")

    assert letter.blocks[0] == Heading("Not sent yet")


def test_partner_without_requests_is_told_how_to_begin() -> None:
    letter = partner_status.status([], language="en")

    assert letter.subject == "How it stands"
    assert any(isinstance(block, Choices) for block in letter.blocks)


def test_foreign_and_missing_requests_are_told_in_the_same_words() -> None:
    letter = partner_status.no_such_request("2026-99", language="en")

    assert paragraphs(letter)[0] == "We find no request of yours with the code 2026-99."
    assert letter.topic == ""


def test_confirmed_mission_names_team_and_dates_and_enters_the_calendar() -> None:
    letter = partner_status.mission_confirmed(REQUEST, CONFIRMED, members=TEAM_OF, language="en")

    assert letter.subject == "[2026-03] Mission confirmed: 9-17 March 2026"
    assert Bullets(("Zfirst (Belgium)", "Zsecond (Spain)")) in letter.blocks
    assert letter.event == CalendarEvent(
        uid="mission-1",
        start="2026-03-09",
        end="2026-03-17",
        summary="Mission 2026-03: Ztitle",
        location="Zinstitution",
        confirmed=True,
    )
