import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from config.areas import area_label
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import say
from intake.field_list import FIELDS, REQUIRED
from intake.field_values import Value
from intake.form import in_channel, start, step
from intake.form_events import (
    Ask,
    AskMissing,
    Attached,
    Cancelled,
    Choice,
    Effect,
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
from intake.form_screens import all_choices
from intake.form_state import ChannelKind, FormState, Known, RequestForm, Stage

TODAY = date(2026, 1, 12)
MARCH = Period(date(2026, 3, 12), date(2026, 3, 20))

LETTER: Mapping[str, str] = {
    "institution": "CNSS",
    "country": "Togo",
    "contact_name": "Ama Koffi",
    "contact_email": "ama@cnss.example",
    "title": "Réforme des pensions",
    "areas": "pensions",
    "background": "Nous préparons une réforme.",
    "window": "du 12 au 20 mars 2026",
    "duration_days": "7 jours",
    "languages": "français",
}
ANSWERS: Mapping[str, Value] = {
    "institution": "CNSS",
    "country": "TG",
    "contact_name": "Ama Koffi",
    "contact_email": "ama@cnss.example",
    "title": "Réforme des pensions",
    "areas": ("contributory_pensions",),
    "background": "Nous préparons une réforme.",
    "window": MARCH,
    "duration_days": 7,
    "languages": ("fr",),
}
REQUEST = RequestForm(
    institution="CNSS",
    country="TG",
    contact_name="Ama Koffi",
    contact_email="ama@cnss.example",
    contact_phone="",
    title="Réforme des pensions",
    areas=("contributory_pensions",),
    background="Nous préparons une réforme.",
    general_objective="",
    specific_objectives="",
    expected_results="",
    window=MARCH,
    duration_days=7,
    languages=("fr",),
    experts=None,
    profiles=(),
)


def said(word: str) -> Event:
    return Pressed(word) if word.startswith("f:") else Typed(word)


def play(
    state: FormState, *events: Event | str, known: Known | None = None
) -> tuple[FormState, tuple[Effect, ...]]:
    """The state and the last effects after these events, each state through JSON as in real life."""
    effects: tuple[Effect, ...] = ()
    for event in events:
        state = FormState.from_json(json.loads(json.dumps(state.to_json())))
        happened = said(event) if isinstance(event, str) else event
        state, effects = step(state, happened, today=TODAY, known=known)
    return state, effects


def chat(
    *events: Event | str, language: str = "en", known: Known | None = None
) -> tuple[FormState, tuple[Effect, ...]]:
    state, effects = start(language, "chat", known=known)
    return play(state, *events, known=known) if events else (state, effects)


def mail(
    *events: Event | str, language: str = "fr", known: Known | None = None
) -> tuple[FormState, tuple[Effect, ...]]:
    state, effects = start(language, "mail", known=known)
    return play(state, *events, known=known) if events else (state, effects)


def at(name: str, **changes: object) -> FormState:
    """A chat standing at a question, everything before it answered."""
    before = list(FIELDS)[: list(FIELDS).index(name)]
    answers = {field: ANSWERS[field] for field in before if field in ANSWERS}
    skipped = tuple(field for field in before if field not in ANSWERS)
    state = FormState("en", ChannelKind.CHAT, answers=answers, skipped=skipped, at=name)
    return replace(state, **changes)  # type: ignore[arg-type]


def reviewed() -> FormState:
    optional = tuple(name for name, field in FIELDS.items() if not field.required)
    return FormState("en", ChannelKind.CHAT, answers=ANSWERS, skipped=optional, stage=Stage.REVIEW)


def ask_of(effects: tuple[Effect, ...]) -> Ask:
    asks = [effect for effect in effects if isinstance(effect, Ask)]
    assert len(asks) == 1
    return asks[0]


def keys(effect: Effect) -> list[tuple[str, str]]:
    assert isinstance(effect, Ask | AskMissing | Review)
    return [(problem.field, problem.key) for problem in effect.problems]


def actions(effect: Effect) -> list[str]:
    assert isinstance(effect, Ask | Review)
    return [choice.action for choice in all_choices(effect.choices)]


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


# --- answers read generously ---


def test_a_misspelt_country_is_asked_about() -> None:
    _, effects = play(at("country"), "Tgo")

    assert keys(effects[0]) == [("country", "near_country")]
    assert ask_of(effects).choices[0] == (Choice("Togo", "f:pick:TG"),)


def test_the_country_meant_is_picked() -> None:
    state, _ = play(at("country"), "Tgo", "f:pick:TG")

    assert (state.answers["country"], state.at) == ("TG", "contact_name")


def test_reversed_dates_are_offered_the_right_way_round() -> None:
    _, effects = play(at("window"), "20-12 March")

    assert keys(effects[0]) == [("window", "reversed_dates")]
    assert ask_of(effects).choices[0] == (Choice("Yes, 12-20 March 2026", "f:dates:2026-03-12/2026-03-20"),)


def test_dates_turned_round_are_taken() -> None:
    state, _ = play(at("window"), "20-12 March", "f:dates:2026-03-12/2026-03-20")

    assert (state.answers["window"], state.answers["duration_days"], state.at) == (MARCH, 7, "languages")


def test_a_long_window_asks_for_the_duration() -> None:
    state, effects = play(at("window"), "March 2026")

    assert "duration_days" not in state.answers
    assert actions(effects[0])[:4] == ["f:count:5", "f:count:7", "f:count:10", "f:count:15"]


def test_a_duration_told_with_the_dates_is_not_asked() -> None:
    state, _ = play(at("window"), "March 2026, two weeks")

    assert (state.answers["duration_days"], state.at) == (10, "languages")


def test_a_duration_that_does_not_fit_is_asked_about_once_and_then_noted() -> None:
    month = replace(at("duration_days"), answers={**at("duration_days").answers, "window": MARCH})

    state, effects = play(month, "30 days")
    assert keys(effects[0]) == [("window", "window_too_short")]
    state, _ = play(state, "30 days")

    assert (state.answers["duration_days"], state.kept) == (30, {"duration_days": "30 days"})


def test_areas_of_the_title_are_offered_first() -> None:
    _, effects = play(at("title"), "Disability pensions and labour inspection")

    assert actions(effects[0])[:3] == [
        "f:area:invalidity_benefits",
        "f:area:labour_inspection",
        "f:areas:more",
    ]


def test_areas_are_ticked_and_unticked() -> None:
    state, effects = play(at("areas"), "f:area:disability", "f:area:mutual_health", "f:area:disability")

    assert state.ticked == ("mutual_health",)
    assert ask_of(effects).current == area_label("mutual_health", "en")
    assert "f:areas:done" in actions(effects[0])


def test_typed_areas_join_those_ticked() -> None:
    state, _ = play(at("areas"), "f:area:disability", "labour inspection")

    assert state.answers["areas"] == ("disability", "labour_inspection")


def test_pages_of_areas_show_all_of_them_and_begin_again() -> None:
    state = at("areas")
    seen: set[str] = set()
    for _ in range(20):
        state, effects = play(state, "f:areas:more")
        seen.update(action for action in actions(effects[0]) if action.startswith("f:area:"))

    assert len(seen) >= 30
    assert all(len(action.encode()) <= 40 for action in seen)


def test_languages_may_be_typed_or_ticked() -> None:
    typed, _ = play(at("languages"), "English and French")
    ticked, _ = play(at("languages"), "f:lang:en", "f:lang:fr", "f:langs:done")

    assert typed.answers["languages"] == ticked.answers["languages"] == ("en", "fr")


def test_numbers_are_pressed_or_typed() -> None:
    state, _ = play(at("experts"), "f:count:3")
    typed, _ = play(at("experts"), "three")

    assert state.answers["experts"] == typed.answers["experts"] == 3


INSTITUTIONS = Known(institutions=("Planning Institute of Jamaica", "Ministry of Labour"))


def test_a_known_institution_is_recognised() -> None:
    state, _ = chat("planning institute of jamaica", known=INSTITUTIONS)

    assert state.answers["institution"] == "Planning Institute of Jamaica"


def test_an_institution_like_a_known_one_is_asked_about() -> None:
    _, effects = chat("Planing Institut of Jamaica", known=INSTITUTIONS)

    assert keys(effects[0]) == [("institution", "near_institution")]
    assert actions(effects[0])[:2] == ["f:inst:0", "f:inst:1"]


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("f:inst:0", "Planning Institute of Jamaica"),
        ("f:inst:1", "Planing Institut of Jamaica"),
        ("Planing Institut of Jamaica", "Planing Institut of Jamaica"),
        ("Planning Institute of Jamaica", "Planning Institute of Jamaica"),
        ("Central Bank", "Central Bank"),
    ],
)
def test_the_institution_meant_is_picked_kept_or_written_anew(reply: str, name: str) -> None:
    state, _ = chat("Planing Institut of Jamaica", reply, known=INSTITUTIONS)

    assert state.answers["institution"] == name


