"""Experts answer in their calendars: what they press counts like words, and their entry follows the mission."""

from dataclasses import replace
from datetime import date

import pytest

from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import ask_team, question_to
from tests.peers.calendars import HOSTILE_ZONE, Invitation, invitation_in, press
from tests.peers.smtp import Delivered

SOFIA = "expert0012@experts.example"
BERLIN = (
    "DTSTART;TZID=W. Europe Standard Time:20260316T000000",
    "DTEND;TZID=W. Europe Standard Time:20260325T000000",
)


async def statuses(facility: Facility) -> list[str]:
    return [inquiry.status.value for inquiry in await facility.inquiries()]


def entry_of(mail: Delivered) -> Invitation:
    entry = invitation_in(mail)
    assert entry is not None
    return entry


async def test_question_is_an_invitation_for_one_person_that_comes_back_to_muster(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    asked = entry_of(sofia)

    assert asked == Invitation(
        method="REQUEST",
        uid=sofia.reply_to,
        sequence=0,
        start=date(2026, 3, 9),
        end=date(2026, 3, 27),
        status="TENTATIVE",
        organizer=MUSTER,
        attendee=SOFIA,
        answer_wanted=True,
        summary=asked.summary,
    )
    assert MUSTER in str(sofia.mail["From"])
    assert entry_of(marek).uid != asked.uid


async def test_accept_takes_the_seat_and_is_echoed(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED"))

    assert await statuses(facility) == ["accepted", "asked"]
    assert "Registado: pode ir" in said(await facility.mail_to(SOFIA, subject="Registado"))
    assert "Sofia Luz says yes" in said(await facility.mail_to(OLGA, subject="Answer from Sofia Luz"))
    await facility.send(press(marek, "ACCEPTED"))
    assert (await facility.mission()).status == "confirmed"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),
        ("Auto-Submitted", "auto-replied"),
    ],
)
@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED"])
async def test_what_a_mailbox_answers_by_itself_is_asked_back(
    facility: Facility, name: str, value: str, partstat: str
) -> None:
    sofia, _ = await ask_team(facility)
    pressed = press(sofia, partstat)
    pressed[name] = value

    await facility.send(pressed)

    assert await statuses(facility) == ["doubtful", "asked"]
    await facility.mail_to(OLGA, subject="Unclear answer from Sofia Luz")
    assert invitation_in(await facility.mail_to(SOFIA)) is None
    await facility.reply(sofia, "Sim.")
    assert await statuses(facility) == ["accepted", "asked"]


async def test_what_google_sends_for_its_owner_counts(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    pressed = press(sofia, "ACCEPTED")
    pressed["Sender"] = "Google Calendar <calendar-notification@google.example>"
    pressed["Auto-Submitted"] = "auto-generated"

    await facility.send(pressed)

    assert await statuses(facility) == ["accepted", "asked"]


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED"])
async def test_answer_to_days_that_were_never_asked_is_asked_back(facility: Facility, partstat: str) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(
        press(sofia, partstat, days=("DTSTART;VALUE=DATE:20260316", "DTEND;VALUE=DATE:20260318"))
    )

    assert await statuses(facility) == ["doubtful", "asked"]


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED"])
async def test_button_that_its_own_words_take_back_is_asked_back(facility: Facility, partstat: str) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, partstat, comment="Botão errado\\, desculpe."))

    assert await statuses(facility) == ["doubtful", "asked"]


async def test_decline_asks_the_alternate_and_clears_the_calendar(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "DECLINED"))

    first, _, third = await facility.inquiries()
    assert (first.status, third.status) == ("declined", "asked")
    assert entry_of(await question_to(facility, third)).attendee == "expert0010@experts.example"
    gone = entry_of(await facility.mail_to(SOFIA))
    assert (gone.method, gone.uid, gone.sequence, gone.status) == (
        "CANCEL",
        entry_of(sofia).uid,
        1,
        "CANCELLED",
    )


