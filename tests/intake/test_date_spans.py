from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import date_text, period_text
from intake.date_spans import Span, periods_in, read_period

TODAY = date(2026, 1, 12)
WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))


def days(start: str, end: str = "") -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end or start))


@pytest.mark.parametrize(
    "text",
    [
        "12-20 March",
        "12 – 20 March",
        "12 to 20 March",
        "the 12th to the 20th of March",
        "from 12 to 20 March 2026",
        "between 12 and 20 March 2026",
        "between March 12 and March 20",
        "March 12-20",
        "March 12-20, 2026",
        "March 12th until March 20th, 2026",
        "12 March - 20 March 2026",
        "Thursday 12 March to Friday, 20 March",
        "12-20 Mar 2026",
        "12/03/2026 - 20/03/2026",
        "12/03/2026-20/03/2026",
        "12.03.2026 to 20.03.2026",
        "12.-20.3.2026",
        "12/03 - 20/03",
        "2026-03-12 to 2026-03-20",
        "2026-03-12/2026-03-20",
        "12-Mar-2026 to 20-Mar-2026",
        "12/03/26-20/03/26",
    ],
)
def test_english_ranges_are_read_in_every_common_spelling(text: str) -> None:
    found = read_period(text, today=TODAY)

    assert found == days("2026-03-12", "2026-03-20")


