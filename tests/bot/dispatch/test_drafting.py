from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.drafting import (
    Outcome,
    asked_whether_same,
    follow,
    hear_same_with_form,
    hear_whether_same,
    receive,
    settle_same,
)
from bot.texts import partner as letters
from bot.texts.letter import Choices, Letter
from intake.drafts import open_draft
from intake.form import start, step
from intake.form_events import (
    Cancelled,
    Effect,
    Event,
    Filled,
    NotUnderstood,
    Pressed,
    Ready,
    SavedForLater,
    Typed,
)
from intake.form_state import ChannelKind, FormState, RequestForm
from storage.database import Database
from storage.people import Contact
from storage.requests import Request
from storage.states import RequestStatus
from tests.bot.dispatch.office import OLGA, post, tray
from tests.factories import MOMENT, add_contact, add_officer
from tests.intake.form_play import LETTER, REQUEST, TODAY

DAY = timedelta(days=1)


async def a_draft(
    session: AsyncSession,
    channel: ChannelKind = ChannelKind.CHAT,
    *,
    language: str = "en",
    number: int = 1,
    of: Contact | None = None,
) -> tuple[Request, Contact, FormState]:
    chat = f"telegram:{number}"
    contact = of or await add_contact(session, chat=chat, language=language)
    state, _ = start(language, channel)
    draft = await open_draft(
        session,
        contact,
        state,
        channel="telegram",
        source_id=chat,
        language=language,
        verified=False,
        now=MOMENT,
    )
    return draft, contact, state


async def after(
    session: AsyncSession, event: Event, channel: ChannelKind = ChannelKind.CHAT, *, language: str = "en"
) -> tuple[Outcome, Request]:
    """What follows from one event in a new form."""
    draft, contact, state = await a_draft(session, channel, language=language)
    state, effects = step(state, event, today=TODAY)
    return await follow(post(session), draft, contact, state, effects), draft


def actions(letter: Letter) -> list[str]:
    return [
        choice.action
        for block in letter.blocks
        if isinstance(block, Choices)
        for row in block.rows
        for choice in row
    ]


async def effects_become(session: AsyncSession, *effects: Effect) -> Outcome:
    draft, contact, state = await a_draft(session)
    return await follow(post(session), draft, contact, replace(state, at="title"), effects)


async def test_answer_leads_to_the_next_question_and_is_kept(database: Database) -> None:
    async with database.transaction() as session:
        outcome, draft = await after(session, Typed("CNSS"))

    assert (outcome.open, outcome.note, len(outcome.letters)) == (True, "draft", 1)
    assert outcome.letters[0].language == "en"
    state = FormState.from_json(draft.form)
    assert (state.answers.get("institution"), state.at != "institution") == ("CNSS", True)
    assert draft.status is RequestStatus.DRAFT


async def test_question_speaks_the_language_of_the_form(database: Database) -> None:
    async with database.transaction() as session:
        outcome, _ = await after(session, Typed("CNSS"), language="fr")

    assert [letter.language for letter in outcome.letters] == ["fr"]


async def test_question_has_its_buttons(database: Database) -> None:
    async with database.transaction() as session:
        outcome, _ = await after(session, Typed("CNSS"))

    assert {"f:later", "f:cancel"} <= set(actions(outcome.letters[0]))


async def test_mail_that_lacks_much_brings_the_form_and_one_that_lacks_little_does_not(
    database: Database,
) -> None:
    async with database.transaction() as session:
        much, _ = await after(session, Filled({"title": "Réforme"}), ChannelKind.MAIL)
    async with database.transaction() as session:
        draft, contact, state = await a_draft(session, ChannelKind.MAIL, number=2)
        little_raw = {name: text for name, text in LETTER.items() if name != "window"}
        state, effects = step(state, Filled(little_raw), today=TODAY)
        little = await follow(post(session), draft, contact, state, effects)

    assert (bool(much.letters[0].form), little.letters[0].form) == (True, "")
    assert (much.open, little.open) == (True, True)


