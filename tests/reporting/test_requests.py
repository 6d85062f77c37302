from datetime import UTC, date, datetime, timedelta

import pytest

from reporting.requests import RequestRow, list_requests
from storage.institutions import find_or_add_institution
from storage.journal import record
from storage.states import RequestStatus
from storage.transaction import Transaction
from storage.turns import Turn
from tests.factories import add_request


async def test_request_is_one_row_with_its_institution_and_turn(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        institution = await find_or_add_institution(session, "INAM", "TG")
        await add_request(
            session,
            code="2026-01",
            title="Master plan",
            status=RequestStatus.ELIGIBLE,
            institution_id=institution.id,
            received_at=datetime(2026, 1, 2, 12, tzinfo=UTC),
            status_since=now - timedelta(days=3, hours=5),
        )

        rows = await list_requests(session, now=now, language="fr")

    assert rows == (
        RequestRow(
            code="2026-01",
            country="TG",
            country_name="Togo",
            title="Master plan",
            institution="INAM",
            status=RequestStatus.ELIGIBLE,
            status_label="Éligible",
            turn=Turn.OFFICER,
            since_days=3,
            received_on=date(2026, 1, 2),
        ),
    )


async def test_drafts_are_not_listed_and_the_newest_code_comes_first(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        for code in ("2026-100", "2026-99", None, "2025-07"):
            await add_request(session, code=code)

        rows = await list_requests(session, now=now, language="en")

    assert [row.code for row in rows] == ["2026-100", "2026-99", "2025-07"]


async def test_request_without_country_or_institution_is_listed(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        await add_request(session, code="2026-01", country=None)

        (row,) = await list_requests(session, now=now, language="en")

    assert (row.country, row.country_name, row.institution, row.received_on) == ("", "", "", None)


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"statuses": {RequestStatus.CHECKING}}, ["2026-02", "2026-01"]),
        ({"statuses": {RequestStatus.MERGED, RequestStatus.COMPLETED}}, ["2026-04", "2026-03"]),
        ({"country": "PE"}, ["2026-04", "2026-02"]),
        ({"country": "PE", "statuses": {RequestStatus.CHECKING}}, ["2026-02"]),
        ({"turn": Turn.PARTNER}, ["2026-02"]),
        ({"turn": Turn.OFFICER}, ["2026-01"]),
        ({"turn": Turn.NOBODY}, ["2026-04", "2026-03"]),
        ({"country": "MX"}, []),
    ],
)
async def test_list_can_be_narrowed(
    transaction: Transaction, now: datetime, filters: dict[str, object], codes: list[str]
) -> None:
    async with transaction() as session:
        await add_request(session, code="2026-01", status=RequestStatus.CHECKING)
        asked = await add_request(session, code="2026-02", country="PE", status=RequestStatus.CHECKING)
        await add_request(session, code="2026-03", status=RequestStatus.COMPLETED)
        await add_request(
            session, code="2026-04", country="PE", status=RequestStatus.MERGED, merged_into="2026-02"
        )
        record(
            session,
            at=now,
            actor="officer:1",
            event="request.question",
            subject=f"request:{asked.id}",
            request_id=asked.id,
        )

        rows = await list_requests(session, now=now, language="en", **filters)  # type: ignore[arg-type]

    assert [row.code for row in rows] == codes


@pytest.mark.parametrize(
    ("values", "successors"),
    [
        ({"merged_into": "2026-02"}, ("2026-02",)),
        ({"replaced_by": ["2026-02", "2026-03"]}, ("2026-02", "2026-03")),
        ({}, ()),
    ],
)
async def test_row_names_what_the_request_went_into(
    transaction: Transaction, now: datetime, values: dict[str, object], successors: tuple[str, ...]
) -> None:
    async with transaction() as session:
        await add_request(session, code="2026-01", **values)

        (row,) = await list_requests(session, now=now, language="en")

    assert row.successors == successors


async def test_request_of_an_old_register_waits_for_nobody(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        await add_request(session, code="2014-07", status=RequestStatus.CHECKING, channel="import")

        (row,) = await list_requests(session, now=now, language="en")

    assert (row.turn, row.past) == (Turn.NOBODY, True)


async def test_request_from_tomorrow_has_waited_no_days(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        await add_request(session, code="2026-01", status_since=now + timedelta(days=2))

        (row,) = await list_requests(session, now=now, language="en")

    assert row.since_days == 0
