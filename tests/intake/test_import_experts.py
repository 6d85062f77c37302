import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import Level
from intake.import_experts import COLUMNS, ExpertRow, interface_language, read_expert
from intake.import_row import Record, Refused, RowNote, Taken

CELLS = {
    "expert_id": "EX-0001",
    "first_name": "Jean-Claude",
    "last_name": "Piette",
    "email": "Expert0001@experts.example",
    "gender": "man",
    "nationality": "Belgium",
    "region": "EU",
    "eligibility": "European expert",
    "occupation": "public",
    "employment": "active",
    "years_of_experience": "16",
    "missions_abroad": "5",
    "languages": "fr:native;en:B2",
    "topics": "monitoring and evaluation;management information systems",
    "mobilised": "yes",
    "cv_summary": "16 years in a public body.",
}
EXPERT = ExpertRow(
    line=2,
    code="EX-0001",
    first_name="Jean-Claude",
    last_name="Piette",
    email="expert0001@experts.example",
    nationality="BE",
    region="EU",
    eligibility="european",
    occupation="public",
    employment="active",
    languages=(("fr", Level.NATIVE), ("en", Level.B2)),
    language="fr",
    gender="man",
    years_of_experience=16,
    missions_abroad=5,
    mobilised=True,
    areas=("monitoring_evaluation", "information_systems"),
    cv="16 years in a public body.",
)


def _read(**cells: str) -> Taken[ExpertRow] | Refused:
    return read_expert(Record(2, CELLS | cells))


def _taken(**cells: str) -> ExpertRow:
    outcome = _read(**cells)
    assert isinstance(outcome, Taken)
    return outcome.value


def _notes(**cells: str) -> list[tuple[str, str, str]]:
    outcome = _read(**cells)
    assert isinstance(outcome, Taken)
    return [(note.column, note.what, note.value) for note in outcome.notes]


def test_row_becomes_an_expert() -> None:
    assert _read() == Taken(EXPERT)


def test_columns_of_the_demo_roster_are_all_read() -> None:
    assert {*COLUMNS.required, *COLUMNS.optional} == set(CELLS)


def test_what_the_file_does_not_say_is_left_open() -> None:
    record = Record(2, {name: CELLS[name] for name in COLUMNS.required})

    outcome = read_expert(record)

    assert isinstance(outcome, Taken)
    said = outcome.value
    assert (said.gender, said.years_of_experience, said.missions_abroad) == (None, None, None)
    assert (said.mobilised, said.areas, said.countries, said.cv) == (None, None, None, None)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Togo; Bénin|TG", ("TG", "BJ")),
        ("Zanzibar, Tanzania", ("TZ-Z", "TZ")),
        (" ", ()),
    ],
)
def test_countries_worked_in_are_read_by_any_name(cell: str, codes: tuple[str, ...]) -> None:
    outcome = _read(countries_worked_in=cell)

    assert isinstance(outcome, Taken)
    assert outcome.value.countries == codes


@pytest.mark.parametrize("column", COLUMNS.required)
def test_row_without_something_required_is_refused(column: str) -> None:
    outcome = _read(**{column: " "})

    assert isinstance(outcome, Refused)
    assert {note.column for note in outcome.problems} == {column}


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("expert_id", "EX 0001", "bad_id"),
        ("expert_id", "x" * 31, "bad_id"),
        ("email", "nobody", "bad_email"),
        ("email", "a@b", "bad_email"),
        ("email", "a b@c.example", "bad_email"),
        ("email", "a@b.example, c@d.example", "bad_email"),
        ("email", "Ann <a@b.example>", "bad_email"),
        ("nationality", "Atlantis", "unknown_country"),
        ("eligibility", "anybody", "unknown_word"),
        ("occupation", "poet", "unknown_word"),
        ("employment", "between jobs", "unknown_word"),
        ("languages", "Klingon:native;en", "no_language"),
    ],
)
def test_row_that_cannot_be_right_is_refused_with_the_reason(column: str, value: str, what: str) -> None:
    assert _read(**{column: value}) == Refused((RowNote(2, column, what, value),))