@pytest.mark.parametrize(
    "text",
    [
        "du 12 au 20 mars",
        "du 12 au 20 mars 2026",
        "12-20 mars",
        "entre le 12 et le 20 mars",
        "du jeudi 12 au vendredi 20 mars 2026",
        "12 mars au 20 mars",
        "le 12 mars jusqu'au 20 mars",
        "le 12 mars jusqu’au 20 mars",
        "del 12 al 20 de marzo",
        "entre el 12 y el 20 de marzo de 2026",
        "desde el 12 hasta el 20 de marzo",
        "12 al 20 de marzo del 2026",
        "de 12 a 20 de março",
        "entre 12 e 20 de março de 2026",
        "entre os dias 12 e 20 de março",
        "de quinta-feira, 12 de março a 20 de março",
        "vom 12. bis 20. März 2026",
        "dal 12 al 20 marzo",
    ],
)
def test_ranges_are_read_in_other_languages(text: str) -> None:
    found = read_period(text, today=TODAY)

    assert found == days("2026-03-12", "2026-03-20")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 March 2026", days("2026-03-12")),
        ("12th of March, 2026", days("2026-03-12")),
        ("March 12", days("2026-03-12")),
        ("2026-03-12", days("2026-03-12")),
        ("12/03/2026", days("2026-03-12")),
        ("03/25/2026", days("2026-03-25")),
        ("le 1er mars", days("2026-03-01")),
        ("el primero de marzo", days("2026-03-01")),
        ("12 out 2026", None),
        ("March 2026", days("2026-03-01", "2026-03-31")),
        ("03/2026", days("2026-03-01", "2026-03-31")),
        ("mars", days("2026-03-01", "2026-03-31")),
        ("in May", days("2026-05-01", "2026-05-31")),
        ("marzo de 2027", days("2027-03-01", "2027-03-31")),
        ("first half of March", days("2026-03-01", "2026-03-15")),
        ("second half of March 2026", days("2026-03-16", "2026-03-31")),
        ("première quinzaine de mars", days("2026-03-01", "2026-03-15")),
        ("2e quinzaine d'avril 2026", days("2026-04-16", "2026-04-30")),
        ("segunda quincena de marzo", days("2026-03-16", "2026-03-31")),
        ("primeira quinzena de março", days("2026-03-01", "2026-03-15")),
        ("early April", days("2026-04-01", "2026-04-10")),
        ("début avril", days("2026-04-01", "2026-04-10")),
        ("mid-March", days("2026-03-11", "2026-03-20")),
        ("mi-mars", days("2026-03-11", "2026-03-20")),
        ("mediados de marzo", days("2026-03-11", "2026-03-20")),
        ("fin mars", days("2026-03-21", "2026-03-31")),
        ("no fim de março", days("2026-03-21", "2026-03-31")),
        ("last week of March", days("2026-03-25", "2026-03-31")),
        ("first week of March 2026", days("2026-03-01", "2026-03-07")),
        ("week of 9 March", days("2026-03-09", "2026-03-15")),
        ("semaine du 11 mars 2026", days("2026-03-09", "2026-03-15")),
        ("la semana del 9 de marzo", days("2026-03-09", "2026-03-15")),
        ("Q2 2026", days("2026-04-01", "2026-06-30")),
        ("T2 2026", days("2026-04-01", "2026-06-30")),
        ("second quarter of 2026", days("2026-04-01", "2026-06-30")),
        ("deuxième trimestre 2026", days("2026-04-01", "2026-06-30")),
        ("primer trimestre de 2027", days("2027-01-01", "2027-03-31")),
        ("second semester of 2026", days("2026-07-01", "2026-12-31")),
        ("March to May 2026", days("2026-03-01", "2026-05-31")),
        ("de mars à mai 2026", days("2026-03-01", "2026-05-31")),
        ("entre marzo y mayo", days("2026-03-01", "2026-05-31")),
        ("mars-avril 2026", days("2026-03-01", "2026-04-30")),
        ("March or April 2026", days("2026-03-01", "2026-04-30")),
        ("next week", days("2026-01-19", "2026-01-25")),
        ("le mois prochain", days("2026-02-01", "2026-02-28")),
        ("este mes", days("2026-01-01", "2026-01-31")),
        ("any time in 2026", days("2026-01-12", "2026-12-31")),
        ("2025", days("2025-01-01", "2025-12-31")),
    ],
)
def test_single_dates_and_stretches_of_time_are_read(text: str, expected: Period | None) -> None:
    found = read_period(text, today=TODAY)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 December to 10 January", days("2026-12-20", "2027-01-10")),
        ("20 December to 10 January 2027", days("2026-12-20", "2027-01-10")),
        ("20 December 2026 to 10 January", days("2026-12-20", "2027-01-10")),
        ("du 28 au 3 avril", days("2026-03-28", "2026-04-03")),
        ("28 March to 3", days("2026-03-28", "2026-04-03")),
        ("28 March - 3 April 2026", days("2026-03-28", "2026-04-03")),
        ("5-9 January", days("2027-01-05", "2027-01-09")),
        ("5-16 January", days("2026-01-05", "2026-01-16")),
    ],
)
def test_missing_months_and_years_come_from_the_other_end_or_the_near_future(
    text: str, expected: Period
) -> None:
    found = read_period(text, today=TODAY)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("from 12 March 2026", "2026-03-12", "2026-06-09"),
        ("à partir du 12 mars", "2026-03-12", "2026-06-09"),
        ("a partir del 12 de marzo", "2026-03-12", "2026-06-09"),
        ("12 March onwards", "2026-03-12", "2026-06-09"),
        ("not before 12 March", "2026-03-12", "2026-06-09"),
        ("not until 12 March", "2026-03-12", "2026-06-09"),
        ("after 12 March", "2026-03-13", "2026-06-10"),
    ],
)
def test_an_open_end_lasts_three_months_and_says_so(text: str, start: str, end: str) -> None:
    [span] = periods_in(text, today=TODAY)

    assert (span.period, span.open_start, span.open_end) == (days(start, end), False, True)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("until 20 March", "2026-03-20"),
        ("jusqu'au 20 mars", "2026-03-20"),
        ("antes del 20 de marzo", "2026-03-19"),
    ],
)
def test_an_open_start_begins_today(text: str, end: str) -> None:
    [span] = periods_in(text, today=TODAY)

    assert (span.period, span.open_start, span.open_end) == (days("2026-01-12", end), True, False)


