"""What a CV tells about an expert: values only, nothing in them that the CV does not say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from config.languages import Level
from config.periods import Period, merged

MOST_AREAS = 8
"""Areas taken into the register; a CV of ten pages names nearly every one once."""
FEW_AREAS = 4
DAYS_A_YEAR = 365.25
LONGEST_NAME = 100
LONGEST_SAID = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language, with its level only where the CV tells one."""

    language: str
    level: Level | None = None
    said: str = ""
    """The CV's own word where that is no level: "fluent"."""


@dataclass(frozen=True, slots=True)
class Job:
    """Days in one employment, as far as the CV tells them."""

    period: Period
    current: bool = False
    words: str = ""
    """Employer and position as they are written."""
    employer: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cv:
    """One CV as it was read; '' and None are what it does not say."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    """Never shown to anybody and not stored in a column of its own."""
    nationality: str = ""
    gender: str = ""
    languages: tuple[Spoken, ...] = ()
    areas: tuple[tuple[str, int], ...] = ()
    """Areas of assistance with how often they are named, the most frequent first."""
    countries: tuple[str, ...] = ()
    """Where the expert has worked."""
    years_of_experience: int | None = None
    employer: str = ""
    """Of today, else the last one."""
    occupation: str = ""
    """public or private, if the CV leaves no doubt."""
    employment: str = ""
    """active or retired."""
    europass: bool = False
    unread: tuple[str, ...] = ()
    """What was looked for and not found."""

    @property
    def main_areas(self) -> tuple[str, ...]:
        """The areas to register: those named more than once, but if these are few, the first of all."""
        often = tuple(key for key, times in self.areas if times > 1)
        return (
            often[:MOST_AREAS] if len(often) >= FEW_AREAS else tuple(key for key, _ in self.areas[:FEW_AREAS])
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What one source, words or XML, tells about a person."""

    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """first_name, last_name, email, phone, nationality (a code), gender."""
    languages: tuple[Spoken, ...] = ()
    jobs: tuple[Job, ...] = ()
    text: str = ""


def years_in(jobs: Sequence[Job]) -> int | None:
    """Whole years in all jobs together; days in two jobs at once count once."""
    if not jobs:
        return None
    days = sum(period.days for period in merged(job.period for job in jobs))
    return int((days + 2) / DAYS_A_YEAR)  # two days of grace: leap years


def latest(jobs: Sequence[Job]) -> Job | None:
    """The job of today, else the one that ended last."""
    return max(jobs, key=lambda job: (job.current, job.period.end, job.period.start), default=None)


def stretch(start: date, end: date, *, today: date) -> Period | None:
    """The days of a job up to today; None if they cannot be."""
    end = min(end, today)
    return Period(start, end) if start.year >= today.year - 70 and start <= end else None
