from collections.abc import Sequence
from dataclasses import replace

from bot.texts import officer_teams
from bot.texts.facts import MemberFacts, TeamFacts
from bot.texts.letter import Bullets, Choices, Facts, Heading, Letter, Paragraph
from matching.need import Reason
from tests.bot.texts.every_letter import CERTIFICATE, REASONS, REQUEST, team


def proposed(*teams: TeamFacts, language: str = "en", obstacles: Sequence[Reason] = ()) -> Letter:
    return officer_teams.proposal(
        REQUEST, proposal_id=2, teams=teams, certificate=CERTIFICATE, obstacles=obstacles, language=language
    )


def headings(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Heading)]


def bullets(letter: Letter) -> list[tuple[str, ...]]:
    return [block.items for block in letter.blocks if isinstance(block, Bullets)]


def team_rows(letter: Letter) -> dict[str, str]:
    facts = [block for block in letter.blocks if isinstance(block, Facts)]
    return dict(facts[1].rows)


def choices(letter: Letter) -> list[list[tuple[str, str]]]:
    found = [block for block in letter.blocks if isinstance(block, Choices)]
    return [[(choice.action, choice.word) for choice in row] for row in found[0].rows]


def test_each_team_has_its_letter_and_score_and_the_proof_comes_last() -> None:
    letter = proposed(team(1), replace(team(2), score=0.791), team(3))

    assert headings(letter) == [
        "Team A - score 82.0%",
        "Team B - score 79.1%",
        "Team C - score 82.0%",
        "How they were found",
    ]


def test_member_is_told_with_country_standing_seat_and_reasons() -> None:
    first, second = bullets(proposed(team()))[0]

    assert first.split("\n") == [
        "Zfirst, Belgium (public sector, active) - 88%",
        "For: Zseat",
        "Native speaker of French · 21 years of experience, 6 missions abroad",
    ]
    assert second.split("\n")[0] == "Zsecond, Spain (private sector, retired) - 76%"
    assert len(second.split("\n")) == 2


def test_only_four_reasons_are_shown() -> None:
    lone = replace(team().members[0], reasons=REASONS * 3)

    line = bullets(proposed(replace(team(), members=(lone,))))[0][0].split("\n")[-1]

    assert line.count(" · ") == 3


def test_member_of_whom_nothing_more_is_known_is_a_name_and_a_score() -> None:
    bare = replace(team().members[0], employment="", seat_label="", reasons=())

    assert bullets(proposed(replace(team(), members=(bare,))))[0] == (
        "Zfirst, Belgium (public sector) - 88%",
    )


def test_rules_and_wishes_are_kept_apart_met_and_unmet() -> None:
    rows = team_rows(proposed(team()))

    assert list(rows) == [
        "Common dates",
        "Estimated allowances",
        "Rules met",
        "Rules not met",
        "Wishes met",
        "Wishes not met",
    ]
    assert rows["Rules met"] == "Somebody with missions abroad"
    assert rows["Rules not met"].startswith("No conflict of interest - ")


def test_team_without_a_known_cost_or_unmet_rules_shows_no_such_rows() -> None:
    rows = team_rows(proposed(replace(team(cost=None), rules=team().rules[:1])))

    assert list(rows) == ["Common dates", "Rules met"]


def test_officer_approves_by_letter_or_rejects_all() -> None:
    assert choices(proposed(team(1), team(2), language="pt")) == [
        [("team:2:1", ""), ("team:2:2", "")],
        [("approve:2:1", "APROVAR A"), ("approve:2:2", "APROVAR B")],
        [("none:2", "REJEITAR")],
        [("more:2", "MAIS"), ("why:2", "PORQUENAO")],
    ]


def test_proven_result_says_that_no_team_scores_higher() -> None:
    assert officer_teams.certificate_text(CERTIFICATE, language="en") == (
        "Registered experts looked at: 322; possible for this request: 41. "
        "Proven: under these rules no team scores higher."
    )


def test_unproven_result_says_how_much_better_a_team_could_be() -> None:
    stopped = replace(CERTIFICATE, proven=False, gap=0.031)

    assert officer_teams.certificate_text(stopped, language="en").endswith(
        "a better team could score at most 3% more."
    )


def test_experts_ruled_out_twice_never_make_less_than_nobody() -> None:
    crowded = replace(CERTIFICATE, candidates=10, barred={"language": 9, "load": 9})

    assert "possible for this request: 0." in officer_teams.certificate_text(crowded, language="en")


def test_proposal_without_teams_says_what_stands_in_the_way() -> None:
    letter = proposed(obstacles=[Reason("obstacle.other_dates")])

    assert letter.subject == "[2026-03] No team found: Ztitle"
    assert bullets(letter) == [("There would be a team on other dates",)]
    assert choices(letter) == [
        [("ask:3", "ASK"), ("teams:3", "TEAMS")],
        [("hold:3", "HOLD"), ("card:3", "DETAILS")],
    ]


def changed(*standing: int) -> Letter:
    return officer_teams.team_changed(
        replace(REQUEST, status="eligible"),
        letter="B",
        changes=[("Eva Kask", "flagged"), ("EX-0009", "gone")],
        proposal_id=2,
        standing=standing,
        language="en",
    )


def test_team_that_changed_says_who_and_how() -> None:
    letter = changed(1)

    assert letter.subject == "[2026-03] Team B has changed: Ztitle"
    assert bullets(letter) == [
        (
            "Eva Kask is now marked in the register as not to be asked.",
            "EX-0009 is no longer in the register.",
        )
    ]


def test_team_that_changed_offers_the_teams_that_still_stand() -> None:
    assert choices(changed(1, 3))[0] == [("approve:2:1", "APPROVE A"), ("approve:2:3", "APPROVE C")]


def test_when_no_team_stands_a_new_search_is_offered() -> None:
    assert choices(changed())[0] == [("teams:3", "TEAMS"), ("ask:3", "ASK")]


def test_member_who_left_the_register_is_told_by_code() -> None:
    gone = MemberFacts("EX-0009", "", "", "", "", "", 0.7)

    letter = proposed(replace(team(), members=(gone,)))

    assert bullets(letter)[0] == ("EX-0009 (no longer in the register) - 70%",)


def test_failed_search_without_reasons_shows_no_empty_list() -> None:
    assert headings(proposed()) == []


def test_request_too_thin_for_a_search_names_what_is_missing() -> None:
    letter = officer_teams.not_ready(
        replace(REQUEST, kept_as_written={"window": "after Easter"}), ("window", "languages"), language="en"
    )

    assert bullets(letter) == [("Preferred dates", "Working languages")]
    assert Facts((("Preferred dates", "after Easter"),)) in letter.blocks
    assert isinstance(letter.blocks[-2], Paragraph)
