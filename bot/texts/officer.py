"""What officers hear about a request before a team is chosen: new requests, decisions, the partner's replies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.texts.choices import all_documents, card_choices, doubt_choices, request_choices
from bot.texts.facts import AlternateFacts, AskedFacts, RequestFacts
from bot.texts.letter import Block, Bullets, Choice, Choices, Heading, Letter, Quote
from bot.texts.officer_mission import alternate_asked
from bot.texts.rows import (
    about_request,
    as_written,
    decided_before,
    facts_of,
    in_one_place,
    label,
    long_rows,
    one_each,
    request_rows,
    say_paragraph,
    shortened,
    status_word,
    without_choices,
)
from bot.texts.words import decision_word
from config.texts import date_text, say
from storage.states import RequestStatus

MOST_DOCUMENTS = 12
_QUOTED = frozenset({"reject", "ask", "none"})
"""Decisions that come with an officer's own words; an approval comes with the letter of the team."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a request."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What else a card tells: who last moved the request, its files, requests like it, and whether it is the reader's."""

    decided: str = ""
    documents: Sequence[Document] = ()
    similar: Sequence[tuple[str, str]] = ()
    mine: bool = False


_UNDECIDED = frozenset({"received", "checking", "on_hold"})


def new_request(facts: RequestFacts, *, similar: Sequence[tuple[str, str]] = (), language: str) -> Letter:
    """A new request to look at, with what deserves care and the possible decisions."""
    blocks: list[Block] = [
        say_paragraph(language, "officer.new.intro", institution=facts.institution),
        facts_of(
            language,
            (
                ("contact", facts.contact_name),
                *request_rows(facts, language),
                ("attachments", ", ".join(facts.attachments)),
            ),
        ),
    ]
    if facts.background:
        blocks.append(Heading(label(language, "background")))
        blocks.append(Quote(facts.background))
    blocks.extend(_cautions(facts, similar, language))
    blocks.append(say_paragraph(language, "officer.new.ask"))
    blocks.append(request_choices(facts, language=language))
    if facts.attachments:
        blocks.append(one_each((all_documents(facts, language=language),)))
    return about_request(
        facts, "officer.new.subject", in_one_place(blocks), language, title=shortened(facts.title)
    )


def request_card(
    facts: RequestFacts,
    *,
    history: Sequence[str] = (),
    now_open: Sequence[Block] = (),
    vacant: bool = False,
    may_decide: bool = True,
    beside: Beside | None = None,
    language: str,
) -> Letter:
    """Everything about one request; `now_open` shows its teams or its mission, perhaps with a vacant seat.

    History lines are already in the reader's language.
    """
    beside = beside or Beside()
    blocks: list[Block] = [
        facts_of(
            language,
            (
                ("status", status_word(language, facts.status)),
                ("decided", beside.decided),
                ("successors", ", ".join(facts.successors)),
                ("reason", "" if facts.successors else facts.reason),
                ("officer", facts.officer),
                ("received_on", date_text(facts.received_on, language) if facts.received_on else ""),
                *long_rows(facts, language),
            ),
        )
    ]
    blocks.extend(_cautions(facts, beside.similar, language))
    if history:
        blocks.append(Heading(say(language, "officer.card.history")))
        blocks.append(Bullets(tuple(history)))
    blocks.extend(now_open)
    teams_shown = facts.status == RequestStatus.ELIGIBLE and bool(now_open)
    blocks.append(
        card_choices(facts, vacant=vacant, teams_shown=teams_shown, mine=beside.mine, language=language)
    )
    blocks.append(_document_choices(facts, beside.documents, language))
    card = about_request(
        facts, "officer.card.subject", in_one_place(blocks), language, title=shortened(facts.title)
    )
    return card if may_decide else without_choices(card)


def _document_choices(facts: RequestFacts, documents: Sequence[Document], language: str) -> Choices:
    """A button for each document, and one for all; a mail has the word for all."""
    each = (
        Choice(say(language, "desk.document", name=shortened(one.name, 40)), f"file:{facts.id}:{one.id}")
        for one in documents[:MOST_DOCUMENTS]
    )
    everything = all_documents(facts, language=language)
    if len(documents) == 1:
        return one_each(replace(everything, label=one.label, action=one.action) for one in each)
    return one_each((*each, everything) if documents else ())


def decision_noted(
    facts: RequestFacts,
    *,
    decision: str,
    detail: str = "",
    asked: AlternateFacts | None = None,
    language: str,
) -> Letter:
    """What was done, as an echo: decision is a key of `officer.noted`; `asked` takes the place of an expert."""
    blocks: list[Block] = [
        say_paragraph(
            language, f"officer.noted.{decision}", code=facts.code, title=facts.title, detail=detail
        )
    ]
    if detail and decision in _QUOTED:
        blocks.append(Quote(detail))
    if asked is not None:
        blocks.extend(alternate_asked(detail, asked, language))
    else:
        blocks.append(say_paragraph(language, f"officer.noted.{decision}.next"))
    blocks.append(one_each((Choice(say(language, "desk.see", code=facts.code), f"card:{facts.id}"),)))
    return about_request(facts, "officer.noted.subject", blocks, language)


def already_decided(
    facts: RequestFacts,
    *,
    by: str,
    at: datetime,
    decision: str,
    choices: Choices | None = None,
    language: str,
) -> Letter:
    """Somebody else was first: who, when by the facility's clock, and what (a key of `officer.decision`).

    `choices` are what can be decided now instead.
    """
    blocks = (
        decided_before(by, at, say(language, f"officer.decision.{decision}"), language=language),
        say_paragraph(language, "officer.already.nothing"),
        facts_of(language, (("title", facts.title), ("status", status_word(language, facts.status)))),
        *((choices,) if choices else ()),
    )
    return about_request(facts, "officer.already.subject", blocks, language)


def give_reason(facts: RequestFacts, *, decision: str, language: str) -> Letter:
    """Asks for a reason: decision is reject (the request), none (all teams) or cancel (the mission)."""
    word = decision_word("reject" if decision == "none" else decision, language)
    blocks = (
        say_paragraph(language, f"officer.give_reason.{decision}", code=facts.code, title=facts.title),
        say_paragraph(language, "officer.by_mail", word=word),
    )
    return about_request(facts, "officer.give_reason.subject", blocks, language)


def which_team(facts: RequestFacts, *, language: str) -> Letter:
    """An approval that names no team, or one that was not proposed."""
    word = decision_word("approve", language)
    blocks = (say_paragraph(language, "officer.which_team", code=facts.code, title=facts.title, word=word),)
    return about_request(facts, "officer.which_team.subject", blocks, language)


def nothing_in_doubt(facts: RequestFacts, *, language: str) -> Letter:
    """No answer of an expert waits for an officer's word."""
    blocks = (say_paragraph(language, "officer.no_doubt"),)
    return about_request(facts, "officer.no_doubt.subject", blocks, language)


