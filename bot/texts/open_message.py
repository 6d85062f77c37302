"""What officers read about messages that wait for them: the list, one message, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.texts.letter import Block, Bullets, Choice, Choices, Letter, Quote
from bot.texts.rows import facts_of, say_paragraph, shortened, subject
from config.texts import date_text, keys, list_text, say

LONGEST_EXCERPT = 600
MOST_BUTTONS = 20


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """A message that waits, as a letter tells it."""

    number: int
    sender: str
    subject: str
    reason: str
    """A key of `officer.look`."""
    received_on: date
    code: str = ""
    """The request it may be about."""
    excerpt: str = ""
    dead: bool = False
    """It could not be handled at all, so it can be tried again."""
    attachable: bool = True
    """Whether it may be somebody's words about a request; an order in an officer's name is nobody's."""


def message_words(order: str, language: str) -> tuple[str, ...]:
    """The words of this order in a reader's language, the one to show first, then the English ones and the label."""
    own, english = (say(code, f"inbox.word.{order}").split("|") for code in (language, "en"))
    label = say(language, f"inbox.choice.{order}")
    return tuple(dict.fromkeys(word.strip() for word in (*own, *english, label)))


def open_messages(waiting: Sequence[OpenMessage], *, language: str) -> Letter:
    """Every message that waits for an officer, the oldest first."""
    words = say(language, "inbox.subject")
    if not waiting:
        return Letter(language, words, (say_paragraph(language, "inbox.empty"),))
    lines = Bullets(tuple(_line(message, language) for message in waiting))
    shown = tuple((_show(message, language),) for message in waiting[:MOST_BUTTONS])
    return Letter(language, words, (say_paragraph(language, "inbox.intro"), lines, Choices(shown)))


def open_message(message: OpenMessage, *, language: str) -> Letter:
    """One message, why it waits, and what can be done with it."""
    card = message_card(message, language=language)
    orders: tuple[Block, ...] = (_orders(message, language),)
    if message.attachable:
        orders = (say_paragraph(language, "inbox.how"), *orders)
    return replace(card, blocks=(*card.blocks, *orders))


def message_card(message: OpenMessage, *, language: str) -> Letter:
    """One message and why it waits."""
    key = f"officer.look.{message.reason}"
    # This letter is what is left when all else fails, so a reason without words must not stop it.
    known = key in keys(language, "officer")
    blocks: list[Block] = [
        say_paragraph(language, key if known else "officer.look.other"),
        facts_of(
            language, (("sender", message.sender), ("subject", shortened(message.subject, LONGEST_EXCERPT)))
        ),
    ]
    if message.excerpt:
        blocks.append(Quote(shortened(message.excerpt, LONGEST_EXCERPT)))
    if message.code:
        blocks.append(say_paragraph(language, "inbox.possible", code=message.code))
    return Letter(language, subject(language, message.code, "officer.look.subject"), tuple(blocks))


def is_this_yours(*, code: str, order: str, number: int, language: str) -> Letter:
    """An order came in an officer's name, and nobody vouches for its sender: nothing was done yet.

    It is shown whole, because nobody can stand by words they have not read.
    """
    blocks: tuple[Block, ...] = (
        say_paragraph(language, "inbox.confirm.came"),
        Quote(order),
        say_paragraph(language, "inbox.confirm.how"),
        Choices(tuple((_choice(word, f"{word}:{number}", language),) for word in ("confirm", "disown"))),
    )
    return Letter(language, subject(language, code, "inbox.confirm.subject"), blocks)


def disowned(*, language: str) -> Letter:
    """The officer has not written it: nothing was done, and somebody should know."""
    return _told(language, "inbox.disowned")


def attached(*, sender: str, code: str, language: str) -> Letter:
    """From now on the message counts as written about this request."""
    return _told(language, "inbox.attached", sender=sender, code=code)


def attach_where(*, code: str = "", names: Sequence[str] = (), language: str) -> Letter:
    """The order does not say enough: to which request, or whose answer is it?"""
    if names:
        return _told(language, "inbox.attach.whose", code=code, names=list_text(names, language))
    return _told(language, "inbox.attach.no_such" if code else "inbox.attach.where", code=code)


def discarded(*, sender: str, language: str) -> Letter:
    """The message rests; it is kept."""
    return _told(language, "inbox.discarded", sender=sender)


def tried_again(*, sender: str, language: str) -> Letter:
    """The message is handled once more from the beginning."""
    return _told(language, "inbox.retried", sender=sender)


def taken_up(*, sender: str, language: str) -> Letter:
    """The message is read as a new request."""
    return _told(language, "inbox.taken_up", sender=sender)


def no_longer_open(*, language: str) -> Letter:
    """Somebody else has decided about it, or there never was such a message."""
    return _told(language, "inbox.settled")


def _told(language: str, key: str, **values: object) -> Letter:
    return Letter(
        language, say(language, f"{key}.subject", **values), (say_paragraph(language, key, **values),)
    )


def _line(message: OpenMessage, language: str) -> str:
    return say(
        language,
        "inbox.line",
        number=message.number,
        sender=message.sender,
        subject=shortened(message.subject) or "-",
        date=date_text(message.received_on, language),
    )


def _show(message: OpenMessage, language: str) -> Choice:
    label = say(language, "inbox.choice.show", number=message.number, sender=shortened(message.sender, 30))
    return Choice(label, f"message:{message.number}")


def _orders(message: OpenMessage, language: str) -> Choices:
    choices = []
    if message.code:
        choices.append(_choice("attach", f"attach:{message.number}", language))
    if message.attachable:
        choices.append(_choice("takeup", f"takeup:{message.number}", language))
    if message.dead:
        choices.append(_choice("retry", f"retry:{message.number}", language))
    choices.append(_choice("discard", f"discard:{message.number}", language))
    return Choices(tuple((choice,) for choice in choices))


def _choice(order: str, action: str, language: str) -> Choice:
    return Choice(
        say(language, f"inbox.choice.{order}"),
        action,
        message_words(order, language)[0],
        say(language, f"inbox.choice.{order}.hint"),
    )
