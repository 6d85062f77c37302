import re
import time
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import client_marks, footers, history, markup, own_letters, quote_marks
from intake.quote_marks import LONGEST_LINE
from intake.quoting import reply_text, written_now
from tests.intake.quoting_clients import CLIENTS, Client, Parts
from tests.intake.quoting_corpus import Case, cases, histories, replies, signatures

MODULES = (client_marks, footers, history, markup, own_letters, quote_marks)
# A second plain or HTML part would hide what the other alone gives.
ONE_PART = [part for case in cases() for part in ((case.plain, None), (None, case.html)) if any(part)]


def test_corpus_is_large_and_names_no_case_twice() -> None:
    names = [case.name for case in cases()]

    assert len(names) >= 200
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_only_what_was_written_now_is_read(case: Case) -> None:
    assert reply_text(case.plain, case.html) == case.written


@pytest.mark.parametrize("reply", [reply for _, reply in replies()])
def test_words_without_history_stay_as_they_are(reply: str) -> None:
    assert reply_text(reply, None) == reply


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.__name__)
@given(data=st.data())
@settings(max_examples=20)
def test_history_put_below_changes_nothing(client: Client, data: st.DataObject) -> None:
    language, reply = data.draw(st.sampled_from(replies()))
    said = data.draw(st.sampled_from(histories()))
    signature = data.draw(st.sampled_from(signatures()))

    mail = client(Parts(language, reply, signature, said))

    assert reply_text(mail.plain, mail.html) == reply


@given(st.sampled_from(ONE_PART), st.sampled_from(ONE_PART), st.integers(0, 2_000), st.integers(0, 2_000))
def test_pieces_of_mails_never_make_it_raise(
    one: tuple[str | None, str | None], two: tuple[str | None, str | None], start: int, end: int
) -> None:
    text = ((one[0] or one[1] or "")[:start]) + ((two[0] or two[1] or "")[end:])

    assert isinstance(reply_text(text, None), str)
    assert isinstance(reply_text(None, text), str)
    assert isinstance(reply_text(text, text), str)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_was_read_is_read_the_same_again(case: Case) -> None:
    once = reply_text(case.plain, case.html)

    assert written_now(once) == once


def patterns(module: ModuleType) -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}": found
        for name, found in vars(module).items()
        if isinstance(found, re.Pattern)
    }


UNITS = (
    "a", " ", "-", "_", ">", "<", ":", "1", "1 ", "1:1", "10:00 ", "a@", "a@b.c ", "<a@b.c>", "wrote", "wrote ", "wrote on 1 ",
    "On 1 ", "a. ", "é", "from: ", "date: 1 ", "sent from ", "this e-mail ", "schrieb a", "(", "http://", "{", "{a}", "a b", "\n",
    "margin: ", "padding:", "#e1e1e1", "display : ", "x_", "m_-1", "从", "写道", "年", "ё", "*", "quoting a@", "-Ab Cd ", "+1 1",
)  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [found for module in MODULES for found in patterns(module).values()],
    ids=lambda found: found.pattern[:40],
)
def test_no_pattern_is_slow_on_what_repeats(pattern: re.Pattern[str]) -> None:
    for unit in UNITS:
        text = unit * (LONGEST_LINE // len(unit))
        start = time.process_time()

        pattern.match(text)
        pattern.search(text)
        pattern.fullmatch(f"{text}!")

        assert time.process_time() - start < 0.1, unit


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "unit", [*UNITS, "wrote:\n", "> a\nb\n", "On 1 <\n", "From: a\nSent: 1\n", "_" * 40 + "\n", "Dear\n\n"]
)
def test_a_megabyte_of_plain_text_takes_no_longer_than_its_beginning(unit: str) -> None:
    start = time.process_time()

    reply_text(unit * (MEGABYTE // len(unit)), None)

    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "unit",
    ["<div>", "</div>", "<blockquote>", "<p class='gmail_quote x_'>", "<table><tr><td>", "<br>", "&lt;", "<!--", "<", "<b>x",
     "<div style='border-top:solid #e1e1e1;'>", "<blockquote type=cite>x</blockquote>", "<a href='x'>y</a>\n", "<li>"],
)  # fmt: skip
def test_a_megabyte_of_html_takes_no_longer_than_its_beginning(unit: str) -> None:
    start = time.process_time()

    reply_text(None, unit * (MEGABYTE // len(unit)))

    assert time.process_time() - start < 1
