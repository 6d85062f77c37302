"""What senders hear about files that came with their mails: unread, or not taken in."""

from collections.abc import Sequence
from dataclasses import replace

from bot.texts.letter import Letter, Paragraph
from bot.texts.rows import say_paragraph
from config.texts import list_text, say


def unread_files(names: Sequence[str], *, form: str = "", language: str) -> Letter:
    """Nothing else was in the mail: please paste the text, or fill in the form."""
    blocks = (_about("unread", names, language), say_paragraph(language, "files.paste"))
    return Letter(language, say(language, "files.subject"), blocks, form=form)


def beside_unread_files(letter: Letter, names: Sequence[str]) -> Letter:
    """A question to the partner, with a word on files that may hold the answer."""
    return replace(letter, blocks=(_about("beside", names, letter.language), *letter.blocks))


def mail_too_large(megabytes: int, *, most: int, language: str) -> Letter:
    """The mail was larger than what is taken in, so nobody has read it."""
    blocks = (
        say_paragraph(language, "files.mail_too_large", size=megabytes, most=most),
        say_paragraph(language, "files.mail_too_large.next"),
    )
    return Letter(language, say(language, "files.mail_too_large.subject"), blocks)


def withheld_files(names: Sequence[str], *, why: str, language: str) -> Letter:
    """These files were not taken in; the words of the mail were. `why` is a value of `intake.message.Why`."""
    blocks = (_about(why, names, language), say_paragraph(language, f"files.{why}.next"))
    return Letter(language, say(language, "files.subject"), blocks)


def _about(key: str, names: Sequence[str], language: str) -> Paragraph:
    return say_paragraph(language, f"files.{key}", files=list_text(list(names), language))
