from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.answers import Verdict
from intake.calendar_answer import is_about_other_days, own_words, read_calendar_answer
from intake.calendar_reply import Attendance, CalendarReply

WINDOW = Period(date(2026, 3, 9), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


def reply(
    attendance: Attendance = Attendance.ACCEPTED, *, comment: str = "", days: Period | None = WINDOW
) -> CalendarReply:
    return CalendarReply("uid", attendance, comment=comment, days=days)


def verdict(attendance: Attendance, words: str, language: str = "") -> Verdict:
    return read_calendar_answer(
        reply(attendance), words, window=WINDOW, today=TODAY, language=language
    ).verdict


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Verdict.YES),
        ("Looking forward to it!", Verdict.YES),
        ("Merci, à bientôt.", Verdict.YES),
        ("Which hotel do you recommend?", Verdict.YES),
        ("Only if my ministry agrees.", Verdict.EMPLOYER),
        ("Only if the flight is paid for.", Verdict.CONDITIONS),
        ("Avec plaisir, sous réserve de l’accord de mon employeur.", Verdict.EMPLOYER),
        ("Only from 16 March.", Verdict.SOME_DATES),
        ("Solo del 16 al 20 de marzo.", Verdict.SOME_DATES),
        ("Maybe.", Verdict.MAYBE),
        ("Sorry, I cannot.", Verdict.UNCLEAR),
        ("I pressed the wrong button, I can't.", Verdict.UNCLEAR),
        ("Sorry, I pressed this by mistake.", Verdict.UNCLEAR),
        ("Désolée, j’ai cliqué par erreur.", Verdict.UNCLEAR),
        ("Desculpe, foi por engano.", Verdict.UNCLEAR),
        ("I would love to come.", Verdict.YES),
    ],
)
def test_words_beside_accept_limit_it(words: str, expected: Verdict) -> None:
    assert verdict(Attendance.ACCEPTED, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Verdict.NO),
        ("Désolé, je suis pris.", Verdict.NO),
        ("Yes of course.", Verdict.UNCLEAR),
        ("I am free 16-20 March only.", Verdict.UNCLEAR),
        ("Wrong button, I do want to come.", Verdict.UNCLEAR),
        ("I still want to take part.", Verdict.UNCLEAR),
        ("I deleted the entry, I'm still available.", Verdict.UNCLEAR),
        ("Mauvais bouton, pardon.", Verdict.UNCLEAR),
        ("Je souhaite toujours participer.", Verdict.UNCLEAR),
        ("Botón equivocado.", Verdict.UNCLEAR),
        ("Quero ir.", Verdict.UNCLEAR),
        ("No quiero ir.", Verdict.NO),
        ("I would love to come, but I cannot.", Verdict.NO),
        ("Thank you, another time.", Verdict.NO),
    ],
)
def test_words_beside_decline_may_put_it_in_doubt(words: str, expected: Verdict) -> None:
    assert verdict(Attendance.DECLINED, words) == expected


@pytest.mark.parametrize("words", ["", "Yes, I am available.", "No, sorry."])
def test_half_a_yes_is_none_whatever_stands_beside_it(words: str) -> None:
    assert verdict(Attendance.TENTATIVE, words) == Verdict.MAYBE
    assert verdict(Attendance.UNCLEAR, words) == Verdict.UNCLEAR


def test_half_a_yes_says_what_it_waits_for() -> None:
    assert verdict(Attendance.TENTATIVE, "Yes, if my ministry agrees.") == Verdict.EMPLOYER


def test_proposed_days_are_told_and_not_taken() -> None:
    april = Period(date(2026, 4, 6), date(2026, 4, 17))

    answer = read_calendar_answer(
        reply(Attendance.COUNTERED, days=april), "Better for me.", window=WINDOW, today=TODAY
    )

    assert (answer.verdict, answer.free, answer.because) == (Verdict.OTHER_DATES, (april,), "Better for me.")


