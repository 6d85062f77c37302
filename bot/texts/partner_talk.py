"""What partners hear in a chat beside the questions: files, corrections, addresses to confirm, the end of a mission."""

from collections.abc import Sequence
from dataclasses import replace

from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.rows import about_request, one_row, say_paragraph, shortened
from config.languages import INTERFACE_LANGUAGES, language_name
from config.texts import list_text, say
from intake.message import Why

_SCORES = range(1, 6)


def before(letter: Letter, blocks: Sequence[Block]) -> Letter:
    """The letter with something said first."""
    return replace(letter, blocks=(*blocks, *letter.blocks)) if blocks else letter


def after(letter: Letter, blocks: Sequence[Block]) -> Letter:
    """The letter with something said at the end."""
    return replace(letter, blocks=(*letter.blocks, *blocks))


def of_blocks(blocks: Sequence[Block], *, language: str) -> Letter:
    """Only these words, where no question follows them."""
    return Letter(language, say(language, "talk.other.subject"), tuple(blocks))


# --- what goes before a question ---


def understood(rows: Sequence[tuple[str, str]], *, language: str) -> tuple[Block, ...]:
    """What a letter told, before what it left open."""
    return (
        say_paragraph(language, "talk.understood"),
        Facts(tuple(rows)),
        say_paragraph(language, "talk.understood.rest"),
    )


def changed(field: str, text: str, *, language: str) -> Paragraph:
    """An answer that was changed by changing the message."""
    return say_paragraph(
        language, "talk.changed", label=say(language, f"form.{field}.label"), text=shortened(text, 200)
    )


def changed_elsewhere(*, language: str) -> Paragraph:
    """A message was changed that holds no answer we know of."""
    return say_paragraph(language, "talk.changed.elsewhere", back=say(language, "form.button.back"))


def correction(field: str, text: str, *, language: str) -> str:
    """What officers read when somebody changes a message after the request was sent."""
    if not field:
        return say(language, "talk.correction.reply", text=text)
    return say(language, "talk.correction", label=say(language, f"form.{field}.label"), text=text)


def files_kept(names: Sequence[str], *, language: str) -> Paragraph:
    """The documents are with the request."""
    return say_paragraph(language, "talk.files.kept", files=_named(names, language))


def files_unread(names: Sequence[str], *, language: str) -> Paragraph:
    """The documents are kept, but nobody knows yet what they say."""
    return say_paragraph(language, "talk.files.unread", files=_named(names, language))


def files_withheld(names: Sequence[str], why: Why, *, address: str, language: str) -> Paragraph:
    """Why documents were not taken in, and what works instead."""
    return say_paragraph(language, f"talk.files.{why}", files=_named(names, language), address=address)


def _named(names: Sequence[str], language: str) -> str:
    return list_text([shortened(name) for name in names], language)


def other_content(kind: str, *, language: str) -> Paragraph:
    """A kind answer to what is neither words nor a document."""
    return say_paragraph(language, f"talk.other.{kind}")


def other_languages(*, language: str) -> tuple[Block, ...]:
    """The language we guessed, and the others by their own names; asked once."""
    others = [code for code in INTERFACE_LANGUAGES if code != language]
    choices = [Choice(language_name(code, code).capitalize(), f"lang:{code}") for code in others]
    return (say_paragraph(language, "talk.language.once"), one_row(*choices))


# --- who somebody is ---


def offer_proof(*, language: str) -> tuple[Block, ...]:
    """To somebody no officer knows yet."""
    button = Choice(say(language, "talk.menu.prove"), "menu:prove")
    return (say_paragraph(language, "talk.prove.offer"), one_row(button))


def ask_address(*, wrong: bool = False, language: str) -> Letter:
    """Which address is to be confirmed."""
    return _which_address("prove", wrong=wrong, language=language)


def code_sent(address: str, *, language: str) -> Letter:
    """A code is on its way."""
    return after(_about_address("sent", language, address=address), (_no_thanks(language),))


def code_refused(reason: str, *, language: str) -> Letter:
    """The digits do not count, or no more codes are sent today."""
    return _about_address(reason, language)


def address_proven(address: str, *, trusted: bool, language: str) -> Letter:
    """The address is theirs; whether it tells the institution."""
    letter = _about_address("done", language, address=address)
    key = "known" if trusted else "new"
    menu = one_row(
        Choice(say(language, "partner.menu.new"), "menu:new"),
        Choice(say(language, "partner.menu.mine"), "menu:mine"),
    )
    return after(letter, (say_paragraph(language, f"talk.prove.done.{key}"), menu))


def address_moved(address: str, *, language: str) -> Letter:
    """To the chat that had the address before."""
    return _about_address("moved", language, address=address)


def _no_thanks(language: str) -> Choices:
    """The way out of a question that is not of the form."""
    return one_row(Choice(say(language, "talk.menu.skip"), "menu:leave"))


def _about_address(key: str, language: str, **values: object) -> Letter:
    blocks = (say_paragraph(language, f"talk.prove.{key}", **values),)
    return Letter(language, say(language, "talk.prove.subject"), blocks)


def code_letter(code: str, *, language: str) -> Letter:
    """The mail with the six digits."""
    blocks = (
        say_paragraph(language, "talk.code.what"),
        Heading(code),
        say_paragraph(language, "talk.code.lasts"),
    )
    return Letter(language, say(language, "talk.code.subject", code=code), blocks)