def test_every_reason_is_told_at_once() -> None:
    outcome = _read(nationality="Atlantis", email="nobody", occupation="poet")

    assert isinstance(outcome, Refused)
    assert {note.column for note in outcome.problems} == {"nationality", "email", "occupation"}


@pytest.mark.parametrize(
    ("column", "value", "note"),
    [
        ("years_of_experience", "many", ("years_of_experience", "bad_number", "many")),
        ("missions_abroad", "-1", ("missions_abroad", "bad_number", "-1")),
        ("gender", "?!", ("gender", "unknown_word", "?!")),
        ("mobilised", "perhaps", ("mobilised", "unknown_word", "perhaps")),
        ("region", "Narnia", ("region", "unknown_word", "Narnia")),
        ("languages", "fr:native;tlh:B2", ("languages", "unknown_language", "tlh:B2")),
        ("languages", "fr:native;en:good", ("languages", "unknown_level", "en:good")),
        ("languages", "fr:native;en", ("languages", "unknown_level", "en")),
        ("topics", "statistics;alchemy", ("topics", "unknown_topic", "alchemy")),
        ("countries_worked_in", "Togo;Atlantis", ("countries_worked_in", "unknown_country", "Atlantis")),
        ("first_name", "=Ann", ("first_name", "formula", "=Ann")),
    ],
)
def test_lesser_doubt_is_noted_and_the_row_taken(column: str, value: str, note: tuple[str, str, str]) -> None:
    assert note in _notes(**{column: value})


@pytest.mark.parametrize(
    ("cell", "languages"),
    [
        ("fr:native", (("fr", Level.NATIVE),)),
        ("French:C1, Spanish: B2", (("fr", Level.C1), ("es", Level.B2))),
        ("pt:B1;pt:C2", (("pt", Level.C2),)),
        (";;en:c1;;", (("en", Level.C1),)),
    ],
)
def test_languages_are_read_as_people_list_them(cell: str, languages: tuple[tuple[str, Level], ...]) -> None:
    assert _taken(languages=cell).languages == languages


@pytest.mark.parametrize(
    ("languages", "language"),
    [
        ((("fr", Level.NATIVE), ("en", Level.C2)), "fr"),
        ((("bg", Level.NATIVE), ("en", Level.B2), ("es", Level.C1)), "es"),
        ((("lt", Level.NATIVE), ("ru", Level.C2)), "en"),
        ((("pt", Level.NATIVE), ("fr", Level.NATIVE)), "pt"),
        ((("de", Level.NATIVE), ("fr", Level.C1), ("en", Level.C1)), "fr"),
        ((), "en"),
    ],
)
def test_expert_is_written_to_in_the_best_language_muster_speaks(
    languages: tuple[tuple[str, Level], ...], language: str
) -> None:
    assert interface_language(languages) == language


@pytest.mark.parametrize(
    ("nationality", "region"),
    [("Togo", "Africa"), ("Portugal", "EU"), ("Norway", "Non-EU"), ("Peru", "Latin America")],
)
def test_region_that_is_not_said_is_the_country_s(nationality: str, region: str) -> None:
    assert _taken(nationality=nationality, region="").region == region


def test_region_of_the_roster_counts_even_if_the_country_has_left_since() -> None:
    assert _taken(nationality="United Kingdom", region="EU").region == "EU"


def test_senselessly_long_list_is_cut_and_noted() -> None:
    cell = ";".join(["statistics"] * 50)

    assert ("topics", "too_many_entries", "statistics") in _notes(topics=cell)


def test_long_cv_keeps_its_lines_and_is_cut() -> None:
    expert = _taken(cv_summary="one\ntwo\x00" + "x" * 30_000)

    assert expert.cv is not None
    assert (expert.cv[:7], len(expert.cv)) == ("one\ntwo", 20_000)


@given(st.dictionaries(st.sampled_from(sorted(CELLS)), st.text(max_size=60)))
def test_no_row_is_an_error(cells: dict[str, str]) -> None:
    outcome = _read(**cells)

    assert isinstance(outcome, Taken | Refused)
