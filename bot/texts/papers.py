"""What is written about papers after a mission: a reminder to its expert, and that a report has come."""

from collections.abc import Sequence
from datetime import date

from bot.texts.choices import all_documents, decision_choice
from bot.texts.facts import MissionFacts, RequestFacts
from bot.texts.letter import Letter
from bot.texts.rows import about_request, one_row, say_paragraph, subject
from config.texts import date_text, list_text, period_text


def report_is_late(name: str, mission: MissionFacts, *, due: date, language: str) -> Letter:
    """Asks an expert for the mission report, which may come as a reply."""
    blocks = (
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(
            language,
            "closing.late.ask",
            title=mission.title,
            period=period_text(mission.window, language),
            date=date_text(due, language),
        ),
        say_paragraph(language, "closing.late.how"),
    )
    words = subject(language, mission.code, "closing.late.subject")
    return Letter(language, words, blocks, automatic=False)


def report_came(facts: RequestFacts, *, expert: str, files: Sequence[str], language: str) -> Letter:
    """An expert's report is here."""
    blocks = (
        say_paragraph(language, "closing.came", expert=expert, files=list_text(files, language)),
        say_paragraph(language, "closing.came.next"),
        one_row(
            all_documents(facts, language=language),
            decision_choice("deliverables", f"deliverables:{facts.id}", language=language),
        ),
    )
    return about_request(facts, "closing.came.subject", blocks, language)
