"""One row of a roster of experts: columns to an expert, doubts noted, reasons for refusal named."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from config.areas import area_names
from config.countries import find_country, is_eu_member, region_of
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES, Level, find_language
from intake.charsets import printable
from intake.csv_table import Columns
from intake.import_row import Record, Refused, RowReading, Taken

COLUMNS = Columns(
    required=(
        "expert_id",
        "first_name",
        "last_name",
        "email",
        "nationality",
        "eligibility",
        "occupation",
        "employment",
        "languages",
    ),
    optional=(
        "gender",
        "region",
        "years_of_experience",
        "missions_abroad",
        "topics",
        "mobilised",
        "cv_summary",
    ),
    seldom=("countries_worked_in", "employer", "opted_out"),
)

LONGEST_NAME = 100
LONGEST_CV = 20_000
MOST_ENTRIES = 40
"""Languages, topics or countries read from one cell."""

_ID = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,29}")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,180}\.[^\s@<>,;:\".()]{2,60}")
_BETWEEN = re.compile(r"[;,|]")

_GENDERS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("woman", "female", "f", "w", "femme", "mujer", "mulher"), "woman")
    | dict.fromkeys(("man", "male", "m", "h", "homme", "hombre", "homem"), "man")
)
_ELIGIBILITY: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("european expert", "european", "eu"), "european")
    | dict.fromkeys(("partner country expert", "partner country", "partner"), "partner")
)
_OCCUPATIONS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("public", "public sector", "public expert"), "public")
    | dict.fromkeys(("private", "private sector", "private expert"), "private")
)
_EMPLOYMENT: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("active", "in service"), "active") | dict.fromkeys(("retired", "pensioner"), "retired")
)
_YES_OR_NO: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("yes", "y", "true", "1", "x", "oui", "si", "sim"), True)
    | dict.fromkeys(("no", "n", "false", "0", "non", "nao"), False)
)
_REGIONS: Mapping[str, str] = MappingProxyType(
    {
        fold(region): region
        for region in (
            "EU",
            "Non-EU",
            "Africa",
            "Asia",
            "Caribbean",
            "Central Asia",
            "Latin America",
            "Middle East",
            "North America",
            "Pacific",
        )
    }
)


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """What a roster says about one expert; None is what it does not say."""

    line: int
    code: str
    first_name: str
    last_name: str
    email: str
    nationality: str
    region: str
    eligibility: str
    occupation: str
    employment: str
    languages: tuple[tuple[str, Level], ...]
    language: str
    """The one Muster writes in."""
    gender: str | None = None
    years_of_experience: int | None = None
    missions_abroad: int | None = None
    mobilised: bool | None = None
    areas: tuple[str, ...] | None = None
    employer: str | None = None
    opted_out: bool | None = None
    """Only ever true: a table takes back nobody's wish to be left alone."""
    countries: tuple[str, ...] | None = None
    """Where the expert has worked."""
    cv: str | None = None