def test_after_two_failures_an_answer_is_kept_as_written() -> None:
    once, effects = play(at("languages"), "klingonese")
    assert (once.kept, keys(effects[0])) == ({}, [("languages", "unknown_language")])

    twice, effects = play(once, "klingonese, of course")

    assert (twice.kept, twice.at) == ({"languages": "klingonese, of course"}, "experts")
    assert keys(effects[0]) == [("languages", "kept_as_written")]


def test_a_request_with_kept_dates_has_none() -> None:
    state, effects = play(
        replace(reviewed(), answers={**ANSWERS}), "f:edit:window", "some time", "whenever", "f:send"
    )

    [ready] = effects
    assert isinstance(ready, Ready)
    assert (ready.form.window, ready.form.kept_as_written) == (None, {"window": "whenever"})
    assert state.stage is Stage.READY


def test_an_empty_answer_is_no_failure() -> None:
    state, effects = play(at("country"), "...", "?", " ")

    assert (state.failures, keys(effects[0])) == ({}, [("country", "missing")])


def test_a_good_answer_forgets_earlier_failures() -> None:
    state, _ = play(at("country"), "Atlantis", "Togo")

    assert (state.failures, state.answers["country"]) == ({}, "TG")


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


# --- review ---


def test_the_review_shows_every_field_with_a_button_for_each() -> None:
    _, effects = play(reviewed(), Resume())

    [effect] = effects
    assert isinstance(effect, Review)
    assert [(row.field, row.text) for row in effect.rows][:6] == [
        ("institution", "CNSS"),
        ("country", "Togo"),
        ("contact_name", "Ama Koffi"),
        ("contact_email", "ama@cnss.example"),
        ("title", "Réforme des pensions"),
        ("areas", "Contributory pensions"),
    ]
    assert {f"f:edit:{row.field}" for row in effect.rows} < set(actions(effect))
    assert actions(effect)[0] == "f:send"


