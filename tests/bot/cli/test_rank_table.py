import os
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest

from bot.cli.rank_table import REQUESTS_AT_ONCE, STANDARD_OUTPUT, opened_table, write_table
from matching.relevance.document import Document, Expert, Request
from matching.relevance.pool import learn_pool

EXPERTS = [Expert("a", (Document("", "pension"),)), Expert("b", (Document("", "hospital"),))]


def write_two(file: Path, *parts: str) -> None:
    with opened_table(file) as target:
        target.writelines(parts)


def test_progress_is_told_after_each_portion() -> None:
    requests = [Request(str(n), Document("", "pension")) for n in range(REQUESTS_AT_ONCE + 1)]
    target = StringIO()

    told = list(write_table(target, learn_pool(EXPERTS), EXPERTS, requests))

    assert told == [REQUESTS_AT_ONCE, 1]
    assert target.getvalue().count("\n") == 1 + 2 * len(requests)


def test_without_requests_the_table_is_a_header() -> None:
    target = StringIO()

    assert list(write_table(target, learn_pool(EXPERTS), EXPERTS, [])) == []
    assert target.getvalue() == "request_id,expert_id,score\n"


def test_a_table_that_could_not_be_completed_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        write_two(file, "half", "\ud800")

    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("scores.csv", "old")]


def test_a_complete_table_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("old")

    with opened_table(file) as target:
        target.write("é\n")

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("scores.csv", "é\n".encode())]


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    with opened_table(pipe) as target:
        target.write("scores")
    reader.join(10)

    assert (read, pipe.is_fifo()) == (["scores"], True)


def test_a_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with opened_table(STANDARD_OUTPUT) as target:
        target.write("scores\n")

    assert capsys.readouterr().out == "scores\n"
