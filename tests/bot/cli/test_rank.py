"""`muster rank`: from two files to a table, and what is said when a file is not as it should be."""

import csv
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.cli.rank import bad_line_text
from bot.cli.rank_lines import BadLine
from config.languages import INTERFACE_LANGUAGES
from config.texts import keys
from matching.relevance.pool import learn_pool
from matching.relevance.records import Flaw
from tests.bot.cli.conftest import Command
from tests.matching.relevance.pools import experts, requests

ROOT = Path(__file__).parents[3]
PEOPLE = experts()
ASKED = requests()
EXPERTS = [
    {"id": one.id, "documents": [{"title": d.title, "text": d.text} for d in one.documents]} for one in PEOPLE
]
REQUESTS = [{"id": matter, "title": d.title, "text": d.text, "language": "en"} for matter, d in ASKED.items()]


def lines(file: Path, records: Sequence[Any]) -> Path:
    """A file with a line for each record; text as it is."""
    file.write_text(
        "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records), encoding="utf-8"
    )
    return file


def table(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


@pytest.fixture
def files(home: Path) -> tuple[str, ...]:
    """The options for two good files."""
    lines(home / "experts.jsonl", EXPERTS)
    lines(home / "requests.jsonl", REQUESTS)
    return ("--experts", "experts.jsonl", "--requests", "requests.jsonl", "-o")


def test_every_pair_has_a_row_and_the_best_come_first(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    result = command("rank", *files, "scores.csv")

    assert (result.exit_code, result.stdout) == (0, "")
    header, *rows = table((home / "scores.csv").read_text(encoding="utf-8"))
    assert header == ["request_id", "expert_id", "score"]
    assert [name for name, _, _ in rows[:: len(PEOPLE)]] == list(ASKED)
    assert {(name, who) for name, who, _ in rows} == {(name, one.id) for name in ASKED for one in PEOPLE}
    assert rows == sorted(rows, key=lambda row: (list(ASKED).index(row[0]), -int(row[2]), row[1]))


def test_scores_are_those_of_the_library(command: Command, home: Path, files: tuple[str, ...]) -> None:
    command("rank", *files, "scores.csv")

    found = {(name, who): int(score) for name, who, score in table((home / "scores.csv").read_text())[1:]}
    scores = learn_pool(PEOPLE).scores(list(ASKED.values()))
    assert found == {
        (name, one.id): int(scores[m, n]) for m, name in enumerate(ASKED) for n, one in enumerate(PEOPLE)
    }


def test_what_was_read_and_written_is_told_on_standard_error(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    result = command("rank", *files, "scores.csv")

    assert result.stderr.splitlines() == [
        "Experts: 18, with 72 documents. Requests: 6.",
        "108 scores are in scores.csv.",
    ]
    assert sorted(file.name for file in home.iterdir()) == ["experts.jsonl", "requests.jsonl", "scores.csv"]


def test_the_table_can_be_printed(command: Command, home: Path, files: tuple[str, ...]) -> None:
    command("rank", *files, "scores.csv")

    printed = command("rank", *files, "-")

    assert printed.exit_code == 0
    assert printed.stdout == (home / "scores.csv").read_text(encoding="utf-8")


def test_the_order_of_the_files_changes_no_score(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    before = command("rank", *files, "-").stdout
    lines(home / "experts.jsonl", EXPERTS[::-1])
    lines(home / "requests.jsonl", REQUESTS[::-1])

    after = command("rank", *files, "-").stdout

    assert sorted(table(after)) == sorted(table(before))
    assert after != before


def test_compressed_files_are_read_whatever_they_are_called(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    before = command("rank", *files, "-").stdout
    for name in ("experts.jsonl", "requests.jsonl"):
        (home / name).write_bytes(gzip.compress((home / name).read_bytes()))

    assert command("rank", *files, "-").stdout == before


def test_ids_with_commas_and_quotes_stay_whole(command: Command, home: Path, files: tuple[str, ...]) -> None:
    lines(home / "experts.jsonl", [{"id": 'Ana, "the first"', "documents": [{"text": "pension"}]}])

    rows = table(command("rank", *files, "-").stdout)

    assert {who for _, who, _ in rows[1:]} == {'Ana, "the first"'}


def test_experts_with_the_same_score_are_in_the_order_of_their_ids(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    lines(
        home / "experts.jsonl", [{"id": one, "documents": [{"text": "pension"}]} for one in ("b", "c", "a")]
    )
    lines(home / "requests.jsonl", [{"id": "1", "text": "pension"}])

    rows = table(command("rank", *files, "-").stdout)[1:]

    assert [who for _, who, _ in rows] == ["a", "b", "c"]


BAD = [
    ('{"id": "x", "documents": [', "this is not JSON; look at character 28."),
    ("[1, 2]", 'a JSON object is expected, such as {"id": "…"}.'),
    ({"documents": []}, "“id” is missing, empty or no text."),
    ({"id": "x"}, "“documents” is missing, or is not a list."),
    ({"id": "x", "documents": [{"abstract": "y"}]}, "documents[0] has neither “title” nor “text”."),
    ({"id": "x", "documents": [{"title": 7}]}, "documents[0].title is not a text."),
    ({"id": "x", "documents": ["y"]}, "documents[0] is not a JSON object."),
    ({"id": "pensions-1", "documents": []}, "this id is in line 2 already."),
]


@pytest.mark.parametrize(("record", "reason"), BAD)
def test_a_bad_line_is_named_with_its_reason_and_nothing_is_scored(
    command: Command, home: Path, files: tuple[str, ...], record: Any, reason: str
) -> None:
    lines(home / "experts.jsonl", [*EXPERTS, record])

    result = command("rank", *files, "scores.csv")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"experts.jsonl, line 19: {reason}",
        "Nothing was scored. Put this line right, or leave it out with --skip-bad.",
    ]
    assert not (home / "scores.csv").exists()


def test_bad_lines_are_left_out_when_asked_to(command: Command, home: Path, files: tuple[str, ...]) -> None:
    before = command("rank", *files, "-").stdout
    lines(home / "experts.jsonl", [EXPERTS[0], "", "oops", *EXPERTS[1:]])
    lines(home / "requests.jsonl", [*REQUESTS, {"id": "late"}])

    result = command("rank", *files, "-", "--skip-bad")

    assert (result.exit_code, result.stdout) == (0, before)
    assert result.stderr.splitlines() == [
        "experts.jsonl, line 3: this is not JSON; look at character 1.",
        "requests.jsonl, line 7: “title” and “text” are both missing.",
        "2 lines were left out.",
        "Experts: 18, with 72 documents. Requests: 6.",
    ]


def test_many_bad_lines_are_counted(command: Command, home: Path, files: tuple[str, ...]) -> None:
    lines(home / "requests.jsonl", ["oops"] * 25)

    result = command("rank", *files, "scores.csv")

    assert len(result.stderr.splitlines()) == 22
    assert result.stderr.splitlines()[-2:] == [
        "requests.jsonl: and 5 more lines.",
        "Nothing was scored. Put these 25 lines right, or leave them out with --skip-bad.",
    ]


def test_a_file_that_is_not_utf8_is_told_line_by_line(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    (home / "requests.jsonl").write_bytes('{"id": "1", "text": "Réforme"}\n'.encode("latin-1"))

    assert "requests.jsonl, line 1: this is not UTF-8 text." in command("rank", *files, "-").stderr


@pytest.mark.parametrize("content", [b"", b"\n \n\n"])
def test_without_experts_or_requests_there_is_nothing_to_do(
    command: Command, home: Path, files: tuple[str, ...], content: bytes
) -> None:
    (home / "requests.jsonl").write_bytes(content)
    no_requests = command("rank", *files, "scores.csv")
    (home / "experts.jsonl").write_bytes(content)
    no_experts = command("rank", *files, "scores.csv")

    assert (no_requests.exit_code, no_experts.exit_code) == (2, 2)
    assert "There is no request in requests.jsonl." in no_requests.stderr
    assert "There is no expert in experts.jsonl." in no_experts.stderr


def test_empty_texts_are_scored_and_said(command: Command, home: Path, files: tuple[str, ...]) -> None:
    lines(home / "experts.jsonl", [*EXPERTS, {"id": "new", "documents": []}])
    lines(home / "requests.jsonl", [*REQUESTS, {"id": "blank", "text": ""}])

    result = command("rank", *files, "-")

    rows = table(result.stdout)[1:]
    assert len({score for name, _, score in rows if name == "blank"}) == 1
    assert "1 expert has no text to compare, and gets the lowest scores." in result.stderr
    assert "1 request has no words to compare, so all experts score the same for it." in result.stderr


def test_a_damaged_archive_is_told(command: Command, home: Path, files: tuple[str, ...]) -> None:
    (home / "experts.jsonl").write_bytes(gzip.compress(b'{"id": "a", "documents": []}\n' * 1000)[:60])

    result = command("rank", *files, "scores.csv")

    assert result.exit_code == 2
    assert result.stderr.startswith("experts.jsonl cannot be read: ")


def test_a_file_that_is_not_there_is_told(command: Command, home: Path, files: tuple[str, ...]) -> None:
    (home / "experts.jsonl").unlink()

    result = command("rank", *files, "scores.csv")

    assert result.exit_code == 2
    assert "experts.jsonl" in result.stderr


def test_a_table_never_replaces_what_it_is_made_of(
    command: Command, home: Path, files: tuple[str, ...]
) -> None:
    before = (home / "requests.jsonl").read_bytes()

    result = command("rank", *files, "./requests.jsonl")

    assert result.exit_code == 2
    assert "Name another one with -o." in result.stderr
    assert (home / "requests.jsonl").read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(command: Command, files: tuple[str, ...]) -> None:
    result = command("rank", *files, "nowhere/scores.csv")

    assert result.exit_code == 1
    assert "nowhere/scores.csv cannot be written: No such file or directory" in result.stderr


def test_a_reader_who_has_seen_enough_is_no_trouble(home: Path, files: tuple[str, ...]) -> None:
    lines(home / "requests.jsonl", [{**REQUESTS[n % 6], "id": n} for n in range(2_000)])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    with subprocess.Popen(
        [sys.executable, "-m", "bot", "rank", *files, "-"],
        cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert (first, process.returncode) == ("request_id,expert_id,score\n", 0)
    assert said == "Experts: 18, with 72 documents. Requests: 2000.\n"


def test_the_facilitys_language_is_spoken(
    command: Command, home: Path, files: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_LANGUAGE", "fr")
    (home / "requests.jsonl").write_bytes(b"")

    assert "Il n’y a aucune demande dans requests.jsonl." in command("rank", *files, "scores.csv").stderr


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_flaw_has_its_sentence(language: str) -> None:
    flaws = [key.removeprefix("rank.flaw.") for key in keys(language, "rank") if key.startswith("rank.flaw.")]

    said = [bad_line_text(Path("f"), BadLine(3, Flaw(flaw, "title", "5")), language) for flaw in flaws]

    assert len(said) == len(set(said)) == 11
    assert all(sentence.startswith("f, l") and "{w" not in sentence for sentence in said)
