from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.texts import officer
from bot.texts.choices import request_choices
from bot.texts.letter import Bullets, Choices, Facts, Heading, Letter, Paragraph, Quote
from tests.bot.texts.every_letter import REQUEST


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def quotes(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Quote)]


def actions(letter: Letter) -> list[str]:
    return [
        c.action for block in letter.blocks if isinstance(block, Choices) for row in block.rows for c in row
    ]


def test_new_request_shows_who_asks_what_and_how_to_decide() -> None:
    letter = officer.new_request(replace(REQUEST, attachments=()), language="en")

    assert letter.subject == "[2026-03] New request: Ztitle"
    assert letter.blocks[:1] == (Paragraph("Zinstitution asks for assistance."),)
    assert letter.blocks[2:4] == (Heading("Background"), Quote("Zbackground"))
    assert letter.blocks[-2:] == (Paragraph("What do you decide?"), request_choices(REQUEST, language="en"))
    assert letter.topic == "request:3"


def test_documents_of_a_new_request_can_be_asked_for() -> None:
    letter = officer.new_request(REQUEST, language="en")

    assert actions(letter)[-1] == "files:3"


def test_new_request_of_a_known_sender_raises_no_caution() -> None:
    letter = officer.new_request(replace(REQUEST, background=""), language="en")

    assert [type(block) for block in letter.blocks] == [Paragraph, Facts, Paragraph, Choices]


def test_new_request_warns_of_an_unknown_sender_doubtful_words_and_likeness() -> None:
    doubtful = replace(REQUEST, verified=False, kept_as_written={"window": "after Easter"})

    letter = officer.new_request(doubtful, similar=[("2026-01", "Pensions")], language="en")

    assert any(words.startswith("Careful: ") for words in paragraphs(letter))
    assert Facts((("Preferred dates", "after Easter"),)) in letter.blocks
    assert Bullets(("2026-01 - Pensions",)) in letter.blocks


def test_card_shows_everything_and_the_history() -> None:
    letter = officer.request_card(REQUEST, history=["12 January 2026: request received"], language="en")
    facts = letter.blocks[0]

    assert isinstance(facts, Facts)
    assert dict(facts.rows)["Expected results"] == "Zresults"
    assert dict(facts.rows)["Documents"] == "zfile.pdf"
    assert letter.blocks[1:3] == (Heading("History"), Bullets(("12 January 2026: request received",)))


@pytest.mark.parametrize(
    ("status", "offered"), [("received", 6), ("checking", 6), ("approved", 3), ("closed", 0)]
)
def test_card_offers_decisions_while_there_is_something_to_decide(status: str, offered: int) -> None:
    letter = officer.request_card(replace(REQUEST, status=status), language="en")

    assert len(actions(letter)) == offered


def test_card_offers_an_observer_nothing() -> None:
    assert actions(officer.request_card(REQUEST, may_decide=False, language="en")) == []


def test_card_cuts_long_texts() -> None:
    letter = officer.request_card(replace(REQUEST, background="word " * 5000), language="en")
    facts = letter.blocks[0]

    assert isinstance(facts, Facts)
    assert max(len(value) for _, value in facts.rows) <= 1200


def test_echo_of_a_rejection_quotes_the_reason_the_partner_reads() -> None:
    letter = officer.decision_noted(REQUEST, decision="reject", detail="Out of scope.", language="en")

    assert paragraphs(letter)[0] == "Noted: 2026-03 “Ztitle” is not eligible."
    assert quotes(letter) == ["Out of scope."]


def test_echo_of_an_approval_names_the_team() -> None:
    letter = officer.decision_noted(REQUEST, decision="approve", detail="B", language="en")

    assert paragraphs(letter)[0] == "Noted: team B for 2026-03 “Ztitle” is approved."
    assert quotes(letter) == []


def test_echo_of_rejecting_all_teams_announces_other_teams() -> None:
    letter = officer.decision_noted(REQUEST, decision="none", detail="Too junior.", language="en")

    assert (quotes(letter), actions(letter)) == (["Too junior."], ["card:3"])
    assert "searches other teams" in paragraphs(letter)[-1]


AT = datetime(2026, 1, 13, 8, 5, tzinfo=UTC)


