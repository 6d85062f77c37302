from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.answers import Verdict, read_answer
from intake.dates import read_dates

TODAY = date(2026, 2, 10)
# Monday to Friday of four weeks.
WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))


def march(first: int, last: int = 0) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last or first))


def weekly(first: int, last: int = 0) -> tuple[Period, ...]:
    """The same days of each of the four weeks."""
    return tuple(march(first + 7 * week, (last or first) + 7 * week) for week in range(4))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I teach on Tuesdays.", 3),
        ("I teach every Tuesday.", 3),
        ("I'm not available on Fridays.", 6),
        ("not on Fridays", 6),
        ("Les lundis je donne cours.", 2),
        ("Tous les mercredis j'enseigne à la faculté.", 4),
        ("Le vendredi je ne peux pas.", 6),
        ("Los viernes no puedo.", 6),
        ("Cada lunes doy clase.", 2),
        ("Às quartas não posso.", 4),
        ("Todas as sextas-feiras estou ocupado.", 6),
        ("Freitags kann ich nicht.", 6),
        ("Il lunedì non posso.", 2),
    ],
)
def test_days_refused_every_week_are_busy_and_nothing_is_offered(text: str, day: int) -> None:
    found = read_dates(text, TODAY, window=WINDOW)
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (found.free_in(WINDOW), found.taken_in(WINDOW)) == ((), weekly(day))
    assert (answer.verdict, answer.free, answer.busy) == (Verdict.WHICH_DATES, (), weekly(day))


@pytest.mark.parametrize(
    "text",
    [
        "I can only do Tuesdays and Thursdays.",
        "Je peux seulement les mardis et jeudis.",
        "Je ne suis libre que le mardi et le jeudi.",
        "Sólo puedo los martes y jueves.",
        "Sólo puedo martes y jueves.",
        "Só posso às terças e quintas.",
        "Ich kann nur dienstags und donnerstags.",
        "Solo il martedì e il giovedì.",
    ],
)
def test_days_to_which_somebody_is_limited_are_free_and_no_others(text: str) -> None:
    found = read_dates(text, TODAY, window=WINDOW)
    answer = read_answer(text, window=WINDOW, today=TODAY)

    days = tuple(sorted((*weekly(3), *weekly(5))))
    assert (found.free_in(WINDOW), found.others_free) == (days, False)
    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, days)


