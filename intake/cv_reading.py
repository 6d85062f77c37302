"""A CV becomes a value: its words in four languages, and the Europass XML beside them where there is some. Never raises."""

from collections.abc import Mapping, Sequence
from datetime import date

from config.areas import area_counts
from intake.charsets import printable
from intake.cv import LONGEST_NAME, Cv, Job, Spoken, Told, latest, years_in
from intake.cv_headings import Part, parts_of
from intake.cv_languages import read_languages
from intake.cv_person import read_person
from intake.cv_work import read_jobs, says_retired, sector_of, stated_years
from intake.documents import MAX_TEXT
from intake.europass import read_europass
from intake.words import countries_in

_FACTS = ("first_name", "last_name", "email", "phone", "nationality", "gender")
_MOST_COUNTRIES = 40
_HEAD = 3_000


def read_cv(text: str, *, attached_xml: bytes = b"", today: date) -> Cv:
    """What the CV says; the XML of a Europass file, made by a program, is believed before the words."""
    told = read_europass(attached_xml, today=today) if attached_xml else None
    text = printable(text[:MAX_TEXT])
    if told is not None and not text.strip():
        text = told.text
    parts = parts_of(text)
    # A Europass file alone is a list of words without headings: nothing in it but what its elements say.
    spoken = Told() if told is not None and text == told.text else _told_in_words(text, parts, today)
    return _cv(_together(told, spoken), text, parts, europass=told is not None)


def _told_in_words(text: str, parts: Mapping[Part, str], today: date) -> Told:
    head = f"{parts.get(Part.HEAD, '')}\n{parts.get(Part.PERSON, '')}"
    work = parts.get(Part.WORK)
    if work is None:  # no headings we know: everything but schools
        work = "\n".join(words for part, words in parts.items() if part is not Part.EDUCATION)
    return Told(
        read_person(head[:_HEAD], text),
        read_languages(parts.get(Part.LANGUAGES, "")),
        read_jobs(work, today=today),
        text,
    )


def _together(told: Told | None, spoken: Told) -> Told:
    """The XML first; what it leaves out, from the words."""
    if told is None:
        return spoken
    facts = {**spoken.facts, **told.facts}
    return Told(facts, told.languages or spoken.languages, told.jobs or spoken.jobs, spoken.text or told.text)


def _cv(told: Told, text: str, parts: Mapping[Part, str], *, europass: bool) -> Cv:
    now = latest(told.jobs)
    years = years_in(told.jobs)
    facts = {name: told.facts.get(name, "")[:LONGEST_NAME] for name in _FACTS}
    head = f"{parts.get(Part.HEAD, '')}\n{parts.get(Part.PERSON, '')}"[:_HEAD]
    last = now.words if now else ""
    employment = "retired" if says_retired(f"{head}\n{last if now and now.current else ''}") else ""
    found = {
        **facts,
        "employer": now.employer if now else "",
        "occupation": sector_of(last),
        "employment": employment or ("active" if now and now.current else ""),
    }
    return Cv(
        **found,
        languages=told.languages,
        areas=area_counts(text),
        countries=_countries(told.jobs, parts),
        years_of_experience=stated_years(text) if years is None else years,
        europass=europass,
        unread=_unread(found, told.languages, told.jobs),
    )


def _countries(jobs: Sequence[Job], parts: Mapping[Part, str]) -> tuple[str, ...]:
    """Where the expert has worked, as parts about work and about countries name it."""
    named = (code for job in jobs for code in job.countries)
    told = countries_in(f"{parts.get(Part.COUNTRIES, '')}\n{parts.get(Part.WORK, '')}")
    return tuple(dict.fromkeys((*named, *told)))[:_MOST_COUNTRIES]


def _unread(found: Mapping[str, str], languages: Sequence[Spoken], jobs: Sequence[Job]) -> tuple[str, ...]:
    looked_for = ("first_name", "last_name", "email", "nationality", "occupation", "employment", "employer")
    lost = [name for name in looked_for if not found[name]]
    if not any(one.level for one in languages):
        lost.append("languages")
    if not jobs:
        lost.append("years_of_experience")
    return tuple(lost)