@pytest.mark.parametrize(
    ("start", "end", "moved"),
    [
        (WINDOW.start, WINDOW.end, False),
        (date(2026, 3, 8), date(2026, 3, 28), False),
        (date(2026, 3, 9), date(2026, 3, 13), True),
        (date(2026, 3, 16), WINDOW.end, True),
        (date(2026, 4, 6), date(2026, 4, 24), True),
    ],
)
def test_entry_that_was_moved_is_not_what_was_asked(start: date, end: date, *, moved: bool) -> None:
    assert is_about_other_days(reply(days=Period(start, end)), WINDOW) is moved


def test_entry_that_tells_no_days_or_no_last_day_may_be_what_was_asked() -> None:
    begins = reply(days=Period(WINDOW.start, WINDOW.start))

    assert is_about_other_days(begins, WINDOW)
    assert not is_about_other_days(replace(begins, endless=True), WINDOW)
    assert not is_about_other_days(reply(days=None), WINDOW)
    assert not is_about_other_days(
        reply(Attendance.COUNTERED, days=Period(date(2026, 4, 6), date(2026, 4, 7))), WINDOW
    )


@pytest.mark.parametrize("days", [None, WINDOW])
def test_proposal_without_other_days_is_unclear(days: Period | None) -> None:
    answer = read_calendar_answer(reply(Attendance.COUNTERED, days=days), "", window=WINDOW, today=TODAY)

    assert (answer.verdict, answer.free) == (Verdict.UNCLEAR, ())


@pytest.mark.parametrize(
    "line",
    [
        "Anna Berg has accepted this invitation.",
        "Anna Berg <anna@experts.example> has tentatively accepted your event invitation.",
        "Anna Berg a accepté cette invitation.",
        "Anna Berg a refusé l’invitation à l’événement.",
        "Anna Berg ha aceptado esta invitación.",
        "Anna Berg aceitou este convite.",
        "Anna Berg hat diese Einladung angenommen.",
        "Anna Berg ha accettato l'invito.",
        "Anna Berg heeft deze uitnodiging geaccepteerd.",
    ],
)
def test_sentence_of_the_program_is_nobodys_words(line: str) -> None:
    assert own_words(reply(), f"{line}\n\nOnly in May.") == "Only in May."


@pytest.mark.parametrize(
    "line",
    [
        "I have accepted the other invitation.",
        "Anna has accepted this invitation, but only from 16 March.",
        "J’ai accepté une invitation ailleurs.",
        "My ministry has declined.",
    ],
)
def test_sentence_of_a_person_stays(line: str) -> None:
    assert own_words(reply(), line) == line


def test_what_google_repeats_is_dropped_and_its_note_kept() -> None:
    text = (
        "Anna Berg has accepted this invitation with this note:\n\n“Only from 16 March.”\n\n"
        "Mission\nMonday Mar 9 – Friday Mar 27, 2026\n\nInvitation from Google Calendar: https://calendar.google.com/"
    )

    assert own_words(reply(), text) == "Only from 16 March."


def test_what_google_repeats_is_no_note() -> None:
    text = "Anna Berg has accepted this invitation.\n\nMon Mar 9, 2026\n\nInvitation from Google Calendar"

    assert own_words(reply(), text) == ""


def test_comment_and_body_are_both_heard_and_once() -> None:
    assert own_words(reply(comment="Only in May."), "“Only in May.”") == "“Only in May.”"
    assert own_words(reply(comment="Only in May."), "Call me.") == "Only in May.\nCall me."


@given(st.sampled_from(Attendance), st.text(max_size=200))
def test_no_words_turn_a_button_round(attendance: Attendance, words: str) -> None:
    found = verdict(attendance, own_words(reply(attendance), words))

    assert found not in {
        Attendance.ACCEPTED: {Verdict.NO, Verdict.NEVER_AGAIN},
        Attendance.DECLINED: {Verdict.YES, Verdict.SOME_DATES},
    }.get(attendance, {Verdict.YES, Verdict.NO, Verdict.SOME_DATES, Verdict.NEVER_AGAIN})
