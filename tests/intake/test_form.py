from datetime import date

import pytest

from config.periods import Period
from intake.field_list import FIELDS, REQUIRED
from intake.form import is_plainly_answer, step
from intake.form_events import (
    Ask,
    Attached,
    Cancelled,
    Choice,
    Event,
    Filled,
    NotUnderstood,
    Pressed,
    Ready,
    Resume,
    Review,
    SavedForLater,
    Typed,
)
from intake.form_state import FormState, Known, Stage
from tests.intake.form_play import (
    ANSWERS,
    LETTER,
    REQUEST,
    TODAY,
    actions,
    ask_of,
    at,
    chat,
    keys,
    play,
    reviewed,
)

# --- the dialogue ---


def test_a_chat_begins_with_the_first_question_and_its_progress() -> None:
    state, effects = chat()

    assert state.at == "institution"
    assert effects == (
        Ask(
            field="institution",
            number=1,
            of=16,
            choices=((Choice("Save for later", "f:later"), Choice("Cancel", "f:cancel")),),
            examples=("Ministry of Labour and Social Protection",),
        ),
    )


def test_a_whole_chat_ends_with_a_request() -> None:
    state, effects = chat(
        "CNSS",
        "Togo",
        "Ama Koffi, ama@cnss.example",
        "Réforme des pensions",
        "f:area:contributory_pensions",
        "f:areas:done",
        "Nous préparons une réforme.",
        "f:skip",
        "f:skip",
        "f:skip",
        "12-20 March",
        "f:lang:fr",
        "f:langs:done",
        "f:skip",
        "f:skip",
        "f:skip",
        "f:send",
    )

    assert effects == (Ready(REQUEST),)
    assert state.stage is Stage.READY


def test_progress_goes_on_with_each_answer() -> None:
    _, effects = chat("CNSS", "Togo")

    ask = ask_of(effects)
    assert (ask.field, ask.number, ask.of) == ("contact_name", 3, 16)


def test_what_is_known_of_the_sender_is_not_asked_but_shown() -> None:
    known = Known("CNSS", "TG", "Ama Koffi", "ama@cnss.example", language="fr")

    state, effects = chat(known=known)

    ask = ask_of(effects)
    assert (ask.field, ask.number, ask.of) == ("title", 1, 11)
    assert {name: state.answers[name] for name in state.given} == {
        "institution": "CNSS",
        "country": "TG",
        "contact_name": "Ama Koffi",
        "contact_email": "ama@cnss.example",
        "languages": ("fr",),
    }


def test_unusable_knowledge_is_asked_after_all() -> None:
    state, _ = chat(known=Known(country="Nowhere", language="klingon"))

    assert state.given == ()


def test_an_answer_may_answer_other_questions_too() -> None:
    state, _ = chat("Ministry of Labour, Togo")

    assert (state.answers["country"], state.at) == ("TG", "contact_name")


def test_back_shows_the_answer_and_can_keep_it() -> None:
    state, effects = chat("CNSS", "f:back")
    assert ask_of(effects).current == "CNSS"
    assert "f:keep" in actions(ask_of(effects))

    state, effects = play(state, "f:keep")

    assert (state.at, state.answers) == ("country", {"institution": "CNSS"})


def test_back_at_the_first_question_stays_there() -> None:
    state, _ = chat("f:back")

    assert state.at == "institution"


def test_back_in_the_review_opens_the_last_question() -> None:
    state, _ = play(reviewed(), "f:back")

    assert (state.at, state.stage) == ("attachments", Stage.ASKING)


def test_only_optional_questions_can_be_skipped() -> None:
    state, effects = chat("f:skip")

    assert state.at == "institution"
    assert keys(effects[0]) == [("institution", "required")]
    assert "f:skip" not in actions(effects[0])


def test_skipping_an_answered_question_keeps_the_answer() -> None:
    state, _ = play(at("country"), "f:back", "f:skip")

    assert state.answers["institution"] == "CNSS"


@pytest.mark.parametrize("words", ["skip", "Skip", "passer", "omitir", "no", "none", "rien", "nada"])
def test_skip_may_be_typed(words: str) -> None:
    state, _ = play(at("general_objective"), words)

    assert (state.at, "general_objective" in state.skipped) == ("specific_objectives", True)


@pytest.mark.parametrize(("words", "name"), [("back", "areas"), ("Retour", "areas"), ("voltar", "areas")])
def test_back_may_be_typed_in_any_language(words: str, name: str) -> None:
    state, _ = play(at("background"), words)

    assert state.at == name


def test_the_label_of_a_button_may_be_typed() -> None:
    state, _ = play(at("areas"), "More areas")

    assert state.page == 1


def test_save_for_later_loses_nothing_and_any_answer_goes_on() -> None:
    state, effects = play(at("country"), "f:later")
    assert effects == (SavedForLater(),)

    state, effects = play(state, "Togo")

    assert (state.answers["country"], state.at) == ("TG", "contact_name")


def test_resume_shows_the_same_question_again() -> None:
    saved, _ = play(at("country"), "f:later")

    state, effects = play(saved, Resume())

    assert (state.at, ask_of(effects).field) == ("country", "country")


