"""What happens in many stories before they begin to differ, told once."""

from storage.missions import Inquiry
from tests.flows.facility import OLGA, Chat, Facility
from tests.peers.smtp import Delivered

SALMA = "salma@ministry.example"
FORM = """\
Institution: Ministry of Social Welfare
Country: {country}
Contact person: Salma Khamis
Title: {title}
Areas of assistance: social pensions, monitoring and evaluation
Background: The universal pension reaches 27,000 people over 70. We do not know who is paid late.
Preferred dates: {dates}
Duration: {days} days
Working languages: English
Number of experts: {experts}
"""


def form(
    *,
    title: str = "Monitoring of the universal social pension",
    country: str = "Tanzania",
    dates: str = "9-27 March 2026",
    days: int = 5,
    experts: int = 2,
) -> str:
    """A form as a ministry fills it in."""
    return FORM.format(title=title, country=country, dates=dates, days=days, experts=experts)


async def send_request(facility: Facility, text: str = "", *, sender: str = SALMA) -> Delivered:
    """A filled form arrives by e-mail; what comes back."""
    await facility.write(sender, "Request for assistance", text or form())
    return await facility.mail_to(sender)


async def send_in_chat(chat: Chat) -> str:
    """A filled form is pasted into the chat and sent; what comes back."""
    await chat.say("/request")
    await chat.say(form() + "E-mail: salma@ministry.example\n")
    return await chat.press("f:send")


async def propose_teams(facility: Facility, text: str = "", *, sender: str = SALMA) -> Delivered:
    """A request that Olga finds eligible; the mail with the teams."""
    await send_request(facility, text, sender=sender)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE")
    return await facility.mail_to(OLGA, "APPROVE A")


async def ask_team(facility: Facility, text: str = "") -> list[Delivered]:
    """A request whose team A is approved; the inquiries to its members, in the order of the seats."""
    await facility.reply(await propose_teams(facility, text), "APPROVE A")
    return [await question_to(facility, inquiry) for inquiry in await facility.inquiries()]


async def question_to(facility: Facility, inquiry: Inquiry) -> Delivered:
    """The mail that put this inquiry to its expert."""
    return await facility.mail_to(address_of(inquiry))


def address_of(inquiry: Inquiry) -> str:
    return f"expert{inquiry.expert_id:04}@experts.example"


async def tell(chat: Chat, *answers: str) -> str:
    """Answer the questions of a dialogue one by one; what is shown at the end."""
    shown = ""
    for answer in answers:
        shown = await (chat.press(answer) if answer.startswith("f:") else chat.say(answer))
    return shown
