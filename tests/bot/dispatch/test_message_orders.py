import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.message_orders import (
    MessageOrder,
    MessageVerb,
    read_message_action,
    read_message_command,
    read_message_reply,
)


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("attach:12", MessageOrder(MessageVerb.ATTACH, 12)),
        ("message:1", MessageOrder(MessageVerb.SHOW, 1)),
        ("discard:7", MessageOrder(MessageVerb.DISCARD, 7)),
        ("attach:", None),
        ("attach:x", None),
        ("attach:-1", None),
        ("attach:²", None),
        (f"attach:{'9' * 5000}", None),
        ("approve:12", None),
        ("", None),
    ],
)
def test_buttons(action: str, order: MessageOrder | None) -> None:
    assert read_message_action(action) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/inbox", MessageOrder(MessageVerb.LIST)),
        ("/inbox@muster_bot", MessageOrder(MessageVerb.LIST)),
        ("/message", MessageOrder(MessageVerb.LIST)),
        ("/message 12", MessageOrder(MessageVerb.SHOW, 12)),
        ("/attach 12", MessageOrder(MessageVerb.ATTACH, 12)),
        ("/attach 12 2026-03", MessageOrder(MessageVerb.ATTACH, 12, "2026-03")),
        ("/attach 12 2026-03 Moreau", MessageOrder(MessageVerb.ATTACH, 12, "2026-03", "Moreau")),
        ("/retry 12", MessageOrder(MessageVerb.RETRY, 12)),
        ("inbox", None),
        ("/queue", None),
        ("attach 12", None),
    ],
)
def test_chat_commands(text: str, order: MessageOrder | None) -> None:
    assert read_message_command(text) == order


@pytest.mark.parametrize(
    ("text", "language", "order"),
    [
        ("ATTACH", "en", MessageOrder(MessageVerb.ATTACH, 5)),
        ("Attach 2026-03, Moreau\n\nOlga", "en", MessageOrder(MessageVerb.ATTACH, 5, "2026-03", "Moreau")),
        ("rattacher 2026-03", "fr", MessageOrder(MessageVerb.ATTACH, 5, "2026-03")),
        ("ATTACH", "pt", MessageOrder(MessageVerb.ATTACH, 5)),
        ("Réessayer", "fr", MessageOrder(MessageVerb.RETRY, 5)),
        ("sí", "es", MessageOrder(MessageVerb.CONFIRM, 5)),
        ("Yes", "en", MessageOrder(MessageVerb.CONFIRM, 5)),
        ("Não", "pt", MessageOrder(MessageVerb.DISOWN, 5)),
        ("not mine", "en", MessageOrder(MessageVerb.DISOWN, 5)),
        ("Attachment follows", "en", None),
        ("Yesterday", "en", None),
        ("I confirm", "en", None),
        ("Yes, it is mine.", "en", MessageOrder(MessageVerb.CONFIRM, 5)),
        ("Sim, é minha", "pt", MessageOrder(MessageVerb.CONFIRM, 5)),
        ("No es mía", "es", MessageOrder(MessageVerb.DISOWN, 5)),
        ("No, I never wrote that!", "en", MessageOrder(MessageVerb.DISOWN, 5, name="I never wrote that!")),
        ("Attach it: 2026-03", "en", MessageOrder(MessageVerb.ATTACH, 5, "2026-03")),
        ("Yes? I never wrote that", "en", None),
        ("Yes, somebody forged this", "en", None),
        ("CONFIRM that it is a forgery", "en", None),
        ("Yes\n\nNo wait, not mine", "en", None),
        ("Yes\n\nWhat is this about?", "en", None),
        ("No problem, yes, it is mine", "en", None),
        ("No es un problema", "es", None),
        ("Attach what?", "en", None),
        ("Discard? Rather not", "en", None),
        ("", "en", None),
    ],
)
def test_replies(text: str, language: str, order: MessageOrder | None) -> None:
    assert read_message_reply(text, language, 5) == order


@given(st.text(max_size=300))
def test_no_words_are_too_strange_to_read(text: str) -> None:
    for read in (
        read_message_action(text),
        read_message_command(f"/{text}"),
        read_message_reply(text, "fr", 1),
    ):
        assert read is None or read.verb in set(MessageVerb)
