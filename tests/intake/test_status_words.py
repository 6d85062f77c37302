import pytest

from intake.status_words import asks_status, own_subject


@pytest.mark.parametrize(
    ("text", "with_code", "asks"),
    [
        ("status 2026-03", True, True),
        ("We need help " * 30 + "status 2026-03", True, False),
        ("2026-03 is our request", True, False),
        ("status", False, True),
        ("Any news?", False, True),
        ("Estado de la reforma de pensiones", False, False),
        ("", False, False),
    ],
)
def test_only_short_texts_ask_for_the_status(text: str, with_code: bool, asks: bool) -> None:  # noqa: FBT001
    assert asks_status(text, with_code=with_code) == asks


@pytest.mark.parametrize(
    ("subject", "own"),
    [
        ("Status 2026-03", "Status 2026-03"),
        ("Re: Status 2026-03", ""),
        ("RE : Statut 2026-03", ""),
        ("AW: Status 2026-03", ""),
        ("Re[2]: Status", ""),
        ("Reform of pensions", "Reform of pensions"),
        ("", ""),
    ],
)
def test_subject_of_a_reply_is_not_ones_own(subject: str, own: str) -> None:
    assert own_subject(subject) == own
