import re
from collections import defaultdict
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.areas import GROUPS, area_label, area_names, areas_in, load_areas
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say

_LEAST_AREAS = 36
_LEAST_SYNONYMS = 3


def test_there_are_areas_in_all_five_groups() -> None:
    groups = [area.group for area in load_areas().values()]

    assert len(groups) >= _LEAST_AREAS
    assert set(groups) == set(GROUPS)
    assert min(groups.count(group) for group in GROUPS) >= 5


def test_every_area_has_a_label_and_synonyms_in_every_language() -> None:
    poor = [
        (area.key, language)
        for area in load_areas().values()
        for language in INTERFACE_LANGUAGES
        if not area.labels[language] or len(area.synonyms[language]) < _LEAST_SYNONYMS
    ]

    assert poor == []


def test_keys_can_be_stored_and_labels_printed() -> None:
    assert [key for key in load_areas() if not re.fullmatch(r"[a-z_]{3,40}", key)] == []
    assert [
        area.key for area in load_areas().values() if any(len(label) > 60 for label in area.labels.values())
    ] == []


def test_no_name_belongs_to_two_areas() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for area in load_areas().values():
        for name in area.names:
            owners[fold(name)].add(area.key)

    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}
    assert area_names() == {name: keys.pop() for name, keys in owners.items()}


def test_no_two_areas_differ_by_a_plural_only() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, key in area_names().items():
        owners[re.sub(r"(\w{3,})s\b", r"\1", name)].add(key)

    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_every_topic_of_the_roster_is_exactly_one_area(experts: list[dict[str, str]]) -> None:
    topics = {topic for row in experts for topic in row["topics"].split(";")}
    english = {fold(name): area.key for area in load_areas().values() for name in _english(area.key)}

    keys = {topic: english.get(fold(topic)) for topic in topics}

    assert None not in keys.values()
    assert len(set(keys.values())) == len(topics) == 28


def _english(key: str) -> tuple[str, ...]:
    area = load_areas()[key]
    return (area.labels["en"], *area.synonyms["en"])


def test_areas_are_found_in_the_titles_of_historic_requests(requests: list[dict[str, str]]) -> None:
    silent = [row["title"] for row in requests if not areas_in(row["title"])]

    assert silent == []


@pytest.mark.parametrize(
    ("sentence", "areas"),
    [
        (
            "Support to non-contributory and contributory pensions",
            ("social_pensions", "contributory_pensions"),
        ),
        ("Support to the Social Cash Transfers-Secretariat", ("cash_transfers",)),
        ("Appui à la réforme des pensions", ("contributory_pensions",)),
        ("Schéma directeur du système d'information", ("strategic_planning", "information_systems")),
        ("Pilotage actuariel de l’assurance maladie", ("actuarial_analysis", "social_health_insurance")),
        (
            "L’inspection du travail et la santé au travail",
            ("labour_inspection", "occupational_safety_health"),
        ),
        (
            "convenios de seguridad social para trabajadores migrantes",
            ("social_security_agreements", "labour_migration"),
        ),
        (
            "Servicio público de empleo y formación profesional",
            ("employment_services", "vocational_training"),
        ),
        ("política pública para personas con discapacidad", ("strategic_planning", "disability")),
        ("Transferências monetárias e gestão de casos", ("cash_transfers", "case_management")),
        ("Monitoria e avaliação da proteção de crianças", ("monitoring_evaluation", "child_protection")),
        ("Diálogo social no setor informal", ("social_dialogue", "informal_economy")),
        ("Good morning, how are you?", ()),
        ("", ()),
    ],
)
def test_areas_are_found_in_sentences_of_four_languages(sentence: str, areas: tuple[str, ...]) -> None:
    assert areas_in(sentence) == areas


def test_equal_sentences_in_four_languages_name_equal_areas() -> None:
    sentences = {
        "en": "Training on pension systems, labour inspection and cash transfers",
        "fr": "Formation sur les systèmes de pensions, l'inspection du travail et les transferts monétaires",
        "es": "Formación sobre sistemas de pensiones, inspección del trabajo y transferencias monetarias",
        "pt": "Formação sobre sistemas de pensões, inspeção do trabalho e transferências monetárias",
    }

    found = {language: areas_in(sentence) for language, sentence in sentences.items()}

    assert set(found.values()) == {("contributory_pensions", "labour_inspection", "cash_transfers")}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_label_names_its_own_area(language: str) -> None:
    assert [key for key in load_areas() if key not in areas_in(area_label(key, language))] == []


def test_the_longer_of_two_names_counts() -> None:
    assert areas_in("a universal social pension scheme") == ("social_pensions",)


def test_names_are_found_as_whole_words_only() -> None:
    assert areas_in("the pensionnaires of the auditorium") == ()


def test_area_named_most_often_comes_first() -> None:
    text = "Labour inspection. Case management for families; case management in towns."

    assert areas_in(text) == ("case_management", "labour_inspection")


def test_labels_are_in_the_language_of_the_reader() -> None:
    assert [area_label("labour_inspection", language) for language in (*INTERFACE_LANGUAGES, "de")] == [
        "Labour inspection",
        "Inspection du travail",
        "Inspección de trabajo",
        "Inspeção do trabalho",
        "Labour inspection",
    ]


def test_area_that_is_no_longer_listed_is_printed_by_its_key() -> None:
    assert area_label("astronomy", "fr") == "astronomy"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_group_has_a_name(language: str) -> None:
    assert len({say(language, f"values.group.{group}") for group in GROUPS}) == len(GROUPS)


@given(st.text())
def test_any_text_names_known_areas_each_once(text: str) -> None:
    found = areas_in(text)

    assert len(found) == len(set(found))
    assert set(found) <= load_areas().keys()


def test_long_text_is_read_in_linear_time() -> None:
    areas_in("warm up")
    started = perf_counter()

    areas_in("social health protection of older persons " * 5_000)

    assert perf_counter() - started < 2
