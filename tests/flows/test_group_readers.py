"""Cards reach everybody: in the group who was seen there, in their own chat or by mail everybody else."""

from storage.states import Role
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.test_group_chat import GROUP, OTTO, desk, in_group, join, new_card

__all__ = ["desk"]
pytestmark = ON_SQLITE

NINA, PAUL = 503, 504


def cards(telegram: Telegram, chat: int) -> int:
    return sum(
        "Monitoring of the universal social pension" in one.text for one in telegram.peer.messages(chat)
    )


async def test_officer_outside_the_group_hears_of_requests_in_the_own_chat(desk: Telegram) -> None:
    await desk.invite(NINA, "nina@facility.example", "Nina Newcomer")

    await new_card(desk)

    assert [cards(desk, chat) for chat in (GROUP, NINA, OTTO)] == [1, 1, 0]


async def test_approver_outside_the_group_hears_of_teams(desk: Telegram) -> None:
    await desk.invite(PAUL, "paul@authority.example", "Paul Approver", role=Role.APPROVER)
    await new_card(desk)

    await in_group(desk, OLGAS_CHAT, "/eligible 2026-01")

    assert cards(desk, PAUL) > 0


async def test_whoever_gives_an_order_in_the_group_reads_there_from_then_on(desk: Telegram) -> None:
    await desk.invite(NINA, "nina@facility.example", "Nina Newcomer")
    await in_group(desk, NINA, "/queue")

    await new_card(desk)

    assert [cards(desk, chat) for chat in (GROUP, NINA)] == [1, 0]


async def test_whoever_leaves_the_group_hears_in_the_own_chat_again(desk: Telegram) -> None:
    otto = desk.peer.people.person(GROUP, "", "", OTTO)
    desk.peer.say(GROUP, user_id=OTTO, left_chat_member=otto)
    await desk.quiet()

    await new_card(desk)

    assert [cards(desk, chat) for chat in (GROUP, OTTO, OLGAS_CHAT)] == [1, 1, 0]


async def test_joining_another_group_than_the_officers_one_changes_nothing(desk: Telegram) -> None:
    await desk.invite(NINA, "nina@facility.example", "Nina Newcomer")
    await in_group(desk, 501, "/unlink")
    await join(desk, NINA)
    await in_group(desk, 501, "/link")

    await new_card(desk)

    assert [cards(desk, chat) for chat in (GROUP, NINA)] == [1, 1]
