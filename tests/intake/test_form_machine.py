"""A partner at the form for weeks: whatever is done in whatever order, the draft stays valid and no answer is lost."""

import json
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from intake.field_list import FIELDS, REQUIRED
from intake.form import in_channel, reopened, start, step
from intake.form_calendar import is_open
from intake.form_events import (
    Ask,
    Attached,
    Corrected,
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
from intake.form_state import FormState, Stage, request_form

WORDS = st.sampled_from(
    ["CNSS", "Togo", "Tgo", "Ama Koffi, ama@cnss.example", "ama@cnss.example", "Reform of pensions", "12-20 March",
     "1-3 January 2020", "12", "7 days", "French, English", "disability", "2", "?", "", "back", "lovely weather today",
     "Dates: 2-13 March", "x" * 450]
)  # fmt: skip
GOOD: dict[str, str] = {
    "institution": "Ministry of Labour",
    "country": "Benin",
    "contact_name": "Ama Koffi",
    "contact_email": "ama@labour.example",
    "title": "Another title",
    "areas": "disability",
    "background": "A new law was passed.",
    "window": "3-14 August",
    "duration_days": "5 days",
    "languages": "French",
}


class Partner(RuleBasedStateMachine):
    """Everything a person and the world can do to a form in a chat."""

    today = date(2026, 1, 12)
    state: FormState
    effects: tuple[Effect, ...] = ()
    shown_on = today

    @initialize(language=st.sampled_from(INTERFACE_LANGUAGES))
    def begin(self, language: str) -> None:
        self.state, self.effects = start(language, "chat")

    def do(self, event: Event, *, may_change: frozenset[str] = frozenset()) -> None:
        """One event; answers it may not touch must be there afterwards as they were."""
        before = self.state
        self.state, self.effects = step(before, event, today=self.today)
        self.shown_on = self.today
        if self.state.stage is Stage.CANCELLED:
            return
        # A duration told by short dates follows them, and dates may tell a duration.
        allowed = may_change | ({"duration_days"} if "window" in may_change else set())
        allowed |= {"window"} if "duration_days" in may_change else set()
        lost = [name for name in before.answers if not self.state.has(name)]
        changed = [
            name
            for name, value in before.answers.items()
            if name not in allowed and self.state.answers.get(name) != value
        ]
        assert lost == []
        assert changed == []
        assert [name for name in before.kept if not self.state.has(name)] == []

    def asked(self) -> frozenset[str]:
        return frozenset({self.state.at} - {""})

    @rule(words=WORDS)
    def types(self, words: str) -> None:
        self.do(
            Typed(words), may_change=frozenset(FIELDS) if "\n" in words or self.in_review() else self.asked()
        )

    @precondition(lambda self: self.state.at in GOOD)
    @rule()
    def answers_well(self) -> None:
        name = self.state.at
        self.do(Typed(GOOD[name]), may_change=self.asked())

    @rule(choice=st.integers(0, 60))
    def presses_what_is_shown(self, choice: int) -> None:
        shown = next((one for one in self.effects if isinstance(one, Ask | Review)), None)
        actions = [one.action for one in all_choices(shown.choices) if one.action] if shown else []
        if actions and (action := actions[choice % len(actions)]) != "f:cancel":
            of_another_day = action.startswith("f:cal:") and self.shown_on < self.today
            self.do(Pressed(action), may_change=self.asked())
            assert of_another_day or not any(isinstance(effect, NotUnderstood) for effect in self.effects)

    @rule(action=st.sampled_from(["f:back", "f:skip", "f:keep", "f:edit:window", "f:edit:areas", "f:later"]))
    def moves_about(self, action: str) -> None:
        self.do(Pressed(action))

    @rule(
        action=st.sampled_from(
            ["f:cal:open", "f:cal:to:2026-04", "f:cal:to:1999-01", "f:cal:day:2026-03-12", "f:cal:day:2026-03-20",
             "f:cal:day:2001-01-01", "f:cal:day:nonsense", "f:cal:month:2026-05", "f:cal:", "f:cal:to:"]
        )
    )  # fmt: skip
    def presses_a_calendar_of_any_age(self, action: str) -> None:
        self.do(Pressed(action), may_change=frozenset({"window"}) & self.asked())

    @rule(name=st.sampled_from(sorted(FIELDS)), words=WORDS)
    def edits_an_earlier_message(self, name: str, words: str) -> None:
        place = self.state.at
        self.do(Corrected(name, words), may_change=frozenset({name}))
        if self.state.stage is Stage.ASKING and not any(
            isinstance(one, NotUnderstood) for one in self.effects
        ):
            assert self.state.at in {place, name} or not place

    @rule(name=st.sampled_from(sorted(GOOD)))
    def pastes_a_letter(self, name: str) -> None:
        self.do(Filled({name: GOOD[name]}), may_change=frozenset({name}))

    @rule(name=st.sampled_from(["law.pdf", "study.docx", ""]))
    def sends_a_document(self, name: str) -> None:
        self.do(Attached(name), may_change=frozenset({"attachments"}))

    @rule()
    def comes_back(self) -> None:
        self.do(Resume())

    @rule(days=st.integers(1, 60))
    def lets_days_go_by(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def sees_a_restart(self) -> None:
        again = FormState.from_json(json.loads(json.dumps(self.state.to_json())))
        assert again == self.state
        self.state = again

    @rule()
    def goes_to_the_mailbox_and_comes_back(self) -> None:
        away = in_channel(self.state, "mail")
        assert (away.answers, away.kept) == (self.state.answers, self.state.kept)
        self.state = in_channel(away, "chat")
        self.comes_back()

    @precondition(lambda self: self.state.stage is Stage.READY)
    @rule()
    def wants_to_change_what_is_complete(self) -> None:
        self.state = reopened(self.state)

    def in_review(self) -> bool:
        return self.state.stage is Stage.REVIEW

    @invariant()
    def is_whole(self) -> None:
        if not self.effects:
            return
        assert set(self.state.answers) <= set(FIELDS)
        assert set(self.state.kept) <= set(FIELDS)
        assert self.state.at in {*FIELDS, ""}
        window = self.state.answers.get("window")
        assert window is None or isinstance(window, Period)
        assert self.state.first == "" or is_open(self.state) or self.state.stage is not Stage.ASKING

    @invariant()
    def can_be_shown(self) -> None:
        for effect in self.effects:
            if isinstance(effect, Ask):
                assert 1 <= effect.number <= effect.of
                assert all(
                    len(one.action.encode()) <= 64 and one.label for one in all_choices(effect.choices)
                )
            if isinstance(effect, Ready):
                assert self.state.missing == ()
                assert request_form(self.state) == effect.form
                assert all(self.state.has(name) for name in REQUIRED)
            if isinstance(effect, SavedForLater):
                assert self.state.stage is Stage.SAVED


TestPartner = Partner.TestCase
TestPartner.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
