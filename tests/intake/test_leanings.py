"""What unclear replies lean to: never more than a word for an officer, and right more often than not."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.answers import Answer, Verdict, read_answer
from intake.leanings import LIKELY, PLACES, WEIGHTS, leaning_of, signs_of
from tests.intake.reply_corpus import Reply, replies

OPEN = Answer(Verdict.UNCLEAR)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Lamentablemente tengo otros compromisos y debo declinar esta vez", "no"),
        ("Je ne suis malheureusement pas en mesure de participer cette fois-ci", "no"),
        ("Só na segunda semana é que posso, na primeira não", "some_dates"),
        ("Solo si mi ministerio me da permiso y paga el viaje", "conditions"),
    ],
)
def test_plain_words_lean_to_what_they_say(text: str, verdict: str) -> None:
    found = leaning_of(text, OPEN)

    assert found is not None
    assert found.verdict == verdict
    assert LIKELY <= found.share <= 1


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - {Verdict.UNCLEAR, Verdict.QUESTION}))
def test_what_was_read_needs_no_leaning(verdict: Verdict) -> None:
    assert leaning_of("With the greatest pleasure, yes!", replace(OPEN, verdict=verdict)) is None


@pytest.mark.parametrize("text", ["", "  \n", "The weather is fine here.", "🙂", "0000"])
def test_words_that_say_nothing_lean_to_nothing(text: str) -> None:
    assert leaning_of(text, OPEN) is None


@given(text=st.text(max_size=300), free=st.booleans(), busy=st.booleans())
def test_any_text_has_signs_in_their_places(text: str, *, free: bool, busy: bool) -> None:
    signs = signs_of(text, free=free, busy=busy)

    assert signs
    assert all(0 <= place < PLACES and amount > 0 for place, amount in signs.items())
    found = leaning_of(text, OPEN)
    assert found is None or (found.verdict is not Verdict.UNCLEAR and LIKELY <= found.share <= 1)


def test_a_long_text_is_read_to_a_cap() -> None:
    assert signs_of("yes " * 50_000, free=False, busy=False) == signs_of(
        "yes " * 1_000, free=False, busy=False
    )


def test_the_model_knows_the_five_verdicts_and_every_place() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        assert set(stored["verdicts"]) == {"yes", "no", "some_dates", "conditions", "unclear"}
        assert stored["weights"].shape == (5, PLACES)
    assert WEIGHTS.stat().st_size < 400_000


def test_of_strangers_unclear_replies_that_lean_most_lean_right() -> None:
    leaning = list(_leanings(one for one in replies("f") if not int(one.name[1:]) % 2))

    assert len(leaning) >= 5
    assert sum(right for right, _ in leaning) / len(leaning) >= 0.7
    assert not any({said, meant} == {"yes", "no"} for _, (said, meant) in leaning)


def _leanings(asked: Iterable[Reply]) -> Iterable[tuple[bool, tuple[str, str]]]:
    for one in asked:
        answer = read_answer(one.text, window=one.window, today=one.today, language=one.language)
        found = leaning_of(one.text, answer)
        if found:
            yield found.verdict == one.verdict, (str(found.verdict), one.verdict)
