from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config.periods import Period
from intake.form import in_channel
from intake.form_events import (
    AskMissing,
    Attached,
    Cancelled,
    Filled,
    NotUnderstood,
    Ready,
    Resume,
    SavedForLater,
)
from intake.form_state import Known, Stage
from intake.prose import read_prose
from tests.intake.form_play import LETTER, MARCH, REQUEST, TODAY, ask_of, chat, keys, mail, play


def test_a_complete_mail_is_ready_at_once() -> None:
    state, effects = mail(Filled(LETTER))

    assert effects == (Ready(REQUEST),)
    assert state.stage is Stage.READY


def without(*names: str) -> Filled:
    return Filled({name: text for name, text in LETTER.items() if name not in names})


def test_an_incomplete_mail_asks_for_everything_missing_at_once() -> None:
    state, effects = mail(without("window", "duration_days", "country"))

    [effect] = effects
    assert isinstance(effect, AskMissing)
    assert keys(effect) == [("country", "missing"), ("window", "missing"), ("duration_days", "missing")]
    assert [row.field for row in effect.understood] == [
        "institution",
        "contact_name",
        "contact_email",
        "title",
        "areas",
        "background",
        "languages",
    ]
    assert "CNSS" in effect.form
    assert state.asked == ("country", "window", "duration_days")


@pytest.mark.parametrize(
    "reply",
    [
        "du 12 au 20 mars 2026, 7 jours",
        "Bonjour,\nla mission aurait lieu du 12 au 20 mars et durerait 7 jours.\nMerci",
        "12-20 mars",
        "Dates : du 12 au 20 mars\nDurée : 7 jours",
        "Dates souhaitées: 12/03/2026 - 20/03/2026",
    ],
)
def test_a_reply_in_free_words_answers_exactly_what_was_missing(reply: str) -> None:
    _, effects = mail(without("window", "duration_days"), reply)

    assert effects == (Ready(REQUEST),)


def test_a_month_answers_the_dates_and_leaves_the_duration() -> None:
    state, effects = mail(without("window", "duration_days"), "mars 2026")

    assert keys(effects[0]) == [("duration_days", "missing")]
    assert state.answers["window"] == Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_bare_value_is_the_answer_to_the_only_question() -> None:
    long = Filled({**without("duration_days").raw, "window": "mars 2026"})
    month = Period(date(2026, 3, 1), date(2026, 3, 31))

    assert mail(long, "7")[1] == (Ready(replace(REQUEST, window=month)),)
    assert mail(without("title"), "Réforme des pensions")[1] == (Ready(REQUEST),)
    assert mail(without("country"), "Togo")[1] == (Ready(REQUEST),)


def test_several_free_answers_go_by_lines() -> None:
    _, effects = mail(without("title", "country", "institution"), "Réforme des pensions\nCNSS\nTogo")

    assert effects == (Ready(REQUEST),)


def test_a_long_reply_is_the_missing_background() -> None:
    words = "Notre caisse compte quarante mille nouveaux affiliés et il faut tout réorganiser avant la fin."

    state, _ = mail(without("background", "window"), f"{words}\n\ndu 12 au 20 mars")

    assert (state.answers["background"], state.answers["window"]) == (words, MARCH)


def test_a_reply_that_answers_nothing_is_asked_again() -> None:
    state, effects = mail(without("window", "country"), "Merci beaucoup !")

    assert keys(effects[0]) == [("country", "missing"), ("window", "missing")]
    assert state.stage is Stage.ASKING


def test_thanks_are_never_kept_as_dates() -> None:
    state, _ = mail(without("window"), "Merci bien", "Merci encore", "Bien reçu")

    assert (state.kept, state.stage) == ({}, Stage.ASKING)


def test_unreadable_dates_are_kept_as_written_the_second_time() -> None:
    _, effects = mail(without("window"), "dès que possible", "le plus tôt possible, à votre convenance")

    [ready] = effects
    assert isinstance(ready, Ready)
    assert ready.form == replace(
        REQUEST, window=None, kept_as_written={"window": "le plus tôt possible, à votre convenance"}
    )


