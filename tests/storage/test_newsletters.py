from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.expert_merge import Merged, merge_experts
from storage.journal import JournalEntry
from storage.mail import Job
from storage.newsletter_issues import Draft, OtherWordsError, begin, progress, put_copies, readers
from storage.newsletters import (
    Added,
    Consent,
    NewsletterCopy,
    NewsletterSubscription,
    note_bounce,
    subscribe,
    subscription_of,
    subscriptions,
    unsubscribe,
)
from storage.people import Expert
from storage.states import JobStatus
from storage.transaction import Transaction
from tests.factories import add_contact, add_expert

MARCH = Draft("news", "march", "en", "News", "# News\n\nWords.")
APART = timedelta(seconds=2)


async def agree(transaction: Transaction, now: datetime, address: str, **told: object) -> Added:
    async with transaction() as session:
        return await subscribe(session, Consent(address, "workshop", "operator", **told), now=now)  # type: ignore[arg-type]


async def send(transaction: Transaction, now: datetime, draft: Draft = MARCH) -> int:
    async with transaction() as session:
        edition = await begin(session, draft, now=now)
        left = await readers(session, draft, facility_language="en")
        return await put_copies(
            session,
            edition,
            left,
            first_due=now,
            apart=APART,
            message_id=lambda one: f"{draft.name}.{one}",
            now=now,
        )


async def addresses(transaction: Transaction, draft: Draft, language: str = "en") -> list[str]:
    async with transaction() as session:
        return [one.address for one in await readers(session, draft, facility_language=language)]