async def test_complete_form_becomes_a_request_with_a_code(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        outcome, request = await after(session, Filled(LETTER), ChannelKind.MAIL)
        (told,) = await tray(session)

    assert (outcome.open, outcome.note) == (False, "request 2026-01")
    assert (request.code, request.status, request.title) == (
        "2026-01",
        RequestStatus.RECEIVED,
        REQUEST.title,
    )
    assert "[2026-01]" in outcome.letters[0].subject
    assert (told.to, told.about, told.by_token) == (OLGA, "request:1", True)
    assert {"eligible:1", "reject:1", "ask:1"} <= set(actions(told.letter))


async def test_partner_reads_their_language_and_officers_theirs(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session, language="es")
        outcome, _ = await after(session, Filled(LETTER), ChannelKind.MAIL, language="fr")
        (told,) = await tray(session)

    assert (outcome.letters[0].language, told.letter.language) == ("fr", "es")


async def test_officers_are_told_of_requests_with_the_same_title(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        draft, contact, _ = await a_draft(session)
        await receive(post(session), draft, contact, REQUEST)
        other, contact, _ = await a_draft(session, number=2)

        await receive(post(session, MOMENT + DAY), other, contact, REQUEST)

        first, second = await tray(session)
    assert "2026-01" in second.words.replace("[2026-02]", "")
    assert "2026-02" not in first.words


async def test_cancelled_form_is_closed(database: Database) -> None:
    async with database.transaction() as session:
        outcome, draft = await after(session, Pressed("f:cancel"))
        if draft.status is RequestStatus.DRAFT:  # asked whether the answers shall be dropped
            outcome = await effects_become_on(session, draft, Cancelled())

    assert outcome == Outcome((letters.cancelled(language="en"),), open=False, note="draft cancelled")
    assert (draft.status, draft.status_reason) == (RequestStatus.CLOSED, "cancelled")


async def effects_become_on(session: AsyncSession, draft: Request, *effects: Effect) -> Outcome:
    contact = await session.get_one(Contact, draft.contact_id)
    return await follow(post(session), draft, contact, FormState.from_json(draft.form), effects)


async def test_saved_form_waits(database: Database) -> None:
    async with database.transaction() as session:
        outcome = await effects_become(session, SavedForLater())
        draft = await session.get_one(Request, 1)

    assert outcome == Outcome((letters.saved(language="en"),), open=False, note="draft saved")
    assert draft.status is RequestStatus.DRAFT


async def test_words_that_mean_nothing_are_asked_for_again_once(database: Database) -> None:
    async with database.transaction() as session:
        alone = await effects_become(session, NotUnderstood("unclear"))
    async with database.transaction() as session:
        draft, contact, state = await a_draft(session, number=2)
        state, effects = step(state, Typed("CNSS"), today=TODAY)
        together = await follow(post(session), draft, contact, state, (NotUnderstood("unclear"), *effects))

    assert alone.letters == (letters.say_again("title", language="en"),)
    assert len(together.letters) == len(effects)


async def second(session: AsyncSession, form: RequestForm = REQUEST) -> tuple[Outcome, Request, Contact]:
    """The same contact's request once more, a day after the first."""
    draft, contact, _ = await a_draft(session)
    await receive(post(session), draft, contact, REQUEST)
    again, _, state = await a_draft(session, number=2, of=contact)
    state, _ = step(state, Filled(LETTER), today=TODAY)
    outcome = await follow(post(session, MOMENT + DAY), again, contact, state, (Ready(form),))
    return outcome, again, contact


async def test_repeat_is_asked_about_before_it_gets_a_code(database: Database) -> None:
    async with database.transaction() as session:
        outcome, draft, _ = await second(session)

    assert (outcome.open, outcome.note) == (True, "same as 2026-01?")
    assert (draft.status, draft.code, draft.form["same"]) == (RequestStatus.DRAFT, None, "2026-01")
    (letter,) = outcome.letters
    assert "2026-01" in letter.subject + str(letter.blocks)
    assert len(actions(letter)) == 2


async def test_other_request_is_received_without_a_question(database: Database) -> None:
    async with database.transaction() as session:
        outcome, draft, _ = await second(session, replace(REQUEST, title="Formation des juges"))

    assert (outcome.note, draft.code) == ("request 2026-02", "2026-02")


async def test_partner_who_says_it_is_the_same_keeps_the_first(database: Database) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)

        outcome = await settle_same(post(session), draft, contact, same=True)

    assert outcome == Outcome(
        (letters.kept_same("2026-01", language="en"),), open=False, note="same as 2026-01"
    )
    assert (draft.status, draft.status_reason, draft.code) == (
        RequestStatus.CLOSED,
        "same as 2026-01",
        None,
    )


async def test_partner_who_says_it_is_new_gets_a_code(database: Database) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)

        outcome = await settle_same(post(session), draft, contact, same=False)

    assert (outcome.note, draft.code, draft.status) == ("request 2026-02", "2026-02", RequestStatus.RECEIVED)


