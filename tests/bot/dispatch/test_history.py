import ast
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.history import LONGEST_HISTORY, history_lines
from config.languages import INTERFACE_LANGUAGES
from config.texts import keys, say
from storage.database import Database
from storage.journal import record
from storage.life import STEPS_BACK
from storage.states import (
    REQUEST_STEPS,
    InquiryStatus,
    MissionStatus,
    ProposalStatus,
    RequestStatus,
    SeatStatus,
)
from tests.factories import (
    add_contact,
    add_expert,
    add_inquiry,
    add_mission,
    add_officer,
    add_request,
    add_seat,
)

ROOT = Path(__file__).parents[3]

UNTOLD = {
    "request.draft": "nobody goes back to a draft",
    "proposal.open": "the letter with the teams says it",
    "proposal.superseded": "the newer teams say it",
    "activity.imported": "the register of activities says it",
    "activity.corrected": "the register of activities says it",
    "expert.worked": "the report of expert-days says it",
    "deliverable.imported": "the register of deliverables says it",
    "deliverable.corrected": "the register of deliverables says it",
    "mission.imported": "the register of missions says it",
    "deliverable.received": "the register of deliverables says it",
    "deliverable.checked": "the register of deliverables says it",
    "deliverable.edited": "the register of deliverables says it",
    "mission.papers": "the register of deliverables says it",
    "mission.corrected": "the register of missions says it",
    "evaluation.given": "the register of evaluations says it",
    "evaluation.imported": "the register of evaluations says it",
    "evaluation.corrected": "the register of evaluations says it",
    "seat.open": "the alternate's question says it",
    "seat.asked": "the question says it",
    "seat.confirmed": "the answer says it",
}
"""Events that a history leaves out, and what tells them instead."""
BY_IMPORT = {"request.imported", "request.corrected"}
"""The import puts these together from two words."""


def statuses() -> set[str]:
    """Every event that a change of status writes."""
    nouns = {
        "request": RequestStatus,
        "proposal": ProposalStatus,
        "inquiry": InquiryStatus,
        "mission": MissionStatus,
        "seat": SeatStatus,
    }
    return {f"{noun}.{status}" for noun, kind in nouns.items() for status in kind}


def recorded() -> set[str]:
    """Every event that the code writes about a request by name."""
    found = set()
    for room in ("bot", "intake", "matching", "storage"):
        for file in (ROOT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call):
                    words = {one.arg: one.value for one in call.keywords}
                    if "event" in words and "request_id" in words:
                        told = [one for one in ast.walk(words["event"]) if isinstance(one, ast.Constant)]
                        found |= {str(one.value) for one in told if re.fullmatch(r"\w+\.\w+", str(one.value))}
    return found


async def a_case(session: AsyncSession) -> None:
    await add_request(session)
    await add_contact(session)
    await add_expert(session)
    await add_officer(session)


async def lines(
    database: Database, now: datetime, *entries: tuple[str, str, dict[str, object]], language: str = "en"
) -> list[str]:
    """The history after these entries (actor, event, facts), one a day."""
    async with database.transaction() as session:
        await a_case(session)
        for number, (actor, event, facts) in enumerate(entries):
            record(
                session,
                at=now + timedelta(days=number),
                actor=actor,
                event=event,
                subject="request:1",
                request_id=1,
                facts=facts,
            )
        await session.flush()
        return list(await history_lines(session, 1, language=language))


async def test_history_tells_who_did_what_when_and_why(database: Database, now: datetime) -> None:
    told = await lines(
        database,
        now,
        ("contact:1", "request.received", {}),
        ("officer:1", "request.question", {"question": "Which\n dates?"}),
        ("contact:1", "request.reply", {"words": "In March"}),
        ("officer:1", "request.eligible", {}),
        ("expert:1", "inquiry.declined", {"reason": "Sorry, I cannot."}),
        ("muster", "inquiry.expired", {}),
        ("operator", "request.imported", {}),
    )

    assert told == [
        "12 January 2026: request received (Afi Mensah)",
        "13 January 2026: question to the partner (Olga Novak) Which dates?",
        "14 January 2026: the partner wrote (Afi Mensah) In March",
        "15 January 2026: found eligible (Olga Novak)",
        "16 January 2026: expert said no (Ines Duarte1) Sorry, I cannot.",
        "17 January 2026: no answer in time (Muster)",
        "18 January 2026: read from the old register (operator)",
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "12 January 2026: found eligible (Olga Novak)"),
        ("fr", "12 janvier 2026: jugée recevable (Olga Novak)"),
        ("es", "12 de enero de 2026: considerada admisible (Olga Novak)"),
        ("pt", "12 de janeiro de 2026: considerado elegível (Olga Novak)"),
    ],
)
async def test_history_speaks_the_reader_s_language(
    database: Database, now: datetime, language: str, line: str
) -> None:
    (told,) = await lines(database, now, ("officer:1", "request.eligible", {}), language=language)

    assert told.replace("\N{NARROW NO-BREAK SPACE}:", ":").replace("\N{NO-BREAK SPACE}:", ":") == line