@pytest.mark.parametrize(
    "text",
    [
        "I am free every day except Mondays.",
        "Yes, but not on Mondays.",
        "Mondays don't work for me, the rest is fine.",
        "Je suis libre tous les jours sauf le lundi.",
        "Oui, sauf les lundis.",
        "Sí, salvo los lunes.",
        "Los lunes doy clase, el resto de los días estoy libre.",
        "Sim, exceto às segundas.",
        "Às segundas-feiras dou aulas, nos outros dias estou livre.",
    ],
)
def test_the_other_working_days_are_free_where_it_is_said(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (answer.verdict, answer.free, answer.busy) == (Verdict.SOME_DATES, weekly(3, 6), weekly(2))


@pytest.mark.parametrize(
    ("text", "busy"),
    [
        ("In March I teach on Mondays.", weekly(2)),
        ("I teach on Mondays in March.", weekly(2)),
        ("Doy clase los lunes en marzo.", weekly(2)),
        ("I teach on Mondays until 15 March.", (march(2), march(9))),
        ("From 9 March I teach on Mondays.", (march(9), march(16), march(23))),
    ],
)
def test_days_named_beside_say_which_of_them_are_meant(text: str, busy: tuple[Period, ...]) -> None:
    assert read_answer(text, window=WINDOW, today=TODAY).busy == busy


@pytest.mark.parametrize(
    "text",
    [
        "Free 9-20 March, but not on Fridays.",
        "I'm free from 9 to 20 March except Fridays.",
        "Je suis libre du 9 au 20 mars sauf les vendredis.",
        "Estoy libre del 9 al 20 de marzo salvo los viernes.",
        "Estou livre de 9 a 20 de março, exceto às sextas.",
    ],
)
def test_days_are_left_out_of_those_offered(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, (march(9, 12), march(14, 19)))


def test_only_those_of_the_days_offered_are_free() -> None:
    answer = read_answer("Free 9-20 March. Mondays suit me.", window=WINDOW, today=TODAY)

    assert answer.free == (march(9), march(16))


def test_free_days_of_the_dates_are_those_of_the_answer() -> None:
    found = read_dates("I am free every day except Mondays.", TODAY, window=WINDOW)

    assert (found.free_in(WINDOW), found.taken_in(WINDOW)) == (weekly(3, 6), weekly(2))


def test_who_excepts_sundays_offers_saturdays() -> None:
    window = Period(date(2026, 3, 6), date(2026, 3, 16))

    answer = read_answer("Yes, every day except Sundays.", window=window, today=TODAY)

    assert answer.free == (march(6, 7), march(9, 14), march(16))


@pytest.mark.parametrize(
    "text",
    [
        "Only Mondays to Wednesdays.",
        "Seulement du lundi au mercredi.",
        "Sólo de lunes a miércoles.",
        "Só posso de segunda a quarta.",
    ],
)
def test_days_between_two_are_meant_as_well_and_touching_days_are_one_run(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, weekly(2, 4))


@pytest.mark.parametrize(
    "text",
    [
        "Every other week I am in Lyon.",
        "I can come every other week.",
        "Every other Tuesday I teach.",
        "Un lundi sur deux je donne cours.",
        "Some Fridays I am busy.",
        "The first Monday of the month I have to be in court.",
        "Usually I teach on Tuesdays.",
        "I teach on Tuesday mornings.",
        "On Tuesdays I teach in the afternoon.",
        "Every morning I teach.",
        "Every afternoon I have classes.",
        "Les mardis après-midi je donne cours.",
        "Tous les matins je donne cours.",
        "Los martes por la tarde doy clase.",
        "Todas las mañanas tengo clase.",
        "Às terças à tarde dou aulas.",
        "Todas as manhãs dou aulas.",
        "On Monday I'll tell you.",
        "Lundi je vous le dirai.",
        "El lunes les digo.",
        "Na segunda-feira digo-vos.",
        "Let us talk on Friday.",
        "I'll answer on Monday.",
        "I am busy until Thursday.",
        "I do not read e-mail on Mondays.",
        "The ministry is closed on Fridays.",
        "There is a flight only on Tuesdays.",
        "My colleague teaches on Tuesdays.",
        "I don't teach on Fridays.",
        "Je n'ai pas cours le vendredi.",
        "Los viernes no doy clase.",
        "Às sextas não dou aulas.",
        "Outside Mondays I am free.",
        "Sauf les lundis, je ne peux pas.",
        "Yes, ideally Mondays.",
        "Fridays off.",
        "Tout sauf le lundi de Pâques.",
        "Sauf le vendredi saint.",
        "See you on Mondays!",
        "Yes. On Fridays I go home.",
        "Yes, I can come. I teach every morning.",
        "Yes. I must be home on Fridays.",
        "I can come even on Fridays.",
        "I can make any day besides Thursdays.",
        "Sí, incluso los viernes.",
        "Oui, y compris les vendredis.",
        "Yes, I accept. I teach on Tuesdays, but I can move it.",
        "I'm never busy on Mondays.",
        "I no longer teach on Tuesdays, so yes.",
        "Could we skip Fridays? Otherwise yes.",
        "On Tuesdays I can only work remotely.",
        "Às terças à tarde não posso.",
    ],
)
def test_words_that_leave_open_which_days_are_asked_about(text: str) -> None:
    found = read_dates(text, TODAY, window=WINDOW)
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (found.free_in(WINDOW), found.taken_in(WINDOW)) == ((), ())
    assert (answer.free, answer.busy) == ((), ())
    assert answer.verdict in {Verdict.WHICH_DATES, Verdict.UNCLEAR, Verdict.REMOTE_ONLY}


@pytest.mark.parametrize(
    "text", ["I teach on Tuesdays.", "Sólo puedo los martes y jueves.", "Oui, sauf les lundis."]
)
def test_without_a_window_no_day_is_read(text: str) -> None:
    found = read_dates(text, TODAY)

    assert (found.available, found.unavailable) == ((), ())


def test_days_of_a_question_are_not_offered() -> None:
    answer = read_answer("Are Mondays possible?", window=WINDOW, today=TODAY)

    assert (answer.verdict, answer.free) == (Verdict.QUESTION, ())


def test_a_no_stays_a_no() -> None:
    assert read_answer("No, I teach on Tuesdays.", window=WINDOW, today=TODAY).verdict is Verdict.NO


def test_a_doubt_stays_a_doubt() -> None:
    assert read_answer("Maybe on Tuesdays.", window=WINDOW, today=TODAY).verdict is Verdict.MAYBE


def test_dates_beside_keep_their_meaning() -> None:
    answer = read_answer("Free 9-20 March. I teach on Tuesdays.", window=WINDOW, today=TODAY)

    assert answer.free == (march(9), march(11, 16), march(18, 20))


# --- whatever the window ---

_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "I teach on {}s.": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "Yes, except on {}s.": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "I can only do {}s.": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "Les {}s je ne peux pas.": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "Je suis libre seulement les {}s.": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "Los {} no puedo.": ("lunes", "martes", "miércoles", "jueves", "viernes"),
    "Sólo puedo los {}.": ("lunes", "martes", "miércoles", "jueves", "viernes"),
    "Às {}s não posso.": ("segunda", "terça", "quarta", "quinta", "sexta"),
    "Só posso às {}s-feiras.": ("segunda", "terça", "quarta", "quinta", "sexta"),
}
_windows = st.builds(
    lambda start, days: Period(start, start + timedelta(days=days)),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(6, 90),
)