def test_past_and_unknown_answers_are_reported_together() -> None:
    _, effects = mail(Filled({**LETTER, "window": "du 12 au 20 mars 2025", "country": "Xyzland"}))

    assert keys(effects[0]) == [("country", "unknown_country"), ("window", "past_dates")]


def test_a_mail_with_dates_too_short_is_asked_about_once() -> None:
    _, once = mail(Filled({**LETTER, "duration_days": "30 jours"}))
    _, twice = mail(Filled({**LETTER, "duration_days": "30 jours"}), "du 12 au 20 mars, 30 jours")

    assert keys(once[0]) == [("window", "window_too_short")]
    [ready] = twice
    assert isinstance(ready, Ready)
    assert (ready.form.duration_days, set(ready.form.kept_as_written)) == (30, {"window"})


def test_an_optional_answer_that_cannot_be_read_never_holds_a_mail_up() -> None:
    _, effects = mail(Filled({**LETTER, "experts": "a few"}))

    assert effects == (Ready(replace(REQUEST, kept_as_written={"experts": "a few"})),)


def test_what_is_known_of_the_sender_completes_a_mail() -> None:
    known = Known("CNSS", "TG", "Ama Koffi", "ama@cnss.example", language="fr")

    _, effects = mail(
        without("institution", "country", "contact_name", "contact_email", "languages"), known=known
    )

    assert effects == (Ready(REQUEST),)


def test_what_the_mail_says_counts_more_than_what_is_known() -> None:
    _, effects = mail(Filled(LETTER), known=Known("Another", "BJ", "Somebody", "x@y.example", language="en"))

    assert effects == (Ready(REQUEST),)


@pytest.mark.parametrize("words", ["Annuler", "cancel\n\nBest regards", "CANCELAR."])
def test_a_mail_may_cancel(words: str) -> None:
    state, effects = mail(without("window"), words)

    assert effects == (Cancelled(),)
    assert state.stage is Stage.CANCELLED


def test_documents_by_mail_are_noted_silently() -> None:
    state, effects = mail(without("window"), Attached("loi.pdf"))

    assert (state.answers["attachments"], effects) == (("loi.pdf",), ())


@pytest.mark.parametrize(
    ("action", "expected"),
    [("f:later", [SavedForLater]), ("f:cancel", [Cancelled]), ("f:back", [NotUnderstood, AskMissing])],
)
def test_buttons_in_mail_do_little(action: str, expected: list[type]) -> None:
    _, effects = mail(without("window"), action)

    assert [type(effect) for effect in effects] == expected


def test_a_form_begun_in_chat_may_be_finished_by_mail_and_back() -> None:
    chatted, _ = chat("CNSS", "Togo", "Ama Koffi, ama@cnss.example")

    mailed, _ = play(
        in_channel(chatted, "mail"), Filled({"title": "Réforme des pensions", "areas": "pensions"})
    )
    state, effects = play(in_channel(mailed, "chat"), Resume())

    assert (state.at, ask_of(effects).number) == ("background", 7)


def test_a_letter_in_plain_french_is_asked_only_for_its_missing_dates() -> None:
    letter = (Path(__file__).parent / "letters" / "fr_fund.txt").read_text(encoding="utf-8")
    raw = read_prose(
        letter,
        subject="Appui à la réforme des pensions",
        sender="k.mensah@cnss.example",
        today=TODAY,
        language="fr",
    )

    state, effects = mail(Filled(raw))
    assert keys(effects[0]) == [("window", "missing")]
    _, effects = play(state, "Bonjour,\n\ndu 9 au 27 mars 2026 si possible.\n\nCordialement")

    [ready] = effects
    assert isinstance(ready, Ready)
    assert (ready.form.country, ready.form.window, ready.form.duration_days) == (
        "BF",
        Period(date(2026, 3, 9), date(2026, 3, 27)),
        10,
    )


def test_the_greeting_of_a_reply_is_nobodys_institution() -> None:
    raw = {name: words for name, words in LETTER.items() if name not in {"institution", "window"}}
    state, effects = mail(Filled(raw))

    assert keys(effects[0]) == [("institution", "missing"), ("window", "missing")]
    state, _ = play(state, "Bonjour,\n\ndu 12 au 20 mars 2026.\n\nCordialement,\nKossi Mensah")

    assert "institution" in state.missing