def read_expert(record: Record) -> Taken[ExpertRow] | Refused:
    """The expert of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    nationality = _nationality(row)
    languages = _languages(row)
    expert = ExpertRow(
        line=record.line,
        code=expert_code(row),
        first_name=row.required("first_name", LONGEST_NAME),
        last_name=row.required("last_name", LONGEST_NAME),
        email=_matching(row, "email", _ADDRESS, "bad_email").lower(),
        nationality=nationality,
        region=_region(row, nationality),
        eligibility=row.required_word("eligibility", _ELIGIBILITY),
        occupation=row.required_word("occupation", _OCCUPATIONS),
        employment=row.required_word("employment", _EMPLOYMENT),
        languages=languages,
        language=interface_language(languages),
        gender=row.word("gender", _GENDERS),
        years_of_experience=row.number("years_of_experience", 70),
        missions_abroad=row.number("missions_abroad", 500),
        mobilised=row.word("mobilised", _YES_OR_NO),
        employer=row.text("employer", LONGEST_NAME) if row.has("employer") else None,
        opted_out=(row.has("opted_out") and row.word("opted_out", _YES_OR_NO)) or None,
        areas=_areas(row) if row.has("topics") else None,
        countries=_countries(row) if row.has("countries_worked_in") else None,
        cv=_cv(row) if row.has("cv_summary") else None,
    )
    return Refused(tuple(row.problems)) if row.problems else Taken(expert, tuple(row.notes))


def expert_code(row: RowReading) -> str:
    """The code of the expert a row is about; one that cannot be read is a reason not to take the row."""
    return _matching(row, "expert_id", _ID, "bad_id").upper()


def is_expert_code(text: str) -> bool:
    """Whether it can be the code of an expert, in capitals."""
    return _ID.fullmatch(text) is not None


def optional_expert_code(row: RowReading) -> str:
    """The code of the expert a row is about, '' if it names none."""
    return expert_code(row) if row.text("expert_id", 254) else ""


def interface_language(languages: tuple[tuple[str, Level], ...]) -> str:
    """The language to write in: a native one if Muster speaks it, else the best spoken, else English."""
    spoken = [(code, level) for code, level in languages if code in INTERFACE_LANGUAGES]
    # The first named of equals: people name their main language first.
    return max(spoken, key=lambda one: one[1], default=("en", None))[0]


def _matching(row: RowReading, column: str, pattern: re.Pattern[str], what: str) -> str:
    text = row.required(column, 254)
    if text and not pattern.fullmatch(text.upper()):
        row.refuse(column, what, text)
    return text


def _nationality(row: RowReading) -> str:
    name = row.required("nationality", LONGEST_NAME)
    code = find_country(name) if name else ""
    if code is None:
        row.refuse("nationality", "unknown_country", name)
    return code or ""


def _region(row: RowReading, nationality: str) -> str:
    """The region the roster says, which may be older than a country's membership; else the country's own."""
    said = row.word("region", _REGIONS)
    if said or not nationality:
        return said or ""
    if is_eu_member(nationality):
        return "EU"
    region = region_of(nationality)
    return "Non-EU" if region == "Europe" else region


def _languages(row: RowReading) -> tuple[tuple[str, Level], ...]:
    """Languages with their levels, each once at its best level, in the order of the file."""
    known: dict[str, Level] = {}
    for entry in _entries(row, "languages"):
        name, _, level_name = entry.rpartition(":")
        code, level = find_language(name or level_name), Level.read(level_name)
        if code is None:
            row.note("languages", "unknown_language", entry)
        elif level is None:
            row.note("languages", "unknown_level", entry)
        else:
            known[code] = max(level, known.get(code, level))
    if not known:
        row.refuse("languages", "no_language", row.record.cells.get("languages", ""))
    return tuple(known.items())


def _areas(row: RowReading) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for entry in _entries(row, "topics"):
        key = area_names().get(fold(entry))
        if key is None:
            row.note("topics", "unknown_topic", entry)
        else:
            keys[key] = None
    return tuple(keys)


def _countries(row: RowReading) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for entry in _entries(row, "countries_worked_in"):
        code = find_country(entry)
        if code is None:
            row.note("countries_worked_in", "unknown_country", entry)
        else:
            codes[code] = None
    return tuple(codes)


def _entries(row: RowReading, column: str) -> Iterator[str]:
    """The parts of a cell, without empty ones; of a senselessly long list the first."""
    parts = [part.strip() for part in _BETWEEN.split(row.record.cells.get(column, "")) if part.strip()]
    if len(parts) > MOST_ENTRIES:
        row.note(column, "too_many_entries", parts[MOST_ENTRIES], str(MOST_ENTRIES))
    yield from parts[:MOST_ENTRIES]


def _cv(row: RowReading) -> str:
    text = printable(row.record.cells["cv_summary"]).strip()
    if len(text) > LONGEST_CV:
        row.note("cv_summary", "cut", text, str(LONGEST_CV))
    return text[:LONGEST_CV]
