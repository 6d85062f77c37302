"""Parts that several letters share: subjects, label and value rows, people in one line."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.texts.facts import MissionFacts, PersonFacts, RequestFacts
from bot.texts.letter import Block, Bullets, Choice, Choices, Facts, Letter, Paragraph
from config.areas import area_label
from config.countries import country_name
from config.languages import INTERFACE_LANGUAGES, language_name
from config.periods import Period
from config.texts import date_text, days_text, keys, list_text, period_text, say
from config.weekly_days import periods_text

Row = tuple[str, str]
LONGEST_TITLE = 60
LONGEST_FIELD = 1200


def say_paragraph(language: str, key: str, /, **values: object) -> Paragraph:
    """One sentence of the catalogue as a paragraph."""
    return Paragraph(say(language, key, **values))


def subject(language: str, code: str, key: str, /, **values: object) -> str:
    """A subject line that starts with the code, if there is one."""
    words = say(language, key, **values)
    return f"[{code}] {words}" if code else words


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text in one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def label(language: str, name: str) -> str:
    """The label of a row."""
    return say(language, f"facts.label.{name}")


def facts_of(language: str, pairs: Iterable[Row]) -> Facts:
    """Rows by the name of their label; empty values are left out."""
    return Facts(tuple((label(language, name), value) for name, value in pairs if value))


def about_request(
    facts: RequestFacts, key: str, blocks: Iterable[Block], language: str, **values: object
) -> Letter:
    """A letter about a request: its code in the subject, and shown in the place of what was shown of it before."""
    words = subject(language, facts.code, key, **values)
    return Letter(language, words, tuple(blocks), topic=f"request:{facts.id}")


def decided_before(by: str, at: datetime, decision: str, *, language: str) -> Paragraph:
    """Who was first, when, and what they decided, in words."""
    return say_paragraph(
        language,
        "officer.already",
        by=by,
        date=date_text(at.date(), language),
        time=say(language, "facts.time", hour=f"{at:%H}", minute=f"{at:%M}"),
        decision=decision,
    )


def that_say_something(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without empty rows and empty lists."""
    return tuple(block for block in blocks if not _is_empty(block))


def without_choices(letter: Letter) -> Letter:
    """The letter for somebody who may read it, but decides nothing."""
    told = without_question(letter)
    return replace(told, blocks=tuple(block for block in told.blocks if not isinstance(block, Choices)))


def without_question(letter: Letter) -> Letter:
    """The letter for somebody who has nothing to decide in it: nobody asks what they decide."""
    asked = say_paragraph(letter.language, "officer.new.ask")
    return replace(letter, blocks=tuple(block for block in letter.blocks if block != asked))


def _is_empty(block: Block) -> bool:
    match block:
        case Facts(rows) | Choices(rows):
            return not rows
        case Bullets(items):
            return not items
        case Paragraph(text):
            return not text
        case _:
            return False


