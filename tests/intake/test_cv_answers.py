import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.cv_answers import CvAnswers, Verdict, Word, read_cv_answers, read_verdict


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Nationality: Portuguese", {"nationality": "PT"}),
        ("nationality: France; languages: French native, English C1", {"nationality": "FR", "languages": "fr:native;en:C1"}),
        ("Langues : français langue maternelle ; anglais B2", {"languages": "fr:native;en:B2"}),
        ("Secteur : publique\nActivité : retraitée", {"occupation": "public", "employment": "retired"}),
        ("Situación laboral: jubilada\nNacionalidad: España", {"employment": "retired", "nationality": "ES"}),
        ("> Setor: privado\nApelido: Teixeira", {"occupation": "private", "last_name": "Teixeira"}),
        ("Years of experience: about 25", {"years_of_experience": "25"}),
        ("Areas: social pensions, cash transfers", {"topics": "social_pensions;cash_transfers"}),
        ("E-mail: Ana@Experts.example", {"email": "ana@experts.example"}),
        ("Gender: female\nEligibility: EU", {"gender": "woman", "eligibility": "european"}),
    ],
    ids=range(10),
)  # fmt: skip
def test_labels_are_known_in_four_languages(text: str, values: dict[str, str]) -> None:
    assert read_cv_answers(text) == CvAnswers(values)


def test_a_value_nobody_understands_is_told_back() -> None:
    said = read_cv_answers("Nationality: from far away\nOccupation: both\nYears: 900")

    assert said == CvAnswers(
        {}, {"nationality": "from far away", "occupation": "both", "years_of_experience": "900"}
    )


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("ADD", Word.ADD, ""),
        ("Oui.", Word.ADD, ""),
        ("*SÍ*", Word.ADD, ""),
        ("UPDATE EX-0012", Word.UPDATE, "EX-0012"),
        ("mettre à jour ex-12", Word.UPDATE, "EX-12"),
        ("NEW\nNationality: Spain", Word.NEW, ""),
        ("Cancelar", Word.CANCEL, ""),
        ("Add nothing before I have called her", None, ""),
        ("", None, ""),
    ],
)
def test_a_word_orders_only_when_it_stands_alone(text: str, word: Word | None, code: str) -> None:
    said = read_cv_answers(text)

    assert (said.word, said.code) == (word, code)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("YES", Verdict.YES),
        ("Oui, je confirme.", Verdict.YES),
        ("sim!", Verdict.YES),
        ("REMOVE", Verdict.REMOVE),
        ("Retirez-moi", Verdict.REMOVE),
        ("Yes, but my English is C2", None),
        ("No", None),
        ("Please do not remove me", None),
        ("", None),
    ],
)
def test_an_expert_is_taken_by_a_bare_word_only(text: str, verdict: Verdict | None) -> None:
    assert read_verdict(text) is verdict


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.sampled_from([":" * 50, ";" * 80, "Languages:" * 9, "nationality:;;:"]))
def test_no_words_make_it_fail(text: str) -> None:
    assert isinstance(read_cv_answers(text), CvAnswers)
    assert read_verdict(text) in {None, *Verdict}