def test_a_saved_review_is_resumed_as_review() -> None:
    state, effects = play(reviewed(), "f:later", Resume())

    assert state.stage is Stage.REVIEW
    assert isinstance(effects[0], Review)


@pytest.mark.parametrize("words", ["f:cancel", "Cancel", "annuler"])
def test_cancel_drops_everything(words: str) -> None:
    state, effects = play(at("title"), words)

    assert effects == (Cancelled(),)
    assert (state.answers, state.stage) == ({}, Stage.CANCELLED)


@pytest.mark.parametrize("event", [Typed("x"), Pressed("f:back"), Attached("a"), Filled(LETTER), Resume()])
def test_a_closed_form_says_so(event: Event) -> None:
    closed, _ = play(reviewed(), "f:send")

    state, effects = play(closed, event)

    assert (state, effects) == (closed, (NotUnderstood("closed"),))


# --- documents, letters, buttons of old messages ---


def test_documents_may_come_at_any_time() -> None:
    state, effects = play(at("title"), Attached("law.pdf"), Attached("study.docx"), Attached("law.pdf"))

    assert state.answers["attachments"] == ("law.pdf", "study.docx")
    assert ask_of(effects).field == "title"


def test_the_last_question_lists_the_documents() -> None:
    _, effects = play(at("attachments"), Attached("law.pdf"))

    assert ask_of(effects).current == "law.pdf"


def test_words_instead_of_a_document_are_not_understood() -> None:
    _, effects = play(at("attachments"), "I have a nice study")

    assert effects[0] == NotUnderstood("unclear")


def test_a_pasted_form_leaves_only_what_is_missing() -> None:
    lines = "\n".join(f"{FIELDS[name].label('en')}: {LETTER[name]}" for name in LETTER if name != "languages")

    state, effects = chat(lines)

    assert (state.at, ask_of(effects).problems) == ("languages", ())


def test_a_complete_pasted_form_goes_straight_to_the_review() -> None:
    _, effects = chat(Filled(LETTER))

    [effect] = effects
    assert isinstance(effect, Review)


def test_a_pasted_letter_is_read() -> None:
    letter = (
        "Dear colleagues,\nthe Zanzibar Social Security Fund kindly requests an expert mission on contribution\n"
        "collection and compliance from 1 to 12 June 2026 (8 working days). Our staff work in English and in\n"
        "Swahili. We have had falling contributions for three years and would like to know what to do about it,\n"
        "because the informal economy grows and inspectors are few; our board asked us for a plan this year.\n\n"
        "Kind regards,\nSalma Juma\nsalma@zssf.example"
    )

    state, _ = chat(letter)

    assert {name: state.answers[name] for name in ("country", "contact_name", "window", "duration_days")} == {
        "country": "TZ-Z",
        "contact_name": "Salma Juma",
        "window": Period(date(2026, 6, 1), date(2026, 6, 12)),
        "duration_days": 8,
    }


def test_a_long_background_is_an_answer_and_no_letter() -> None:
    words = "The Ministry of Labour of Togo has a problem. " * 20

    state, _ = play(at("background"), words)

    assert state.answers["background"] == words.strip()


@pytest.mark.parametrize(
    "action",
    ["f:pick:TG", "f:dates:x", "f:dates:2026-03-12/2026-03-20", "f:inst:0", "f:count:3", "f:keep", "f:send", "f:areas:done",
     "f:langs:done", "f:lang:fr", "f:area:disability", "f:edit:colour", "f:nonsense", "g:back", "", "f:", "f:" + "x" * 99],
)  # fmt: skip
def test_a_button_that_means_nothing_here_repeats_the_question(action: str) -> None:
    before = at("title")

    state, effects = play(before, Pressed(action))

    assert state == before
    assert [type(effect) for effect in effects] == [NotUnderstood, Ask]


# --- state as JSON ---


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        "x",
        {},
        {
            "version": 99,
            "answers": {"title": 7, "country": "TG"},
            "at": "colour",
            "stage": "flying",
            "channel": "fax",
        },
        {
            "answers": {"country": "TG"},
            "kept": [1],
            "skipped": "x",
            "failures": {"title": "many"},
            "language": ["en"],
        },
        {"answers": None, "ticked": [1, "x"], "page": -3, "editing": "yes", "suggested": {"a": 1}},
    ],
)
def test_any_stored_state_can_be_gone_on_with(stored: object) -> None:
    state = FormState.from_json(stored)

    after, effects = step(state, Resume(), today=TODAY)

    assert after.answers.get("country") == (state.answers.get("country"))
    assert ask_of(effects).field == "institution"


def test_a_request_knows_what_is_required() -> None:
    assert set(ANSWERS) == set(REQUIRED)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("country", "Togo"),
        ("window", "12-20 March"),
        ("title", "later"),
        ("background", "We have had falling contributions for three years, and no plan."),
    ],
)
def test_some_words_are_plainly_an_answer(field: str, words: str) -> None:
    assert is_plainly_answer(at(field), words, today=TODAY)


@pytest.mark.parametrize(
    ("field", "words"),
    [("country", "are you there"), ("title", "Reform of pensions"), ("contact_name", "asdf")],
)
def test_other_words_may_be_no_answer(field: str, words: str) -> None:
    assert not is_plainly_answer(at(field), words, today=TODAY)
