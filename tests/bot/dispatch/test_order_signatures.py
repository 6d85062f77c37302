"""A lone word under an order: a first name, a second thought, or a reason."""

import pytest

from bot.dispatch.commands import Verb, read_first_line


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("approve a\n\nOlga", 1),
        ("APPROVE B\nJean-Luc", 2),
        ("approve a\n\nMárta.", 1),
        ("approve a\n\nMaybe", 0),
        ("approve a\n\nNone", 0),
        ("approve a\n\nPeut-être", 0),
        ("approve a\n\nMañana", 0),
        ("approve a\n\nHold", 0),
        ("approve a\n\nB", 0),
        ("approve a\n\nolga", 0),
        ("approve a\n\nOlga?", 0),
        ("approve a\n\nOlga\nHold", 0),
    ],
)
def test_a_first_name_under_an_order_is_a_signature_and_no_second_thought(text: str, rank: int) -> None:
    command = read_first_line(text, "en")

    assert command is not None
    assert (command.verb, command.rank) == (Verb.APPROVE, rank)


def test_a_lone_word_under_a_refusal_is_its_reason() -> None:
    command = read_first_line("REJECT\n\nDuplicate", "en")

    assert command is not None
    assert (command.verb, command.words) == (Verb.REJECT, "Duplicate")