def test_two_open_ends_that_follow_each_other_are_one_period() -> None:
    [span] = periods_in("after 12 March and before 20 April", today=TODAY)

    assert (span.period, span.open_start, span.open_end) == (days("2026-03-13", "2026-04-19"), False, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("only 12-20", [days("2026-03-12", "2026-03-20")]),
        ("I am free from the 12th", [days("2026-03-12", "2026-03-27")]),
        ("jusqu'au 20", [days("2026-03-02", "2026-03-20")]),
        ("du 12 au 20", [days("2026-03-12", "2026-03-20")]),
        ("not on the 16th", [days("2026-03-16")]),
        ("sauf le 16", [days("2026-03-16")]),
        ("excepto el 16 y 17", [days("2026-03-16"), days("2026-03-17")]),
        ("the 12th, 13th and 16th", [days("2026-03-12"), days("2026-03-13"), days("2026-03-16")]),
        ("9-13 March and 16-18", [days("2026-03-09", "2026-03-13"), days("2026-03-16", "2026-03-18")]),
        ("between the 9th and the 13th", [days("2026-03-09", "2026-03-13")]),
        ("from 12 March", [days("2026-03-12", "2026-03-27")]),
        ("the first week of March", [days("2026-03-01", "2026-03-07")]),
    ],
)
def test_an_answer_takes_month_and_open_ends_from_the_window(text: str, expected: list[Period]) -> None:
    spans = periods_in(text, today=TODAY, window=WINDOW)

    assert [span.period for span in spans] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "Option 2 is fine",
        "1) yes",
        "call +228 90 12 34",
        "2 experts",
        "yes, 5 days",
        "may I ask",
        "we march on",
        "my request 2026-03: yes",
        "31 April 2026",
        "45 March",
        "24/7",
        "1/2",
        "version 1.2.3",
        "€ 12",
        "9" * 400,
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert periods_in(text, today=TODAY, window=WINDOW) == ()


def test_a_list_of_days_shares_its_month() -> None:
    spans = periods_in("12, 13 and 16-18 March", today=TODAY)

    assert [span.period for span in spans] == [
        days("2026-03-12"),
        days("2026-03-13"),
        days("2026-03-16", "2026-03-18"),
    ]


def test_a_span_knows_its_place_in_the_text() -> None:
    text = "I am available from 12 to 20 March, not 16 March."

    spans = periods_in(text, today=TODAY)

    assert [text[span.start_offset : span.end_offset] for span in spans] == [
        "from 12 to 20 March",
        "16 March",
    ]


@pytest.mark.parametrize("text", ["20-12 March", "du 20 au 12 mars", "20 March 2026 to 12 March 2026"])
def test_reversed_dates_are_turned_and_marked(text: str) -> None:
    [span] = periods_in(text, today=TODAY)

    assert (span.period, span.reversed) == (days("2026-03-12", "2026-03-20"), True)


def test_counted_things_beside_a_month_are_no_days() -> None:
    spans = periods_in("in March 12 experts are needed for 10 days", today=TODAY)

    assert [span.period for span in spans] == [days("2026-03-01", "2026-03-31")]


def test_portuguese_october_is_only_read_in_portuguese() -> None:
    assert read_period("12 out 2026", today=TODAY, language="pt") == days("2026-10-12")


def test_a_year_in_the_past_is_read_as_it_stands() -> None:
    [span] = periods_in("notre loi de mars 2014", today=TODAY)

    assert (span.period, span.year_said) == (days("2014-03-01", "2014-03-31"), True)


@pytest.mark.parametrize(
    "text",
    [
        "1," * 12_000,
        "12 March to " * 3_000,
        "de " * 9_000,
        "jusqu'au " * 3_000,
        "first half " * 2_500,
        "the " * 8_000,
        "-" * 30_000,
        "9" * 30_000,
        "12-" * 9_000,
        "between 1 and " * 2_000,
    ],
)
@pytest.mark.timeout(5)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    periods_in(text, today=TODAY, window=WINDOW)


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    for span in periods_in(text, today=TODAY, window=WINDOW):
        assert 0 <= span.start_offset < span.end_offset <= len(text)


_PIECES = st.sampled_from(
    [
        "12",
        "20",
        "31",
        "march",
        "mars",
        "2026",
        "to",
        "au",
        "-",
        "/",
        ",",
        "from",
        "until",
        "the",
        "and",
        "first",
        "half",
        "of",
    ]
)


@given(st.lists(_PIECES, max_size=14))
def test_any_mixture_of_date_words_is_read_without_error(pieces: list[str]) -> None:
    text = " ".join(pieces)

    spans = periods_in(text, today=TODAY, window=WINDOW)

    assert all(span.end_offset <= len(text) for span in spans)


_DAYS = st.dates(TODAY, TODAY + timedelta(days=1000))