async def test_name_and_language_are_the_registers(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        await add_contact(session, name="Ama Koffi", email="ama@labour.example", language="fr")

    first = await agree(transaction, now, " AMA@labour.example ")
    again = await agree(transaction, now, "ama@labour.example", language="pt")

    async with transaction() as session:
        [row] = await subscriptions(session)
    assert (first, again) == (Added.ADDED, Added.KNOWN)
    assert (row.address, row.name, row.language, row.source) == (
        "ama@labour.example",
        "Ama Koffi",
        "pt",
        "workshop",
    )


async def test_who_left_comes_back_only_at_their_own_wish(transaction: Transaction, now: datetime) -> None:
    await agree(transaction, now, "ama@labour.example")
    async with transaction() as session:
        row = await subscription_of(session, "ama@labour.example")
        assert row is not None
        ended = [await unsubscribe(session, row, by="operator", now=now) for _ in range(2)]

    unasked = await agree(transaction, now, "ama@labour.example")
    asked = await agree(transaction, now, "ama@labour.example", again=True)

    assert ended == [True, False]
    assert (unasked, asked) == (Added.LEFT, Added.ADDED)
    async with transaction() as session:
        events = (await session.exec(select(JournalEntry.event).order_by(col(JournalEntry.id)))).all()
    assert events == ["newsletter.subscribed", "newsletter.unsubscribed", "newsletter.subscribed"]


async def test_expert_who_opted_out_is_never_added(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        expert = await add_expert(session, 1, opted_out=True)

    assert await agree(transaction, now, expert.email) is Added.OPTED_OUT


async def test_readers_are_those_of_the_list_and_language_who_want_it(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        left = await add_expert(session, 1)
    for address, told in {
        "a@x.example": {"language": "en"},
        "b@x.example": {},
        "c@x.example": {"language": "fr"},
        "d@x.example": {"language": "en", "list_name": "other"},
        "e@x.example": {"language": "en"},
        left.email: {"language": "en"},
    }.items():
        await agree(transaction, now, address, **told)
    async with transaction() as session:
        gone = await subscription_of(session, "e@x.example")
        assert gone is not None
        gone.bounced_at = now
        (await session.get_one(Expert, left.id)).opted_out = True

    assert await addresses(transaction, MARCH) == ["a@x.example", "b@x.example"]
    assert await addresses(transaction, MARCH, language="fr") == ["a@x.example"]


async def test_copies_are_made_once_each_and_spread_in_time(transaction: Transaction, now: datetime) -> None:
    for address in ("a@x.example", "b@x.example"):
        await agree(transaction, now, address)

    first = await send(transaction, now)
    await agree(transaction, now, "c@x.example")
    second = await send(transaction, now)
    third = await send(transaction, now)

    async with transaction() as session:
        jobs = (await session.exec(select(Job).order_by(col(Job.id)))).all()
    assert (first, second, third) == (2, 1, 0)
    assert [(job.destination, job.due_at - now) for job in jobs] == [
        ("newsletter:a@x.example", timedelta()),
        ("newsletter:b@x.example", APART),
        ("newsletter:c@x.example", timedelta()),
    ]
    assert len({job.message_id for job in jobs}) == 3


async def test_send_that_was_cut_off_goes_on_where_it_stopped(
    transaction: Transaction, now: datetime
) -> None:
    for letter in "abc":
        await agree(transaction, now, f"{letter}@x.example")
    async with transaction() as session:
        edition = await begin(session, MARCH, now=now)
        some = await readers(session, MARCH, facility_language="en", at_most=2)
        await put_copies(session, edition, some, first_due=now, apart=APART, message_id=str.upper, now=now)

    assert await send(transaction, now) == 1
    async with transaction() as session:
        assert len((await session.exec(select(NewsletterCopy.id))).all()) == 3


async def test_an_address_gets_an_issue_in_one_language_only(transaction: Transaction, now: datetime) -> None:
    await agree(transaction, now, "a@x.example", language="en")
    await send(transaction, now)
    await agree(transaction, now, "a@x.example", language="fr")

    assert (
        await send(transaction, now, Draft("news", "march", "fr", "Nouvelles", "# Nouvelles\n\nMots.")) == 0
    )
    assert await send(transaction, now, Draft("news", "april", "fr", "Avril", "# Avril\n\nMots.")) == 1


async def test_copy_made_at_the_same_moment_elsewhere_is_not_made_again(
    transaction: Transaction, now: datetime
) -> None:
    """Two sends that have both read the same list."""
    await agree(transaction, now, "a@x.example")
    async with transaction() as session:
        left = await readers(session, MARCH, facility_language="en")
    await send(transaction, now)

    async with transaction() as session:
        edition = await begin(session, MARCH, now=now)
        added = await put_copies(
            session, edition, left, first_due=now, apart=APART, message_id=lambda one: one, now=now
        )

    assert added == 0


async def test_other_words_under_a_name_that_is_taken_are_refused(
    transaction: Transaction, now: datetime
) -> None:
    await send(transaction, now)

    with pytest.raises(OtherWordsError):
        await send(transaction, now, Draft("news", "march", "en", "News", "# News\n\nOther words."))


async def test_progress_counts_each_copy_once(database: Database, now: datetime) -> None:
    transaction = database.transaction
    for letter in "abcde":
        await agree(transaction, now, f"{letter}@x.example")
    await send(transaction, now)
    async with transaction() as session:
        jobs = (await session.exec(select(Job).order_by(col(Job.id)))).all()
        for job, status in zip(
            jobs, (JobStatus.DONE, JobStatus.DONE, JobStatus.DEAD, JobStatus.DONE), strict=False
        ):
            job.status = status
        jobs[0].result, jobs[1].result = {"relay": "250 OK"}, {"withdrawn": True}
        copy = (
            await session.exec(select(NewsletterCopy).where(NewsletterCopy.address == "d@x.example"))
        ).one()
        await note_bounce(session, copy, now=now)

    async with database.snapshot() as session:
        [seen] = await progress(session)
        bounced = (await session.exec(select(NewsletterSubscription.bounced_at))).all()
    assert (seen.sent, seen.left, seen.not_delivered, seen.came_back, seen.waiting) == (1, 1, 1, 1, 1)
    assert seen.subjects == (("en", "News"),)
    assert sum(one is not None for one in bounced) == 1


async def test_address_that_is_gone_is_gone_for_inquiries_too(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        expert = await add_expert(session, 1)
    await agree(transaction, now, expert.email)
    await send(transaction, now)

    async with transaction() as session:
        copy = (await session.exec(select(NewsletterCopy))).one()
        await note_bounce(session, copy, now=now)

    async with transaction() as session:
        marked = (await session.exec(select(Expert.email_bounced))).one()
        row = await subscription_of(session, expert.email)
    assert row is not None
    assert (marked, row.bounced_at) == (True, now)


async def two_rows(transaction: Transaction) -> tuple[str, str]:
    """The addresses of one expert who is registered twice; the kept one first."""
    async with transaction() as session:
        keep, double = await add_expert(session, 12), await add_expert(session, 300)
    return keep.email, double.email


async def join(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        keep, double = [
            (await session.exec(select(Expert).where(Expert.code == code))).one()
            for code in ("EX-0012", "EX-0300")
        ]
        assert isinstance(await merge_experts(session, keep, double, actor="operator", now=now), Merged)


async def leave(transaction: Transaction, now: datetime, address: str) -> bool:
    async with transaction() as session:
        row = await subscription_of(session, address)
        assert row is not None
        return await unsubscribe(session, row, by="operator", now=now)


@pytest.mark.parametrize("leaves", [0, 1], ids=["kept", "double"])
@pytest.mark.parametrize("left_first", [True, False], ids=["left_before", "left_after"])
async def test_who_leaves_at_one_address_has_left_at_that_of_a_merged_row(
    transaction: Transaction, now: datetime, *, leaves: int, left_first: bool
) -> None:
    pair = await two_rows(transaction)
    for address in (*pair, "ama@labour.example"):
        await agree(transaction, now, address)

    if left_first:
        left = await leave(transaction, now, pair[leaves])
        await join(transaction, now)
    else:
        await join(transaction, now)
        left = await leave(transaction, now, pair[leaves])

    assert left
    assert await addresses(transaction, MARCH) == ["ama@labour.example"]
    assert not await leave(transaction, now, pair[1 - leaves])


async def test_a_merged_row_s_address_is_not_added_again_unasked(
    transaction: Transaction, now: datetime
) -> None:
    kept, double = await two_rows(transaction)
    await agree(transaction, now, double)
    await leave(transaction, now, double)
    await join(transaction, now)

    unasked = await agree(transaction, now, kept)
    asked = await agree(transaction, now, kept, again=True)

    assert (unasked, asked) == (Added.LEFT, Added.ADDED)
    assert await addresses(transaction, MARCH) == [kept]


async def test_who_leaves_one_list_stays_on_another_after_a_merge(
    transaction: Transaction, now: datetime
) -> None:
    kept, double = await two_rows(transaction)
    await agree(transaction, now, kept, list_name="partners")
    await agree(transaction, now, double)
    await leave(transaction, now, double)

    await join(transaction, now)

    partners = Draft("partners", "march", "en", "News", "# News")
    assert await addresses(transaction, partners) == [kept]


async def test_an_expert_who_opts_out_after_a_merge_gets_nothing_at_the_other_address(
    transaction: Transaction, now: datetime
) -> None:
    kept, double = await two_rows(transaction)
    await agree(transaction, now, double)
    await join(transaction, now)

    async with transaction() as session:
        expert = (await session.exec(select(Expert).where(Expert.email == kept))).one()
        expert.opted_out = True

    assert await addresses(transaction, MARCH) == []
    assert await agree(transaction, now, double) is Added.OPTED_OUT