def test_an_edit_leads_back_to_the_review() -> None:
    state, effects = play(reviewed(), "f:edit:title", "Another title")

    assert (state.answers["title"], state.stage) == ("Another title", Stage.REVIEW)
    assert isinstance(effects[0], Review)


def test_back_from_an_edit_changes_nothing() -> None:
    state, _ = play(reviewed(), "f:edit:title", "f:back")

    assert (state.answers, state.stage) == (ANSWERS, Stage.REVIEW)


def test_a_derived_duration_follows_new_dates() -> None:
    state, _ = play(reviewed(), "f:edit:window", "6-10 April 2026")

    assert state.answers["duration_days"] == 5


def test_new_long_dates_ask_for_the_duration_again() -> None:
    state, _ = play(reviewed(), "f:edit:window", "April 2026")

    assert (state.at, "duration_days" in state.answers) == ("duration_days", False)


def test_a_field_may_be_changed_by_writing_its_label() -> None:
    state, effects = play(reviewed(), "Duration in days: 5")

    assert state.answers["duration_days"] == 5
    assert isinstance(effects[0], Review)


def test_the_name_of_a_field_alone_opens_it() -> None:
    state, _ = play(reviewed(), "Dates")

    assert (state.at, state.editing) == ("window", True)


@pytest.mark.parametrize("words", ["yes", "Send the request", "ok", "oui"])
def test_send_may_be_typed(words: str) -> None:
    _, effects = play(reviewed(), words)

    assert effects == (Ready(REQUEST),)