def test_second_officer_is_told_who_decided_when_and_what() -> None:
    letter = officer.already_decided(REQUEST, by="Eva Lind", at=AT, decision="approve", language="en")

    assert paragraphs(letter) == [
        "Eva Lind decided this on 13 January 2026 at 08:05: a team is approved.",
        "Your order changed nothing.",
    ]


def test_second_officer_reads_the_time_as_it_is_written_in_french() -> None:
    letter = officer.already_decided(REQUEST, by="Eva Lind", at=AT, decision="cancel", language="fr")

    assert paragraphs(letter)[0].replace("\u00a0", " ") == (
        "Eva Lind a déjà décidé le 13 janvier 2026 à 08 h 05 : la mission est annulée."
    )


def test_second_officer_is_offered_what_fits_now() -> None:
    fitting = request_choices(REQUEST, language="en")

    letter = officer.already_decided(
        REQUEST, by="Eva Lind", at=AT, decision="other", choices=fitting, language="en"
    )

    assert letter.blocks[-1] == fitting


@pytest.mark.parametrize(
    ("decision", "who_reads"),
    [("reject", "The partner will read it"), ("none", "It is kept"), ("cancel", "Only officers read it")],
)
def test_reason_asked_for_says_who_will_read_it(decision: str, who_reads: str) -> None:
    letter = officer.give_reason(REQUEST, decision=decision, language="en")

    assert who_reads in paragraphs(letter)[0]


@pytest.mark.parametrize(
    ("decision", "word"), [("reject", "REJETER"), ("none", "REJETER"), ("cancel", "ANNULER")]
)
def test_reason_asked_for_says_how_to_give_it_by_mail(decision: str, word: str) -> None:
    assert f" {word}." in paragraphs(officer.give_reason(REQUEST, decision=decision, language="fr"))[1]


def test_question_asked_for_names_the_person_who_gets_it() -> None:
    assert "Zcontact" in paragraphs(officer.give_question(REQUEST, language="en"))[0]
    assert (
        "Zinstitution"
        in paragraphs(officer.give_question(replace(REQUEST, contact_name=""), language="en"))[0]
    )


def test_team_asked_for_shows_how_to_name_it() -> None:
    assert paragraphs(officer.which_team(REQUEST, language="es"))[0].endswith("por ejemplo «APROBAR A».")


def test_reply_of_the_partner_stands_beside_the_question() -> None:
    letter = officer.partner_replied(
        replace(REQUEST, question="Which fund?", attachments=()), text="The national one.", language="en"
    )

    assert letter.blocks[1:3] == (Facts((("Question asked", "Which fund?"),)), Quote("The national one."))
    assert actions(letter) == ["eligible:3", "reject:3", "ask:3", "hold:3", "card:3"]


def test_reply_after_the_decision_asks_for_none() -> None:
    letter = officer.partner_replied(replace(REQUEST, status="approved"), text="Thanks", language="en")

    assert actions(letter) == []
    assert Facts((("Documents", "zfile.pdf"),)) in letter.blocks


def test_attached_message_is_told_under_the_name_of_its_author() -> None:
    author = officer.named_address("Zcontact", "eve@elsewhere.example")

    letter = officer.partner_replied(REQUEST, text="Thanks", author=author, attached_by="Olga", language="en")
    nobodys = officer.partner_replied(REQUEST, text="Thanks", attached_by="Olga", language="en")

    assert paragraphs(letter)[0].startswith("Zcontact <eve@elsewhere.example> wrote")
    assert "Olga has attached" in paragraphs(letter)[0]
    assert paragraphs(nobodys)[0].startswith("Somebody without a readable address wrote")


def test_name_without_an_address_is_nobodys() -> None:
    assert officer.named_address("Salma Khamis", "") == ""
    assert officer.named_address("", "eve@elsewhere.example") == "eve@elsewhere.example"


def test_mail_without_a_command_word_changes_nothing_and_says_so() -> None:
    fitting = request_choices(REQUEST, language="en")

    letter = officer.not_a_decision(REQUEST, text="hm, let me think", choices=fitting, language="en")

    assert quotes(letter) == ["hm, let me think"]
    assert letter.blocks[-1] == fitting
