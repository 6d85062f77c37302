from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from intake.form_state import RequestForm
from intake.message import Attachment
from intake.submit import find_repeat, keep_attachments, submit
from storage.database import Database
from storage.files import MAX_BYTES
from storage.journal import JournalEntry
from storage.life import move_request
from storage.people import Contact, Institution
from storage.queries import files_of
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import MOMENT, add_contact, add_request

FORM = RequestForm(
    institution="Ministère du Travail",
    country="TG",
    contact_name="Afi Mensah",
    contact_email="afi@ministry.example",
    contact_phone="+228 90 00 00 00",
    title="Reform of social pensions",
    areas=("social_pensions", "statistics"),
    background="Payments are made by hand.",
    general_objective="Fewer poor elderly",
    specific_objectives="A register",
    expected_results="Payments by phone",
    window=Period(date(2026, 3, 2), date(2026, 3, 27)),
    duration_days=10,
    languages=("fr", "en"),
    experts=3,
    profiles=("Actuary",),
    attachments=("letter.pdf",),
    kept_as_written={"experts": "three or four"},
)
DAY = timedelta(days=1)


async def received(
    session: AsyncSession, form: RequestForm = FORM, *, now: datetime = MOMENT, contact: Contact | None = None
) -> Request:
    contact = contact or await add_contact(session)
    draft = await add_request(session, title="", country=None, contact_id=contact.id)
    return await submit(session, draft, form, contact, now=now)


async def found_again(session: AsyncSession, form: RequestForm, *, now: datetime) -> Request | None:
    """The request that the sender of the first one seems to repeat."""
    contact = (await session.exec(select(Contact).order_by(col(Contact.id)))).first()
    return await find_repeat(session, form, contact or await add_contact(session), now=now)


async def test_form_becomes_a_request_word_for_word(database: Database) -> None:
    async with database.transaction() as session:
        request = await received(session)

    async with database.transaction() as session:
        stored = await session.get_one(Request, request.id)
        institution = (await session.exec(select(Institution))).one()
    assert (institution.name, institution.country) == ("Ministère du Travail", "TG")
    assert stored.model_dump(include=set(EXPECTED)) == EXPECTED | {"institution_id": institution.id}


EXPECTED = {
    "code": "2026-01",
    "status": RequestStatus.RECEIVED,
    "received_at": MOMENT,
    "institution_id": 1,
    "country": "TG",
    "title": "Reform of social pensions",
    "areas": ["social_pensions", "statistics"],
    "background": "Payments are made by hand.",
    "general_objective": "Fewer poor elderly",
    "specific_objectives": "A register",
    "expected_results": "Payments by phone",
    "window_start": date(2026, 3, 2),
    "window_end": date(2026, 3, 27),
    "duration_days": 10,
    "languages": ["fr", "en"],
    "experts_wanted": 3,
    "profiles": ["Actuary"],
    "kept_as_written": {"experts": "three or four"},
}


async def test_codes_count_up_within_the_year(database: Database) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        moments = (MOMENT, MOMENT + DAY, MOMENT + 365 * DAY, MOMENT + 2 * DAY)
        codes = [(await received(session, now=now, contact=contact)).code for now in moments]

    assert codes == ["2026-01", "2026-02", "2027-01", "2026-03"]


async def test_receipt_is_in_the_journal_as_the_contact_s_doing(database: Database) -> None:
    async with database.transaction() as session:
        request = await received(session)
        entry = (await session.exec(select(JournalEntry))).one()

    assert (entry.event, entry.actor, entry.subject) == (
        "request.received",
        f"contact:{request.contact_id or 1}",
        f"request:{request.id}",
    )


async def test_form_without_dates_leaves_them_open(database: Database) -> None:
    async with database.transaction() as session:
        request = await received(session, replace(FORM, window=None, duration_days=None, experts=None))

    assert (request.window_start, request.window_end, request.duration_days, request.experts_wanted) == (
        None,
        None,
        None,
        None,
    )


async def test_contact_of_whom_little_is_known_is_filled_in(database: Database) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session, name="")
        await received(session, contact=contact)

    assert (contact.name, contact.phone, contact.institution_id) == ("Afi Mensah", "+228 90 00 00 00", 1)


async def test_what_is_known_of_a_contact_is_kept(database: Database) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session, name="A. Mensah", phone="1")
        await received(session, contact=contact)
        await received(
            session, replace(FORM, institution="CNSS", contact_name="Somebody else"), contact=contact
        )

    assert (contact.name, contact.phone, contact.institution_id) == ("A. Mensah", "1", 1)


async def test_institution_is_known_again_however_it_is_written(database: Database) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        first = await received(session, contact=contact)
        second = await received(session, replace(FORM, institution="MINISTERE DU TRAVAIL"), contact=contact)
        elsewhere = await received(session, replace(FORM, country="BJ"), contact=contact)

    assert first.institution_id == second.institution_id
    assert first.institution_id != elsewhere.institution_id


