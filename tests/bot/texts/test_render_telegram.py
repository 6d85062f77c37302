import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.letter import Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.render import as_telegram
from bot.texts.render_telegram import LIMIT, NOTHING, units
from tests.bot.texts.sample_letters import INQUIRY


def test_a_short_letter_is_one_message_with_its_buttons() -> None:
    words = (
        "Dear Marta,\nwe prepare a mission on pension reform and would like to know if you could join it.\n\n"
        "<b>The mission</b>\n\n"
        "<b>Country</b>: Togo\n<b>Dates</b>: 9-20 March 2026\n<b>Note</b>: -\n\n"
        "• yes\n• no\n• only 12-20 March\n\n"
        "<blockquote>I could come\nfrom the 12th.</blockquote>"
    )
    keyboard = [[("Eligible", "eligible:3"), ("Reject", "reject:3")], [("Details", "details:3")]]

    assert as_telegram(INQUIRY) == [(words, keyboard)]


def test_markup_in_somebodys_words_is_shown_not_obeyed() -> None:
    letter = Letter("en", "x", (Paragraph("1 < 2 & <b>3</b>"), Facts((("<i>", "&amp;"),))))

    assert as_telegram(letter) == [("1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;\n\n<b>&lt;i&gt;</b>: &amp;amp;", [])]


def test_a_letter_of_buttons_only_still_says_something() -> None:
    letter = Letter("en", "What next?", (Choices(((Choice("Go", "go"),),)),))

    assert as_telegram(letter) == [("What next?", [[("Go", "go")]])]


def test_an_empty_letter_is_no_empty_message() -> None:
    assert as_telegram(Letter("en", "", ())) == [("-", [])]


def test_a_long_letter_is_cut_between_paragraphs_and_only_the_last_part_has_buttons() -> None:
    paragraphs = tuple(Paragraph(f"{number} " + "word " * 300) for number in range(6))
    letter = Letter("en", "x", (*paragraphs, Choices(((Choice("Go", "go"),),))))

    parts = as_telegram(letter)

    assert [text[:2] for text, _ in parts] == ["0 ", "2 ", "4 "]
    assert [keyboard for _, keyboard in parts] == [[], [], [[("Go", "go")]]]
    assert all(text.endswith("word") for text, _ in parts)


def test_a_long_paragraph_is_cut_between_lines() -> None:
    line = "x" * 999
    parts = as_telegram(Letter("en", "x", (Paragraph("\n".join([line] * 10)),)))

    assert [text for text, _ in parts] == [
        "\n".join([line] * 4),
        "\n".join([line] * 4),
        "\n".join([line] * 2),
    ]


def test_a_long_line_is_cut_between_words_and_a_long_word_anywhere() -> None:
    words = as_telegram(Letter("en", "x", (Paragraph("word " * 2000),)))
    word = as_telegram(Letter("en", "x", (Paragraph("x" * 9000),)))

    assert all(re.fullmatch(r"(word )*word", text) for text, _ in words)
    assert [len(text) for text, _ in word] == [LIMIT, LIMIT, 9000 - 2 * LIMIT]


def test_a_cut_quotation_is_closed_and_opened_again() -> None:
    parts = [text for text, _ in as_telegram(Letter("en", "x", (Quote("word " * 2000),)))]

    assert all(part.startswith("<blockquote>word") for part in parts)
    assert all(part.endswith("word</blockquote>") for part in parts)


def test_an_entity_is_never_cut() -> None:
    parts = [text for text, _ in as_telegram(Letter("en", "x", (Paragraph("&" * 5000),)))]

    assert all(re.fullmatch("(&amp;)+", part) for part in parts)
    assert "".join(unescape(part) for part in parts) == "&" * 5000


def test_length_is_counted_as_telegram_counts_it() -> None:
    parts = [text for text, _ in as_telegram(Letter("en", "x", (Paragraph("🙂" * 3000),)))]

    assert [units(part) for part in parts] == [LIMIT, 6000 - LIMIT]


HOSTILE = st.text(alphabet=st.sampled_from("<>&ab \n🙂;"), max_size=60).map(lambda text: text * 150)


@pytest.mark.parametrize("block", [Paragraph, Heading, Quote, lambda text: Bullets((text, text))])
@given(words=HOSTILE)
def test_every_part_fits_is_balanced_and_loses_nothing(block: type[Paragraph], words: str) -> None:
    parts = [text for text, _ in as_telegram(Letter("en", "x", (block(words), Paragraph(words))))]

    assert all(0 < units(part) <= LIMIT for part in parts)
    assert all(_balanced(part) for part in parts)
    assert _letters("".join(parts)).replace("•", "") in {
        _letters(_escape(words) * times) for times in (2, 3)
    } | {"x", "-"}


def _balanced(part: str) -> bool:
    tags = re.findall(r"<(/?)(b|blockquote)>", part)
    without = re.sub(r"</?(b|blockquote)>|&(amp|lt|gt);", "", part)
    opened = [name for slash, name in tags if not slash]
    closed = [name for slash, name in tags if slash]
    return opened == closed and not set(without) & set("<>&")


def _letters(html: str) -> str:
    """The words alone: where spaces fell and tags were repeated does not matter."""
    return re.sub(r"\s", "", unescape(re.sub(r"</?(b|blockquote)>", "", html)))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_choice_that_is_only_there_to_be_read_becomes_a_button_that_does_nothing() -> None:
    letter = Letter("en", "Dates", (Choices(((Choice("Mo", ""), Choice("2", "f:cal:day:2026-03-02")),)),))

    assert as_telegram(letter)[-1][1] == [[("Mo", NOTHING), ("2", "f:cal:day:2026-03-02")]]
