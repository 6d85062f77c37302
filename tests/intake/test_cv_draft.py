import json
from datetime import date

from intake.cv import Cv, Spoken
from intake.cv_draft import (
    CvDraft,
    answered,
    as_import,
    draft_of,
    eligibility_of,
    from_json,
    lacking,
    to_json,
)
from intake.cv_reading import read_cv
from intake.import_experts import read_expert
from intake.import_row import Record, Taken
from tests.cvs import EN, FR

TODAY = date(2026, 1, 12)


def draft(text: str = EN) -> CvDraft:
    return draft_of(read_cv(text, today=TODAY), title="cv.pdf", text=text)


def test_a_full_cv_lacks_nothing_and_is_a_row_of_the_register() -> None:
    row = read_expert(Record(1, as_import(draft(), "EX-0400")))

    assert lacking(draft()) == ()
    assert isinstance(row, Taken)
    assert (row.notes, row.value.code, row.value.nationality) == ((), "EX-0400", "PT")
    assert row.value.areas == ("social_pensions", "cash_transfers")


def test_what_is_missing_is_named_in_the_order_of_the_register() -> None:
    assert lacking(CvDraft({"email": "a@b.example"})) == (
        "first_name", "last_name", "nationality", "occupation", "employment", "languages",
    )  # fmt: skip
    assert lacking(CvDraft({}, code="EX-0001")) == ()


def test_an_answer_adds_a_language_or_corrects_one() -> None:
    told = answered(draft(), {"languages": "fr:C1;en:C2"})

    assert told.cells["languages"] == "pt:native;en:C2;fr:C1"
    assert (draft().unlevelled, told.unlevelled) == ((("fr", "fluent"),), ())


def test_a_member_state_sends_european_experts_unless_somebody_says_otherwise() -> None:
    assert eligibility_of(draft(FR)) == "european"
    assert eligibility_of(CvDraft({"nationality": "TG"})) == "partner"
    assert eligibility_of(CvDraft({"nationality": "TG", "eligibility": "european"})) == "european"


def test_a_draft_comes_back_from_the_database_as_it_was() -> None:
    kept = json.loads(json.dumps(to_json(draft())))

    assert from_json(kept) == draft()


def test_a_country_that_is_none_and_a_name_of_a_page_are_left_out() -> None:
    made = draft_of(Cv(nationality="XX", languages=(Spoken("fr"),)), title="\x00" * 9 + "a\nb" * 90, text="")

    assert (dict(made.cells), len(made.title)) == ({}, 100)
