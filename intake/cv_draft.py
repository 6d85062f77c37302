"""An expert as far as a CV and an officer have told them: what is known, what is missing, what was answered. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.areas import area_label
from config.countries import country_name, is_country, is_eu_member
from config.languages import Level
from intake.charsets import one_line
from intake.cv import LONGEST_NAME, Cv
from intake.cv_languages import spoken_as_cell
from intake.documents import MAX_TEXT
from intake.words import guess_language

REQUIRED = ("first_name", "last_name", "email", "nationality", "occupation", "employment", "languages")
"""What the register of experts cannot do without; the rest may stay open."""
OPTIONAL = ("gender", "years_of_experience", "employer", "topics", "countries", "eligibility")
CELLS = (*REQUIRED, *OPTIONAL)
TITLE = "cv"
_MOST_UNLEVELLED = 10
_NO_COLUMNS = frozenset({"employer", "countries"})
"""What a roster has no column of this name for."""


@dataclass(frozen=True, slots=True)
class CvDraft:
    """What will become a row of the register, not stored as one before an officer says so."""

    cells: Mapping[str, str]
    """As an import writes them, with countries by their codes and areas by their keys."""
    unlevelled: tuple[tuple[str, str], ...] = ()
    """Languages without a level, each with the CV's own word."""
    title: str = TITLE
    """The name of the file."""
    text: str = ""
    code: str = ""
    """The expert to bring up to date; '' for a new one."""
    is_new: bool = False
    """An officer has said that it is nobody of the register."""
    europass: bool = False
    file: int | None = None
    """The number of the CV as it was sent; it waits until somebody says whose it is."""

    @property
    def language(self) -> str:
        """The language the CV is written in."""
        return guess_language(self.text)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.cells.get('first_name', '')} {self.cells.get('last_name', '')}".strip()


def draft_of(cv: Cv, *, title: str, text: str) -> CvDraft:
    """The draft that a CV makes."""
    cells = {
        "first_name": cv.first_name,
        "last_name": cv.last_name,
        "email": cv.email,
        "nationality": cv.nationality if is_country(cv.nationality) else "",
        "occupation": cv.occupation,
        "employment": cv.employment,
        "languages": spoken_as_cell(cv.languages),
        "gender": cv.gender,
        "years_of_experience": "" if cv.years_of_experience is None else str(cv.years_of_experience),
        "employer": cv.employer,
        "topics": ";".join(cv.main_areas),
        "countries": ";".join(cv.countries),
    }
    return CvDraft(
        {name: value for name, value in cells.items() if value},
        tuple((one.language, one.said) for one in cv.languages if one.level is None)[:_MOST_UNLEVELLED],
        one_line(title, LONGEST_NAME) or TITLE,
        text[:MAX_TEXT],
        europass=cv.europass,
    )


def lacking(draft: CvDraft) -> tuple[str, ...]:
    """What the register cannot do without and nobody has told; an expert who is known keeps what is on file."""
    return () if draft.code else tuple(name for name in REQUIRED if not draft.cells.get(name))


def answered(draft: CvDraft, values: Mapping[str, str]) -> CvDraft:
    """The draft with what an officer answered; languages are added to those that are there, or corrected."""
    spoken = {**_spoken(draft.cells.get("languages", "")), **_spoken(values.get("languages", ""))}
    told = {name: value for name, value in values.items() if name in CELLS and value}
    if spoken:
        told["languages"] = ";".join(f"{code}:{level}" for code, level in spoken.items())
    left = tuple((code, said) for code, said in draft.unlevelled if code not in spoken)
    return replace(draft, cells={**draft.cells, **told}, unlevelled=left)


def eligibility_of(draft: CvDraft) -> str:
    """What was answered, else what follows from the nationality: Member States send European experts."""
    told = draft.cells.get("eligibility", "")
    return told or ("european" if is_eu_member(draft.cells.get("nationality", "")) else "partner")


def as_import(draft: CvDraft, code: str) -> dict[str, str]:
    """The cells of a new row, as an import of the register would bring them."""
    cells = {name: value for name, value in draft.cells.items() if name not in _NO_COLUMNS}
    return cells | {
        "expert_id": code,
        "nationality": country_name(cells.get("nationality", ""), "en"),
        "eligibility": eligibility_of(draft),
        "topics": topics_cell(keys_of(cells.get("topics", ""))),
        "countries_worked_in": countries_cell(keys_of(draft.cells.get("countries", ""))),
    }


def topics_cell(keys: Sequence[str]) -> str:
    """Areas as an import reads them."""
    return ";".join(area_label(key, "en") for key in keys)


def countries_cell(codes: Sequence[str]) -> str:
    """Countries as an import reads them."""
    return ";".join(country_name(code, "en") for code in codes)


def keys_of(cell: str) -> tuple[str, ...]:
    """The areas or the countries of a cell."""
    return tuple(key for key in cell.split(";") if key)


def spoken_of(cell: str) -> dict[str, Level]:
    """Language -> level of a cell such as `fr:native;en:C1`."""
    read = {code: Level.read(level) for code, level in _spoken(cell).items()}
    return {code: level for code, level in read.items() if level is not None}


def to_json(draft: CvDraft) -> dict[str, object]:
    """The draft as the database keeps it."""
    return {
        "cells": dict(draft.cells),
        "unlevelled": [list(pair) for pair in draft.unlevelled],
        "title": draft.title,
        "text": draft.text,
        "code": draft.code,
        "is_new": draft.is_new,
        "europass": draft.europass,
        "file": draft.file,
    }


def from_json(kept: Mapping[str, Any]) -> CvDraft:
    """The draft that `to_json` wrote."""
    return CvDraft(
        dict(kept["cells"]),
        tuple((code, said) for code, said in kept["unlevelled"]),
        kept["title"],
        kept["text"],
        kept["code"],
        kept["is_new"],
        kept["europass"],
        kept.get("file"),
    )


def _spoken(cell: str) -> dict[str, str]:
    pairs = (entry.partition(":") for entry in cell.split(";") if entry)
    return {code: level for code, _, level in pairs}
