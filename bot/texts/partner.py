"""What partners hear while they tell their request: greeting, questions, review, what is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.texts.letter import Block, Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph
from bot.texts.partner_talk import draft_choices
from bot.texts.rows import (
    Row,
    facts_of,
    one_each,
    one_row,
    say_paragraph,
    shortened,
    subject,
    that_say_something,
)
from bot.texts.words import decision_word
from config.languages import INTERFACE_LANGUAGES, language_name
from config.texts import date_text, say
from intake.fields import Problem

Button = tuple[str, str]
"""The label and the action of a button, as the form engine names them."""


def welcome(*, known_name: str = "", draft_waits: bool = False, language: str) -> Letter:
    """What Muster does and how to begin, or that a request already begun can be gone on with."""
    greeting = say(language, "partner.welcome.known", name=known_name) if known_name else ""
    told = ("draft",) if draft_waits else ("what", "how")
    first = draft_choices(language=language).rows[0] if draft_waits else (_menu("new", language),)
    blocks: tuple[Block, ...] = (
        Paragraph(greeting or say(language, "partner.welcome.new")),
        *(say_paragraph(language, f"partner.welcome.{name}") for name in told),
        Choices((first, (_menu("mine", language), _menu("language", language)))),
    )
    return Letter(language, say(language, "partner.welcome.subject"), blocks)


def choose_language(*, language: str) -> Letter:
    """The four languages, each by its own name."""
    names = [(language_name(code, code).capitalize(), f"lang:{code}") for code in INTERFACE_LANGUAGES]
    blocks = (say_paragraph(language, "partner.language.ask"), _buttons((names[:2], names[2:])))
    return Letter(language, say(language, "partner.language.subject"), blocks)


def language_chosen(*, language: str) -> Letter:
    """From now on in this language."""
    return _short(language, "language.chosen", _menu_row(language))


def language_is(*, language: str) -> Paragraph:
    """The same before a question in that language."""
    return say_paragraph(language, "partner.language.chosen")


def question(
    field: str,
    *,
    number: int,
    of: int,
    problems: Sequence[Problem] = (),
    example: str = "",
    current: str = "",
    rows: Sequence[Sequence[Button]] = (),
    language: str,
) -> Letter:
    """One question of the form, with what was wrong with the last answer; rows are rows of buttons."""
    blocks: list[Block] = [Paragraph(problem_text(problem, language)) for problem in problems]
    blocks.append(
        say_paragraph(
            language,
            "partner.question.ask",
            number=number,
            of=of,
            question=say(language, f"form.{field}.ask"),
        )
    )
    if current:
        blocks.append(say_paragraph(language, "partner.question.current", current=current))
    if example:
        blocks.append(say_paragraph(language, "partner.question.example", example=example))
    blocks.append(_buttons(rows))
    return Letter(language, say(language, f"form.{field}.label"), that_say_something(blocks), topic="draft")


def with_hint(shown: Letter, hint: str) -> Letter:
    """A question answered in several steps: what is to be chosen next stands above its buttons."""
    return replace(shown, blocks=(*shown.blocks[:-1], Paragraph(hint), shown.blocks[-1]))


def resumed(shown: Letter) -> Letter:
    """A question shown once more to somebody who was away and may have forgotten it."""
    return replace(shown, blocks=(say_paragraph(shown.language, "partner.resumed"), *shown.blocks))


def problem_text(problem: Problem, language: str) -> str:
    """What could not be taken, in words."""
    return say(language, f"form.problem.{problem.key}", **problem.values)


def review(
    rows: Sequence[Row],
    *,
    problems: Sequence[Problem] = (),
    rows_of_choices: Sequence[Sequence[Button]] = (),
    language: str,
) -> Letter:
    """The whole request before it is sent; rows are label and value."""
    blocks: list[Block] = [say_paragraph(language, "partner.review.intro"), Facts(tuple(rows))]
    if problems:
        blocks.append(say_paragraph(language, "partner.review.kept"))
        blocks.append(Bullets(tuple(problem_text(problem, language) for problem in problems)))
    blocks.append(say_paragraph(language, "partner.review.ask"))
    blocks.append(_buttons(rows_of_choices))
    return Letter(
        language, say(language, "partner.review.subject"), that_say_something(blocks), topic="draft"
    )


def unclear_in_review(*, rows_of_choices: Sequence[Sequence[Button]] = (), language: str) -> Letter:
    """The words meant nothing in the review, which still stands above: one sentence, and its buttons."""
    blocks = (say_paragraph(language, "partner.review.unclear"), _buttons(rows_of_choices))
    return Letter(
        language, say(language, "partner.review.subject"), that_say_something(blocks), topic="draft"
    )


def ask_missing(
    problems: Sequence[Problem],
    *,
    rows: Sequence[Row] = (),
    title: str = "",
    form: str = "",
    language: str,
) -> Letter:
    """Everything a mail left open, asked at once; what was understood is shown and need not be repeated."""
    how_many = "one" if len(problems) == 1 else "several"
    blocks: list[Block] = [
        say_paragraph(language, f"partner.missing.{how_many}"),
        Bullets(tuple(problem_text(problem, language) for problem in problems)),
        say_paragraph(language, f"partner.missing.how.{how_many}"),
    ]
    if rows:
        blocks.append(Heading(say(language, "partner.missing.understood")))
        blocks.append(Facts(tuple(rows)))
    key = "partner.missing.subject.titled" if title else "partner.missing.subject"
    words = say(language, key, title=shortened(title)) if title else say(language, key)
    return Letter(language, words, tuple(blocks), form=form, topic="draft")


def same_request(
    code: str, *, title: str, received_on: date | None, request_id: int, language: str
) -> Letter:
    """Whether what was just sent is the request Muster already has."""
    when = date_text(received_on, language) if received_on else ""
    blocks = (
        say_paragraph(language, "partner.same.found"),
        facts_of(language, (("title", title), ("received_on", when))),
        say_paragraph(language, "partner.same.ask"),
        one_each(
            (
                _same_choice("same", f"same:{request_id}", language),
                _same_choice("new", f"different:{request_id}", language),
            )
        ),
    )
    return Letter(language, subject(language, code, "partner.same.subject"), blocks)


def kept_same(code: str, *, language: str) -> Letter:
    """Nothing new was stored: the request is the known one."""
    blocks = (say_paragraph(language, "partner.kept_same.done", code=code), _menu_row(language))
    return Letter(language, subject(language, code, "partner.kept_same.subject"), blocks)


def cancelled(*, language: str) -> Letter:
    """The draft is gone."""
    return _short(language, "cancelled", _menu_row(language))


def saved(*, language: str) -> Letter:
    """The draft is kept for later; it can be gone on with here or by mail."""
    return _short(language, "saved", draft_choices(language=language))


def nothing_open(*, language: str) -> Letter:
    """There is no draft or question this could belong to."""
    return _short(language, "nothing_open", _menu_row(language))


def not_understood(*, form: str = "", language: str) -> Letter:
    """A message that could not be read as anything; a mail gets a blank form along."""
    blocks = (
        say_paragraph(language, "partner.not_understood.sorry"),
        say_paragraph(language, "partner.not_understood.form" if form else "partner.not_understood.menu"),
        *(() if form else (_menu_row(language),)),
    )
    return Letter(language, say(language, "partner.not_understood.subject"), blocks, form=form)


def say_again(field: str, *, language: str) -> Letter:
    """The last answer was no answer to this question."""
    words = say_paragraph(language, "partner.say_again", question=say(language, f"form.{field}.ask"))
    return Letter(language, say(language, f"form.{field}.label"), (words,), topic="draft")


def _short(language: str, name: str, *more: Block) -> Letter:
    blocks = (say_paragraph(language, f"partner.{name}"), *more)
    return Letter(language, say(language, f"partner.{name}.subject"), blocks)


def _menu(name: str, language: str) -> Choice:
    return Choice(say(language, f"partner.menu.{name}"), f"menu:{name}")


def _menu_row(language: str) -> Choices:
    return one_row(_menu("new", language), _menu("mine", language))


def _same_choice(word: str, action: str, language: str) -> Choice:
    return Choice(
        say(language, f"partner.same.{word}"),
        action,
        decision_word(word, language),
        say(language, f"partner.same.{word}.hint"),
    )


def _buttons(rows: Sequence[Sequence[Button]]) -> Choices:
    return Choices(tuple(tuple(Choice(label, action) for label, action in row) for row in rows))
