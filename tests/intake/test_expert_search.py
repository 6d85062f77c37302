import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.folding import fold
from intake.expert_search import Part, Query, as_json, from_json, read_filter, read_query
from intake.expert_search_words import Kind, meanings


def read(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Each part as kind:value, with the level of a language and a mark where it was misspelt."""
    return [
        f"{part.kind}:{part.value}{'>=' + part.level if part.level else ''}{'?' if part.guessed else ''}"
        for part in read_query(text, names=names).parts
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pensions francophone retired", ["area:contributory_pensions", "language:fr", "employment:retired"]),
        (
            "experte en assurance chômage, retraitée, Belgique",
            ["area:unemployment_insurance", "employment:retired", "country:BE"],
        ),
        (
            "jubilados hispanohablantes que conocen sistemas de pensiones",
            ["employment:retired", "language:es", "area:contributory_pensions"],
        ),
        (
            "mulher lusófona reformada, seguro de saúde, África",
            ["gender:woman", "language:pt", "employment:retired", "area:social_health_insurance", "region:Africa"],
        ),
        ("secteur public anglophone", ["occupation:public", "language:en"]),
        ("funcionarios de España en activo", ["occupation:public", "country:ES", "employment:active"]),
        ("setor privado, não mobilizado", ["occupation:private", "mobilised:no"]),
        ("European experts, men", ["eligibility:european", "gender:man"]),
        ("partner country women", ["eligibility:partner", "gender:woman"]),
        ("EU, non-EU; hors UE", ["region:EU", "region:Non-EU"]),
        ("never mobilised flagged", ["mobilised:no", "flagged:yes"]),
        ("Latin America", ["region:Latin America"]),
        ("pensions, worked in Togo and Benin", ["area:contributory_pensions", "worked_in:TG", "worked_in:BJ"]),
        ("a travaillé au Togo, belge Belgique", ["worked_in:TG", "word:belge", "country:BE"]),
        ("ha trabajado en Cabo Verde o en África", ["worked_in:CV", "worked_in:Africa"]),
        ("Portugal experiência em Moçambique", ["country:PT", "worked_in:MZ"]),
        ("experience in pensions Togo", ["area:contributory_pensions", "country:TG"]),
        ("experienced experts from Belgium", ["country:BE"]),
        ("worked retired", ["word:worked", "employment:retired"]),
        ("the expert who speaks the language", []),
        ("", []),
        ("Ines Duarte", ["word:ines", "word:duarte"]),
    ],
)  # fmt: skip
def test_words_are_read_in_four_languages(text: str, parts: list[str]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("French C1", ["language:fr>=C1"]),
        ("C1 French", ["language:fr>=C1"]),
        ("fr:B2 en:native", ["language:fr>=B2", "language:en>=native"]),
        ("French B2 and English", ["language:fr>=B2", "language:en"]),
        ("French French C1", ["language:fr>=C1"]),
        ("C1", ["word:c1"]),
        ("it:C1 Italian", ["language:it>=C1"]),
    ],
)
def test_level_belongs_to_its_language(text: str, parts: list[str]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pentions", ["area:contributory_pensions?"]),
        ("retierd", ["employment:retired?"]),
        ("portugl", ["country:PT?"]),
        ("unemploiment insurance", ["area:unemployment_insurance?"]),
        ("Duarte", ["word:duarte"]),
        ("pan", ["word:pan"]),
    ],
)
def test_slips_are_forgiven_and_said_to_be_guesses(text: str, parts: list[str]) -> None:
    assert read(text) == parts


def test_name_of_somebody_is_no_misspelt_language() -> None:
    assert read("Francis") == ["language:fr?"]
    assert read("Francis", frozenset({"francis"})) == ["word:francis"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("retraité", ["employment:retired"]),
        ("retraite", ["area:contributory_pensions"]),
        ("BE", ["country:BE"]),
        ("be", []),
        ("public employment services", ["area:employment_services"]),
        ("social pensions", ["area:social_pensions"]),
    ],
)
def test_what_may_mean_two_things_means_the_likelier(text: str, parts: list[str]) -> None:
    known = {value for _, value in meanings().values()}

    assert [part for part in read(text) if part.partition(":")[2] in known] == [
        part for part in parts if part.partition(":")[2] in known
    ]


@pytest.mark.parametrize(
    ("kind", "text", "parts"),
    [
        (Kind.LANGUAGE, "fr:B2", [("fr", "B2")]),
        (Kind.LANGUAGE, "fr", [("fr", "")]),
        (Kind.LANGUAGE, "français", [("fr", "")]),
        (Kind.COUNTRY, "be", [("BE", "")]),
        (Kind.COUNTRY, "Belgique", [("BE", "")]),
        (Kind.AREA, "contributory_pensions", [("contributory_pensions", "")]),
        (Kind.AREA, "bananas", []),
        (Kind.WORKED_IN, "Togo", [("TG", "")]),
        (Kind.WORKED_IN, "tg", [("TG", "")]),
        (Kind.WORKED_IN, "Africa", [("Africa", "")]),
        (Kind.WORKED_IN, "bananas", []),
        (Kind.GENDER, "femme", [("woman", "")]),
        (Kind.OCCUPATION, "retired", []),
    ],
)
def test_option_takes_what_is_of_its_kind(kind: Kind, text: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.value, part.level) for part in read_filter(kind, text)] == parts


def test_one_of_several_areas_is_enough_but_all_languages_and_words_are_wanted() -> None:
    query = read_query("pensions actuarial French English Duarte Ines")

    assert [[part.value for part in group] for group in query.conditions] == [
        ["contributory_pensions", "actuarial_analysis"],
        ["fr"],
        ["en"],
        ["duarte"],
        ["ines"],
    ]


def test_what_an_option_says_counts_more_than_the_words() -> None:
    query = read_query("French pensions").with_parts(read_filter(Kind.LANGUAGE, "fr:C1"))

    assert [(part.value, part.level) for part in query.parts] == [("fr", "C1"), ("contributory_pensions", "")]


def test_query_is_kept_and_read_again() -> None:
    query = read_query("French C1 retired women Duarte")

    assert from_json(as_json(query)) == query


@pytest.mark.parametrize("stored", [None, "words", 3, [3], [{"kind": "colour", "value": "red"}], {}])
def test_what_is_no_kept_query_asks_for_nothing(stored: object) -> None:
    assert from_json(stored) == Query()


def test_part_can_be_left_out() -> None:
    query = read_query("French retired")

    assert query.without(query.of(Kind.LANGUAGE)).parts == (Part(Kind.EMPLOYMENT, "retired", "retired"),)


@given(st.text(max_size=200))
def test_anything_can_be_read(text: str) -> None:
    query = read_query(text)

    assert all(part.value for part in query.parts)
    assert from_json(as_json(query)).conditions is not None


@given(st.text(max_size=40), st.sampled_from(sorted(Kind)))
def test_any_value_of_an_option_can_be_read(text: str, kind: Kind) -> None:
    assert all(part.kind is kind for part in read_filter(kind, text))


def test_long_and_hostile_words_cost_no_time() -> None:
    assert len(read_query("zwx " * 100_000).parts) <= 40
    assert len(read_query("a" * 1_000_000).parts) <= 1


def test_every_word_is_folded() -> None:
    assert [name for name in meanings() if name != fold(name)] == []
