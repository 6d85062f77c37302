"""One row of the registers of contacts, their institutions and the focal points among them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from config.languages import INTERFACE_LANGUAGES, find_language
from intake.csv_table import Columns
from intake.import_cells import LONGEST_NAME, address, country, in_order, optional_day
from intake.import_row import Record, Refused, RowReading, Taken, plain, tidy

INSTITUTION_COLUMNS = Columns(required=("institution", "country"), optional=("kind",))
CONTACT_COLUMNS = Columns(
    required=("email", "name", "institution", "country"), optional=("position", "phone", "language")
)
FOCAL_POINT_COLUMNS = Columns(required=("email", "country"), optional=("since", "until", "note"))

LONGEST_POSITION = 200
LONGEST_PHONE = 60
LONGEST_NOTE = 2_000
_PHONE = re.compile(r"\+?[\d\s()./-]{3,60}")

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "ministry": "ministry",
        "agency": "agency",
        "fund": "fund",
        "trade union": "trade_union",
        "employer": "employer",
        "employers organisation": "employer",
        "consortium leader": "consortium_leader",
        "consortium member": "consortium_member",
        "other": "other",
    }
)
"""Words of the register, folded, and what they mean."""


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """What a register says about one institution; None is what it does not say."""

    line: int
    name: str
    country: str
    kind: str | None = None

    @property
    def code(self) -> str:
        """What the row is known by: country and name."""
        return f"{self.country} {self.name}"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """What a register says about one contact; None is what it does not say."""

    line: int
    email: str
    name: str
    institution: str
    country: str
    position: str | None = None
    phone: str | None = None
    language: str | None = None

    @property
    def code(self) -> str:
        """What the row is known by."""
        return self.email


@dataclass(frozen=True, slots=True)
class FocalPointRow:
    """What a register says about one focal point."""

    line: int
    email: str
    country: str
    since: date | None = None
    until: date | None = None
    note: str = ""

    @property
    def code(self) -> str:
        """What the row is known by: the contact and the country."""
        return f"{self.email} {self.country}"


def read_institution(record: Record) -> Taken[InstitutionRow] | Refused:
    """The institution of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    institution = InstitutionRow(
        line=record.line,
        name=row.required("institution", LONGEST_NAME),
        country=country(row),
        kind=(row.word("kind", KINDS) or "") if row.has("kind") else None,
    )
    return Refused(tuple(row.problems)) if row.problems else Taken(institution, tuple(row.notes))


def read_contact(record: Record) -> Taken[ContactRow] | Refused:
    """The contact of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    contact = ContactRow(
        line=record.line,
        email=address(row, "email"),
        name=row.required("name", LONGEST_NAME),
        institution=row.required("institution", LONGEST_NAME),
        country=country(row),
        position=row.text("position", LONGEST_POSITION) if row.has("position") else None,
        phone=_phone(row) if row.has("phone") else None,
        language=_language(row),
    )
    return Refused(tuple(row.problems)) if row.problems else Taken(contact, tuple(row.notes))


def read_focal_point(record: Record) -> Taken[FocalPointRow] | Refused:
    """The focal point of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    since, until = optional_day(row, "since"), optional_day(row, "until")
    in_order(row, since, until, column="until")
    point = FocalPointRow(
        record.line, address(row, "email"), country(row), since, until, row.text("note", LONGEST_NOTE)
    )
    return Refused(tuple(row.problems)) if row.problems else Taken(point, tuple(row.notes))


def _phone(row: RowReading) -> str:
    """A number as it is written: its plus is no formula's."""
    text = tidy(plain(row.record.cells["phone"]), LONGEST_PHONE)
    return text if _PHONE.fullmatch(text) else row.text("phone", LONGEST_PHONE)


def _language(row: RowReading) -> str | None:
    """One of the languages Muster writes in; another is noted and left out."""
    text = row.text("language", 40)
    code = find_language(text) if text else None
    if text and code not in INTERFACE_LANGUAGES:
        row.note("language", "unknown_language", text)
        return None
    return code
