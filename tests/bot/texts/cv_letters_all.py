"""Every letter about a CV, with facts in no language."""

from collections.abc import Iterator

from bot.texts import cv_letters as letters
from bot.texts.cv_letters import Beside, Lookalike
from bot.texts.letter import Letter
from intake.cv_draft import CvDraft
from intake.documents import Trouble
from intake.import_row import RowNote

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
    },
    (("es", "Zsaid"), ("pt", "")),
    ("TG",),
    "zfile.pdf",
)
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
        yield letters.cv_taken(
            FULL, code="EX-0400", address="z@z.example", is_new=is_new, written=written, language=language
        )
    yield letters.cv_forgotten(FULL, language=language)
    yield letters.cv_settled(language=language)
    yield letters.registered(FULL, code="EX-0400", facility="Zfacility", language=language)
    for what in ("yes", "remove", "words"):
        yield letters.expert_heard(what, facility="Zfacility", language=language)
    yield letters.expert_corrects("Zname", "EX-0400", "Zwords", language=language)
    yield letters.expert_removed("Zname", "EX-0400", language=language)
