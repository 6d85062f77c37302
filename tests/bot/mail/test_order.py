import pytest

from bot.mail.order import Order, OrderUnreadableError, is_address, read_order
from bot.texts.letter import Letter, Paragraph
from bot.texts.letter_json import letter_to_json

LETTER = Letter("en", "Hello", (Paragraph("Good morning."),))
PAYLOAD: dict[str, object] = {"letter": letter_to_json(LETTER), "to": "marta@client.example"}


def test_an_order_is_read_from_a_payload() -> None:
    payload = PAYLOAD | {
        "to_name": "Marta Silva",
        "reply_token": "q7abcdef",
        "in_reply_to": "<2@client.example>",
        "references": ["1@client.example", "<2@client.example>"],
        "digest": True,
    }

    assert read_order(payload) == Order(
        letter=LETTER,
        to="marta@client.example",
        to_name="Marta Silva",
        reply_token="q7abcdef",
        in_reply_to="2@client.example",
        references=("1@client.example", "2@client.example"),
        digest=True,
    )


def test_a_letter_and_an_address_are_enough() -> None:
    assert read_order(PAYLOAD | {"in_reply_to": None, "references": None}) == Order(
        LETTER, "marta@client.example"
    )


@pytest.mark.parametrize(
    "payload",
    [
        {},
        PAYLOAD | {"letter": None},
        PAYLOAD | {"letter": {"subject": "no blocks"}},
        PAYLOAD | {"to": ""},
        PAYLOAD | {"to": "no address"},
        PAYLOAD | {"to": "a@x.example, b@x.example"},
        PAYLOAD | {"to": "a@x.example\r\nBcc: b@x.example"},
        PAYLOAD | {"reply_token": "q7\r\nBcc: b@x.example"},
        PAYLOAD | {"reply_token": "Q7"},
    ],
)
def test_what_cannot_become_a_mail_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(OrderUnreadableError):
        read_order(payload)


@pytest.mark.parametrize("bad", ["a b@x", "<>", "x\r\nBcc: y@z", "é@x", "x" * 300, "", 3, None])
def test_a_strange_message_id_is_dropped_rather_than_written(bad: object) -> None:
    order = read_order(PAYLOAD | {"in_reply_to": bad, "references": [bad, "1@x.example"]})

    assert (order.in_reply_to, order.references) == ("", ("1@x.example",))


def test_of_very_many_references_the_first_and_the_last_stay() -> None:
    order = read_order(PAYLOAD | {"references": [f"{n}@x.example" for n in range(100)]})

    assert order.references == ("0@x.example", *(f"{n}@x.example" for n in range(81, 100)))


@pytest.mark.parametrize(
    "good", ["a@x.example", "josé@x.example", "a.b+c-d_e'f@sub.x.example", "a@münchen.example"]
)
def test_ordinary_addresses_are_addresses(good: str) -> None:
    assert is_address(good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "a",
        "@x.example",
        "a@",
        "a@b@c.example",
        "a b@x.example",
        '"a"@x.example',
        "a@x.example\n",
        "A <a@x.example>",
    ],
)
def test_anything_else_is_none(bad: str) -> None:
    assert not is_address(bad)
