import time

import pytest

from intake.request_signs import LONGEST_READ, SHORTEST, is_request
from tests.intake.labelled_mails import (
    FRESH_OTHERS,
    FRESH_REQUESTS,
    MORE_OTHERS,
    MORE_REQUESTS,
    OTHERS,
    REQUESTS,
    Labelled,
)

ASKING = "The Ministry of Labour would like two experts on pensions for ten days in May 2026, please."


@pytest.mark.parametrize("mail", REQUESTS, ids=lambda mail: mail.what)
def test_request_is_seen_in_any_language_and_tone(mail: Labelled) -> None:
    assert is_request(mail.text, subject=mail.subject)


@pytest.mark.parametrize("mail", OTHERS, ids=lambda mail: mail.what)
def test_any_other_mail_is_not_taken_for_a_request(mail: Labelled) -> None:
    assert not is_request(mail.text, subject=mail.subject)


@pytest.mark.parametrize("text", MORE_REQUESTS)
def test_request_needs_no_subject(text: str) -> None:
    assert is_request(text)


@pytest.mark.parametrize("text", MORE_OTHERS)
def test_any_other_mail_needs_no_subject_either(text: str) -> None:
    assert not is_request(text)


def test_most_mails_nobody_had_in_mind_are_told_apart() -> None:
    seen = [is_request(text) for text in FRESH_REQUESTS]
    taken = [is_request(text) for text in FRESH_OTHERS]

    assert sum(seen) >= 4, "of six requests"
    assert sum(taken) <= 1, "of five others"


def test_line_is_no_request_whatever_it_says() -> None:
    line = "We need two experts on pensions in May."

    assert len(line) < SHORTEST
    assert not is_request(line, subject=ASKING)
    assert not is_request(" \n" * 200 + line)


def test_subject_counts_with_the_text() -> None:
    text = "Could you help us with this for ten days in May? The details are in the letter of our Minister, attached."

    assert not is_request(text.replace("help us with", "look at").replace(" for ten days in May", ""))
    assert is_request(text, subject="Reform of social pensions")


def test_thanks_for_the_last_mission_do_not_hide_the_next_request() -> None:
    assert is_request(f"Thank you very much for the excellent support last year. {ASKING}")


def test_bank_payments_can_be_the_subject_of_a_request() -> None:
    assert is_request(f"{ASKING} Beneficiaries are paid by bank transfer, employers by invoice.")


def test_saying_one_thing_many_times_proves_no_more() -> None:
    assert not is_request(
        "We would like, we would like, we would like, we would like, we would like, we would like."
    )


@pytest.mark.parametrize("text", ["", " ", "\n" * 10_000, "\0" * 1_000, "?" * 10_000, "\ud800" * 200])
def test_nothing_is_no_request(text: str) -> None:
    assert not is_request(text)


def test_only_the_beginning_of_an_endless_mail_is_read() -> None:
    assert is_request(f"{ASKING} {'x ' * 5_000_000}")
    assert not is_request(f"{'x ' * LONGEST_READ} {ASKING}")


@pytest.mark.parametrize("piece", ["would ", "request for ", "(", "thank you so much ", "a" * 50, "é", "d "])
def test_endless_mail_is_judged_in_no_time(piece: str) -> None:
    begin = time.perf_counter()

    is_request(piece * 1_000_000)

    assert time.perf_counter() - begin < 2
