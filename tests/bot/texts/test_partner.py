from datetime import date

from bot.texts import partner
from bot.texts.letter import Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from tests.bot.texts.every_letter import TROUBLE

MISSING = "Zlabel: Zask For example: Zexample"


def buttons(letter: Letter) -> list[list[tuple[str, str]]]:
    return [
        [(choice.label, choice.action) for choice in row]
        for block in letter.blocks
        if isinstance(block, Choices)
        for row in block.rows
    ]


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def test_newcomer_is_greeted_and_shown_three_ways_on() -> None:
    letter = partner.welcome(language="en")

    assert paragraphs(letter)[0] == "Hello, this is Muster, the assistant of the facility."
    assert buttons(letter) == [
        [("New request", "menu:new")],
        [("My requests", "menu:mine"), ("Language", "menu:language")],
    ]


def test_known_contact_is_greeted_by_name() -> None:
    assert paragraphs(partner.welcome(known_name="Ama Koffi", language="fr"))[0].startswith(
        "Bonjour Ama Koffi"
    )


def test_each_language_is_offered_by_its_own_name() -> None:
    offered = [buttons(partner.choose_language(language=language)) for language in INTERFACE_LANGUAGES]

    assert offered == [
        [
            [("English", "lang:en"), ("Français", "lang:fr")],
            [("Español", "lang:es"), ("Português", "lang:pt")],
        ]
    ] * len(INTERFACE_LANGUAGES)


def test_language_chosen_is_confirmed_in_that_language() -> None:
    assert paragraphs(partner.language_chosen(language="es")) == [
        "Hecho. A partir de ahora le escribimos en español."
    ]


def test_first_question_says_how_many_there_are_and_gives_an_example() -> None:
    letter = partner.question(
        "country", number=2, of=12, example="Togo", rows=[[("Skip", "form:skip")]], language="en"
    )

    assert letter == Letter(
        "en",
        "Country",
        (
            Paragraph("2 of 12. In which country is it?"),
            Paragraph("For example: Togo"),
            Choices(((Choice("Skip", "form:skip"),),)),
        ),
        topic="draft",
    )


def test_question_asked_again_says_first_what_was_wrong_and_what_is_known() -> None:
    letter = partner.question("country", number=2, of=12, problems=[TROUBLE], current="Togo", language="en")

    assert paragraphs(letter) == [MISSING, "2 of 12. In which country is it?", "So far: Togo"]
    assert buttons(letter) == []


def test_answer_that_was_none_is_asked_again() -> None:
    assert paragraphs(partner.say_again("country", language="en")) == [
        "Sorry, we did not understand that. In which country is it?"
    ]


def test_review_shows_every_row_and_keeps_the_rows_of_buttons() -> None:
    rows = [[("Send", "form:send")], [("Country", "form:edit:country"), ("Title", "form:edit:title")]]

    letter = partner.review([("Country", "Togo")], rows_of_choices=rows, language="en")

    assert Facts((("Country", "Togo"),)) in letter.blocks
    assert buttons(letter) == rows


def test_review_points_at_what_an_officer_will_check() -> None:
    letter = partner.review([("Country", "Togo")], problems=[TROUBLE], language="en")

    assert Bullets((MISSING,)) in letter.blocks


def test_one_missing_answer_is_asked_for_as_just_one_thing() -> None:
    letter = partner.ask_missing(
        [TROUBLE], rows=[("Country", "Togo")], title="Pension reform", form="Dates:", language="en"
    )

    assert paragraphs(letter)[0] == "Thank you for your request. Just one thing is missing:"
    assert letter.blocks[1] == Bullets((MISSING,))
    assert letter.blocks[-2:] == (Heading("What we understood"), Facts((("Country", "Togo"),)))
    assert (letter.subject, letter.form) == ("We need a little more: Pension reform", "Dates:")


def test_several_missing_answers_are_asked_for_at_once() -> None:
    letter = partner.ask_missing([TROUBLE, TROUBLE], language="en")

    assert paragraphs(letter)[0] == "Thank you for your request. A few things are still missing:"
    assert letter.blocks[1] == Bullets((MISSING, MISSING))
    assert letter.subject == "Your request: we need a little more"


def test_long_titles_do_not_fill_the_subject_line() -> None:
    letter = partner.ask_missing([TROUBLE], title="Reform " * 40, language="en")

    assert len(letter.subject) < 100


def test_repeated_request_is_asked_about_with_button_and_word() -> None:
    letter = partner.same_request(
        "2026-03", title="Pensions", received_on=date(2026, 1, 12), request_id=4, language="en"
    )
    offered = [
        (choice.action, choice.word)
        for block in letter.blocks
        if isinstance(block, Choices)
        for row in block.rows
        for choice in row
    ]

    assert letter.subject == "[2026-03] Is it the same request?"
    assert Facts((("Title of the request", "Pensions"), ("Received on", "12 January 2026"))) in letter.blocks
    assert offered == [("same:4", "SAME"), ("different:4", "NEW")]


def test_day_of_an_earlier_request_may_be_unknown() -> None:
    letter = partner.same_request("2026-03", title="Pensions", received_on=None, request_id=4, language="en")

    assert Facts((("Title of the request", "Pensions"),)) in letter.blocks


def test_mail_nobody_could_read_gets_a_form_and_a_chat_gets_the_menu() -> None:
    by_mail = partner.not_understood(form="Country:", language="pt")
    by_chat = partner.not_understood(language="pt")

    assert (by_mail.form, buttons(by_mail)) == ("Country:", [])
    assert buttons(by_chat) == [[("Novo pedido", "menu:new"), ("Os meus pedidos", "menu:mine")]]


def test_problem_is_told_in_the_language_of_the_reader() -> None:
    assert partner.problem_text(TROUBLE, "fr") == say("fr", "form.problem.missing", **TROUBLE.values)
