"""What officers hear beside single decisions: help, invitations, and messages to look at."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.texts.choices import decision_choice, team_choice
from bot.texts.letter import Block, Bullets, Letter, Paragraph, Quote
from bot.texts.rows import bounce_cause, facts_of, say_paragraph, shortened, subject
from config.texts import date_text, keys, say
from storage.states import Role

LONGEST_EXCERPT = 600
LONGEST_COMMAND = 40
_ACTING = frozenset({Role.OFFICER, Role.APPROVER, Role.ADMIN})
_WORDS_IN_HELP = (
    "eligible", "reject", "ask", "teams", "approve", "take", "pass", "cancel", "hold", "resume",
    "merge", "assign", "swap", "pin", "exclude", "more", "whynot", "queue", "details",
    "documents",
)  # fmt: skip
_COMMANDS_IN_HELP = (
    "queue",
    "plan",
    "show",
    "documents",
    "decide",
    "teams",
    "cancel",
    "hold",
    "resume",
    "merge",
    "why",
    "more",
    "days",
    "deliverables",
    "complete",
)


def officer_help(*, role: str = Role.OFFICER, language: str) -> Letter:
    """What an officer can do here, and the words for mails."""
    if role not in _ACTING:
        blocks: tuple[Block, ...] = (say_paragraph(language, "officer.help.observer"),)
        return Letter(language, say(language, "officer.help.subject"), blocks)
    blocks = (
        say_paragraph(language, "officer.help.chat"),
        Bullets(tuple(say(language, f"officer.help.{command}") for command in _COMMANDS_IN_HELP)),
        say_paragraph(language, "officer.help.mail"),
        Bullets(tuple(_word_line(word, language) for word in _WORDS_IN_HELP)),
    )
    return Letter(language, say(language, "officer.help.subject"), blocks)


def not_understood(words: str, *, near: str = "", language: str) -> Letter:
    """Words that are no order, and the order they may have been meant for; two lines, for the whole help fills a telephone."""
    kind = "command" if words.startswith("/") else "words" if words else "other"
    quoted = (
        {"command": words.split(maxsplit=1)[0][:LONGEST_COMMAND]}
        if kind == "command"
        else {"words": shortened(words)}
    )
    blocks = [say_paragraph(language, f"desk.unknown.{kind}", **quoted if words else {})]
    if near:
        blocks.append(say_paragraph(language, "desk.unknown.near", command=near))
    blocks.append(say_paragraph(language, "desk.unknown.next"))
    return Letter(language, say(language, "officer.help.subject"), tuple(blocks))


def only_oneself(code: str, *, words: str, language: str) -> Letter:
    """A request can be taken, not handed to somebody."""
    block = say_paragraph(language, "desk.assign.only_oneself", code=code, words=shortened(words))
    return Letter(language, say(language, "officer.help.subject"), (block,))


def language_set(*, language: str) -> Letter:
    """From now on in this language."""
    blocks = (say_paragraph(language, "officer.language.chosen"),)
    return Letter(language, say(language, "officer.language.subject"), blocks)


def no_such(code: str, *, language: str) -> Letter:
    """An order about a request that does not exist, or about none at all."""
    key = "officer.no_such.code" if code else "officer.no_such.unnamed"
    blocks = (
        say_paragraph(language, key, code=code),
        say_paragraph(language, "officer.no_such.how"),
    )
    return Letter(language, say(language, "officer.no_such.subject"), blocks)


def not_permitted(*, language: str) -> Letter:
    """A command of officers from somebody who is none, or who only observes."""
    blocks = (
        say_paragraph(language, "officer.not_permitted"),
        say_paragraph(language, "officer.not_permitted.instead"),
    )
    return Letter(language, say(language, "officer.not_permitted.subject"), blocks)


def reply_to_my_mail(*, code: str = "", language: str) -> Letter:
    """A decision by mail counts only as a reply to Muster's own mail, because a sender can be forged."""
    key = "officer.own_mail.about" if code else "officer.own_mail.unnamed"
    blocks = (
        say_paragraph(language, key, code=code),
        say_paragraph(language, "officer.own_mail.how"),
    )
    return Letter(language, subject(language, code, "officer.own_mail.subject"), blocks)


def invitation(
    *, name: str, role: str, chat_command: str = "", expires: date | datetime, language: str
) -> Letter:
    """How an invited officer begins, with the single-use command for the chat."""
    day = expires.date() if isinstance(expires, datetime) else expires
    blocks: list[Block] = [
        say_paragraph(language, "officer.invitation.hello", name=name, role=_role(role, language)),
    ]
    if chat_command:
        blocks.append(say_paragraph(language, "officer.invitation.chat", date=date_text(day, language)))
        blocks.append(Paragraph(chat_command))
    blocks.append(say_paragraph(language, "officer.invitation.mail"))
    return Letter(language, say(language, "officer.invitation.subject"), tuple(blocks))


def linked(*, name: str, role: str, language: str) -> Letter:
    """The chat now belongs to this officer."""
    blocks = (
        say_paragraph(language, "officer.linked", name=name, role=_role(role, language)),
        say_paragraph(language, "officer.linked.next"),
    )
    return Letter(language, say(language, "officer.linked.subject"), blocks)


def invitation_spent(*, language: str) -> Letter:
    """An invitation that was used before, is too old, or never existed."""
    blocks = (say_paragraph(language, "officer.spent"),)
    return Letter(language, say(language, "officer.spent.subject"), blocks)


def look_at_message(
    *,
    reason: str,
    sender: str,
    about: str = "",
    text_subject: str = "",
    excerpt: str = "",
    cause: str = "",
    files: Sequence[str] = (),
    language: str,
) -> Letter:
    """A message Muster will not act on by itself; reason is a key of `officer.look`, about a code.

    With `files` it is only about these: what else the message says was acted on.
    """
    key = f"officer.look.{reason}"
    # This letter is what is left when all else fails, so a reason without words must not stop it.
    known = key in keys(language, "officer")
    blocks: list[Block] = [
        say_paragraph(language, key if known else "officer.look.other"),
        *bounce_cause(cause, language),
        facts_of(
            language,
            (
                ("sender", sender),
                ("subject", shortened(text_subject, LONGEST_EXCERPT)),
                ("attachments", ", ".join(files)),
            ),
        ),
    ]
    if excerpt:
        blocks.append(Quote(shortened(excerpt, LONGEST_EXCERPT)))
    if not files:
        blocks.append(say_paragraph(language, "officer.look.next"))
    return Letter(language, subject(language, about, "officer.look.subject"), tuple(blocks))


def _word_line(decision: str, language: str) -> str:
    """A word for mails and what it does; teams are named by their letter."""
    if decision == "approve":
        choice = team_choice("A", "", language=language)
    else:
        choice = decision_choice(decision, "", language=language)
    return f"{choice.word} - {choice.hint}"


def _role(role: str, language: str) -> str:
    return say(language, f"values.role.{role}")
