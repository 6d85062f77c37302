"""Experts who do not answer: reminded once, then somebody else is asked; what comes late is never lost."""

from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import address_of, ask_team, question_to


async def test_silent_expert_is_reminded_once_after_three_days(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")
    facility.time.forward(days=2)
    await facility.look_at_clock()
    assert len(facility.mails_to(sofia.recipients[0])) == 1

    facility.time.forward(days=1)
    await facility.look_at_clock()
    await facility.look_at_clock()

    reminder = await facility.mail_to(sofia.recipients[0], subject="Lembrete")
    assert "9-27 de março de 2026" in said(reminder)
    assert len(facility.mails_to(sofia.recipients[0])) == 2
    assert len(facility.mails_to(marek.recipients[0])) == 2
    await facility.reply(reminder, "Sim, posso ir.")
    assert (await facility.mission()).status == "confirmed"


async def test_reminder_asks_about_the_days_that_are_left_by_then(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "I am only free 16-27 March.")
    facility.time.forward(days=3)

    await facility.look_at_clock()

    reminder = await facility.mail_to(sofia.recipients[0], subject="Lembrete")
    assert "16-27 de março de 2026" in said(reminder)
    await facility.reply(reminder, "Sim.")
    assert "qualquer data do período 16-27 de março" in said(await facility.mail_to(sofia.recipients[0]))


async def test_expert_silent_for_a_week_is_released_and_the_alternate_asked(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await _let_a_week_pass(facility)

    released = await facility.mail_to(sofia.recipients[0], subject="Já não é preciso responder")
    assert "não precisa de fazer nada" in said(released)
    first, second, third, fourth = await facility.inquiries()
    assert [first.status, second.status] == ["expired", "expired"]
    assert [third.status, fourth.status] == ["asked", "asked"]
    told = said(await facility.mail_to(OLGA, subject="No answer from Sofia Luz"))
    assert "has not answered our inquiry of 12 January 2026, nor the reminder" in told
    assert "we have asked Olga Ruiz" in told


async def test_looking_twice_passes_a_seat_on_once(facility: Facility) -> None:
    await ask_team(facility)
    await _let_a_week_pass(facility)

    await facility.look_at_clock()

    assert len(await facility.inquiries()) == 4


async def test_late_yes_to_a_seat_given_away_is_thanked_and_told_to_officers(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await _let_a_week_pass(facility)

    await facility.reply(sofia, "Sim, posso ir.")

    closed = await facility.mail_to(sofia.recipients[0], subject="Agradecemos a sua resposta")
    assert "depois de o lugar" in said(closed) or "já não estava" in said(closed)
    assert "It came too late" in said(await facility.mail_to(OLGA, "too late"))
    assert (await facility.inquiries())[0].status == "expired"


async def test_late_yes_takes_a_seat_that_is_still_free(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")
    for code in (await facility.seats())[0].alternates:
        await facility.change_expert(int(code.removeprefix("EX-")), flagged=True)
    await _let_a_week_pass(facility)
    assert "nobody is left on the list" in said(await facility.mail_to(OLGA, subject="vacant"))

    await facility.reply(sofia, "Desculpe a demora. Sim, posso ir.")

    assert (await facility.mission()).status == "confirmed"
    assert (await facility.inquiries())[0].status == "accepted"


async def test_late_yes_that_would_break_a_rule_by_now_does_not_take_the_free_seat(
    facility: Facility,
) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")
    for code in (await facility.seats())[0].alternates:
        await facility.change_expert(int(code.removeprefix("EX-")), flagged=True)
    await _let_a_week_pass(facility)
    await facility.change_expert(12, nationality="PL")

    await facility.reply(sofia, "Sim, posso ir.")

    assert (await facility.seats())[0].status == "vacant"
    assert "It came too late" in said(await facility.mail_to(OLGA, "too late"))


async def test_doubtful_answer_gets_time_before_the_seat_goes_on(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")
    facility.time.forward(days=6, hours=12)
    await facility.reply(sofia, "Tenho de ver.")
    facility.time.forward(days=1)
    await facility.look_at_clock()
    assert (await facility.inquiries())[0].status == "doubtful"

    facility.time.forward(days=3)
    await facility.look_at_clock()

    assert (await facility.inquiries())[0].status == "expired"
    told = said(await facility.mail_to(OLGA, subject="No answer from Sofia Luz"))
    assert "never clearly enough to count on it" in told
    following = (await facility.inquiries())[-1]
    assert (await question_to(facility, following)).recipients == (address_of(following),)


async def _let_a_week_pass(facility: Facility) -> None:
    for days in (3, 4):
        facility.time.forward(days=days)
        await facility.look_at_clock()
