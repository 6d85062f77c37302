"""What officers hear when they ask for the documents of a request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Bullets, Letter
from bot.texts.rows import say_paragraph, subject
from bot.texts.words import decision_word
from config.texts import list_text, say

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a request, and how many bytes it has."""

    id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The request, the documents it has, and those that are asked for."""

    facts: RequestFacts
    there: Sequence[Paper]
    wanted: Sequence[Paper]


def document_follows(facts: RequestFacts, papers: Sequence[Paper], *, language: str) -> Letter:
    """They are on their way."""
    return _about(facts, language, _said("papers.follow", facts, papers, language))


def document_by_hand(facts: RequestFacts, papers: Sequence[Paper], *, language: str) -> Letter:
    """A terminal shows no documents, but a command of it saves them."""
    return _about(facts, language, _said("papers.terminal", facts, papers, language))


def documents_attached(asked: Asked, taken: Sequence[Paper], *, most: int, language: str) -> Letter:
    """What this mail brings along, and how to get what is too large for it."""
    facts, left = asked.facts, [paper for paper in asked.wanted if paper not in taken]
    blocks: list[Block] = [_said("papers.attached", facts, taken, language)] if taken else []
    if left:
        blocks.append(say_paragraph(language, "papers.left", most=f"{most // _MEGABYTE}"))
        blocks.append(_listed(left, language))
        word = decision_word("documents", language)
        key = "papers.left.ask" if any(paper.size <= most for paper in left) else "papers.left.never"
        blocks.append(say_paragraph(language, key, word=word, name=left[0].name, code=facts.code))
    return _about(facts, language, *blocks)


def documents_refused(facts: RequestFacts, papers: Sequence[Paper], *, language: str) -> Letter:
    """A mail server did not take the mail that carried these; how to get them all the same."""
    blocks: list[Block] = [_said("papers.refused", facts, papers, language), _listed(papers, language)]
    if len(papers) > 1:
        word = decision_word("documents", language)
        blocks.append(say_paragraph(language, "papers.left.ask", word=word, name=papers[0].name))
    blocks.append(say_paragraph(language, "papers.left.never", code=facts.code))
    return _about(facts, language, *blocks)


def no_such_document(facts: RequestFacts, there: Sequence[Paper], *, language: str) -> Letter:
    """A button of long ago, or a name that no document has; which there are."""
    if not there:
        return _about(facts, language, say_paragraph(language, "papers.none", code=facts.code))
    return _about(
        facts, language, say_paragraph(language, "papers.other", code=facts.code), _listed(there, language)
    )


def _said(key: str, facts: RequestFacts, papers: Sequence[Paper], language: str) -> Block:
    names = list_text([paper.name for paper in papers], language)
    return say_paragraph(language, key, names=names, code=facts.code)


def _listed(papers: Iterable[Paper], language: str) -> Bullets:
    sized = ((paper.name, max(1, round(paper.size / 1024))) for paper in papers)
    return Bullets(
        tuple(
            say(language, "papers.megabytes", name=name, size=f"{kilobytes / 1024:.0f}")
            if kilobytes >= 1024
            else say(language, "papers.kilobytes", name=name, size=str(kilobytes))
            for name, kilobytes in sized
        )
    )


def _about(facts: RequestFacts, language: str, *blocks: Block) -> Letter:
    return Letter(language, subject(language, facts.code, "papers.subject"), blocks)
