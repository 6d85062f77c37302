from dataclasses import FrozenInstanceError, replace

import pytest

from bot.texts.facts import RequestFacts, TeamFacts
from tests.bot.texts.every_letter import FINAL, REQUEST


def test_teams_are_named_by_letters_in_the_order_of_their_rank() -> None:
    teams = [TeamFacts(rank, 0.5, (), FINAL) for rank in (1, 2, 3)]

    assert [team.letter for team in teams] == ["A", "B", "C"]


def test_a_request_needs_no_more_than_id_code_status_and_title() -> None:
    facts = RequestFacts(3, "2026-03", "received", "Pensions")

    assert (facts.areas, facts.window, facts.kept_as_written, facts.verified) == ((), None, {}, True)


def test_facts_cannot_be_changed_by_who_reads_them() -> None:
    with pytest.raises(FrozenInstanceError):
        REQUEST.title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        replace(REQUEST, title="other").kept_as_written["window"] = "soon"  # type: ignore[index]
