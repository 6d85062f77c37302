"""What is typed with a slash: commands are listed, none is taken for an answer, and what is open stays open."""

import pytest

from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility
from tests.flows.steps import send_in_chat, send_request

pytestmark = ON_SQLITE


async def test_help_lists_every_command(facility: Facility) -> None:
    chat = await facility.chat("amina")

    said = await chat.say("/help")

    assert "/status - How a request stands: /status 2026-03" in said
    assert "/language - Change the language" in said


@pytest.mark.parametrize("typed", ["/foo", "/foo bar", "/hello@muster_bot"])
async def test_unknown_command_is_no_answer_to_the_question(facility: Facility, typed: str) -> None:
    chat = await facility.chat("amina")
    await chat.say("/request")

    told = await chat.say(typed)
    following = await chat.say("Ministry of Labour")

    assert f"I do not know {typed.partition(' ')[0].partition('@')[0]}." in told
    assert "1 of 16." in told
    assert "2 of 16." in following


async def test_button_s_word_may_have_a_slash(facility: Facility) -> None:
    chat = await facility.chat("amina")
    await chat.say("/request")
    await chat.say("Ministry of Labour")

    assert "1 of 16." in await chat.say("/back")


async def test_unknown_command_leaves_what_is_asked_beside_the_form(facility: Facility) -> None:
    chat = await facility.chat("amina")
    await chat.say("/verify")

    told = await chat.say("/foo")
    answered = await chat.say("amina@ministry.example")

    assert "I do not know /foo." in told
    assert "amina@ministry.example" in answered


async def test_question_beside_the_form_is_left_by_cancel(facility: Facility) -> None:
    chat = await facility.chat("amina")
    await chat.say("/request")
    await chat.say("/verify")

    assert "1 of 16." in await chat.say("/cancel")


async def test_status_tells_of_the_request_that_is_only_begun(facility: Facility) -> None:
    chat = await facility.chat("amina")
    await send_in_chat(chat)
    await chat.say("/request")

    both = await chat.say("/status")

    assert "2026-01" in both
    assert "One request is begun and not sent yet." in both
    assert "menu:new" in [choice.action for choice in chat.buttons()]


async def test_partner_with_nothing_but_a_draft_is_not_told_there_is_none(facility: Facility) -> None:
    chat = await facility.chat("amina")
    await chat.say("/request")

    assert "no request" not in await chat.say("/status")


async def test_unknown_command_is_no_reason(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send_request(telegram.facility)
    await telegram.press(OLGAS_CHAT, "reject:1")

    said = await telegram.say(OLGAS_CHAT, "/foo")

    assert "does not know the order “/foo”" in said
    assert "Yes" not in telegram.peer.messages(OLGAS_CHAT)[-1].labels


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/quee", "Did you mean /queue?"),
        ("/mine", "does not know the order “/mine”, so nothing has changed. /queue shows the open requests"),
        ("thanks", "found no order in “thanks”, so nothing has changed. /queue shows the open requests"),
    ],
)
async def test_officer_reads_two_lines_not_the_whole_help(facility: Facility, typed: str, heard: str) -> None:
    desk = await facility.chat(OLGA)

    shown = " ".join((await desk.say(typed)).split())

    assert heard in shown
    assert len(shown) < 250


async def test_a_request_is_taken_not_handed_to_somebody(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)

    refused = await desk.say("/assign 2026-01 Marek")
    assert "2026-01 was not given to “Marek”" in refused
    assert "Olga Novak" not in await desk.say("/show 2026-01")

    assert "Olga Novak" in await desk.say("/assign 2026-01 Olga Novak")


async def test_whoever_found_it_eligible_is_not_told_to_check_the_sender(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)
    assert "speaks for the institution" in await desk.say("/show 2026-01")

    await desk.say("/eligible 2026-01")

    assert "speaks for the institution" not in await desk.say("/show 2026-01")


@pytest.mark.parametrize("typed", ["continue", "Continue the request", "New request", "continuar"])
async def test_saved_draft_is_gone_on_with_in_words(facility: Facility, typed: str) -> None:
    chat = await facility.chat("amina")
    await chat.say("/request")
    await chat.say("Ministry of Labour")
    await chat.say("save")

    assert "2 of 16." in await chat.say(typed)


async def test_saved_draft_can_be_cancelled_by_command(facility: Facility) -> None:
    chat = await facility.chat("amina")
    await chat.say("/request")
    await chat.say("Ministry of Labour")
    await chat.say("save")

    shown = await chat.say("/cancel")
    assert "Press Cancel to delete it, or go on with it" in shown
    assert "2 of 16." in shown

    await chat.press("f:cancel")
    assert "no request" in (await chat.say("/status")).lower()


async def test_with_nothing_to_cancel_the_menu_is_shown(facility: Facility) -> None:
    chat = await facility.chat("amina")

    assert "New request" in await chat.say("/cancel")


async def test_label_of_a_menu_button_may_be_typed(facility: Facility) -> None:
    chat = await facility.chat("amina")

    assert await chat.say("My requests") == await chat.say("/requests")


@pytest.mark.parametrize("typed", ["how long will it take?", "thanks"])
async def test_loose_words_after_a_request_tell_whose_turn_it_is(facility: Facility, typed: str) -> None:
    chat = await facility.chat("amina")
    await send_in_chat(chat)

    assert "Our turn" in await chat.say(typed)
