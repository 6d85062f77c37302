"""An officer's desk in the pocket: queue, card, documents, second taps, and what colleagues see of it on Telegram."""

import pytest

from storage.files import store_file
from storage.states import RequestStatus
from tests.flows.chats import OLGAS_CHAT as OLGA_CHAT
from tests.flows.chats import Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.flows.steps import form, send_request
from tests.peers.telegram_chats import Shown

pytestmark = ON_SQLITE

OTTO = 600
TWIN = "other@ministry.example"


@pytest.fixture
async def desk(telegram: Telegram) -> Telegram:
    """A request that waits, shown to Olga and Otto."""
    await telegram.invite(OLGA_CHAT, OLGA, "Olga Novak")
    await telegram.invite(OTTO, "otto@facility.example", "Otto Berg")
    await send_request(telegram.facility)
    await telegram.quiet()
    return telegram


def last(telegram: Telegram, chat: int) -> Shown:
    return telegram.peer.messages(chat)[-1]


async def test_queue_is_narrowed_in_place_and_opens_cards(desk: Telegram) -> None:
    await send_request(desk.facility, form(title="Another pension question"), sender=TWIN)
    desk.facility.time.forward(days=4)
    await desk.say(OLGA_CHAT, "/queue")
    asked = last(desk, OLGA_CHAT)
    assert "2 open requests." in asked.text
    assert "Received · Your turn · for 4 days · LATE" in asked.text

    await desk.press(OLGA_CHAT, "Mine")
    narrowed = last(desk, OLGA_CHAT)
    await desk.press(OLGA_CHAT, "Mine (on)")
    await desk.press(OLGA_CHAT, "card:1")

    assert (narrowed.message_id, narrowed.text.split("\n")[0]) == (
        asked.message_id,
        "0 open requests. Only: Mine.",
    )
    assert last(desk, OLGA_CHAT).message_id == asked.message_id
    assert "eligible:1" in last(desk, OLGA_CHAT).actions


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/queue officer received", "Only: Officers and Received."),
        ("/queue partner", "0 open requests."),
        ("/queue purple", "cannot be narrowed by “purple”"),
    ],
)
async def test_queue_is_narrowed_by_words(desk: Telegram, words: str, said: str) -> None:
    assert said in await desk.say(OLGA_CHAT, words)


async def test_request_is_taken_in_hand_and_colleagues_see_it_quietly(desk: Telegram) -> None:
    before = len(desk.peer.messages(OTTO))
    await desk.press(OLGA_CHAT, "card:1")

    await desk.press(OLGA_CHAT, "assign:1")

    assert "Looked after by: Olga Novak" in last(desk, OLGA_CHAT).text
    assert "Looked after by: Olga Novak" in last(desk, OTTO).text
    assert len(desk.peer.messages(OTTO)) == before
    assert "looked after by Olga Novak" in await desk.say(OTTO, "/queue")
    assert "1 open request. Only: Mine." in await desk.say(OLGA_CHAT, "/queue mine")


async def test_document_is_sent_by_its_button(desk: Telegram) -> None:
    async with desk.database.transaction() as session:
        await store_file(
            session,
            request_id=1,
            inbox_id=None,
            filename="annex.txt",
            content=b"27,000 people",
            now=desk.facility.time.now(),
        )
    await desk.press(OLGA_CHAT, "card:1")

    await desk.press(OLGA_CHAT, "Send me annex.txt")

    assert len(desk.peer.called("sendDocument")) == 1
    assert "no longer" not in await desk.press_old(OLGA_CHAT, "card:1")
    assert "does not belong" in await desk.press_old(OLGA_CHAT, "file:1:99")


async def test_decision_is_asked_about_once_more_and_can_be_taken_back(desk: Telegram) -> None:
    asked = await desk.press(OLGA_CHAT, "eligible:1")
    assert "Find 2026-01 “Monitoring of the universal social pension” eligible?" in asked
    assert last(desk, OLGA_CHAT).labels == ["Yes", "Back"]

    back = await desk.press(OLGA_CHAT, "Back")

    assert "Stage: Received" in back
    assert (await desk.facility.request("2026-01")).status is RequestStatus.RECEIVED