async def repeated(
    database: Database, form: RequestForm, *, after: timedelta = DAY, status: RequestStatus | None = None
) -> str | None:
    """Code of the earlier request that this form seems to repeat."""
    async with database.transaction() as session:
        earlier = await received(session)
        if status is not None:
            await move_request(session, earlier, status, now=MOMENT, actor="officer:1")
        found = await found_again(session, form, now=MOMENT + after)
        return found.code if found else None


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "REFORM OF SOCIAL PENSIONS"},
        {"title": "Social pensions: reform of"},
        {"title": "Reforms of social pensions."},
        {"institution": "Ministere du travail"},
        {"background": "Something else", "window": None, "areas": ()},
        {"title": "Reform of the social pensions of the rural districts of Togo"},
    ],
)
async def test_same_words_of_the_same_institution_are_a_repeat(
    database: Database, changes: dict[str, object]
) -> None:
    assert await repeated(database, replace(FORM, **changes)) == "2026-01"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"country": "BJ"},
        {"institution": "Ministère de la Santé"},
        {"title": "Reform of civil service pensions"},
        {"title": "Reform of social pensions, phase 2"},
        {"title": "Reform of the social pensions of rural districts", "areas": ("disability",)},
        {"title": "Social pensions"},
        {"title": ""},
    ],
)
async def test_other_words_or_places_are_no_repeat(database: Database, changes: dict[str, object]) -> None:
    assert await repeated(database, replace(FORM, **changes)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pension reform, phase 1", "Pension reform, phase 2"),
        ("Pension reform, phase I", "Pension reform, phase II"),
        ("Training, part A", "Training, part B"),
        ("Reform of law 12/2019", "Reform of law 13/2019"),
        ("Budget 2026", "Budget 2027"),
        ("Première phase de la réforme", "Deuxième phase de la réforme"),
    ],
)
async def test_phases_are_told_apart(database: Database, one: str, other: str) -> None:
    async with database.transaction() as session:
        await received(session, replace(FORM, title=one))

        assert await found_again(session, replace(FORM, title=other), now=MOMENT + DAY) is None
        assert (
            await found_again(session, replace(FORM, title=f"{one.upper()}."), now=MOMENT + DAY) is not None
        )


@pytest.mark.parametrize("status", [RequestStatus.REJECTED, RequestStatus.CLOSED])
async def test_request_that_was_turned_down_may_be_asked_again(
    database: Database, status: RequestStatus
) -> None:
    assert await repeated(database, FORM, status=status) is None


@pytest.mark.parametrize("status", [RequestStatus.CHECKING, RequestStatus.ELIGIBLE, RequestStatus.ON_HOLD])
async def test_request_in_work_is_repeated(database: Database, status: RequestStatus) -> None:
    assert await repeated(database, FORM, status=status) == "2026-01"


async def test_after_half_a_year_the_same_words_are_a_new_request(database: Database) -> None:
    async with database.transaction() as session:
        await received(session)

        within = await found_again(session, FORM, now=MOMENT + 180 * DAY)
        after = await found_again(session, FORM, now=MOMENT + 180 * DAY + timedelta(seconds=1))

    assert (within is not None, after) == (True, None)


async def test_draft_is_no_earlier_request(database: Database) -> None:
    async with database.transaction() as session:
        await add_request(session, title=FORM.title, country="TG")

        assert await found_again(session, FORM, now=MOMENT) is None


async def test_of_several_repeats_the_newest_is_named(database: Database) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        await received(session, contact=contact)
        await received(session, contact=contact)

        found = await found_again(session, FORM, now=MOMENT)

    assert found is not None
    assert found.code == "2026-02"


def attached(name: str, content: bytes) -> Attachment:
    return Attachment(name, "application/pdf", content)


async def test_files_are_kept_with_their_request(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        files = (attached("letter.pdf", b"%PDF-1.7 x"), attached("../notes.txt", b"Hello"))

        refused = await keep_attachments(session, request, files, inbox_id=None, now=MOMENT)
        kept = await files_of(session, request.id or 0)

    assert refused == ()
    assert [(file.filename, file.media_type, file.content) for file in kept] == [
        ("letter.pdf", "application/pdf", b"%PDF-1.7 x"),
        ("notes.txt", "text/plain", b"Hello"),
    ]


async def test_file_that_is_too_large_is_named_and_the_others_are_kept(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        files = (attached("film.pdf", b"x" * (MAX_BYTES + 1)), attached("letter.pdf", b"%PDF-1.7"))

        refused = await keep_attachments(session, request, files, inbox_id=None, now=MOMENT)
        kept = await files_of(session, request.id or 0)

    assert refused == ("film.pdf",)
    assert [file.filename for file in kept] == ["letter.pdf"]


async def test_same_file_twice_is_kept_once_per_request(database: Database) -> None:
    async with database.transaction() as session:
        request, other = await add_request(session), await add_request(session)
        logo = attached("logo.png", b"\x89PNG")
        for row in (request, request, other):
            await keep_attachments(session, row, (logo, logo), inbox_id=None, now=MOMENT)

        counts = [len(await files_of(session, row.id or 0)) for row in (request, other)]

    assert counts == [1, 1]


async def test_nothing_attached_keeps_nothing(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)

        assert await keep_attachments(session, request, (), inbox_id=None, now=MOMENT) == ()
        assert await files_of(session, request.id or 0) == []


async def test_codes_stay_gap_free_when_a_submission_fails(database: Database) -> None:
    class StopError(Exception):
        pass

    async def fail() -> None:
        async with database.transaction() as session:
            await received(session)
            raise StopError

    with pytest.raises(StopError):
        await fail()
    async with database.transaction() as session:
        await received(session)

    async with database.transaction() as session:
        codes = (await session.exec(select(Request.code).order_by(col(Request.id)))).all()
    assert codes == ["2026-01"]


async def test_request_of_somebody_else_is_never_named(database: Database) -> None:
    async with database.transaction() as session:
        await received(session)
        stranger = await add_contact(session, name="Kofi Agbo")

        assert await find_repeat(session, FORM, stranger, now=MOMENT) is None
