import pytest

from intake.quote_marks import (
    SEPARATOR,
    has_headers_in_one_line,
    header_of,
    is_attribution,
    is_attribution_tail,
    is_run_together,
    may_start_attribution,
    own_words_before,
)


@pytest.mark.parametrize(
    "line",
    [
        "On Thursday, June 27, 2013, ann via Discussions wrote:",
        "On Nov 26, 2013 you wrote:",
        "On 12 Jan 2026, at 09:00, Olga I. Novak <olga.we@institute-eu.eu.example> wrote:",
        "In message <CAF@x.example> Ann Example <ann@x.example> writes:",
        "Ann Example <ann@x.example> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:",
        "Quoting Ann Example <ann@x.example>:",
        "---- Ann Example wrote ----",
        "------On 12/29/1987 17:32 PM, Ann Example wrote-----",
        "суббота, 14 марта 2015 г. пользователь ann написал:",
        '23 mar 2017 21:25 "Ann Example" <ann@x.example> napisał(a):',
        "Понедельник, 12 января 2026, 9:00 +03:00 от Ann <ann@x.example>:",
        "2015-10-18 0:17 GMT+03:00 Ann Example <ann@x.example>:",
        '12.01.2026, 09:00, "Ann Example" <ann@x.example>:',
        "Op 24 aug. 2013 om 16:48 heeft ann via X <ann@x.example> het volgende geschreven:",
        "Ann <ann@x.example> ezt írta (időpont: 2026. aug. 16., Ke 12:27):",
        "2026年1月12日 周一 19:47 Ann <ann@x.example> 写道：",
    ],
)
def test_who_wrote_when_announces_a_quotation(line: str) -> None:
    assert is_attribution(line, before_quote=False)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "She wrote:",
        "The ministry wrote to us in 2025:",
        "On 12 March 2026 I wrote to ann@x.example and she wrote:",
        "On 12 March 2026 at 10:00 we meet Ann <ann@x.example>:",
        "Please send it on 12/03/2026 at 10:00 to ann@x.example:",
        "My conditions as of 12.03.2026 12:00:",
        "Voici mes dates pour le 12 mars 2026 à 10:00, écrivez à ann@x.example :",
        "I can go on 12/03/2026:",
        "x" * 700 + " wrote:",
    ],
)
def test_sentences_about_dates_and_writing_announce_nothing(line: str) -> None:
    assert not is_attribution(line, before_quote=False)


@pytest.mark.parametrize("line", ["Ann wrote:", "You wrote:", "On 12/03/2026 10:00, Ann <ann@x.example>:"])
def test_less_is_enough_right_above_a_quotation(line: str) -> None:
    assert is_attribution(line, before_quote=True)


@pytest.mark.parametrize("line", ["I can go from 12/03/2026:", "My answer to 1:", "See 10:00:"])
def test_not_everything_above_a_quotation_announces_it(line: str) -> None:
    assert not is_attribution(line, before_quote=True)


def test_words_before_an_attribution_on_its_line_are_found() -> None:
    assert own_words_before("yes--- On Wed, Apr 4, 2012 at 3:59 PM, ann@x.example wrote:") == "yes"
    assert own_words_before("On Wed, Apr 4, 2012 at 3:59 PM, ann@x.example wrote:") == ""


def test_an_attribution_starts_with_a_date_and_not_after_a_sentence() -> None:
    assert may_start_attribution("On Wed, Dec 9, Ann Example")
    assert not may_start_attribution("Am heutigen Tage")
    assert not may_start_attribution("On 12 March we meet somewhere.")


def test_pieces_of_attributions_are_known() -> None:
    assert is_attribution_tail("> wrote:")
    assert is_attribution_tail(">:")
    assert not is_attribution_tail("> she wrote a letter:")
    assert is_run_together("On Mon, 12 Jan 2026 at 9:00, Ann<ann@x.example> wrote:   Dear Tom, are you free?")
    assert not is_run_together("Ann <ann@x.example> wrote: yes")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("From: Ann", "sender"),
        ("*De :* Ann", "sender"),
        (" À : Ann", "receiver"),
        ("Enviado el: lunes", "date"),
        ("Message du : 12/12/2016", "date"),
        ("件名: x", "subject"),
        ("Répondre à : Ann", "other"),
        ("Title: x", None),
        ("From Lomé: by bus", None),
    ],
)
def test_header_lines_are_told_apart(line: str, kind: str | None) -> None:
    assert header_of(line) == kind


def test_headers_in_one_line_need_an_address() -> None:
    assert has_headers_in_one_line("From: Ann <ann@x.example> Sent: Monday, 12 January 2026 To: Tom")
    assert not has_headers_in_one_line("From: Lomé Date: 12 January")


@pytest.mark.parametrize(
    ("line", "separates"),
    [
        ("-----Antwort Nachricht-----", True),
        ("-------- Origineel bericht --------", True),
        ("------------------ 原始邮件 ------------------", True),
        ("Início da mensagem encaminhada:", True),
        ("---- Our offer ----", False),
        ("------- Enter your dates below -------", False),
        ("Original message", False),
    ],
)
def test_separators_are_drawn_and_speak_of_a_message(line: str, *, separates: bool) -> None:
    assert (SEPARATOR.fullmatch(line) is not None) is separates
