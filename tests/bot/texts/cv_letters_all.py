"""Every letter about a CV, with facts in no language."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.texts import cv_files
from bot.texts import cv_letters as letters
from bot.texts.cv_letters import Beside, Lookalike
from bot.texts.letter import Letter
from intake.cv_draft import CvDraft
from intake.cv_on_file import Kept
from intake.documents import Trouble
from intake.import_row import RowNote
from intake.store_cv import CvTaken
from storage.expert_cvs import CvOnFile
from storage.people import Expert

FULL = CvDraft(
    {
        "first_name": "Zfirst",
        "last_name": "Zlast",
        "email": "z@z.example",
        "nationality": "TG",
        "occupation": "public",
        "employment": "retired",
        "languages": "fr:native;en:C1",
        "gender": "woman",
        "years_of_experience": "20",
        "employer": "Zemployer",
        "topics": "cash_transfers",
        "countries": "TG;BJ",
    },
    (("es", "Zsaid"), ("pt", "")),
    "zfile.pdf",
)
EXPERT = Expert(
    code="EX-0400",
    first_name="Zfirst",
    last_name="Zlast",
    email="z@z.example",
    nationality="TG",
    region="Africa",
    eligibility="partner",
    occupation="public",
    employment="retired",
)
_DAY = datetime(2026, 3, 12, tzinfo=UTC)
_MANY = Beside(
    (Lookalike("EX-0001", "Zname"), Lookalike("EX-0002", "Zother", same_address=True)),
    {"nationality": "Zwords"},
    ("zother.pdf",),
    (RowNote(1, "email", "bad_email", "Zvalue"),),
    "EX-0999",
)


def cv_letters(language: str) -> Iterator[Letter]:
    """All of them in one language."""
    yield letters.cv_read(FULL, Beside(), language=language)
    yield letters.cv_read(FULL, _MANY, language=language)
    yield letters.cv_read(CvDraft({}, title="zfile.pdf"), Beside(), language=language)
    for trouble in Trouble:
        yield letters.cv_unreadable("zfile.pdf", trouble, language=language)
    for is_new, written in ((True, True), (False, True), (False, False)):
        for kept in Kept:
            yield letters.cv_taken(
                FULL, CvTaken(EXPERT, is_new=is_new, kept=kept), written=written, language=language
            )
    yield letters.cv_forgotten(FULL, language=language)
    yield letters.cv_settled(language=language)
    yield letters.registered(FULL, code="EX-0400", facility="Zfacility", language=language)
    for what in ("yes", "remove", "words"):
        yield letters.expert_heard(what, facility="Zfacility", language=language)
    yield letters.expert_corrects("Zname", "EX-0400", "Zwords", language=language)
    yield letters.expert_removed("Zname", "EX-0400", language=language)
    yield from _files(language)


def _files(language: str) -> Iterator[Letter]:
    current, before = _on_file(1, 3_000, None), _on_file(2, 3_000_000, _DAY)
    yield cv_files.cv_how(language=language)
    yield cv_files.cv_of_nobody("EX-0999", language=language)
    yield cv_files.cv_none("Zname", "EX-0400", language=language)
    for key in ("attached", "follows", "terminal", "large", "words"):
        yield cv_files.cv_brought("Zname", "EX-0400", current, [before], key=key, language=language)
    yield cv_files.expert_card(FULL, "EX-0400", [current, before], language=language)


def _on_file(number: int, size: int, replaced_at: datetime | None) -> CvOnFile:
    return CvOnFile(number, number, number, "zfile.pdf", "pdf", True, size, "", _DAY, replaced_at)
