"""A ministry sends a filled form by e-mail; three months later a team is on its way."""

from tests.flows.facility import OLGA, Facility

SALMA = "salma@ministry.example"
FORM = """\
Institution: Ministry of Social Welfare
Country: Zanzibar
Contact person: Salma Khamis
Title: Monitoring of the universal social pension
Areas of assistance: social pensions, monitoring and evaluation
Background: The universal pension reaches 27,000 people over 70. We do not know who is paid late.
Preferred dates: 9-27 March 2026
Duration: 5 days
Working languages: English
Number of experts: 2
"""


async def test_filled_form_becomes_a_confirmed_mission(facility: Facility) -> None:
    await facility.write(SALMA, "Request for assistance", FORM)
    receipt = await facility.mail_to(SALMA)
    assert "2026-01" in receipt.subject

    new = await facility.mail_to(OLGA, "ELIGIBLE")
    await facility.reply(new, "ELIGIBLE")
    proposal = await facility.mail_to(OLGA, "APPROVE A")
    await facility.reply(proposal, "APPROVE A")
    asked = [inquiry.expert_id for inquiry in await facility.inquiries()]
    assert len(asked) == 2

    for expert_id in asked:
        question = await facility.mail_to(f"expert{expert_id:04}@experts.example")
        await facility.reply(question, "Yes, I am available on those dates.")

    assert (await facility.mission()).status == "confirmed"
    assert (await facility.request("2026-01")).status == "approved"
    await facility.mail_to(SALMA, subject="confirmed")


async def test_a_form_passed_on_without_a_word_is_read(facility: Facility) -> None:
    passed_on = (
        "---------- Forwarded message ---------\nFrom: The Minister <cabinet@ministry.example>\n"
        f"Date: Mon, 12 Jan 2026 at 09:00\nSubject: Help\nTo: Salma <{SALMA}>\n\n{FORM}"
    )

    await facility.write(SALMA, "Fwd: Help", passed_on)

    assert (await facility.request("2026-01")).title == "Monitoring of the universal social pension"
