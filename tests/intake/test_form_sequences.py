"""Whatever partners do, in whatever order: the form stays whole."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.field_list import FIELDS, REQUIRED
from intake.form import in_channel, start, step
from intake.form_events import (
    Ask,
    AskMissing,
    Attached,
    Cancelled,
    Effect,
    Event,
    Filled,
    NotUnderstood,
    Pressed,
    Ready,
    Resume,
    Review,
    Typed,
)
from intake.form_screens import all_choices
from intake.form_state import FormState, Known, Stage

TODAY = date(2026, 1, 12)

_WORDS = st.sampled_from(
    [
        "CNSS",
        "Ministry of Labour, Togo",
        "Togo",
        "Tgo",
        "Atlantis",
        "Ama Koffi, ama@cnss.example",
        "ama@cnss.example",
        "Reform of pensions and disability",
        "12-20 March",
        "20-12 March",
        "March 2026, two weeks",
        "12-13 March",
        "3-14 March 2025",
        "mars 2026",
        "7 days",
        "60",
        "French",
        "klingonese",
        "2",
        "no",
        "skip",
        "retour",
        "keep this answer",
        "More areas",
        "That is all",
        "Dates",
        "Title: Another\nCountry: Benin\nLanguages: English",
        "send",
        "...",
        "",
        "Planing Institut of Jamaica",
        "x" * 500,
    ]
)
_ACTIONS = st.sampled_from(
    [
        "f:back",
        "f:skip",
        "f:keep",
        "f:later",
        "f:send",
        "f:area:disability",
        "f:area:mutual_health",
        "f:areas:done",
        "f:areas:more",
        "f:lang:fr",
        "f:langs:done",
        "f:pick:TG",
        "f:dates:2026-03-12/2026-03-20",
        "f:inst:0",
        "f:count:5",
        "f:nonsense",
        *(f"f:edit:{name}" for name in FIELDS),
    ]
)
_RAW = st.dictionaries(st.sampled_from([*FIELDS, "colour"]), _WORDS, max_size=6)
_EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Typed, _WORDS),
    st.builds(Typed, _WORDS),
    st.builds(Pressed, _ACTIONS),
    st.builds(Pressed, _ACTIONS),
    st.builds(Attached, st.sampled_from(["law.pdf", "study.docx", "", "\x00"])),
    st.builds(Filled, _RAW),
    st.builds(Resume),
)
_SENDERS = st.sampled_from(
    [
        Known(),
        Known("CNSS", "TG", "Ama Koffi", "ama@cnss.example", language="fr"),
        Known(institutions=("Planning Institute of Jamaica", "CNSS")),
    ]
)


def stored(state: FormState) -> FormState:
    return FormState.from_json(json.loads(json.dumps(state.to_json())))


def assert_whole(state: FormState) -> None:
    assert stored(state) == state
    assert set(state.answers) <= set(FIELDS)
    assert state.at in FIELDS or state.at == ""
    assert (state.stage is not Stage.REVIEW) or state.at == ""


def assert_sayable(effects: tuple[Effect, ...], language: str) -> None:
    for effect in effects:
        if isinstance(effect, Ask | Review | AskMissing):
            for problem in effect.problems:
                assert say(language, f"form.problem.{problem.key}", **problem.values)
        if isinstance(effect, Ask | Review):
            for choice in all_choices(effect.choices):
                assert choice.label
                assert len(choice.action.encode()) <= 40
        if isinstance(effect, Ask):
            assert 1 <= effect.number <= effect.of


def assert_nothing_lost(before: FormState, event: Event, after: FormState) -> None:
    """Only cancelling, or answering the very question again, takes an answer away."""
    if after.stage is Stage.CANCELLED:
        return
    changed = {name for name in before.answers if before.answers[name] != after.answers.get(name)}
    match event:
        case Filled(raw):
            allowed = set(raw)
        case Typed() if before.channel == "mail" or before.stage is Stage.REVIEW:
            allowed = set(FIELDS)
        case Typed(text) if "\n" in text:
            allowed = set(FIELDS)
        case Attached():
            allowed = {"attachments"}
        case Pressed() | Typed():
            allowed = {before.at, "window" if before.at == "duration_days" else before.at}
        case Resume():
            allowed = set()
    # A duration told by short dates follows new dates.
    allowed |= {"duration_days"} if "window" in changed else set()
    assert changed <= allowed
    assert not [name for name in before.kept if not after.has(name) and name not in allowed]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(_EVENTS, max_size=25),
    st.sampled_from(["chat", "mail"]),
    st.sampled_from(INTERFACE_LANGUAGES),
    _SENDERS,
)
def test_any_sequence_of_events_keeps_the_form_whole(
    events: list[Event], channel: str, language: str, known: Known
) -> None:
    state, effects = start(language, channel, known=known)
    assert_whole(state)

    for event in events:
        before = state
        state, effects = step(before, event, today=TODAY, known=known)

        assert_whole(state)
        assert_sayable(effects, language)
        assert_nothing_lost(before, event, state)
        if any(isinstance(effect, Ready) for effect in effects):
            assert all(state.has(name) for name in REQUIRED)
        if state.stage in {Stage.READY, Stage.CANCELLED} and before.stage is state.stage:
            assert effects == (NotUnderstood("closed"),)


@settings(max_examples=40, deadline=None)
@given(st.lists(_EVENTS, max_size=15), st.sampled_from(["chat", "mail"]), _SENDERS)
def test_a_restart_between_any_two_steps_changes_nothing(
    events: list[Event], channel: str, known: Known
) -> None:
    alive, _ = start("fr", channel, known=known)
    restarted = alive

    for event in events:
        alive, said = step(alive, event, today=TODAY, known=known)
        restarted, said_again = step(stored(restarted), event, today=TODAY, known=known)

        assert (alive, said) == (restarted, said_again)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(_EVENTS, st.sampled_from(["chat", "mail"])), max_size=20))
def test_changing_the_channel_at_any_time_loses_no_answer(events: list[Event | str]) -> None:
    state, effects = start("es", "chat")

    for event in events:
        if isinstance(event, str):
            moved = in_channel(state, event)
            assert (moved.answers, moved.kept) == (state.answers, state.kept)
            state = moved
        else:
            state, effects = step(state, event, today=TODAY)
        assert_whole(state)
        assert_sayable(effects, "es")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
_STATES = st.fixed_dictionaries(
    {},
    optional={
        "answers": st.dictionaries(st.sampled_from([*FIELDS, "colour"]), _JSON, max_size=5) | _JSON,
        "kept": _JSON,
        "skipped": _JSON,
        "given": st.lists(st.sampled_from([*FIELDS, "colour"])) | _JSON,
        "failures": _JSON,
        "stage": st.sampled_from(["asking", "review", "saved", "ready", "flying"]) | _JSON,
        "channel": st.sampled_from(["chat", "mail"]) | _JSON,
        "at": st.sampled_from([*FIELDS, "colour", ""]) | _JSON,
        "editing": _JSON,
        "asked": _JSON,
        "ticked": _JSON,
        "page": _JSON,
        "suggested": _JSON,
    },
)


@settings(max_examples=50, deadline=None)
@given(_STATES | _JSON, st.lists(_EVENTS, max_size=4))
def test_any_stored_json_can_be_gone_on_with(plain: object, events: list[Event]) -> None:
    state = FormState.from_json(plain)
    assert stored(state) == state

    for event in events:
        state, effects = step(state, event, today=TODAY)
        assert_sayable(effects, state.language)


def test_cancelling_is_the_only_way_to_drop_everything() -> None:
    state, _ = start("en", "chat", known=Known("CNSS", "TG"))

    state, effects = step(state, Pressed("f:cancel"), today=TODAY)

    assert (state.answers, effects) == ({}, (Cancelled(),))
