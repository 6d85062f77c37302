"""A form played in tests: events in, the last effects out, every state through JSON as in real life."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from config.periods import Period
from intake.field_list import FIELDS
from intake.field_values import Value
from intake.form import start, step
from intake.form_events import (
    Ask,
    AskMissing,
    Effect,
    Event,
    Pressed,
    Review,
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
