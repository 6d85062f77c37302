"""What officers read when they ask for the CV of an expert as it was sent."""

from collections.abc import Sequence

from bot.texts.cv_letters import CV_ORDER, draft_rows
from bot.texts.letter import Block, Bullets, Facts, Letter, Paragraph
from bot.texts.rows import say_paragraph
from config.texts import date_text, say
from intake.cv_draft import CvDraft
from storage.expert_cvs import CvOnFile

Row = tuple[str, str]
_MEGABYTE = 1024 * 1024


def cv_how(*, language: str) -> Letter:
    """How a CV is asked for."""
    words = say_paragraph(language, "cv.file.how", order=f"{CV_ORDER} EX-0012")
    return Letter(language, say(language, "cv.file.subject.any"), (words,))


def cv_of_nobody(code: str, *, language: str) -> Letter:
    """Nobody has this code."""
    how = say_paragraph(language, "cv.file.how", order=f"{CV_ORDER} EX-0012")
    return Letter(
        language,
        say(language, "cv.file.subject.any"),
        (say_paragraph(language, "cv.unknown_code", code=code), how),
    )


def cv_none(name: str, code: str, *, language: str) -> Letter:
    """The expert is known, and no CV is."""
    return _letter(name, code, language, say_paragraph(language, "cv.file.none", name=name, code=code))


def cv_brought(
    name: str, code: str, wanted: CvOnFile, others: Sequence[CvOnFile], *, key: str, language: str
) -> Letter:
    """Which file comes and how (`attached`, `follows`, `terminal`, `words`, `large`), and which others there are."""
    told = say(
        language,
        f"cv.file.{key}",
        file=cv_words(wanted, language),
        name=name,
        code=code,
        number=wanted.number,
    )
    blocks: list[Block] = [Paragraph(told)]
    if others:
        blocks.append(
            say_paragraph(language, "cv.file.others", order=f"{CV_ORDER} {code} {others[0].number}")
        )
        blocks.append(Bullets(tuple(f"{one.number}: {cv_words(one, language)}" for one in others)))
    return _letter(name, code, language, *blocks)


def cv_words(cv: CvOnFile, language: str) -> str:
    """One CV on file: its name, its day, its size, and whether it still counts."""
    parts = [
        date_text(cv.received_at.date(), language),
        size_words(cv, language),
        standing_words(cv, language),
    ]
    return f"{cv.filename} ({', '.join(filter(None, parts))})"


def card_rows(held: CvDraft, code: str, cvs: Sequence[CvOnFile], language: str) -> tuple[Row, ...]:
    """All that is held about one expert, labels and values."""
    files = tuple((say(language, "cv.label.file"), cv_words(cv, language)) for cv in cvs)
    return ((say(language, "cv.label.code"), code), *draft_rows(held, language), *files)


def expert_card(held: CvDraft, code: str, cvs: Sequence[CvOnFile], *, language: str) -> Letter:
    """The same for a chat or a mail."""
    blocks: list[Block] = [Facts(card_rows(held, code, cvs, language))]
    if cvs:
        blocks.append(say_paragraph(language, "cv.file.how.one", order=f"{CV_ORDER} {code}"))
    return Letter(language, say(language, "cv.card.subject", name=held.name, code=code), tuple(blocks))


def kind_words(cv: CvOnFile) -> str:
    """What kind of file it is: PDF, DOCX, Europass XML."""
    return " ".join(filter(None, ("Europass" if cv.europass else "", cv.kind.upper())))


def size_words(cv: CvOnFile, language: str) -> str:
    """How large the file is; '' if only its words are on file."""
    if cv.size >= _MEGABYTE:
        return say(language, "cv.file.megabytes", size=f"{cv.size / _MEGABYTE:.0f}")
    return say(language, "cv.file.kilobytes", size=str(max(1, round(cv.size / 1024)))) if cv.file_id else ""


def standing_words(cv: CvOnFile, language: str) -> str:
    """Whether it is the current one, or since when it is not."""
    if cv.replaced_at is None:
        return say(language, "cv.file.current")
    return say(language, "cv.file.replaced", date=date_text(cv.replaced_at.date(), language))


def _letter(name: str, code: str, language: str, *blocks: Block) -> Letter:
    return Letter(language, say(language, "cv.file.subject", name=name, code=code), blocks)
