"""Every letter of a partner's chat beside the questions, with facts in no language."""

from collections.abc import Iterator

from bot.texts import partner_talk as talk
from bot.texts.facts import RequestFacts
from bot.texts.letter import Letter, Paragraph
from intake.message import Why

ROWS = (("Zlabel", "Zvalue"),)
_KINDS = ("voice", "sticker", "place", "contact", "else")
_REFUSALS = ("enough", "digits", "late", "tries", "none")


def talk_letters(facts: RequestFacts, language: str) -> Iterator[Letter]:
    """All of them in one language."""
    yield from _before_questions(language)
    yield from _addresses(language)
    yield from _drafts(language)
    yield from _feedback(facts, language)


def _before_questions(language: str) -> Iterator[Letter]:
    said = (
        *talk.understood(ROWS, language=language),
        talk.changed("title", "Ztext", language=language),
        talk.changed_elsewhere(language=language),
        talk.files_kept(("zfile.pdf",), language=language),
        talk.files_unread(("zfile.pdf",), language=language),
        *(talk.files_withheld(("zfile.pdf",), why, address="z@z.example", language=language) for why in Why),
        *(talk.other_content(kind, language=language) for kind in _KINDS),
    )
    yield talk.of_blocks(said, language=language)
    first = talk.of_blocks(talk.other_languages(language=language), language=language)
    yield talk.after(first, talk.offer_proof(language=language))
    corrections = [talk.correction(field, "Ztext", language=language) for field in ("title", "")]
    yield talk.of_blocks([Paragraph(words) for words in corrections], language=language)


def _addresses(language: str) -> Iterator[Letter]:
    yield talk.ask_address(language=language)
    yield talk.ask_address(wrong=True, language=language)
    yield talk.code_sent("z@z.example", language=language)
    yield from (talk.code_refused(reason, language=language) for reason in _REFUSALS)
    yield from (talk.address_proven("z@z.example", trusted=one, language=language) for one in (True, False))
    yield talk.address_moved("z@z.example", language=language)
    yield talk.requests_enough(language=language)
    yield talk.code_letter("123456", language=language)
    yield talk.invited("Zinstitution", language=language)
    yield talk.invitation_spent(language=language)


def _drafts(language: str) -> Iterator[Letter]:
    yield talk.draft_reminder("Ztitle", language=language)
    yield talk.draft_reminder("", language=language)
    yield talk.draft_reminder_by_mail("Ztitle", form="Zform", language=language)
    yield talk.ask_where_to_mail(language=language)
    yield talk.form_mailed("z@z.example", language=language)
    yield talk.form_mailed_enough(language=language)
    yield talk.half_filled_form("Zform", language=language)


def _feedback(facts: RequestFacts, language: str) -> Iterator[Letter]:
    yield talk.words_kept(facts, language=language)
    yield talk.ask_feedback(facts, by_mail=True, language=language)
    yield talk.ask_feedback(facts, by_mail=False, language=language)
    yield talk.feedback_noted(facts, 4, ask_words=True, language=language)
    yield talk.feedback_complete(facts, language=language)
    yield talk.feedback_told(facts, 4, "Zwords", language=language)
