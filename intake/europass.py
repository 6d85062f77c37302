"""A Europass CV in XML: the SkillsPassport of 3.x and the newer Candidate, alone or inside a PDF."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from config.languages import Level, find_language
from intake.charsets import one_line
from intake.cv import LONGEST_NAME, Job, Spoken, Told, stretch
from intake.cv_nationalities import nationality_of
from intake.cv_person import gender_of
from intake.europass_file import is_europass, local, parsed, text_of, without_pictures

_DIGITS = re.compile(r"\d+")
_SKILLS = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
_MOST = 100


def read_europass(xml: bytes, *, today: date) -> Told | None:
    """What the file tells; None if it is no Europass file."""
    root = parsed(without_pictures(xml))
    if root is None or not is_europass(root):
        return None
    return _candidate(root, today) if local(root) == "Candidate" else _passport(root, today)


# --- SkillsPassport ---


def _passport(root: Any, today: date) -> Told:  # noqa: ANN401 -- as above
    person = _first(root, "Identification")
    nationalities = _all(_first(person, "Demographics"), "Nationality")
    facts = {
        "first_name": _said(person, "PersonName", "FirstName"),
        "last_name": _said(person, "PersonName", "Surname"),
        "email": _said(person, "ContactInfo", "Email", "Contact").lower(),
        "phone": _said(person, "ContactInfo", "Telephone", "Contact"),
        "nationality": next(filter(None, (_country(one) for one in nationalities)), ""),
        "gender": gender_of(_said(person, "Demographics", "Gender", "Code"))
        or gender_of(_said(person, "Demographics", "Gender", "Label")),
    }
    jobs = (_passport_job(one, today) for one in _all(root, "WorkExperience"))
    return Told(
        {name: value for name, value in facts.items() if value},
        tuple(_passport_languages(root)),
        tuple(job for job in jobs if job is not None),
        text_of(root),
    )


def _passport_languages(root: Any) -> Iterator[Spoken]:  # noqa: ANN401 -- as above
    for one in _all(root, "MotherTongue"):
        if code := _language(_said(one, "Code"), _said(one, "Label")):
            yield Spoken(code, Level.NATIVE)
    for one in _all(root, "ForeignLanguage"):
        levels = [Level.read(_said(one, "ProficiencyLevel", skill)) for skill in _SKILLS]
        if code := _language(_said(one, "Code"), _said(one, "Label")):
            yield Spoken(code, min((level for level in levels if level), default=None))


def _passport_job(work: Any, today: date) -> Job | None:  # noqa: ANN401 -- as above
    period = _first(work, "Period")
    start = _date_in_attributes(_first(period, "From"))
    end = _date_in_attributes(_first(period, "To"), last=True)
    current = _said(period, "Current").lower() in {"true", "1"}
    employer = _said(work, "Employer", "Name")
    words = (_said(work, "Position", "Label"), employer, _said(work, "Employer", "Sector", "Label"))
    return _job(
        start, today if current else end, employer, words, (_country(_first(work, "Country")),), today
    )


def _date_in_attributes(point: Any, *, last: bool = False) -> date | None:  # noqa: ANN401 -- as above
    if point is None:
        return None
    year, month = (_DIGITS.search(point.get(name, "")) for name in ("year", "month"))
    return _month(year[0] if year else "", month[0] if month else "", last=last)


# --- Candidate ---


def _candidate(root: Any, today: date) -> Told:  # noqa: ANN401 -- as above
    person = _first(root, "CandidatePerson")
    contacts = [_said(one, "URI") for one in _all(person, "Communication")]
    facts = {
        "first_name": _said(person, "PersonName", "GivenName"),
        "last_name": _said(person, "PersonName", "FamilyName"),
        "email": next((one.lower() for one in contacts if "@" in one), ""),
        "phone": _said(person, "DialNumber"),
        "nationality": _country_code(_said(person, "NationalityCode")),
        "gender": gender_of(_said(person, "GenderCode")),
    }
    jobs = (_candidate_job(one, today) for one in _all(root, "EmployerHistory"))
    return Told(
        {name: value for name, value in facts.items() if value},
        tuple(_candidate_languages(root, person)),
        tuple(job for job in jobs if job is not None),
        text_of(root),
    )


def _candidate_languages(root: Any, person: Any) -> Iterator[Spoken]:  # noqa: ANN401 -- as above
    for one in _all(person, "PrimaryLanguageCode"):
        if code := _language(_words(one)):
            yield Spoken(code, Level.NATIVE)
    for one in _all(root, "PersonCompetency"):
        if _said(one, "TaxonomyID").lower() != "language":
            continue
        levels = [Level.read(_words(score)) for score in _all(one, "ScoreText")]
        if code := _language(_said(one, "CompetencyID")):
            yield Spoken(code, min((level for level in levels if level), default=None))


def _candidate_job(work: Any, today: date) -> Job | None:  # noqa: ANN401 -- as above
    period = _first(work, "EmploymentPeriod")
    start, end = (
        _date_in_words(_said(period, name, "FormattedDateTime"), last=name == "EndDate")
        for name in ("StartDate", "EndDate")
    )
    current = _said(period, "CurrentIndicator").lower() in {"true", "1"}
    employer = _said(work, "OrganizationName")
    words = (_said(work, "PositionTitle"), employer)
    return _job(
        start, today if current else end, employer, words, (_country_code(_said(work, "CountryCode")),), today
    )


def _date_in_words(told: str, *, last: bool) -> date | None:
    year, _, rest = told.partition("-")
    return _month(year, rest[:2], last=last)


# --- both ---


def _job(
    start: date | None,
    end: date | None,
    employer: str,
    words: Sequence[str],
    countries: Sequence[str],
    today: date,
) -> Job | None:
    period = stretch(start, end, today=today) if start and end else None
    if period is None:
        return None
    told = ", ".join(word for word in words if word)
    places = tuple(code for code in countries if code)
    return Job(period, (end or today) >= today, told[:400], employer, places)


def _month(year: str, month: str, *, last: bool) -> date | None:
    """A day of the month: the first, or one near its end."""
    if not (year.isdecimal() and len(year) == 4 and 1900 <= int(year) <= 2200):
        return None
    number = int(month) if month.isdecimal() and 1 <= int(month) <= 12 else 12 if last else 1
    return date(int(year), number, 28 if last else 1)


def _country(element: Any) -> str:  # noqa: ANN401 -- as above
    return _country_code(_said(element, "Code")) or nationality_of(_said(element, "Label"))


def _country_code(told: str) -> str:
    """Europass writes Greece and the United Kingdom in its own way."""
    return nationality_of({"EL": "GR", "UK": "GB"}.get(told.strip().upper(), told.strip().upper()))


def _language(*told: str) -> str:
    for words in told:
        if found := (_three_letters().get(words.lower()) if len(words) == 3 else find_language(words)):
            return found
    return ""


@cache
def _three_letters() -> dict[str, str]:
    from pycountry import languages  # noqa: PLC0415 -- slow import: only the newer format needs it

    codes: dict[str, str] = {}
    for one in languages:
        if short := getattr(one, "alpha_2", ""):
            codes |= {one.alpha_3: short, getattr(one, "bibliographic", one.alpha_3): short}
    return codes


def _all(element: Any, name: str) -> list[Any]:  # noqa: ANN401 -- as above
    if element is None:
        return []
    found = (one for one in element.iter() if local(one) == name)
    return [one for one, _ in zip(found, range(_MOST), strict=False)]


def _first(element: Any, *names: str) -> Any:  # noqa: ANN401 -- as above
    """The first element of this name anywhere below, then the next name below that one."""
    for name in names:
        element = next(iter(_all(element, name)), None)
    return element


def _said(element: Any, *names: str) -> str:  # noqa: ANN401 -- as above
    return _words(_first(element, *names))


def _words(element: Any) -> str:  # noqa: ANN401 -- as above
    return one_line("".join(element.itertext())[:1_000], LONGEST_NAME) if element is not None else ""