def test_other_words_in_the_review_are_not_understood() -> None:
    state, effects = play(reviewed(), "hm, let me think")

    assert [type(effect) for effect in effects] == [NotUnderstood, Review]
    assert state == reviewed()


def test_nothing_is_sent_while_something_is_missing() -> None:
    answers = {name: value for name, value in ANSWERS.items() if name != "country"}

    state, effects = play(replace(reviewed(), answers=answers), "f:send")

    assert (state.at, keys(effects[0])) == ("country", [("country", "missing")])


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_buttons_speak_the_language_of_the_form(language: str) -> None:
    _, effects = chat("CNSS", language=language)

    assert [choice.label for choice in ask_of(effects).choices[-1]] == [
        say(language, "form.button.later"),
        say(language, "form.button.cancel"),
    ]


# --- mail ---


def test_a_complete_mail_is_ready_at_once() -> None:
    state, effects = mail(Filled(LETTER))

    assert effects == (Ready(REQUEST),)
    assert state.stage is Stage.READY


def without(*names: str) -> Filled:
    return Filled({name: text for name, text in LETTER.items() if name not in names})


def test_an_incomplete_mail_asks_for_everything_missing_at_once() -> None:
    state, effects = mail(without("window", "duration_days", "country"))

    [effect] = effects
    assert isinstance(effect, AskMissing)
    assert keys(effect) == [("country", "missing"), ("window", "missing"), ("duration_days", "missing")]
    assert [row.field for row in effect.understood] == [
        "institution",
        "contact_name",
        "contact_email",
        "title",
        "areas",
        "background",
        "languages",
    ]
    assert "CNSS" in effect.form
    assert state.asked == ("country", "window", "duration_days")


@pytest.mark.parametrize(
    "reply",
    [
        "du 12 au 20 mars 2026, 7 jours",
        "Bonjour,\nla mission aurait lieu du 12 au 20 mars et durerait 7 jours.\nMerci",
        "12-20 mars",
        "Dates : du 12 au 20 mars\nDurée : 7 jours",
        "Dates souhaitées: 12/03/2026 - 20/03/2026",
    ],
)
def test_a_reply_in_free_words_answers_exactly_what_was_missing(reply: str) -> None:
    _, effects = mail(without("window", "duration_days"), reply)

    assert effects == (Ready(REQUEST),)


def test_a_month_answers_the_dates_and_leaves_the_duration() -> None:
    state, effects = mail(without("window", "duration_days"), "mars 2026")

    assert keys(effects[0]) == [("duration_days", "missing")]
    assert state.answers["window"] == Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_bare_value_is_the_answer_to_the_only_question() -> None:
    long = Filled({**without("duration_days").raw, "window": "mars 2026"})
    month = Period(date(2026, 3, 1), date(2026, 3, 31))

    assert mail(long, "7")[1] == (Ready(replace(REQUEST, window=month)),)
    assert mail(without("title"), "Réforme des pensions")[1] == (Ready(REQUEST),)
    assert mail(without("country"), "Togo")[1] == (Ready(REQUEST),)


def test_several_free_answers_go_by_lines() -> None:
    _, effects = mail(without("title", "country", "institution"), "Réforme des pensions\nCNSS\nTogo")

    assert effects == (Ready(REQUEST),)


def test_a_long_reply_is_the_missing_background() -> None:
    words = "Notre caisse compte quarante mille nouveaux affiliés et il faut tout réorganiser avant la fin."

    state, _ = mail(without("background", "window"), f"{words}\n\ndu 12 au 20 mars")

    assert (state.answers["background"], state.answers["window"]) == (words, MARCH)