@given(_windows, st.sampled_from(sorted(_WEEKDAYS)), st.integers(0, 4))
def test_all_days_read_lie_in_the_window_and_on_their_day_of_the_week(
    window: Period, sentence: str, weekday: int
) -> None:
    text = sentence.format(_WEEKDAYS[sentence][weekday])

    found = read_dates(text, window.start - timedelta(days=20), window=window)

    wanted = {day for day in window if day.weekday() == weekday}
    named = (*found.available, *found.unavailable)
    if sentence == "Yes, except on {}s.":
        named = found.unavailable
    days = {day for one in named for day in window if day in one}
    assert days == wanted
    assert all(
        one.start is not None and one.end is not None and window.contains(Period(one.start, one.end))
        for one in named
    )


_ONE_DAY: tuple[Callable[[str], str], ...] = (
    lambda day: f"On {day} I'll tell you.",
    lambda day: f"I'll answer on {day}.",
    lambda day: f"Let us talk on {day}",
    lambda day: f"I am busy until {day}.",
    lambda day: f"I teach on {day} mornings.",
    lambda day: f"Every other {day} I teach.",
    lambda day: f"Some {day}s I am busy.",
)


@given(_windows, st.sampled_from(_ONE_DAY), st.sampled_from(_WEEKDAYS["I teach on {}s."]))
def test_no_day_is_read_where_none_comes_again(
    window: Period, sentence: Callable[[str], str], weekday: str
) -> None:
    answer = read_answer(sentence(weekday), window=window, today=window.start - timedelta(days=20))

    assert (answer.free, answer.busy) == ((), ())


@given(st.text(alphabet="mondaysluexcptrç áéà,.-;\n ", max_size=200))
def test_no_text_raises(text: str) -> None:
    read_answer(text, window=WINDOW, today=TODAY)