async def test_somebody_else_s_request_is_no_repeat(database: Database) -> None:
    """The question would tell a stranger code and title."""
    async with database.transaction() as session:
        draft, contact, _ = await a_draft(session)
        await receive(post(session), draft, contact, REQUEST)
        other, contact, state = await a_draft(session, number=2)

        outcome = await follow(post(session), other, contact, state, (Ready(REQUEST),))

    assert outcome.note == "request 2026-02"


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("SAME", "same as 2026-01"),
        ("Yes, the same.\n\nKind regards", "same as 2026-01"),
        ("Igual", "same as 2026-01"),
        ("NEW", "request 2026-02"),
        ("It is a new one", "request 2026-02"),
        ("not the same", "same as 2026-01?"),
        ("same or new?", "same as 2026-01?"),
        ("", "same as 2026-01?"),
        ("We sent it in March", "same as 2026-01?"),
    ],
)
async def test_words_settle_whether_it_is_the_same(database: Database, words: str, note: str) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)
        assert asked_whether_same(draft)

        outcome = await hear_whether_same(post(session), draft, contact, words)

        assert outcome.note == note
        assert asked_whether_same(draft) is (draft.status is not RequestStatus.RECEIVED)


async def test_question_about_a_request_that_is_gone_is_no_question(database: Database) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)
        draft.form = {**draft.form, "same": "2019-77"}

        outcome = await hear_whether_same(post(session), draft, contact, "what?")

    assert outcome.note == "request 2026-02"


async def test_answer_to_an_old_question_comes_too_late(database: Database) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)
        await settle_same(post(session), draft, contact, same=False)

        outcome = await settle_same(post(session), draft, contact, same=True)

    assert (outcome.note, outcome.open) == ("too late", False)
    assert draft.status is RequestStatus.RECEIVED


async def test_partner_who_said_it_is_new_is_not_asked_again_when_the_form_comes_with_it(
    database: Database,
) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)

        heard = await hear_same_with_form(post(session), draft, contact, "NEW, as this form shows")
        state = FormState.from_json(draft.form)
        outcome = await follow(post(session), draft, contact, state, (Ready(REQUEST),))

    assert heard is None
    assert (outcome.note, draft.status) == ("request 2026-02", RequestStatus.RECEIVED)


async def test_partner_who_said_it_is_new_is_not_asked_again_after_other_questions(
    database: Database,
) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)
        await hear_same_with_form(post(session), draft, contact, "NEW")
        state = FormState.from_json(draft.form)

        await follow(post(session), draft, contact, state, (NotUnderstood("unclear"),))
        outcome = await follow(post(session), draft, contact, state, (Ready(REQUEST),))

    assert outcome.note == "request 2026-02"


async def test_same_above_a_form_settles_it(database: Database) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)

        heard = await hear_same_with_form(post(session), draft, contact, "It is the same one")

    assert heard is not None
    assert (heard.note, draft.status) == ("same as 2026-01", RequestStatus.CLOSED)


async def test_form_without_a_word_about_it_is_asked_about_once_more(database: Database) -> None:
    async with database.transaction() as session:
        _, draft, contact = await second(session)

        heard = await hear_same_with_form(post(session), draft, contact, "Title: Pension reform")
        state = FormState.from_json(draft.form)
        outcome = await follow(post(session), draft, contact, state, (Ready(REQUEST),))

    assert (heard, outcome.note) == (None, "same as 2026-01?")
