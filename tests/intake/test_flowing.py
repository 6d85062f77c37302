import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.flowing import flowing

WRAPPED = (
    "Nous avons l'honneur de vous informer que la Caisse sollicite l'appui\n"
    "de votre facilité pour la réforme de son régime. Les cotisations baissent.\n"
    "Notre conseil demande un plan avant la fin de l'année, et le ministre du\n"
    "Travail le soutient."
)


def test_wrapped_lines_become_one_line() -> None:
    assert flowing(WRAPPED) == WRAPPED.replace("\n", " ")


def test_a_short_line_cut_before_a_joining_word_is_joined() -> None:
    assert flowing("sollicite l'appui\nde votre facilité pour") == "sollicite l'appui de votre facilité pour"


def test_paragraphs_stay_apart() -> None:
    assert flowing(f"{WRAPPED}\n\n{WRAPPED}") == "\n\n".join([WRAPPED.replace("\n", " ")] * 2)


@pytest.mark.parametrize(
    "text",
    [
        "First line.\nSecond line: with a colon.\n\nSecond paragraph.",
        "Review the decree.\nTrain ten inspectors.",
        "We need:\n- an expert in actuarial science\n- a trainer of inspectors of labour\n* a lawyer",
        "1. to review the decree on old-age pensions of civil servants\n2. to train inspectors\n3) to report",
        "a) to review the decree on old-age pensions of civil servants;\nb) to train inspectors;",
        "Roses are red,\nViolets are blue,\nPensions are small\nAnd contributions are due.",
        "roses are red\nviolets are blue\nsugar is sweet",
        "Ministry of Labour and Social Protection of the Republic\nLomé\nTogo",
        "Review the decree on old-age pensions of all civil servants\nTrain ten inspectors\nWrite a report",
        "",
    ],
)
def test_lists_numbers_and_lines_short_on_purpose_stay(text: str) -> None:
    assert flowing(text) == text


def test_a_wrapped_item_of_a_list_is_one_line() -> None:
    text = (
        "- train the inspectors of the regional offices in the\n  use of the new register\n- write a report"
    )

    assert flowing(text) == (
        "- train the inspectors of the regional offices in the use of the new register\n- write a report"
    )


def test_a_word_cut_at_its_hyphen_keeps_it() -> None:
    assert flowing("the actuarial valuation of the old-\nage pensions") == (
        "the actuarial valuation of the old-age pensions"
    )


@given(st.text(alphabet="ab .,:-1\nA", max_size=300))
def test_no_word_is_lost(text: str) -> None:
    once = flowing(text)

    assert "".join(once.split()) == "".join(text.split())