async def test_decline_in_words_clears_the_calendar_too(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.reply(sofia, "Não posso.")

    assert entry_of(await facility.mail_to(SOFIA)).method == "CANCEL"


async def test_accept_with_a_condition_waits_for_an_officer(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED", comment="Sim\\, se o meu ministério autorizar."))

    assert await statuses(facility) == ["doubtful", "asked"]
    assert "se o meu ministério autorizar" in said(await facility.mail_to(OLGA, subject="Sofia Luz"))


async def test_accept_with_some_dates_offers_only_these(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED", comment="Só a partir de 16 de março."))

    assert await statuses(facility) == ["accepted", "asked"]
    assert (await facility.mission()).start == date(2026, 3, 16)


async def test_tentative_is_asked_back(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "TENTATIVE"))

    assert await statuses(facility) == ["doubtful", "asked"]
    assert invitation_in(await facility.mail_to(SOFIA)) is None
    await facility.reply(sofia, "Sim.")
    assert await statuses(facility) == ["accepted", "asked"]


async def test_proposed_days_are_for_an_officer(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "TENTATIVE", method="COUNTER", days=BERLIN))

    assert await statuses(facility) == ["doubtful", "asked"]
    told = said(await facility.mail_to(OLGA, subject="Answer from Sofia Luz"))
    assert "16-24 March 2026" in told
    assert "TAKE" in told


async def test_a_zone_that_lies_moves_neither_its_own_mail_nor_the_next(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    lies = "".join(
        HOSTILE_ZONE.format(tzid=name) for name in ("W. Europe Standard Time", "Europe/Berlin", "UTC")
    )

    await facility.send(press(sofia, "TENTATIVE", method="COUNTER", days=BERLIN, zones=lies))
    await facility.send(press(marek, "TENTATIVE", method="COUNTER", days=BERLIN))

    for name in ("Sofia Luz", "Marek Lis"):
        assert "16-24 March 2026" in said(await facility.mail_to(OLGA, subject=f"Answer from {name}"))


async def test_confirmed_mission_updates_the_entry_and_asks_for_nothing(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED"))
    await facility.send(press(marek, "ACCEPTED"))

    mission = await facility.mission()
    final = entry_of(facility.mails_to(SOFIA)[-1])
    assert final == replace(
        entry_of(sofia),
        sequence=1,
        start=mission.start,
        end=mission.end,
        status="CONFIRMED",
        answer_wanted=False,
        summary=final.summary,
    )
    assert mission.end < date(2026, 3, 27)


async def test_calendar_that_accepts_every_change_by_itself_is_not_answered(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.send(press(sofia, "ACCEPTED"))
    await facility.send(press(marek, "ACCEPTED"))
    before = len(facility.outside.received)

    await facility.send(press(facility.mails_to(SOFIA)[-1], "ACCEPTED"))

    assert len(facility.outside.received) == before
    assert (await facility.notes())[-1] == "inquiry:1 yes again"


async def test_decline_after_an_accepted_seat_is_asked_back_before_it_counts(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.send(press(sofia, "ACCEPTED"))
    await facility.send(press(marek, "ACCEPTED"))

    await facility.send(press(facility.mails_to(SOFIA)[-1], "DECLINED"))

    assert await statuses(facility) == ["doubtful", "accepted"]
    reopened = entry_of(facility.mails_to("expert0011@experts.example")[-1])
    assert (reopened.sequence, reopened.status) == (2, "TENTATIVE")


async def test_answer_to_days_that_have_changed_since_is_asked_again(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Only from 16 to 27 March.")
    facility.time.forward(days=3)
    await facility.look_at_clock()
    reminder = entry_of(facility.mails_to(SOFIA)[-1])
    assert (reminder.sequence, reminder.start) == (1, date(2026, 3, 16))

    await facility.send(press(sofia, "ACCEPTED"))

    assert await statuses(facility) == ["doubtful", "accepted"]


async def test_silent_expert_is_released_with_a_cancelled_entry(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    facility.time.forward(days=20)
    await facility.look_at_clock()

    gone = entry_of(facility.mails_to(SOFIA)[-1])
    assert (gone.method, gone.uid, gone.sequence) == ("CANCEL", entry_of(sofia).uid, 1)


async def test_accept_of_a_cancelled_entry_is_no_answer(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, "Não posso.")

    await facility.send(press(sofia, "ACCEPTED"))

    assert (await statuses(facility))[0] == "declined"


async def test_somebody_else_cannot_accept(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED", sender="eve@elsewhere.example"))

    assert await statuses(facility) == ["asked", "asked"]
    assert facility.mails_to("eve@elsewhere.example") == []
    assert "eve@elsewhere.example" in said(await facility.mail_to(OLGA, "eve@elsewhere.example"))


async def test_an_assistants_accept_waits_for_an_officer_who_attaches_it(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.send(press(sofia, "ACCEPTED", sender="assistant@experts.example"))
    waiting = await statuses(facility)
    olga = await facility.chat(OLGA)

    listed = await olga.say("/inbox")
    await facility.reply(await facility.mail_to(OLGA, subject="Please look at a message"), "ATTACH")

    assert "assistant@experts.example" in listed
    assert waiting == ["asked", "asked"]
    assert await statuses(facility) == ["accepted", "asked"]
    assert facility.mails_to("assistant@experts.example") == []


@pytest.mark.parametrize("uid", ["mission-1@facility.example", "muster+q1aaaaaaaaaaaaaaaa@facility.example"])
async def test_uid_that_was_guessed_decides_nothing(facility: Facility, uid: str) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED", uid=uid))

    assert await statuses(facility) == ["asked", "asked"]


async def test_answer_under_another_name_of_the_same_person_counts_by_its_token(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(press(sofia, "ACCEPTED", attendee="sofia.luz@institute.example"))

    assert await statuses(facility) == ["accepted", "asked"]


async def test_mission_that_is_called_off_leaves_every_calendar(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.send(press(sofia, "ACCEPTED"))
    await facility.send(press(marek, "ACCEPTED"))
    confirmed = await facility.mail_to(OLGA, subject="Mission confirmed")

    await facility.reply(confirmed, "CANCEL The ministry has withdrawn its request.")

    for asked in (sofia, marek):
        gone = entry_of(facility.mails_to(asked.recipients[0])[-1])
        assert (gone.method, gone.uid, gone.sequence) == ("CANCEL", entry_of(asked).uid, 2)


MOVED = ("DTSTART;VALUE=DATE:20260511", "DTEND;VALUE=DATE:20260523")


async def test_accepting_other_days_later_is_told_to_the_officers_once(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.send(press(sofia, "ACCEPTED"))
    echo = len(facility.mails_to(SOFIA))

    for _ in range(2):
        await facility.send(press(sofia, "ACCEPTED", days=MOVED))

    news = [mail for mail in facility.mails_to(OLGA) if "accepted other days" in mail.subject]
    assert [mail.subject for mail in news] == ["[2026-01] Sofia Luz accepted other days"]
    assert "for other days this time: 11-22 May 2026" in said(news[0])
    assert await statuses(facility) == ["accepted", "asked"]
    assert len(facility.mails_to(SOFIA)) == echo
    assert (await facility.notes())[-2:] == [
        "inquiry:1 yes again, other days",
        "the same words again: kept",
    ]


async def test_accepting_the_days_that_were_asked_about_again_is_no_news(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.send(press(sofia, "ACCEPTED"))
    await facility.reply(marek, "Yes, but only from 16 to 20 March.")

    await facility.send(press(sofia, "ACCEPTED"))

    assert (await facility.notes())[-1] in {"inquiry:1 yes again", "the same words again: kept"}
    assert not [mail for mail in facility.mails_to(OLGA) if "accepted other days" in mail.subject]
