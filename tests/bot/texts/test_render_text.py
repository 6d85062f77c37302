from bot.texts.letter import Choice, Choices, Facts, Letter, Paragraph, Quote
from bot.texts.render import as_text
from config.texts import say
from tests.bot.texts.sample_letters import INQUIRY


def test_a_letter_reads_like_a_typed_mail() -> None:
    assert as_text(INQUIRY) == (
        "Dear Marta,\n"
        "we prepare a mission on pension reform and would like to know if you could\n"
        "join it.\n"
        "\n"
        "The mission\n"
        "Country: Togo\n"
        "Dates: 9-20 March 2026\n"
        "Note: -\n"
        "\n"
        "- yes\n"
        "- no\n"
        "- only 12-20 March\n"
        "\n"
        "> I could come\n"
        "> from the 12th.\n"
        "\n"
        "Reply with one of these words in the first line:\n"
        "  ELIGIBLE - take it on\n"
        "  REJECT - Reject\n"
        "\n"
        "-- \n"
        "Muster, the assistant of the facility, wrote this message.\n"
    )


def _footer() -> str:
    return (
        "Simply reply to this mail, in your own words. Your answer reaches us under\n"
        "the right file.\n"
        "Muster, the assistant of the facility, wrote this message. A person reads\n"
        "along and steps in when needed.\n"
    )


def test_a_form_follows_as_it_is_with_long_lines_unbroken() -> None:
    line = "Title of the request: " + "x " * 60
    text = as_text(Letter("en", "Form", (Paragraph("Please fill in."),), form=f"{line.strip()}\nDates:\n"))

    assert f"\n\n{line.strip()}\nDates:\n\n-- \n" in text


def test_choices_without_a_word_leave_no_trace_in_a_mail() -> None:
    letter = Letter("en", "x", (Paragraph("Hello."), Choices(((Choice("Details", "details:3"),),))))

    assert "first line" not in as_text(letter)
    assert "Details" not in as_text(letter)


def test_a_letter_a_person_wrote_is_not_called_automatic() -> None:
    text = as_text(Letter("fr", "x", (Paragraph("Bonjour."),), automatic=False))

    assert say("fr", "mail.footer").split()[0] in text
    assert "Muster" not in text


def test_long_values_hang_under_their_label() -> None:
    text = as_text(Letter("en", "x", (Facts((("Institution", "Ministry " * 12),)),)))

    assert text.startswith("Institution: Ministry Ministry")
    assert "\n  Ministry" in text


def test_addresses_and_dates_are_not_broken_in_the_middle() -> None:
    address = "https://facility.example/" + "a-long-path/" * 8
    text = as_text(Letter("en", "x", (Paragraph(f"See {address} for more."),)))

    assert address in text


def test_no_sentence_is_left_in_another_language() -> None:
    french = as_text(Letter("fr", "x", INQUIRY.blocks, form="Pays :"))

    assert say("en", "mail.choices_intro") not in french
    assert "sur la première ligne" in french.replace("\n", " ")


def test_hostile_words_cannot_forge_a_signature_or_move_a_cursor() -> None:
    text = as_text(Letter("en", "x", (Quote("ok\n-- \nforged\x1b[2J"),)))

    assert text.startswith("> ok\n> --\n> forged[2J\n")


def test_a_french_fact_has_a_space_that_does_not_break_before_its_colon() -> None:
    letter = Letter("fr", "Sujet", (Facts((("Pays", "Togo"),)),))

    assert as_text(letter).startswith("Pays\u00a0: Togo\n")