def whose_answer(facts: RequestFacts, waiting: Sequence[AskedFacts], *, language: str) -> Letter:
    """Several answers wait for an officer's word, and the order does not say which is meant."""
    blocks = (say_paragraph(language, "officer.whose"), doubt_choices(*waiting, language=language))
    return about_request(facts, "officer.whose.subject", blocks, language)


def give_question(facts: RequestFacts, *, language: str) -> Letter:
    """Asks for the question to pass on to the partner."""
    blocks = (say_paragraph(language, "officer.give_question", code=facts.code, contact=_who(facts)),)
    return about_request(facts, "officer.give_question.subject", blocks, language)


def named_address(name: str, address: str) -> str:
    """Who wrote a mail, as its sender line says; a name alone is anybody's."""
    return f"{name} <{address}>" if name and address else address


def partner_replied(
    facts: RequestFacts, *, text: str, author: str = "", attached_by: str = "", language: str
) -> Letter:
    """The partner answered or added something, or the `author` did and an officer has attached it."""
    key = "officer.replied.attached" if attached_by else "officer.replied.who"
    nobody = say(language, "officer.replied.nobody") if attached_by else _who(facts)
    blocks: list[Block] = [
        say_paragraph(language, key, who=author or nobody, officer=attached_by, title=facts.title)
    ]
    if facts.question:
        blocks.append(facts_of(language, (("question", facts.question),)))
    blocks.append(Quote(text))
    if facts.attachments:
        blocks.append(facts_of(language, (("attachments", ", ".join(facts.attachments)),)))
    if facts.status in ("received", "checking"):
        blocks.append(say_paragraph(language, "officer.new.ask"))
        blocks.append(request_choices(facts, language=language))
    return about_request(
        facts, f"{key}.subject" if attached_by else "officer.replied.subject", blocks, language
    )


def not_a_decision(facts: RequestFacts, *, text: str, choices: Choices, language: str) -> Letter:
    """A reply to a mail of Muster whose first line is none of the words; `choices` are those that fit now."""
    blocks = (
        say_paragraph(language, "officer.no_word"),
        Quote(text),
        say_paragraph(language, "officer.no_word.how"),
        choices,
    )
    return about_request(facts, "officer.no_word.subject", blocks, language)


def _cautions(facts: RequestFacts, similar: Sequence[tuple[str, str]], language: str) -> list[Block]:
    blocks: list[Block] = []
    if not facts.verified and facts.status in _UNDECIDED:  # whoever found it eligible has checked
        blocks.append(say_paragraph(language, "officer.new.unverified"))
    blocks.extend(as_written(facts, language))
    if similar:
        blocks.append(say_paragraph(language, "officer.new.similar"))
        blocks.append(Bullets(tuple(f"{code} - {title}" for code, title in similar)))
    return blocks


def _who(facts: RequestFacts) -> str:
    return facts.contact_name or facts.institution
