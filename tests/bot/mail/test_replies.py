import pytest

from bot.mail.replies import coded, for_each, is_refusal


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ("250 OK", "250 2.0.0 OK"),
        ("221 Bye", "221 2.0.0 Bye"),
        ("503 Error: need MAIL command", "503 5.5.1 Error: need MAIL command"),
        ("553 5.1.3 Error: malformed address", "553 5.1.3 Error: malformed address"),
        ("452 4.5.3 Too many recipients", "452 4.5.3 Too many recipients"),
        ("220 Ready to start TLS", "220 2.0.0 Ready to start TLS"),
        ("354 End data", "354 End data"),
        ("220 facility.example Muster", "220 facility.example Muster"),
        ("250-facility.example\r\n250 PIPELINING", "250-facility.example\r\n250 PIPELINING"),
        ("500", "500 5.5.2 "),
    ],
)
def test_each_reply_has_an_enhanced_code_except_where_the_standard_has_none(reply: str, told: str) -> None:
    assert coded(reply) == told
    assert coded(told) == told


@pytest.mark.parametrize(
    ("reply", "refused"), [("250 OK", False), ("354 Go", False), ("421 x", True), ("550 x", True)]
)
def test_refusal_begins_with_four_or_five(reply: str, refused: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_refusal(reply) == refused


def test_lmtp_has_one_reply_for_each_recipient() -> None:
    assert for_each("250 2.0.0 Stored", 3) == "250 2.0.0 Stored\r\n250 2.0.0 Stored\r\n250 2.0.0 Stored"
