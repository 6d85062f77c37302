"""Reports reach the people of the facility: a picture, words and a file in the chat, words and files by mail.

Slow where a figure is drawn: the first one loads matplotlib and its fonts, two seconds.
"""

import pytest

from storage.states import Role
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import send_request

pytestmark = ON_SQLITE


@pytest.mark.slow
async def test_observer_finds_a_figure_by_buttons_and_gets_a_picture_words_and_a_file(
    telegram: Telegram,
) -> None:
    await send_request(telegram.facility)
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak", role=Role.OBSERVER)

    groups = await telegram.say(OLGAS_CHAT, "/report")
    await telegram.press(OLGAS_CHAT, "reports:requests")
    told = await telegram.press(OLGAS_CHAT, "report:figure1")

    assert "Which report" in groups
    assert "Requests received" in told
    calls = [call for call in telegram.peer.calls if call.method in {"sendPhoto", "sendDocument"}]
    assert [call.method for call in calls] == ["sendPhoto", "sendDocument"]


async def test_a_misspelt_report_is_asked_back_in_the_chat(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")

    assert "Did you mean" in await telegram.say(OLGAS_CHAT, "/report tabel2")


async def test_partner_gets_no_report(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/report table2")

    assert telegram.peer.called("sendDocument") == []


async def test_mail_without_a_token_gets_a_report_to_the_address_in_the_register(facility: Facility) -> None:
    await send_request(facility)

    await facility.write(OLGA, "Please", "REPORT silence")

    answer = await facility.mail_to(OLGA, "Who is silent")
    assert [part.get_filename() for part in answer.mail.iter_attachments()] == ["silence.pdf"]


async def test_mail_that_orders_a_report_is_answered_with_the_file(facility: Facility) -> None:
    await send_request(facility)
    told = await facility.mail_to(OLGA, "New request")

    await facility.reply(told, "RAPPORT table2 fr")

    answer = await facility.mail_to(OLGA, "Demandes reçues")
    assert [part.get_filename() for part in answer.mail.iter_attachments()] == ["table2.pdf"]
    assert "Total" in said(answer)