def test_a_reply_that_answers_nothing_is_asked_again() -> None:
    state, effects = mail(without("window", "country"), "Merci beaucoup !")

    assert keys(effects[0]) == [("country", "missing"), ("window", "missing")]
    assert state.stage is Stage.ASKING


def test_thanks_are_never_kept_as_dates() -> None:
    state, _ = mail(without("window"), "Merci bien", "Merci encore", "Bien reçu")

    assert (state.kept, state.stage) == ({}, Stage.ASKING)


def test_unreadable_dates_are_kept_as_written_the_second_time() -> None:
    _, effects = mail(without("window"), "dès que possible", "le plus tôt possible, à votre convenance")

    [ready] = effects
    assert isinstance(ready, Ready)
    assert ready.form == replace(
        REQUEST, window=None, kept_as_written={"window": "le plus tôt possible, à votre convenance"}
    )


def test_past_and_unknown_answers_are_reported_together() -> None:
    _, effects = mail(Filled({**LETTER, "window": "du 12 au 20 mars 2025", "country": "Xyzland"}))

    assert keys(effects[0]) == [("country", "unknown_country"), ("window", "past_dates")]


def test_a_mail_with_dates_too_short_is_asked_about_once() -> None:
    _, once = mail(Filled({**LETTER, "duration_days": "30 jours"}))
    _, twice = mail(Filled({**LETTER, "duration_days": "30 jours"}), "du 12 au 20 mars, 30 jours")

    assert keys(once[0]) == [("window", "window_too_short")]
    [ready] = twice
    assert isinstance(ready, Ready)
    assert (ready.form.duration_days, set(ready.form.kept_as_written)) == (30, {"window"})


def test_an_optional_answer_that_cannot_be_read_never_holds_a_mail_up() -> None:
    _, effects = mail(Filled({**LETTER, "experts": "a few"}))

    assert effects == (Ready(replace(REQUEST, kept_as_written={"experts": "a few"})),)


def test_what_is_known_of_the_sender_completes_a_mail() -> None:
    known = Known("CNSS", "TG", "Ama Koffi", "ama@cnss.example", language="fr")

    _, effects = mail(
        without("institution", "country", "contact_name", "contact_email", "languages"), known=known
    )

    assert effects == (Ready(REQUEST),)


def test_what_the_mail_says_counts_more_than_what_is_known() -> None:
    _, effects = mail(Filled(LETTER), known=Known("Another", "BJ", "Somebody", "x@y.example", language="en"))

    assert effects == (Ready(REQUEST),)


@pytest.mark.parametrize("words", ["Annuler", "cancel\n\nBest regards", "CANCELAR."])
def test_a_mail_may_cancel(words: str) -> None:
    state, effects = mail(without("window"), words)

    assert effects == (Cancelled(),)
    assert state.stage is Stage.CANCELLED


def test_documents_by_mail_are_noted_silently() -> None:
    state, effects = mail(without("window"), Attached("loi.pdf"))

    assert (state.answers["attachments"], effects) == (("loi.pdf",), ())


@pytest.mark.parametrize(
    ("action", "expected"),
    [("f:later", [SavedForLater]), ("f:cancel", [Cancelled]), ("f:back", [NotUnderstood, AskMissing])],
)
def test_buttons_in_mail_do_little(action: str, expected: list[type]) -> None:
    _, effects = mail(without("window"), action)

    assert [type(effect) for effect in effects] == expected


def test_a_form_begun_in_chat_may_be_finished_by_mail_and_back() -> None:
    chatted, _ = chat("CNSS", "Togo", "Ama Koffi, ama@cnss.example")

    mailed, _ = play(
        in_channel(chatted, "mail"), Filled({"title": "Réforme des pensions", "areas": "pensions"})
    )
    state, effects = play(in_channel(mailed, "chat"), Resume())

    assert (state.at, ask_of(effects).number) == ("background", 7)


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
