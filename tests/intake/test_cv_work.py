from datetime import date

import pytest

from config.periods import Period
from intake.cv import Job, latest, years_in
from intake.cv_work import read_jobs, says_retired, sector_of, stated_years

TODAY = date(2026, 1, 12)


def periods(text: str) -> list[Period]:
    return [job.period for job in read_jobs(text, today=TODAY)]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("March 2015 - present", date(2015, 3, 1), TODAY),
        ("[ 01/2010 – Current ] Adviser", date(2010, 1, 1), TODAY),
        ("01/03/2010–31/05/2012 Adviser", date(2010, 3, 1), date(2012, 5, 31)),
        ("2010-03 to 2012-05", date(2010, 3, 1), date(2012, 5, 31)),
        ("2010-2015", date(2010, 1, 1), date(2014, 12, 31)),
        ("2010 - 2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("Depuis septembre 2012", date(2012, 9, 1), TODAY),
        ("De janvier 2001 à décembre 2003", date(2001, 1, 1), date(2003, 12, 31)),
        ("enero de 2008 hasta la actualidad", date(2008, 1, 1), TODAY),
        ("março de 2009 até julho de 2011", date(2009, 3, 1), date(2011, 7, 31)),
        ("2024 - 2031", date(2024, 1, 1), TODAY),
    ],
)
def test_dated_lines_are_read_in_four_languages(line: str, start: date, end: date) -> None:
    assert periods(line) == [Period(start, end)]


@pytest.mark.parametrize(
    "line", ["2030 - present", "1890 - 1900", "2015 - 2010", "Decree 2011/25", "In 2012 we moved", ""]
)
def test_dates_that_cannot_be_work_are_left_alone(line: str) -> None:
    assert periods(line) == []


def test_days_in_two_jobs_at_once_count_once() -> None:
    jobs = read_jobs("2000 - 2010 A\n2005 - 2012 B\n2020 - 2022 C", today=TODAY)

    assert years_in(jobs) == 14
    assert years_in(()) is None


def test_the_job_of_today_comes_before_one_that_ended() -> None:
    old = Job(Period(date(2000, 1, 1), date(2025, 1, 1)))
    now = Job(Period(date(2020, 1, 1), TODAY), current=True)

    assert latest((old, now)) == now


def test_the_employer_may_stand_on_the_line_below() -> None:
    (job,) = read_jobs("2010 - 2012   Adviser\nNational Employment Agency, Riga, Latvia", today=TODAY)

    assert (job.employer, job.countries) == ("National Employment Agency", ("LV",))


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Head of unit, Ministry of Labour", "public"),
        ("Consultant indépendant", "private"),
        ("Consultant to the Ministry of Labour", ""),
        ("Teacher", ""),
    ],
)
def test_a_sector_is_told_only_without_a_doubt(words: str, sector: str) -> None:
    assert sector_of(words) == sector


def test_words_tell_years_and_retirement() -> None:
    assert (stated_years("Plus de 30 ans d'expérience"), stated_years("30 years old")) == (30, None)
    assert (says_retired("Jubilada desde 2020"), says_retired("Retirement policy")) == (True, False)
