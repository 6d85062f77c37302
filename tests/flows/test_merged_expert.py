"""Two rows become one expert while a question is open: the answer still comes home, whichever address it is from."""

from storage.expert_merge import Merged, merge_experts
from storage.people import Expert
from storage.states import InquiryStatus
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import Facility
from tests.flows.steps import ask_team
from tests.peers.smtp import answer

pytestmark = ON_SQLITE


async def merge_away(facility: Facility, double: str) -> Expert:
    """Somebody whom nobody asked turns out to be the person of this address."""
    async with facility.database.transaction() as session:
        ids = {one.expert_id for one in await facility.inquiries()}
        asked = [await session.get_one(Expert, expert_id) for expert_id in sorted(ids)]
        kept = await session.get_one(Expert, next(number for number in range(1, 13) if number not in ids))
        other = next(expert for expert in asked if expert.email == double)
        done = await merge_experts(session, kept, other, actor="operator", now=facility.time.now())
        assert isinstance(done, Merged)
        return kept


async def test_answer_from_the_address_of_the_double_counts(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    kept = await merge_away(facility, sofia.recipients[0])

    await facility.reply(sofia, "Yes, gladly.")

    assert [one.status for one in await facility.inquiries() if one.expert_id == kept.id] == [
        InquiryStatus.ACCEPTED
    ]


async def test_answer_from_the_other_address_of_the_same_person_counts(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    kept = await merge_away(facility, sofia.recipients[0])

    await facility.send(answer(sofia, "Yes, gladly.", sender=kept.email))

    assert [one.status for one in await facility.inquiries() if one.expert_id == kept.id] == [
        InquiryStatus.ACCEPTED
    ]