def in_one_place(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with all choices together at the end, where there are any."""
    blocks = tuple(blocks)
    rows = tuple(row for block in blocks if isinstance(block, Choices) for row in block.rows)
    others = tuple(block for block in blocks if not isinstance(block, Choices))
    return (*others, Choices(rows)) if rows else others


def offered(letter: Letter) -> list[Choice]:
    """Every choice of a letter, in order."""
    tables = (block for block in letter.blocks if isinstance(block, Choices))
    return [choice for table in tables for row in table.rows for choice in row]


def one_row(*choices: Choice) -> Choices:
    """Choices side by side."""
    return Choices((choices,))


def one_each(choices: Iterable[Choice]) -> Choices:
    """Choices below each other."""
    return Choices(tuple((choice,) for choice in choices))


def status_word(language: str, status: str) -> str:
    """The printed name of a status."""
    return say(language, f"values.status.{status}")


def area_words(language: str, areas: Iterable[str]) -> str:
    """Areas by their labels."""
    return ", ".join(area_label(key, language) for key in areas)


def language_words(language: str, codes: Iterable[str]) -> str:
    """Languages by their names."""
    return list_text([language_name(code, language) for code in codes], language)


def country_words(language: str, code: str) -> str:
    """A country by its name, '' if there is none."""
    return country_name(code, language) if code else ""


def person_words(language: str, person: PersonFacts) -> str:
    """A name with the country in brackets."""
    return f"{person.name} ({country_name(person.country, language)})"


def whole_days(days: int | None, language: str) -> str:
    """A number of days, '' if it is not known."""
    return days_text(days * 4, language) if days else ""


def periods_words(periods: Iterable[Period], language: str) -> str:
    """Several periods in one phrase, days that come again every week by their names."""
    return periods_text(tuple(periods), language)


def percent(score: float, language: str) -> str:
    """A score between 0 and 1 as a percentage."""
    return say(language, "facts.percent", n=round(100 * score))


def fine_percent(score: float, language: str) -> str:
    """The percentage with one decimal, for teams that are nearly equal."""
    return say(language, "facts.percent", n=one_decimal(100 * score, language))


def one_decimal(number: float, language: str) -> str:
    """The number with one decimal, as the reader writes it."""
    from babel.numbers import format_decimal  # noqa: PLC0415 -- slow import, not needed by every command

    locale = language if language in INTERFACE_LANGUAGES else "en"
    written: str = format_decimal(number, format="0.0", locale=locale)
    return written


def amount(euros: int, language: str) -> str:
    """Whole euros."""
    from babel.numbers import format_decimal  # noqa: PLC0415 -- slow import, not needed by every command

    locale = language if language in INTERFACE_LANGUAGES else "en"
    return say(language, "facts.euros", amount=format_decimal(euros, locale=locale))


def request_rows(facts: RequestFacts, language: str) -> tuple[Row, ...]:
    """The short form of a request: who, where, what, when."""
    return (
        ("title", facts.title),
        ("institution", facts.institution),
        ("country", country_words(language, facts.country)),
        ("areas", area_words(language, facts.areas)),
        ("window", period_text(facts.window, language) if facts.window else ""),
        ("days", whole_days(facts.days, language)),
        ("languages", language_words(language, facts.languages)),
        ("experts", str(facts.experts or "")),
    )


def long_rows(facts: RequestFacts, language: str) -> tuple[Row, ...]:
    """Everything an officer may want to read, long texts cut."""
    return (
        ("contact", facts.contact_name),
        *request_rows(facts, language),
        ("profiles", "; ".join(facts.profiles)),
        ("background", shortened(facts.background, LONGEST_FIELD)),
        ("general_objective", shortened(facts.general_objective, LONGEST_FIELD)),
        ("specific_objectives", shortened(facts.specific_objectives, LONGEST_FIELD)),
        ("expected_results", shortened(facts.expected_results, LONGEST_FIELD)),
        ("attachments", ", ".join(facts.attachments)),
    )


def as_written(facts: RequestFacts, language: str) -> tuple[Block, ...]:
    """Answers that could not be read, in the partner's own words; nothing if there are none."""
    if not facts.kept_as_written:
        return ()
    rows = ((say(language, f"form.{field}.label"), words) for field, words in facts.kept_as_written.items())
    return (say_paragraph(language, "officer.new.as_written"), Facts(tuple(rows)))


def mission_rows(mission: MissionFacts, language: str) -> tuple[Row, ...]:
    """Where, for whom, what for, and when."""
    return (
        ("country", country_words(language, mission.country)),
        ("institution", mission.institution),
        ("title", mission.title),
        ("aim", shortened(mission.aim, LONGEST_FIELD) if mission.aim != mission.title else ""),
        ("areas", area_words(language, mission.areas)),
        ("mission_dates" if mission.confirmed else "window", period_text(mission.window, language)),
        ("languages", language_words(language, mission.languages)),
    )


def bounce_cause(cause: str, language: str) -> tuple[Paragraph, ...]:
    """Why a mail came back, in words of people; nothing where the mail server's own words must do."""
    key = f"officer.cause.{cause}"
    return (say_paragraph(language, key),) if key in keys(language, "officer") else ()
