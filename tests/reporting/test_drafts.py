from datetime import date, datetime, timedelta

from reporting.drafts import DraftRow, count_drafts, list_drafts
from storage.states import RequestStatus
from storage.transaction import Transaction
from tests.factories import add_contact, add_request


async def test_drafts_are_told_newest_first_with_what_is_known(
    transaction: Transaction, now: datetime
) -> None:
    begun = now - timedelta(days=3, hours=2)
    async with transaction() as session:
        afi = await add_contact(session, name="Afi", email="afi@inam.example", chat="telegram:1")
        bo = await add_contact(session, name="", chat="telegram:2")
        form = {"answers": {"title": "Master plan", "contact_name": "Afi Mensah", "country": "TG"}}
        await add_request(session, contact_id=afi.id, title="", country=None, form=form, created_at=begun)
        await add_request(session, contact_id=bo.id, title="", country="PE", created_at=now)
        await add_request(session, contact_id=bo.id, code="2026-01", status=RequestStatus.RECEIVED)

        everyone = await list_drafts(session, now=now)
        peru = await list_drafts(session, now=now, country="PE")
        count = await count_drafts(session)

    bos = DraftRow("", "telegram:2", "", "PE", now.date(), 0)
    assert everyone == (
        bos,
        DraftRow("Afi Mensah", "afi@inam.example", "Master plan", "TG", date(2026, 1, 9), 3),
    )
    assert (peru, count) == ((bos,), 2)


async def test_draft_of_nobody_known_is_listed(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        await add_request(session, title="", country=None)

        (row,) = await list_drafts(session, now=now)

    assert (row.contact, row.address, row.title) == ("", "", "")
