"""Partner and officer both use Telegram: a request told with buttons becomes a confirmed mission."""

from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.facility import OLGA
from tests.flows.steps import address_of

ANSWERS = (
    "Ministry of Labour", "Togo", "amina@labour.example", "Monitoring of social pensions",
    "social pensions, monitoring and evaluation", "We do not know who is paid late.",
)  # fmt: skip


async def tell_request(telegram: Telegram) -> str:
    """Amina answers question by question; what she reads at the end."""
    await telegram.say(AMINA, "/request", name="Amina Diallo", language="en")
    for words in ANSWERS:
        await telegram.say(AMINA, words)
    for _ in range(3):
        await telegram.press(AMINA, "Skip")
    await telegram.say(AMINA, "9-27 March 2026")
    for choice in ("5", "English", "That is all", "2", "Skip", "Skip"):
        await telegram.press(AMINA, choice)
    return await telegram.press(AMINA, "Send the request")


async def test_a_request_with_buttons_becomes_a_confirmed_mission(telegram: Telegram) -> None:
    facility = telegram.facility
    welcome = await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    assert "Olga Novak" in welcome

    received = await tell_request(telegram)
    assert "2026-01" in received
    card = telegram.peer.messages(OLGAS_CHAT)[-1]
    assert "Monitoring of social pensions" in card.text
    assert "eligible:1" in card.actions

    decided = await telegram.decide(OLGAS_CHAT, "Eligible")
    assert "Team A" in decided
    assert "we can support your request" in telegram.peer.messages(AMINA)[-1].text
    approved = await telegram.decide(OLGAS_CHAT, "approve:1:1")
    assert "2026-01" in approved

    for inquiry in await facility.inquiries():
        question = await facility.mail_to(address_of(inquiry))
        await facility.reply(question, "Yes, I am available on those dates.")
    await telegram.quiet()
    assert (await facility.mission()).status == "confirmed"
    assert "confirmed" in telegram.peer.messages(AMINA)[-1].text
    assert "confirmed" in telegram.peer.messages(OLGAS_CHAT)[-1].text
    assert telegram.peer.chats.spinning == set()
