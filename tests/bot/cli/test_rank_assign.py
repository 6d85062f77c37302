"""`muster rank --assign`: who is given to which request, and what is said when so much cannot be had."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from bot.cli.rank_assign import Demand, given, told, why_impossible
from config.languages import INTERFACE_LANGUAGES
from matching.relevance.document import Document, Expert, Request
from matching.relevance.pool import learn_pool
from tests.bot.cli.conftest import Command
from tests.bot.cli.test_rank import ASKED, EXPERTS, PEOPLE, REQUESTS, lines, table

NONE: frozenset[tuple[str, str]] = frozenset()


@pytest.fixture
def files(home: Path) -> tuple[str, ...]:
    lines(home / "experts.jsonl", EXPERTS)
    lines(home / "requests.jsonl", REQUESTS)
    return ("--experts", "experts.jsonl", "--requests", "requests.jsonl", "-o")


def named(*ids: str) -> tuple[list[Expert], list[Request]]:
    return [Expert(one, ()) for one in ids], [Request(f"r{one}", Document("", "")) for one in ids]


def test_each_request_is_given_one_expert_and_the_total_is_the_highest(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    lines(home / "experts.jsonl", EXPERTS[:7])

    result = command("rank", *files, "given.csv", "--assign", "1")

    header, *rows = table((home / "given.csv").read_text(encoding="utf-8"))
    scores = learn_pool(PEOPLE[:7]).scores(list(ASKED.values()))
    best = max(sum(scores[range(6), list(who)]) for who in permutations(range(7), 6))
    assert (result.exit_code, result.stdout, header) == (0, "", ["request_id", "expert_id", "score"])
    assert [name for name, _, _ in rows] == list(ASKED)
    assert len({who for _, who, _ in rows}) == 6
    assert sum(int(score) for _, _, score in rows) == best
    assert result.stderr.splitlines() == [
        "Experts: 7, with 28 documents. Requests: 6.",
        (
            f"6 places are filled, the total score is {best}. "
            "No other choice fills more, or as many with a higher total."
        ),
    ]


def test_an_expert_has_as_many_requests_as_the_load_allows(command: Command, files: tuple[str, ...]) -> None:
    rows = table(command("rank", *files, "-", "--assign", "4", "--load", "2").stdout)[1:]

    pairs = [(name, who) for name, who, _ in rows]
    assert len(set(pairs)) == len(pairs) == 24
    assert max(sum(who == one for _, who in pairs) for one in {who for _, who in pairs}) == 2
    assert rows == sorted(rows, key=lambda row: (list(ASKED).index(row[0]), -int(row[2]), row[1]))


def test_the_order_of_the_files_changes_nobody(command: Command, home: Path, files: tuple[str, ...]) -> None:
    before = table(command("rank", *files, "-", "--assign", "2").stdout)
    lines(home / "experts.jsonl", EXPERTS[::-1])
    lines(home / "requests.jsonl", REQUESTS[::-1])

    after = table(command("rank", *files, "-", "--assign", "2").stdout)

    assert sorted(after) == sorted(before)


def test_a_pair_that_must_not_be_is_not(command: Command, home: Path, files: tuple[str, ...]) -> None:
    first = table(command("rank", *files, "-", "--assign", "1").stdout)[1]
    (home / "no.csv").write_text(f"expert_id,request_id\n{first[1]},{first[0]}\nghost,{first[0]}\n")

    result = command("rank", *files, "-", "--assign", "1", "--conflicts", "no.csv")

    assert result.exit_code == 0
    assert first[:2] not in [row[:2] for row in table(result.stdout)]
    assert (
        "1 pair in no.csv names a request or an expert that is in neither file, and counts for nothing."
        in result.stderr
    )


def test_too_few_experts_are_told_with_a_load_that_would_do(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    places = command("rank", *files, "given.csv", "--assign", "4")
    people = command("rank", *files, "given.csv", "--assign", "19")

    assert (places.exit_code, people.exit_code, (home / "given.csv").exists()) == (2, 2, False)
    assert places.stderr.splitlines() == [
        (
            "There are too few experts. 6 requests with 4 each are 24 places; 18 experts with at most 1 each fill 18. "
            "--load 2 would do."
        )
    ]
    assert people.stderr.splitlines() == ["Each request is to get 19 experts, but there are only 18."]
    assert command("rank", *files, "given.csv", "--assign", "4", "--load", "2").exit_code == 0


def test_requests_that_conflicts_leave_short_are_named_and_the_others_written(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    asked = list(ASKED)
    pairs = "".join(f"{asked[0]},{one['id']}\n" for one in EXPERTS[1:])
    (home / "no.csv").write_text(f"request_id,expert_id\n{pairs}")

    result = command("rank", *files, "given.csv", "--assign", "2", "--conflicts", "no.csv")

    assert result.exit_code == 1
    assert len(table((home / "given.csv").read_text())) == 12
    assert f"Request {asked[0]} got 1 of 2 experts." in result.stderr
    assert "The pairs that must not be leave nobody for the other places." in result.stderr


@pytest.mark.parametrize(
    ("content", "line"),
    [("", 1), ("a,b\n1,2\n", 1), ("request_id,expert_id\nx,y\nz\n", 3), ("request_id,expert_id\n,y\n", 2)],
    ids=["empty", "columns", "short", "blank"],
)
def test_conflicts_that_are_no_table_are_told(
    command: Command, home: Path, files: tuple[str, ...], content: str, line: int
) -> None:
    (home / "no.csv").write_text(content)

    result = command("rank", *files, "given.csv", "--assign", "1", "--conflicts", "no.csv")

    assert (result.exit_code, (home / "given.csv").exists()) == (2, False)
    assert f"no.csv, line {line}: a CSV table with the columns request_id and expert_id" in result.stderr


def test_conflicts_that_are_no_text_are_told(command: Command, home: Path, files: tuple[str, ...]) -> None:
    (home / "no.csv").write_bytes(b"request_id,expert_id\n\xff,\xfe\n")

    result = command("rank", *files, "given.csv", "--assign", "1", "--conflicts", "no.csv")

    assert result.exit_code == 2
    assert result.stderr.startswith("no.csv cannot be read: ")


def test_the_table_never_replaces_the_conflicts(command: Command, home: Path, files: tuple[str, ...]) -> None:
    (home / "no.csv").write_text("request_id,expert_id\n")

    result = command("rank", *files, "no.csv", "--assign", "1", "--conflicts", "no.csv")

    assert (result.exit_code, (home / "no.csv").read_text()) == (2, "request_id,expert_id\n")


def test_a_load_without_an_assignment_is_no_order(command: Command, files: tuple[str, ...]) -> None:
    result = command("rank", *files, "given.csv", "--load", "2")

    assert result.exit_code == 2
    assert "--assign N" in result.stderr


def test_equal_scores_give_the_same_people_whatever_the_order() -> None:
    experts, requests = named("b", "c", "a")
    scores = np.zeros((3, 3), dtype=np.int64)

    forth = given(scores, experts, requests, Demand(1), NONE)
    back = given(scores, experts[::-1], requests[::-1], Demand(1), NONE)

    assert sorted(forth.rows) == sorted(back.rows)
    assert forth.short == ()


def test_where_everybody_may_have_everything_assigning_loses_nothing_to_the_best_single_choices() -> None:
    experts, requests = named(*map(str, range(300)))
    scores = np.random.default_rng(1).integers(-600_000, 3_400_000, (300, 300))

    found = given(scores, experts, requests, Demand(2, 300), NONE)

    assert found.total == int(np.sort(scores, axis=1)[:, -2:].sum())


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    experts, requests = named("a", "b", "c")
    conflicts = frozenset((one.id, "a") for one in requests)
    result = given(np.zeros((3, 3), dtype=np.int64), experts, requests, Demand(1), conflicts)

    said = [
        *told(result, Demand(1), language, 0),
        why_impossible(Demand(4), 3, 3, language),
        why_impossible(Demand(2), 3, 3, language),
    ]

    assert len(set(said)) == len(said) == 5
    assert why_impossible(Demand(2, 2), 3, 3, language) == ""
    assert all("{" not in sentence for sentence in said)