@pytest.mark.parametrize(
    ("event", "actor", "line"),
    [
        ("inquiry.asked", "muster", "expert asked: Ines Duarte1 (Muster)"),
        ("inquiry.expired", "muster", "no answer in time: Ines Duarte1 (Muster)"),
        ("inquiry.accepted", "officer:1", "expert said yes: Ines Duarte1 (Olga Novak)"),
        ("inquiry.accepted", "expert:1", "expert said yes (Ines Duarte1)"),
    ],
)
async def test_inquiry_is_told_with_its_expert_once(
    database: Database, now: datetime, event: str, actor: str, line: str
) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        await add_officer(session)
        seat = await add_seat(session, await add_mission(session, request))
        inquiry = await add_inquiry(session, seat, await add_expert(session))
        subject = f"inquiry:{inquiry.id}"
        record(session, at=now, actor=actor, event=event, subject=subject, request_id=1)
        await session.flush()

        assert await history_lines(session, 1, language="en") == (f"12 January 2026: {line}",)


@pytest.mark.parametrize("actor", ["officer:99", "expert:99", "contact:99"])
async def test_somebody_who_is_gone_is_told_by_number(database: Database, now: datetime, actor: str) -> None:
    assert await lines(database, now, (actor, "request.closed", {})) == [f"12 January 2026: closed ({actor})"]


async def test_contact_without_a_name_is_told_by_address(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_request(session)
        contact = await add_contact(session, name="", email="afi@ministry.example")
        record(
            session,
            at=now,
            actor=f"contact:{contact.id}",
            event="request.received",
            subject="request:1",
            request_id=1,
        )
        await session.flush()

        assert await history_lines(session, 1, language="en") == (
            "12 January 2026: request received (afi@ministry.example)",
        )


async def test_other_requests_have_their_own_history(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await a_case(session)
        other = await add_request(session)
        record(
            session, at=now, actor="muster", event="request.closed", subject="request:2", request_id=other.id
        )
        await session.flush()

        assert await history_lines(session, 1, language="en") == ()


async def test_long_words_are_cut_and_long_histories_lose_their_beginning(
    database: Database, now: datetime
) -> None:
    entries = [("officer:1", "request.question", {"question": f"{n} " + "x" * 500}) for n in range(60)]

    told = await lines(database, now, *entries)  # type: ignore[arg-type]

    assert len(told) == LONGEST_HISTORY
    assert [line.partition(") ")[2].split()[0] for line in (told[0], told[-1])] == ["20", "59"]
    assert max(len(line.partition(") ")[2]) for line in told) == 160


async def test_steps_that_say_nothing_new_are_left_out(database: Database, now: datetime) -> None:
    entries: list[tuple[str, str, dict[str, object]]] = [("muster", event, {}) for event in UNTOLD]

    assert await lines(database, now, *entries) == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_event_has_words_or_a_reason_for_having_none(language: str) -> None:
    told = {key.removeprefix("journal.") for key in keys(language, "journal")}

    silent = (statuses() | recorded() | set(STEPS_BACK.values())) - told

    assert silent == set(UNTOLD)


def test_no_words_stand_for_events_nobody_writes() -> None:
    told = {re.split(r"\.(?:after|by)\.", key.removeprefix("journal."))[0] for key in keys("en", "journal")}
    written = statuses() | recorded() | set(STEPS_BACK.values())

    assert told - written == {"line", "named", "muster", "operator", *BY_IMPORT}


def test_words_for_a_step_back_stand_for_steps_that_are_allowed() -> None:
    again = [key.removeprefix("journal.request.") for key in keys("en", "journal") if ".after." in key]
    steps = [tuple(map(RequestStatus, one.split(".after."))) for one in again]

    assert [(after, before) for after, before in steps if after not in REQUEST_STEPS[before]] == []


async def test_request_that_is_eligible_again_is_not_told_as_found_eligible(
    database: Database, now: datetime
) -> None:
    told = await lines(
        database,
        now,
        ("officer:1", "request.eligible", {"from": "received"}),
        ("officer:1", "request.eligible", {"from": "approved"}),
        ("muster", "request.checking", {"from": "on_hold"}),
    )

    assert [line.partition(": ")[2].partition(" (")[0] for line in told] == [
        "found eligible",
        "eligible again",
        "taken up again",
    ]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_line_names_date_event_actor_and_words(language: str) -> None:
    line = say(language, "journal.line", date="D", event="E", actor="A", words="W")

    assert {"D", "E", "A", "W"} <= set(line.replace("(", " ").replace(")", " ").replace(":", " ").split())
