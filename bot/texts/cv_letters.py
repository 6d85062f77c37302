"""Letters about CVs: to officers what was read and what is missing, to experts what the register holds about them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.texts.letter import Block, Bullets, Facts, Letter, Paragraph, Quote
from bot.texts.rows import area_words, country_words, say_paragraph, shortened, that_say_something
from config.languages import language_name
from config.texts import list_text, say
from intake.cv_answers import shown_word
from intake.cv_draft import CELLS, REQUIRED, CvDraft, eligibility_of, lacking
from intake.cv_on_file import Kept
from intake.documents import Trouble
from intake.import_row import RowNote
from intake.store_cv import CvTaken
from storage.people import Expert

LONGEST_WORDS = 2_000
CV_ORDER = "/cv"
"""Brings an officer the CV of an expert, by chat or by mail."""
_WORDS = frozenset({"occupation", "employment", "eligibility", "gender"})
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An expert of the register who may be the person of a CV."""

    code: str
    name: str
    same_address: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What a letter about a CV says beside what was read."""

    doubles: Sequence[Lookalike] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    """Answers that could not be read, by cell."""
    others: Sequence[str] = ()
    """Further CVs of the same message."""
    refused: Sequence[RowNote] = ()
    unknown_code: str = ""


def cv_read(draft: CvDraft, beside: Beside, *, language: str) -> Letter:
    """What a CV says, what the register needs besides, and how to answer."""
    blocks: list[Block] = [
        say_paragraph(language, "cv.read.intro", file=draft.title),
        Facts(draft_rows(draft, language)),
        *_doubts(draft, beside, language),
    ]
    if beside.doubles and not (draft.code or draft.is_new):
        blocks += [_double(one, language) for one in beside.doubles]
    if missing := lacking(draft):
        blocks += [say_paragraph(language, "cv.read.lacking"), Bullets(_lines(missing, language))]
        blocks.append(say_paragraph(language, "cv.read.optional", cancel=shown_word("cancel", language)))
    elif draft.code or draft.is_new or not beside.doubles:
        blocks.append(_ready(language))
    return Letter(language, _subject(draft, language), that_say_something(blocks))


def cv_unreadable(filename: str, trouble: Trouble, *, language: str) -> Letter:
    """Why nobody knows what the file says."""
    words = unreadable_words(filename, trouble, language)
    return Letter(language, say(language, "cv.unreadable.subject"), (Paragraph(words),))


def unreadable_words(filename: str, trouble: Trouble, language: str) -> str:
    """The same in one sentence."""
    return say(language, f"cv.unreadable.{trouble.value}", file=filename)


def cv_taken(draft: CvDraft, taken: CvTaken, *, written: bool, language: str) -> Letter:
    """The row is in the register, what follows, and where the file is."""
    told = Paragraph(taken_words(taken, written=written, language=language))
    order = f"{CV_ORDER} {taken.expert.code}"
    kept = Paragraph(kept_words(taken, draft.title, order=order, language=language))
    blocks = (told, kept) if kept.text else (told,)
    return Letter(language, say(language, "cv.subject", name=_expert_name(taken.expert)), blocks)


def taken_words(taken: CvTaken, *, written: bool, language: str) -> str:
    """That the row is in the register, in one sentence."""
    key = "cv.taken.unwritten" if not written else "cv.taken.new" if taken.is_new else "cv.taken.updated"
    expert = taken.expert
    return say(language, key, name=_expert_name(expert), code=expert.code, address=expert.email)


def kept_words(taken: CvTaken, file: str, *, order: str, language: str) -> str:
    """What became of the file, in one sentence; '' if there was none."""
    if taken.kept is Kept.NOTHING:
        return ""
    return say(language, f"cv.kept.{taken.kept}", file=file, code=taken.expert.code, order=order)


def cv_forgotten(draft: CvDraft, *, language: str) -> Letter:
    """Nothing was registered."""
    words = say_paragraph(language, "cv.forgotten", name=_name(draft, language))
    return Letter(language, _subject(draft, language), (words,))


def cv_settled(*, language: str) -> Letter:
    """A reply that comes when nothing waits for it."""
    words = say(language, "cv.subject", name="…")
    return Letter(language, words, (say_paragraph(language, "cv.settled"),))


def registered(draft: CvDraft, *, code: str, facility: str, language: str) -> Letter:
    """To the expert: what is held, why, and how to confirm, correct or leave."""
    return Letter(
        language,
        say(language, "cv.registered.subject", facility=facility),
        (
            say_paragraph(language, "cv.registered.intro", name=draft.name),
            say_paragraph(language, "cv.registered.why", facility=facility),
            Facts(((say(language, "cv.label.code"), code), *draft_rows(draft, language))),
            say_paragraph(language, "cv.registered.text"),
            say_paragraph(
                language,
                "cv.registered.how",
                yes=shown_word("yes", language),
                remove=shown_word("remove", language),
            ),
        ),
    )


def expert_heard(what: str, *, facility: str, language: str) -> Letter:
    """To the expert: `yes`, `remove` or `words` was heard."""
    words = say(language, "cv.registered.subject", facility=facility)
    return Letter(language, words, (say_paragraph(language, f"cv.heard.{what}"),))


def expert_corrects(name: str, code: str, words: str, *, language: str) -> Letter:
    """To officers: what an expert says of their row, in their own words."""
    told = say_paragraph(language, "cv.told.words", name=name, code=code)
    about = say(language, "cv.told.subject", name=name, code=code)
    return Letter(language, about, (told, Quote(words[:LONGEST_WORDS] or "…")))


def expert_removed(name: str, code: str, *, language: str) -> Letter:
    """To officers: an expert wants to be left alone."""
    told = say_paragraph(language, "cv.told.removed", name=name, code=code)
    return Letter(language, say(language, "cv.told.subject", name=name, code=code), (told,))


def draft_rows(draft: CvDraft, language: str) -> tuple[Row, ...]:
    """Everything that was read or is held, labels and values."""
    return tuple(_held(draft, language))


def lacking_names(names: Sequence[str], language: str) -> str:
    """The labels of what is missing, in one phrase."""
    return list_text([say(language, f"cv.label.{name}") for name in names], language)


def hint(name: str, language: str) -> str:
    """An example of what can be answered."""
    return say(language, f"cv.hint.{name}")


def refused_words(notes: Sequence[RowNote], language: str) -> str:
    """Why the register does not take a row."""
    told = [say(language, f"cli.import.what.{one.what}", value=one.value, read=one.read) for one in notes]
    return say(language, "cv.refused", reasons="; ".join(told))


def _held(draft: CvDraft, language: str) -> Iterator[Row]:
    told = dict(draft.cells)
    if told.get("nationality") and not draft.code:
        told["eligibility"] = eligibility_of(draft)
    for name in CELLS:
        if value := _value(name, told.get(name, ""), language):
            yield say(language, f"cv.label.{name}"), value


def _value(name: str, value: str, language: str) -> str:
    if not value:
        return ""
    match name:
        case "nationality":
            return country_words(language, value)
        case "languages":
            return ", ".join(_spoken(entry, language) for entry in value.split(";"))
        case "topics":
            return area_words(language, value.split(";"))
        case "countries":
            return ", ".join(country_words(language, code) for code in value.split(";"))
        case _:
            return say(language, f"cv.value.{value}") if name in _WORDS else value


def _spoken(entry: str, language: str) -> str:
    code, _, level = entry.partition(":")
    told = say(language, "cv.value.native") if level == "native" else level
    return say(language, "cv.value.spoken", language=language_name(code, language), level=told)


def _doubts(draft: CvDraft, beside: Beside, language: str) -> Iterator[Block]:
    if draft.unlevelled:
        told = (
            say(language, "cv.value.said", language=language_name(code, language), said=said)
            if said
            else language_name(code, language)
            for code, said in draft.unlevelled
        )
        yield say_paragraph(language, "cv.read.unlevelled", languages=", ".join(told))
    if beside.unread:
        lines = (f"{say(language, f'cv.label.{name}')}: {words}" for name, words in beside.unread.items())
        yield say_paragraph(language, "cv.read.unread", lines=shortened("; ".join(lines), 400))
    if beside.refused:
        yield Paragraph(refused_words(beside.refused, language))
    if beside.unknown_code:
        yield say_paragraph(language, "cv.unknown_code", code=beside.unknown_code)
    if beside.others:
        yield say_paragraph(language, "cv.read.others", files=list_text(list(beside.others), language))


def _double(one: Lookalike, language: str) -> Paragraph:
    words = {"update": shown_word("update", language), "new": shown_word("new", language)}
    if one.same_address:
        return say_paragraph(
            language, "cv.read.same_address", name=one.name, code=one.code, update=words["update"]
        )
    return say_paragraph(language, "cv.read.double", name=one.name, code=one.code, **words)


def _lines(names: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(
        say(language, "cv.read.line", label=say(language, f"cv.label.{name}"), hint=hint(name, language))
        for name in REQUIRED
        if name in names
    )


def _ready(language: str) -> Paragraph:
    example = say(
        language, "cv.read.line", label=say(language, "cv.label.languages"), hint=hint("languages", language)
    )
    add, cancel = shown_word("add", language), shown_word("cancel", language)
    return say_paragraph(language, "cv.read.ready", add=add, cancel=cancel, example=example)


def _subject(draft: CvDraft, language: str) -> str:
    return say(language, "cv.subject", name=_name(draft, language))


def _expert_name(expert: Expert) -> str:
    return f"{expert.first_name} {expert.last_name}"


def _name(draft: CvDraft, language: str) -> str:
    return draft.name or say(language, "cv.subject.nobody")