async def test_decision_is_shown_as_done_on_the_screen_of_a_colleague(desk: Telegram) -> None:
    await desk.press(OLGA_CHAT, "eligible:1")
    shown = next(one for one in desk.peer.messages(OTTO) if "eligible:1" in one.actions)

    await desk.press(OLGA_CHAT, "Yes")

    now = next(one for one in desk.peer.messages(OTTO) if one.message_id == shown.message_id)
    assert "Decided: eligible - Olga Novak, 12 January 2026, 09:00" in now.text
    assert "eligible:1" not in now.actions
    late = await desk.press_old(OTTO, "eligible:1")
    assert "Olga Novak decided this on 12 January 2026 at 09:00: eligible." in late


async def test_reason_typed_for_a_button_is_read_back_before_it_counts(desk: Telegram) -> None:
    await desk.press(OLGA_CHAT, "reject:1")
    asked = await desk.say(OLGA_CHAT, "No budget left.")
    assert "for this reason?" in asked
    assert "No budget left." in asked

    await desk.press(OLGA_CHAT, "Yes")

    rejected = await desk.facility.request("2026-01")
    assert (rejected.status, rejected.status_reason) == (RequestStatus.REJECTED, "No budget left.")
    assert "Decided: not eligible - Olga Novak" in last(desk, OTTO).text


async def test_colleague_who_reads_the_decision_on_the_card_may_decide_otherwise(desk: Telegram) -> None:
    await desk.decide(OLGA_CHAT, "eligible:1")
    desk.facility.time.forward(minutes=5)
    await desk.say(OTTO, "/show 2026-01")

    asked = await desk.press(OTTO, "hold:1")
    asked += await desk.say(OTTO, "1 May, a new ministry")
    await desk.press(OTTO, "Yes")

    assert "wait until 1 May 2026?" in asked
    assert (await desk.facility.request("2026-01")).status is RequestStatus.ON_HOLD


async def test_one_request_is_merged_into_another(desk: Telegram) -> None:
    await send_request(desk.facility, form(title="Monitoring of the universal pension"), sender=TWIN)
    await desk.quiet()
    await desk.say(OLGA_CHAT, "/show 2026-02")
    assert "2026-01 - Monitoring of the universal social pension" in last(desk, OLGA_CHAT).text

    await desk.press(OLGA_CHAT, "merge:2")
    asked = await desk.press(OLGA_CHAT, "merge:2:1")
    done = await desk.press(OLGA_CHAT, "Yes")

    assert "Merge 2026-02" in asked
    assert "2026-02 stays an alias of 2026-01 for ever" in done
    merged = await desk.facility.request("2026-02")
    assert (merged.status, merged.merged_into) == (RequestStatus.MERGED, "2026-01")
    assert "2026-01" in (await desk.facility.mail_to(TWIN, "together with another one")).text
    assert "Goes on as: 2026-01" in await desk.say(OTTO, "/show 2026-02")
    again = await desk.press_old(OTTO, "yes:merge:2:1")
    assert "Olga Novak decided this" in again
    assert "merged into another request" in again


async def test_request_is_not_merged_into_itself_or_into_one_that_is_over(desk: Telegram) -> None:
    await send_request(desk.facility, form(title="Something else entirely"), sender=TWIN)
    await desk.say(OLGA_CHAT, "/reject 2026-02 Out of scope.")

    itself = await desk.say(OLGA_CHAT, "/merge 2026-01 2026-01")
    over = await desk.say(OLGA_CHAT, "/merge 2026-01 2026-02")
    unknown = await desk.say(OLGA_CHAT, "/merge 2026-01 2026-77")

    assert "cannot be merged" in itself
    assert "cannot be merged" in over
    assert "There is no request “2026-77”." in unknown
    assert (await desk.facility.request("2026-01")).status is RequestStatus.RECEIVED
