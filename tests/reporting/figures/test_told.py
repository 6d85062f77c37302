from dataclasses import replace

import pytest

from config.languages import INTERFACE_LANGUAGES
from reporting.figures.by_name import FIGURES
from reporting.figures.figure import Kind
from reporting.figures.told import tell
from reporting.history import History
from reporting.page import page_of
from tests.reporting.past import AS_OF, facility


def test_bars_are_told_group_by_group() -> None:
    assert tell(FIGURES["figure3"](facility()), "en") == (
        "Bar chart: Requests, by region and country. Africa: 31 (46.3%); Asia: 7 (10.4%); Caribbean: 3 (4.5%); "
        "Central Asia: 4 (6.0%); Europe: 3 (4.5%); Latin America: 15 (22.4%); Middle East: 4 (6.0%). "
        "In all: 67 (100.0%)."
    )


def test_people_are_told_with_their_occupations() -> None:
    assert tell(FIGURES["figure11"](facility()), "fr") == (
        "Diagramme en barres\u00a0: Experts mobilisés, par origine, secteur et genre. "
        "État membre de l’UE\u00a0: Femmes 17 et Hommes 47 (64)\u00a0; "
        "Privé\u00a0: Femmes 4 et Hommes 11 (15)\u00a0; Public\u00a0: Femmes 13 et Hommes 36 (49)\u00a0; "
        "Pays partenaire\u00a0: Femmes 3 et Hommes 6 (9)\u00a0; "
        "Privé\u00a0: Femmes 1 et Hommes 3 (4)\u00a0; Public\u00a0: Femmes 2 et Hommes 3 (5). "
        "En tout\u00a0: Femmes 20 et Hommes 53 (73)."
    )


def test_a_map_is_told_country_by_country_the_most_first() -> None:
    told = tell(FIGURES["figure9"](facility()), "es")

    assert told.startswith("Mapa: Estados miembros de la UE de los que proceden los expertos movilizados. ")
    assert "Francia: 17; España: 12; Reino Unido: 7; Alemania: 6; Lituania: 4" in told


def test_quarters_are_told_with_their_regions() -> None:
    told = tell(FIGURES["figure8"](facility()), "pt")

    assert "T3 de 2014: África 22,7 e América Latina 53,0" in told
    assert "T1 de 2016: 0,0" in told


def test_averages_have_no_sum() -> None:
    assert "In all" not in tell(FIGURES["figure13"](facility()), "en")


def test_of_very_many_lines_the_first_are_told() -> None:
    figure = FIGURES["figure2"](facility())
    many = replace(figure, table=replace(figure.table, lines=figure.table.lines * 4))

    assert tell(many, "en").count(";") == 59


def test_the_figures_are_the_thirteen_of_the_public_report() -> None:
    assert list(FIGURES) == [f"figure{number}" for number in range(1, 14)]
    assert {FIGURES[name](facility()).kind for name in FIGURES} == set(Kind)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_figure_has_words_in_every_language(name: str, language: str) -> None:
    figure = FIGURES[name](facility())

    page = page_of(figure.table, as_of=figure.as_of, language=language)

    assert figure.name == name
    assert page.title in tell(figure, language)
    assert len(page.definition) > 20


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_nothing_can_be_told(name: str) -> None:
    assert tell(FIGURES[name](History(AS_OF)), "en")