def invited(institution: str, *, language: str) -> Letter:
    """The invitation was taken: the chat writes for its institution."""
    menu = one_row(Choice(say(language, "partner.menu.new"), "menu:new"))
    blocks = (say_paragraph(language, "talk.invited.done", institution=institution), menu)
    return Letter(language, say(language, "talk.invited.subject"), blocks)


def invitation_spent(*, language: str) -> Letter:
    """The invitation is not good any more; everything else still is."""
    menu = one_row(Choice(say(language, "partner.menu.new"), "menu:new"))
    blocks = (say_paragraph(language, "talk.invited.spent"), menu)
    return Letter(language, say(language, "talk.invited.subject"), blocks)


# --- enough for today ---


def requests_enough(*, language: str) -> Letter:
    """No more new requests today, from somebody whom no officer knows."""
    return of_blocks((say_paragraph(language, "talk.enough.requests"),), language=language)


def words_kept(facts: RequestFacts, *, language: str) -> Letter:
    """The words are with the request, but officers are not told of them at once."""
    return of_blocks((say_paragraph(language, "talk.enough.words", code=facts.code),), language=language)


# --- drafts ---


def draft_choices(*, language: str) -> Choices:
    """Go on here, or by mail."""
    return one_row(
        Choice(say(language, "partner.menu.continue"), "menu:new"),
        Choice(say(language, "talk.menu.by_mail"), "menu:by_mail"),
    )


def draft_reminder(title: str, *, language: str) -> Letter:
    """A draft waits; said once."""
    blocks = (_waits(title, language), draft_choices(language=language))
    return Letter(language, say(language, "talk.reminder.subject"), blocks, topic="draft")


def draft_reminder_by_mail(title: str, *, form: str, language: str) -> Letter:
    """The same in a mailbox, with the form filled in so far."""
    blocks = (_waits(title, language), say_paragraph(language, "talk.mail.how"))
    return Letter(language, say(language, "talk.reminder.subject"), blocks, form=form, topic="draft")


def _waits(title: str, language: str) -> Paragraph:
    if not title:
        return say_paragraph(language, "talk.reminder.untitled")
    return say_paragraph(language, "talk.reminder.titled", title=shortened(title))


def ask_where_to_mail(*, wrong: bool = False, language: str) -> Letter:
    """Where the half-filled form is to go."""
    return _which_address("mail", wrong=wrong, language=language)


def _which_address(purpose: str, *, wrong: bool, language: str) -> Letter:
    """Asks for an address, to prove it or to mail to it; again if what was said is none."""
    key = "talk.prove.no_address" if wrong else f"talk.{purpose}.ask"
    example = say(language, "form.contact_email.example")
    blocks = (say_paragraph(language, key, example=example), _no_thanks(language))
    return Letter(language, say(language, f"talk.{purpose}.subject"), blocks)


def form_mailed(address: str, *, language: str) -> Letter:
    """The form is on its way."""
    blocks = (say_paragraph(language, "talk.mail.sent", address=address),)
    return Letter(language, say(language, "talk.mail.subject"), blocks)


def form_mailed_enough(*, language: str) -> Letter:
    """It was sent often enough today."""
    return Letter(
        language, say(language, "talk.mail.subject"), (say_paragraph(language, "talk.mail.enough"),)
    )


def half_filled_form(form: str, *, language: str) -> Letter:
    """The mail with which a request begun in a chat goes on."""
    blocks = (say_paragraph(language, "talk.mail.letter"), say_paragraph(language, "talk.mail.how"))
    return Letter(language, say(language, "talk.mail.letter.subject"), blocks, form=form, topic="draft")


# --- the end ---


def ask_feedback(facts: RequestFacts, *, by_mail: bool, language: str) -> Letter:
    """How useful the help was, from 1 to 5; in a mail a number is written, in a chat a button pressed."""
    scores = tuple(
        Choice(say(language, f"talk.feedback.{score}"), f"fb:{facts.id}:{score}", str(score))
        for score in _SCORES
    )
    blocks = (
        say_paragraph(language, "talk.feedback.ask", title=facts.title),
        *((say_paragraph(language, "talk.feedback.how"),) if by_mail else ()),
        Choices(tuple((score,) for score in scores)),
    )
    return about_request(facts, "talk.feedback.subject", blocks, language)


def feedback_noted(facts: RequestFacts, score: int, *, ask_words: bool, language: str) -> Letter:
    """The number is noted; a few words would help."""
    blocks: list[Block] = [say_paragraph(language, "talk.feedback.thanks", score=score)]
    if ask_words:
        no = Choice(say(language, "talk.menu.skip"), f"fb:{facts.id}:0")
        blocks += [say_paragraph(language, "talk.feedback.words"), one_row(no)]
    return about_request(facts, "talk.feedback.subject", blocks, language)


def feedback_complete(facts: RequestFacts, *, language: str) -> Letter:
    """Nothing more is asked."""
    blocks = (say_paragraph(language, "talk.feedback.complete"),)
    return about_request(facts, "talk.feedback.subject", blocks, language)


def feedback_told(facts: RequestFacts, score: int, words: str, *, language: str) -> Letter:
    """What officers read of it."""
    who = facts.contact_name or facts.institution
    blocks: list[Block] = [say_paragraph(language, "talk.feedback.officer", who=who, score=score)]
    if words:
        blocks.append(Quote(words))
    return about_request(facts, "talk.feedback.officer.subject", blocks, language, score=score)
