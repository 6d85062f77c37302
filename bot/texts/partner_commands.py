"""The commands that partners can type, wherever they are listed: help, an unknown command, the chat's own menu."""

from bot.texts.letter import Block, Bullets, Letter
from bot.texts.partner_talk import draft_choices
from bot.texts.rows import say_paragraph, shortened
from config.texts import say

COMMANDS = ("request", "requests", "status", "mail", "verify", "language", "cancel", "help")
LONGEST_QUOTED = 32


def command_list(*, language: str) -> tuple[Block, ...]:
    """Every command with what it is for."""
    return say_paragraph(language, "typed.list"), _lines(language)


def unknown_command(command: str, *, language: str) -> tuple[Block, ...]:
    """Something with a slash that is no command: what is."""
    quoted = f"/{command[:LONGEST_QUOTED]}"
    return say_paragraph(language, "typed.unknown", command=quoted), _lines(language)


def draft_waits(title: str, *, language: str) -> tuple[Block, ...]:
    """Beside the requests that were sent: one is begun, and how to go on with it."""
    key = "typed.draft" if title else "typed.draft.untitled"
    return say_paragraph(language, key, title=shortened(title)), draft_choices(language=language)


def draft_to_cancel(*, language: str) -> tuple[Block, ...]:
    """Before the question of a draft that waits, for somebody who wants it cancelled: its buttons hold Cancel."""
    return (say_paragraph(language, "typed.cancel"),)


def only_draft(letter: Letter, title: str) -> Letter:
    """The same for somebody who has sent no request yet."""
    return Letter(letter.language, letter.subject, draft_waits(title, language=letter.language))


def _lines(language: str) -> Bullets:
    return Bullets(
        tuple(
            say(language, "typed.line", command=name, what=say(language, f"commands.{name}"))
            for name in COMMANDS
        )
    )
