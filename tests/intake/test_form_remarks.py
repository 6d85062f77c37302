import pytest

from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.field_list import FIELDS
from intake.form import is_plainly_answer
from intake.form_events import NotUnderstood
from intake.form_remarks import Remark, asks_back, remark
from intake.form_state import Stage
from tests.intake.form_play import TODAY, ask_of, at, keys, play, reviewed

ASKED_BACK = [
    "what do you mean?", "What is this?", "how long does it take?", "How many questions are there?", "why?", "What?", "huh",
    "can I send you a letter?", "are you a robot?", "I don't understand",
    "Qu'est-ce que ça veut dire ?", "c'est quoi ?", "combien de temps ça prend ?", "pourquoi ?", "je ne comprends pas",
    "Pouvez-vous m'expliquer ?", "qui êtes-vous ?",
    "¿Qué quiere decir?", "¿cuánto tiempo tarda?", "¿Cuánto falta?", "¿por qué?", "no entiendo", "¿puedo enviar una carta?",
    "O que quer dizer?", "quanto tempo demora?", "não entendi", "posso enviar uma carta?", "por quê?",
]  # fmt: skip
NOT_KNOWN = [
    "I don't know",
    "no idea",
    "not sure",
    "TBD",
    "je ne sais pas",
    "aucune idée",
    "no sé",
    "ni idea",
    "não sei",
    "No lo sé.",
]
NO_ANSWER = [
    "yes",
    "ok",
    "Thanks!",
    "thank you very much",
    "oui",
    "merci",
    "d'accord",
    "sí",
    "gracias",
    "sim",
    "obrigada",
    "no",
]
ANSWERS_ALL_THE_SAME = [
    "Ministry of Labour", "Can Tho Social Security Office", "Como Provincial Fund", "Why pensions fail: a study",
    "What works in social protection", "Comment étendre les pensions aux indépendants", "Pourquoi Demain, association", "Sim Kim",
    "How to reform the pension scheme for informal workers", "Pode Lopes", "Yes, Togo", "Quito", "Merci Mutombo", "Que Nguyen",
    "Como estender a cobertura", "¿Cómo ampliar la cobertura a las trabajadoras del hogar?", "Why not women? Gaps in pensions",
]  # fmt: skip


@pytest.mark.parametrize("words", ASKED_BACK)
def test_a_question_to_us_is_no_answer(words: str) -> None:
    assert remark(words) is Remark.ASKED_BACK


@pytest.mark.parametrize("words", NOT_KNOWN)
def test_not_knowing_is_no_answer(words: str) -> None:
    assert remark(words) is Remark.NOT_KNOWN


@pytest.mark.parametrize("words", NO_ANSWER)
def test_a_bare_yes_or_thanks_is_no_answer(words: str) -> None:
    assert remark(words) is Remark.NO_ANSWER


@pytest.mark.parametrize("words", [*ANSWERS_ALL_THE_SAME, "yes " * 100])
def test_answers_that_sound_alike_are_none_of_these(words: str) -> None:
    assert remark(words) is None


@pytest.mark.parametrize("words", ["which one?", "Quelle langue ?", "¿cuántos?", "quantos?"])
def test_other_questions_begin_with_a_question_word(words: str) -> None:
    assert asks_back(words)


@pytest.mark.parametrize("words", ["12-20 March?", "Togo?", "", "how many", "?"])
def test_a_doubtful_answer_is_no_question(words: str) -> None:
    assert not asks_back(words)


@pytest.mark.parametrize("name", [name for name in FIELDS if FIELDS[name].in_chat and name != "attachments"])
@pytest.mark.parametrize("words", ["what do you mean?", "combien de temps ça prend ?"])
def test_a_question_back_is_never_stored_and_asks_the_same_again(name: str, words: str) -> None:
    before = at(name)

    state, effects = play(before, words, words, words)

    assert (state, keys(ask_of(effects))) == (before, [(name, "asked_back")])


@pytest.mark.parametrize(
    "name", ["institution", "country", "contact_name", "title", "background", "window", "languages"]
)
@pytest.mark.parametrize(("words", "key"), [("I don't know", "not_known"), ("thanks", "no_answer")])
def test_said_twice_it_is_left_to_an_officer(name: str, words: str, key: str) -> None:
    once, effects = play(at(name), words)
    assert (dict(once.kept), keys(ask_of(effects))) == ({}, [(name, key)])

    twice, _ = play(once, words)
    assert dict(twice.kept) == {name: words}


def test_not_knowing_what_is_optional_skips_it() -> None:
    state, _ = play(at("expected_results"), "no idea")

    assert (state.at, "expected_results" in state.skipped) == ("window", True)


@pytest.mark.parametrize("words", ["yes", "ok", "merci", "no idea"])
def test_a_yes_to_an_answer_keeps_it(words: str) -> None:
    state, _ = play(reviewed(), "f:edit:duration_days", words)

    assert (state.answers["duration_days"], state.stage) == (7, Stage.REVIEW)


def test_a_no_to_an_answer_asks_for_another_and_loses_nothing() -> None:
    state, effects = play(reviewed(), "f:edit:duration_days", "no", "no", "no")

    assert (state.answers["duration_days"], keys(ask_of(effects))) == (7, [("duration_days", "no_answer")])


def test_a_question_about_a_name_or_number_is_one_too() -> None:
    _, effects = play(at("languages"), "which ones?")

    assert keys(ask_of(effects)) == [("languages", "asked_back")]


def test_words_where_documents_are_asked_are_told_so() -> None:
    _, effects = play(at("attachments"), "how big may it be?")

    assert effects[0] == NotUnderstood("unclear")
    assert keys(effects[1]) == [("attachments", "no_document")]


def test_a_typed_language_is_the_whole_answer() -> None:
    state, _ = play(at("languages"), "French")

    assert (state.answers["languages"], state.at) == (("fr",), "experts")


@pytest.mark.parametrize("words", ["n", "hello you", "quand ?"])
def test_in_the_review_loose_words_of_somebody_who_was_away_show_it_again(words: str) -> None:
    assert not is_plainly_answer(reviewed(), words, today=TODAY)


@pytest.mark.parametrize("words", ["français, anglais", "Title: Pensions", "send", "12-20 May"])
def test_in_the_review_a_change_is_plain(words: str) -> None:
    assert is_plainly_answer(reviewed(), words, today=TODAY)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_question_back_is_answered_with_what_is_needed(language: str) -> None:
    _, effects = play(at("country", language=language), "why?")

    [found] = ask_of(effects).problems
    assert found.values["help"] == say(language, "form.country.help")


@pytest.mark.parametrize("words", ["não tenho", "je n'en ai pas", "no tengo", "none yet", "N/A"])
def test_having_none_of_what_is_optional_skips_it(words: str) -> None:
    state, _ = play(at("profiles"), words)

    assert (state.at, "profiles" in state.skipped) == ("attachments", True)


@pytest.mark.parametrize("words", ["send", "Envoyer", "enviar"])
def test_send_before_the_review_is_no_answer(words: str) -> None:
    _, effects = play(at("title"), words)

    assert keys(ask_of(effects)) == [("title", "no_answer")]
