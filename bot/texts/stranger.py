"""What a sender hears whose mail an officer has to look at first."""

from bot.texts.letter import Letter
from bot.texts.rows import say_paragraph
from config.texts import say


def somebody_looks(*, language: str) -> Letter:
    """The mail is kept and a person will look; nothing was changed by it."""
    blocks = (say_paragraph(language, "stranger.kept"), say_paragraph(language, "stranger.next"))
    return Letter(language, say(language, "stranger.subject"), blocks)
