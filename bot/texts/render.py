"""One letter, four shapes: the door to the renderers, so that a channel need not know where each one lives."""

from bot.texts.render_html import as_html
from bot.texts.render_telegram import Keyboard, as_telegram
from bot.texts.render_terminal import as_terminal, lettered_choices
from bot.texts.render_text import as_text

__all__ = ["Keyboard", "as_html", "as_telegram", "as_terminal", "as_text", "lettered_choices"]
