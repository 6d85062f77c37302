from dataclasses import replace
from datetime import date

import pytest

from config.languages import Level
from config.periods import Period
from matching.need import Candidate, LanguageNeed, Need, Profile, Reason
from matching.propose import propose
from tests.matching.people import (
    ABROAD,
    ALL_RULES,
    NO_CONFLICT,
    SPOKEN,
    TOGETHER,
    TWO_STATES,
    expert,
    march,
    need,
    rules,
)

BELGIAN, FRENCH = expert("EX-0001"), expert("EX-0002", country="FR")


def standing(asked: Need, people: list[Candidate]) -> list[str]:
    search = propose(asked, people, rules(*ALL_RULES))

    assert search.teams == ()
    return [reason.key for reason in search.obstacles]


def test_without_experts_that_is_the_obstacle() -> None:
    assert standing(need(), []) == ["obstacle.nobody_registered"]


def test_one_expert_cannot_fill_two_seats() -> None:
    assert propose(need(), [BELGIAN], rules()).obstacles == (
        Reason("obstacle.too_few_registered", {"count": 1, "needed": 2}),
    )


def test_a_stay_longer_than_the_window_is_impossible() -> None:
    assert propose(need(days=21), [BELGIAN, FRENCH], rules(*ALL_RULES)).obstacles == (
        Reason("obstacle.window_too_short", {"count": 20, "days": 21}),
    )


def test_a_window_without_a_working_day_is_too_short() -> None:
    weekend = Period(date(2026, 3, 7), date(2026, 3, 8))

    assert standing(need(window=weekend, days=1), [BELGIAN, FRENCH]) == ["obstacle.window_too_short"]


def test_a_language_too_few_speak_is_named_with_their_number() -> None:
    people = [
        BELGIAN,
        replace(FRENCH, languages={"fr": Level.B1}),
        replace(FRENCH, key="EX-0003", languages={}),
    ]

    obstacles = propose(need(), people, rules(*ALL_RULES)).obstacles

    assert obstacles == (
        Reason("obstacle.one_speaker", {"count": 1, "needed": 2, "language": "fr", "level": "B2"}),
        Reason("obstacle.one_left", {"count": 1, "needed": 2, "candidates": 3}),
        Reason("unlock.lower_level", {"language": "fr", "level": "B1", "teams": 1}),
        Reason("unlock.without_language", {"language": "fr", "teams": 2}),
    )


@pytest.mark.parametrize(("speakers", "key"), [(0, "no_speaker"), (1, "one_speaker"), (2, "few_speakers")])
def test_few_speakers_are_counted_in_words(speakers: int, key: str) -> None:
    people = [
        expert(f"EX-000{n}", country="FR" if n else "BE", languages={"fr": Level.C1, "pt": Level.C1})
        if n < speakers
        else expert(f"EX-000{n}")
        for n in range(4)
    ]

    keys = standing(need(languages=(LanguageNeed("pt"),), profiles=(Profile(),) * 3), people)

    assert keys[0] == f"obstacle.{key}"


def test_the_one_rule_in_the_way_is_named() -> None:
    search = propose(need(), [BELGIAN, replace(BELGIAN, key="EX-0002")], rules(TWO_STATES, ABROAD))

    assert search.obstacles == (
        Reason("unlock.fewer", {"rule": "two_member_states", "needed": 1, "teams": 1}),
        Reason("unlock.without_rule", {"rule": "two_member_states", "teams": 1}),
    )


def test_each_rule_that_would_do_alone_is_named() -> None:
    local = replace(FRENCH, country="TG")

    assert propose(need(), [BELGIAN, local], rules(NO_CONFLICT)).obstacles == (
        Reason("obstacle.one_left", {"count": 1, "needed": 2, "candidates": 2}),
        Reason("unlock.without_rule", {"rule": "no_conflict", "teams": 1}),
    )


def test_when_nothing_alone_helps_that_is_said() -> None:
    local = replace(BELGIAN, key="EX-0002", country="TG", missions_abroad=0, languages={"fr": Level.B2})
    weak = replace(BELGIAN, missions_abroad=0, languages={"fr": Level.B2})

    search = propose(need(), [weak, replace(local, country="BE")], rules(TWO_STATES, ABROAD, SPOKEN))

    assert search.obstacles == (Reason("obstacle.no_single_change"),)


def test_calendars_that_never_meet_suggest_other_dates_and_a_shorter_stay() -> None:
    early, late = replace(BELGIAN, free=(march(2, 13),)), replace(FRENCH, free=(march(11, 27),))

    assert propose(need(days=8), [early, late], rules(TOGETHER)).obstacles == (
        Reason("unlock.without_rule", {"rule": "common_days", "teams": 1}),
        Reason("unlock.other_dates", {"teams": 1}),
        Reason("unlock.shorter_stay", {"days": 3, "teams": 1}),
    )


def test_flags_and_exclusions_are_told_when_they_decide() -> None:
    flagged = replace(FRENCH, flagged=True)

    assert "unlock.without_flags" in standing(need(), [BELGIAN, flagged])
    assert "unlock.without_exclusions" in standing(need(excluded=frozenset({"EX-0002"})), [BELGIAN, FRENCH])


def test_more_people_set_than_seats_is_a_contradiction() -> None:
    pinned = need(pinned=frozenset({"EX-0001", "EX-0002"}), profiles=(Profile(),))

    assert standing(pinned, [BELGIAN, FRENCH]) == ["obstacle.too_many_pins"]


def test_somebody_set_who_is_not_registered_is_named() -> None:
    assert propose(need(pinned=frozenset({"EX-9999"})), [BELGIAN, FRENCH], rules()).obstacles == (
        Reason("obstacle.pin_unknown", {"expert": "EX-9999"}),
    )


def test_somebody_set_and_left_out_at_once_is_a_contradiction() -> None:
    both = need(pinned=frozenset({"EX-0001"}), excluded=frozenset({"EX-0001"}))

    assert propose(both, [BELGIAN, FRENCH, expert("EX-0003")], rules()).obstacles == (
        Reason("obstacle.pin_barred", {"expert": "EX-0001"}),
        Reason("pool.excluded"),
    )


def test_people_set_who_break_a_rule_together_may_be_freed() -> None:
    pinned = need(pinned=frozenset({"EX-0001", "EX-0003"}))
    people = [BELGIAN, FRENCH, replace(BELGIAN, key="EX-0003")]

    assert standing(pinned, people) == ["unlock.fewer", "unlock.without_rule", "unlock.without_pins"]


def test_everybody_barred_still_gives_reasons() -> None:
    people = [replace(BELGIAN, flagged=True), replace(FRENCH, flagged=True)]

    assert standing(need(), people) == ["obstacle.nobody_left", "unlock.without_flags"]
