"""The question at the end: asked once when the mission is over, by button or by mail, and told to the officers."""

from sqlmodel import select

from storage.feedback import Feedback
from storage.people import Officer
from tests.flows.facility import OLGA, Chat, Facility
from tests.flows.steps import SALMA, ask_team
from tests.peers.smtp import answer


async def confirmed_mission(facility: Facility) -> None:
    """A mission to which every expert said yes."""
    for question in await ask_team(facility):
        await facility.reply(question, "Yes, I am available.")


async def its_feedback(facility: Facility) -> Feedback | None:
    async with facility.database.snapshot() as session:
        return (await session.exec(select(Feedback))).one_or_none()


async def in_chat(facility: Facility) -> Chat:
    """The partner of the only request uses a chat from now on."""
    salma = await facility.chat("salma")
    await salma.say("/verify")
    await salma.say(SALMA)
    code = next(mail for mail in reversed(facility.mails_to(SALMA)) if "Your code" in mail.subject)
    await salma.say(code.subject.rpartition(" ")[2])
    return salma


async def test_nobody_is_asked_before_the_mission_is_over(facility: Facility) -> None:
    await confirmed_mission(facility)
    facility.time.forward(days=20)

    await facility.look_at_clock()

    assert await its_feedback(facility) is None


async def test_a_number_by_mail_is_noted_and_told_to_the_officers(facility: Facility) -> None:
    await confirmed_mission(facility)
    facility.time.forward(days=90)
    await facility.look_at_clock()
    await facility.look_at_clock()

    asked = await facility.mail_to(SALMA, "How useful was our help")
    await facility.send(answer(asked, "4\nA training day would have helped.", sender=SALMA))

    noted = await its_feedback(facility)
    assert noted is not None
    assert (noted.score, noted.words) == (4, "A training day would have helped.")
    told = await facility.mail_to(OLGA, "training day")
    assert "4 of 5" in told.subject
    assert len([mail for mail in facility.mails_to(SALMA) if "How useful" in mail.text]) == 1
    assert len(await facility.journal("request.feedback")) == 1


async def test_other_words_are_passed_on_as_before(facility: Facility) -> None:
    await confirmed_mission(facility)
    facility.time.forward(days=90)
    await facility.look_at_clock()

    asked = await facility.mail_to(SALMA, "How useful was our help")
    await facility.send(answer(asked, "Who writes the report?", sender=SALMA))

    assert "Who writes the report?" in (await facility.mail_to(OLGA, "Who writes")).text
    noted = await its_feedback(facility)
    assert noted is not None
    assert noted.score is None


async def test_a_button_and_a_few_words_in_a_chat(facility: Facility) -> None:
    await confirmed_mission(facility)
    salma = await in_chat(facility)
    facility.time.forward(days=90)
    await facility.look_at_clock()
    assert "How useful was our help" in salma.last

    shown = await salma.press("5")
    assert "noted: 5 of 5" in shown
    assert "The officers read it" in await salma.say("Excellent colleagues.")

    noted = await its_feedback(facility)
    assert noted is not None
    assert (noted.score, noted.words) == (5, "Excellent colleagues.")
    assert "Feedback of the partner" in await card(facility)


async def test_nobody_else_can_answer(facility: Facility) -> None:
    await confirmed_mission(facility)
    facility.time.forward(days=90)
    await facility.look_at_clock()
    stranger = await facility.chat("stranger")

    await stranger.press_old("fb:1:1")
    await stranger.press_old("fb:99:5")
    await stranger.press_old("fb:1:9")

    noted = await its_feedback(facility)
    assert noted is not None
    assert noted.score is None


async def card(facility: Facility) -> str:
    """The card of the request as Olga sees it."""
    async with facility.database.snapshot() as session:
        assert (await session.exec(select(Officer).where(Officer.email == OLGA))).one()
    olga = await facility.chat(OLGA)
    return await olga.say("/show 2026-01")