@given(_DAYS, st.integers(0, 100), st.sampled_from(INTERFACE_LANGUAGES))
def test_a_period_as_muster_prints_it_is_read_back(start: date, more: int, language: str) -> None:
    period = Period(start, start + timedelta(days=more))

    found = read_period(period_text(period, language), today=TODAY, language=language)

    assert found == period


@given(_DAYS, st.sampled_from(INTERFACE_LANGUAGES))
def test_a_date_as_muster_prints_it_is_read_back(day: date, language: str) -> None:
    found = read_period(date_text(day, language), today=TODAY, language=language)

    assert found == Period(day, day)


@pytest.mark.parametrize(
    ("text", "doubt", "readings"),
    [
        ("03/04/2026", "order", (days("2026-04-03"), days("2026-03-04"))),
        ("Friday 14 March 2026", "weekday", (days("2026-03-14"), days("2026-03-13"))),
        ("12 March 2026 (Monday)", "weekday", (days("2026-03-12"), days("2026-03-09"))),
    ],
)
def test_doubtful_dates_say_what_they_may_mean(text: str, doubt: str, readings: tuple[Period, ...]) -> None:
    [span] = periods_in(f"I am free on {text}", today=TODAY)

    assert (span.doubt, span.readings) == (doubt, readings)


@pytest.mark.parametrize("text", ["25/12/2026 or 03/04/2026", "le 03/04/2026, je suis libre"])
def test_order_of_day_and_month_is_known_from_other_dates_and_from_the_language(text: str) -> None:
    assert [span.doubt for span in periods_in(text, today=TODAY)][-1:] == [""]


def test_window_settles_the_order_of_day_and_month() -> None:
    [span] = periods_in("free on 03/04/2026", today=TODAY, window=WINDOW)

    assert (span.period, span.doubt) == (days("2026-03-04"), "")


def test_days_just_past_without_a_year_are_doubtful() -> None:
    [span] = periods_in("2-6 March", today=date(2026, 3, 20))

    assert (span.period, span.doubt) == (days("2027-03-02", "2027-03-06"), "year")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow", days("2026-01-13")),
        ("the day after tomorrow", days("2026-01-14")),
        ("Monday", days("2026-01-19")),
        ("vendredi", days("2026-01-16")),
        ("in two weeks", days("2026-01-26", "2026-02-01")),
        ("the next ten days", days("2026-01-12", "2026-01-21")),
        ("the 16th", days("2026-01-16")),
        ("Friday 14th", days("2026-08-14")),
    ],
)
def test_near_days_are_read_where_they_are_asked_for(text: str, expected: Period) -> None:
    near: list[Span] = list(periods_in(text, today=TODAY, near=True))

    assert ([span.period for span in near], [span.weak for span in near][:1]) == ([expected], [near[0].weak])
    assert periods_in(text, today=TODAY) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 9 March for two weeks", days("2026-03-09", "2026-03-22")),
        ("two weeks from 9 March", days("2026-03-09", "2026-03-22")),
        ("week 12", days("2026-03-16", "2026-03-22")),
        ("KW 12-13", days("2026-03-16", "2026-03-29")),
        ("first three weeks of April", days("2026-04-01", "2026-04-21")),
        ("last Monday of April", days("2026-04-27")),
        ("the twelfth to the twentieth of March", days("2026-03-12", "2026-03-20")),
        ("du vingt et un au trente et un mars", days("2026-03-21", "2026-03-31")),
        ("12/13 March", days("2026-03-12", "2026-03-13")),
        ("12 March '26", days("2026-03-12")),
        ("12\u202f–\u202f20\u00a0March", days("2026-03-12", "2026-03-20")),
        ("between mid-March and the end of April", days("2026-03-15", "2026-04-30")),
        ("H2 2026", days("2026-07-01", "2026-12-31")),
    ],
)
def test_stretches_of_availability_are_read(text: str, expected: Period) -> None:
    assert [span.period for span in periods_in(text, today=TODAY)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "in the framework (el marco) of it",
        "Dear April,",
        "Mars Inc.",
        "out 12 of 20",
        "12/20",
        "set 12 goals",
        "may be",
    ],
)
def test_words_that_look_like_months_are_none(text: str) -> None:
    assert periods_in(text, today=TODAY) == ()
