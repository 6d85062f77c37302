from datetime import UTC, date, datetime

import pytest

from bot.texts import officer_desk
from bot.texts.letter import Bullets, Facts, Heading, Letter, Paragraph, Quote
from storage.states import Role


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def headings(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Heading)]


def bullets(letter: Letter) -> list[tuple[str, ...]]:
    return [block.items for block in letter.blocks if isinstance(block, Bullets)]


def test_help_teaches_commands_and_the_words_of_the_own_language() -> None:
    commands, words = bullets(officer_desk.officer_help(language="es"))

    assert [line.split()[0] for line in commands] == [
        "/queue",
        "/plan",
        "/show",
        "/documents",
        "/eligible",
        "/teams",
        "/cancel",
        "/hold",
        "/resume",
        "/merge",
        "/why",
        "/more",
        "/days",
        "/deliverables",
        "/complete",
    ]
    assert [line.partition(" - ")[0] for line in words] == [
        "ADMISIBLE",
        "RECHAZAR",
        "PREGUNTAR",
        "EQUIPOS",
        "APROBAR A",
        "ACEPTAR",
        "PASAR",
        "CANCELAR",
        "SUSPENDER",
        "REANUDAR",
        "UNIR",
        "ASUMIR",
        "CAMBIAR",
        "MANTENER",
        "EXCLUIR",
        "MÁS",
        "PORQUENO",
        "LISTA",
        "DETALLES",
        "DOCUMENTOS",
    ]


def test_help_for_an_observer_teaches_no_decision() -> None:
    assert bullets(officer_desk.officer_help(role=Role.OBSERVER, language="en")) == []


def test_order_without_or_with_an_unknown_code_is_answered() -> None:
    assert paragraphs(officer_desk.no_such("2026-99", language="en"))[0] == "There is no request 2026-99."
    assert "add its code" in paragraphs(officer_desk.no_such("", language="en"))[0]


def test_command_of_a_stranger_is_refused_with_a_way_on() -> None:
    assert paragraphs(officer_desk.not_permitted(language="en")) == [
        "Only officers of the facility can do this.",
        "To ask for assistance, or how a request stands, simply write to us.",
    ]


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("2026-03", "[2026-03] Please reply to our own message"),
        ("", "Please reply to our own message"),
    ],
)
def test_decision_in_a_mail_of_its_own_is_sent_back_to_the_thread(code: str, subject: str) -> None:
    letter = officer_desk.reply_to_my_mail(code=code, language="en")

    assert letter.subject == subject
    assert "decides nothing" in paragraphs(letter)[0]


@pytest.mark.parametrize("expires", [date(2026, 1, 20), datetime(2026, 1, 20, 9, 0, tzinfo=UTC)])
def test_invitation_shows_the_line_to_send_on_its_own(expires: date) -> None:
    letter = officer_desk.invitation(
        name="Eva Lind", role=Role.OFFICER, chat_command="/start abc", expires=expires, language="en"
    )

    assert paragraphs(letter)[1:3] == [
        "To work in the chat, send Muster this line by 20 January 2026. It works once:",
        "/start abc",
    ]


def test_invitation_without_a_chat_speaks_of_mail_only() -> None:
    letter = officer_desk.invitation(
        name="Eva Lind", role=Role.OFFICER, expires=date(2026, 1, 20), language="en"
    )

    assert len(paragraphs(letter)) == 2


def test_linked_chat_greets_by_name_and_role() -> None:
    letter = officer_desk.linked(name="Eva Lind", role=Role.APPROVER, language="en")

    assert paragraphs(letter)[0] == "Hello Eva Lind, this chat is now linked to you. Your role: Approver."


def test_spent_invitation_does_not_say_why() -> None:
    assert len(paragraphs(officer_desk.invitation_spent(language="en"))) == 1


def test_doubtful_message_is_shown_short_and_on_single_lines() -> None:
    letter = officer_desk.look_at_message(
        reason="altered_token",
        sender="someone@ministry.example",
        about="2026-03",
        text_subject="Re:\r\nYES",
        excerpt="yes " * 1000,
        language="en",
    )
    quote = next(block for block in letter.blocks if isinstance(block, Quote))

    assert letter.subject == "[2026-03] Please look at a message"
    assert Facts((("From", "someone@ministry.example"), ("Subject", "Re: YES"))) in letter.blocks
    assert len(quote.text) <= 600


def test_message_without_words_is_shown_by_its_sender_alone() -> None:
    letter = officer_desk.look_at_message(reason="dead", sender="someone@ministry.example", language="en")

    assert [type(block) for block in letter.blocks] == [Paragraph, Facts, Paragraph]


def test_reason_nobody_has_words_for_does_not_stop_the_letter() -> None:
    letter = officer_desk.look_at_message(reason="new_kind", sender="someone@ministry.example", language="en")

    assert paragraphs(letter)[0] == "This message needs a pair of eyes."


def test_cause_of_a_bounce_is_said_before_the_facts() -> None:
    letter = officer_desk.look_at_message(
        reason="bounce_in_doubt", sender="z@z.example", cause="refused", language="en"
    )

    assert paragraphs(letter)[1].startswith("The mail server there refuses mails from us")
