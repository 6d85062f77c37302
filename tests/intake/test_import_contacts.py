from datetime import date

import pytest

from intake.import_contacts import (
    ContactRow,
    FocalPointRow,
    InstitutionRow,
    read_contact,
    read_focal_point,
    read_institution,
)
from intake.import_row import Record, Refused, RowNote, Taken

CONTACT = {
    "email": "Ama@Labour.Example",
    "name": "Ama Koffi",
    "institution": "Ministry of Labour",
    "country": "Benin",
    "position": "Director",
    "phone": "+229 00",
    "language": "French",
}
AMA = ContactRow(
    2, "ama@labour.example", "Ama Koffi", "Ministry of Labour", "BJ", "Director", "+229 00", "fr"
)


def test_a_contact_is_read() -> None:
    assert read_contact(Record(2, CONTACT)) == Taken(AMA)


def test_columns_the_file_does_not_have_say_nothing() -> None:
    short = {name: CONTACT[name] for name in ("email", "name", "institution", "country")}

    assert read_contact(Record(2, short)) == Taken(
        ContactRow(2, "ama@labour.example", "Ama Koffi", "Ministry of Labour", "BJ")
    )


def test_a_language_muster_does_not_write_is_left_out_and_noted() -> None:
    outcome = read_contact(Record(2, CONTACT | {"language": "German"}))

    assert isinstance(outcome, Taken)
    assert outcome.value.language is None
    assert outcome.notes == (RowNote(2, "language", "unknown_language", "German"),)


def test_every_reason_is_told() -> None:
    outcome = read_contact(Record(2, dict.fromkeys(CONTACT, "")))

    assert isinstance(outcome, Refused)
    assert [problem.column for problem in outcome.problems] == [
        "email",
        "name",
        "institution",
        "country",
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Ministry", "ministry"),
        ("trade union", "trade_union"),
        ("consortium_leader", "consortium_leader"),
        ("", ""),
        ("circus", ""),
    ],
)
def test_the_kind_of_an_institution_is_a_known_word(word: str, kind: str) -> None:
    outcome = read_institution(Record(2, {"institution": "Fund", "country": "Togo", "kind": word}))

    assert isinstance(outcome, Taken)
    assert outcome.value == InstitutionRow(2, "Fund", "TG", kind)


def test_a_focal_point_speaks_from_one_day_to_another() -> None:
    cells = {
        "email": "ama@labour.example",
        "country": "Benin",
        "since": "2015-01-01",
        "until": "31/12/2016",
        "note": "ILO",
    }

    assert read_focal_point(Record(2, cells)) == Taken(
        FocalPointRow(2, "ama@labour.example", "BJ", date(2015, 1, 1), date(2016, 12, 31), "ILO")
    )


def test_a_focal_point_does_not_end_before_it_begins() -> None:
    cells = {"email": "ama@labour.example", "country": "Benin", "since": "2016-01-01", "until": "2015-01-01"}

    outcome = read_focal_point(Record(2, cells))

    assert isinstance(outcome, Refused)
    assert [problem.what for problem in outcome.problems] == ["before_start"]


def test_rows_are_known_by_what_identifies_them() -> None:
    assert [
        AMA.code, FocalPointRow(2, "ama@labour.example", "BJ").code, InstitutionRow(2, "Fund", "TG").code,
    ] == ["ama@labour.example", "ama@labour.example BJ", "TG Fund"]  # fmt: skip
