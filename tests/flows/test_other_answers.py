"""Answers beside yes and no: other dates, from a distance, ask my employer, a question back, never again."""

import pytest

from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import ask_team, question_to


@pytest.mark.parametrize(
    ("reply", "echo", "told"),
    [
        ("Not in March, but I am free from 13 to 24 April.", "Free: 13-24 April 2026", "offers others"),
        (
            "I cannot travel but I could work remotely.",
            "from a distance, but not travel",
            "from a distance only",
        ),
        ("I have to ask my boss.", "your answer depends on your employer", "agreement of an employer"),
        ("I am not sure yet, I will let you know.", "you cannot say yet whether", "does not know yet"),
    ],
)
async def test_answer_only_an_officer_can_settle_is_echoed_and_shown(
    facility: Facility, reply: str, echo: str, told: str
) -> None:
    _, marek = await ask_team(facility)

    await facility.reply(marek, reply)

    assert echo in said(await facility.mail_to(marek.recipients[0]))
    letter = await facility.mail_to(OLGA, told)
    assert reply in letter.text
    assert "Your turn" in said(letter)
    assert (await facility.inquiries())[1].status == "doubtful"
    assert (await facility.seats())[1].status == "asked"


async def test_question_back_goes_to_the_officers_and_the_inquiry_stays_open(facility: Facility) -> None:
    _, marek = await ask_team(facility)

    await facility.reply(marek, "Is the flight paid?")

    echo = await facility.mail_to(marek.recipients[0])
    assert "an officer will answer it" in said(echo)
    letter = said(await facility.mail_to(OLGA, "Is the flight paid?"))
    assert f"please answer at {marek.recipients[0]}" in letter
    assert (await facility.inquiries())[1].status == "asked"
    await facility.reply(echo, "Yes, I am available.")
    assert (await facility.inquiries())[1].status == "accepted"


async def test_question_of_a_member_is_passed_on_like_other_words(facility: Facility) -> None:
    _, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")

    await facility.reply(marek, "Is the flight paid?")

    assert "Is the flight paid?" in (await facility.mail_to(OLGA, "Is the flight paid?")).text
    assert (await facility.inquiries())[1].status == "accepted"


async def test_whoever_wants_no_more_mail_gives_up_the_seat_and_is_left_alone(facility: Facility) -> None:
    _, marek = await ask_team(facility)

    await facility.reply(marek, "Please remove me from your list.")

    last = said(await facility.mail_to(marek.recipients[0]))
    assert "we do not propose you for missions again" in last
    assert "is not proposed any more" in said(await facility.mail_to(OLGA, "not proposed"))
    declined, following = (await facility.inquiries())[1:]
    assert (declined.status, following.status) == ("declined", "asked")
    assert (await facility.expert(declined.expert_id)).opted_out
    assert await question_to(facility, following)


async def test_member_who_wants_no_more_mail_leaves_the_seat(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Sim.")
    await facility.reply(marek, "Yes.")

    await facility.reply(marek, "No, and please don't contact me any more.")

    assert (await facility.inquiries())[1].status == "declined"
    assert (await facility.mission()).status != "confirmed"
    assert [entry.subject for entry in await facility.journal("expert.opted_out")] == ["expert:11"]


async def test_other_dates_from_a_member_put_the_seat_in_doubt(facility: Facility) -> None:
    _, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")

    await facility.reply(marek, "Sorry, I can only come from 13 to 24 April now.")

    assert (await facility.inquiries())[1].status == "doubtful"
